import { cp, rm, stat, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Manifest } from '@saola/sdk'
import { bundlePortal } from './bundle-portal.ts'
import { bundleServer } from './bundle-server.ts'
import { bundleUi } from './bundle-ui.ts'
import { checkManifest } from './check-manifest.ts'
import { evaluate } from './evaluate.ts'
import { hashFiles, writePackage } from './package.ts'
import { BuildError } from './problem.ts'

export interface BuildResult {
  manifest: Manifest
  /** The folder that the kernel discovers. */
  dist: string
  /** `<id>-<version>.tgz` beside it. */
  file: string
  sha256: string
  bytes: number
}

export interface BuildOptions {
  /** Leave the archive out: enough where the kernel discovers the folder. */
  archive?: boolean
}

/**
 * Builds the plugin in a folder: bundles its code, checks it against the rules, evaluates the definition in a
 * process of its own, builds its UI, checks the manifest and writes the package.
 */
export async function buildPlugin(folder: string, options: BuildOptions = {}): Promise<BuildResult> {
  const dir = resolve(folder)
  const entry = join(dir, 'plugin.ts')
  if (!(await isFile(entry))) {
    throw new BuildError([
      {
        where: entry,
        message: 'does not exist',
        hint: 'Run this command in the folder of a plugin, or name the folder.',
      },
    ])
  }
  const dist = join(dir, 'dist')
  await rm(dist, { recursive: true, force: true })
  const server = await bundleServer(dir, entry, dist)
  const evaluated = await evaluate(join(dist, server.file), `./${server.file}`)
  const native = Array.isArray(evaluated.manifest.native) ? evaluated.manifest.native : []
  const broken = server.check(native as NonNullable<Manifest['native']>)
  if (broken.length > 0) return refuse(dist, broken)

  const styles = await bundleUi(dir, evaluated.ui, dist)
  await bundlePortal(dir, evaluated.portal, dist)
  await copyAssets(dir, dist)
  const manifest = {
    ...evaluated.manifest,
    ...(styles.length > 0 ? { styles } : {}),
    files: await hashFiles(dist),
  } as unknown as Manifest
  const wrong = checkManifest(manifest)
  if (wrong.length > 0) return refuse(dist, wrong)

  await writeFile(join(dist, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  const file = join(dir, `${manifest.id}-${manifest.version}.tgz`)
  if (options.archive === false) return { manifest, dist, file, sha256: '', bytes: 0 }
  return { manifest, dist, file, ...(await writePackage(dist, file)) }
}

/** Files that the plugin brings as they are, for example pictures of its seeds. */
async function copyAssets(dir: string, dist: string): Promise<void> {
  const assets = join(dir, 'assets')
  const found = await stat(assets).catch(() => undefined)
  if (found?.isDirectory()) await cp(assets, join(dist, 'assets'), { recursive: true, dereference: true })
}

/** Half a build must not be discovered. */
async function refuse(dist: string, problems: ConstructorParameters<typeof BuildError>[0]): Promise<never> {
  await rm(dist, { recursive: true, force: true })
  throw new BuildError(problems)
}

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (info) => info.isFile(),
    () => false,
  )
