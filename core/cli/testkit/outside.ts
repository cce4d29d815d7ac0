import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const workspace = fileURLToPath(new URL('../../..', import.meta.url))

/** What a vendor gets: the SDK, the command, and whatever these two depend on. */
const PUBLISHED = [
  'sdk/plugin',
  'sdk/cql2',
  'sdk/web',
  'sdk/testing',
  'core/kernel',
  'core/records',
  'core/server',
  'core/web',
  'core/cli',
]

interface PackageJson {
  name: string
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
  [key: string]: unknown
}

/** A plugin's folder outside the workspace, with the packed SDK and command installed. */
export interface Outside extends AsyncDisposable {
  dir: string
  /** Runs `saola …` in the folder, by the installed command. */
  saola: (...words: string[]) => Promise<{ stdout: string; stderr: string }>
}

/** Packs the packages as they are published. Needs their `dist/`. */
export async function packPublished(into: string): Promise<Map<string, string>> {
  const tarballs = new Map<string, string>()
  for (const folder of PUBLISHED) {
    const from = join(workspace, folder)
    const { name } = JSON.parse(await readFile(join(from, 'package.json'), 'utf8')) as PackageJson
    const stdout = await pnpm(['pack', '--json', '--pack-destination', into], from)
    const { filename } = JSON.parse(stdout) as { filename: string }
    tarballs.set(name, join(into, basename(filename)))
  }
  return tarballs
}

/** Copies a plugin away from the workspace and installs what it needs from packed tarballs, as a vendor would. */
export async function outside(example: string): Promise<Outside> {
  const base = await mkdtemp(join(tmpdir(), 'saola-vendor-'))
  const dir = join(base, basename(example))
  const packs = join(base, 'packs')
  await mkdir(packs)
  const tarballs = await packPublished(packs)
  await cp(join(workspace, example), dir, {
    recursive: true,
    filter: (path) => !/\/(node_modules|dist)$|\.tgz$/.test(path),
  })
  const file = join(dir, 'package.json')
  const own = JSON.parse(await readFile(file, 'utf8')) as PackageJson
  const fromTarballs = (wanted: Record<string, string> = {}) =>
    Object.fromEntries(
      Object.entries(wanted).map(([name, range]) => [
        name,
        tarballs.has(name) ? `file:${tarballs.get(name)}` : range,
      ]),
    )
  own.dependencies = fromTarballs(own.dependencies)
  own.devDependencies = {
    ...fromTarballs(own.devDependencies),
    // They depend on one another by version; named here, none is looked for in the registry.
    ...Object.fromEntries([...tarballs].map(([name, tarball]) => [name, `file:${tarball}`])),
  }
  for (const name of Object.keys(own.dependencies)) delete own.devDependencies[name]
  await writeFile(file, JSON.stringify(own, null, 2))
  await run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', '--ignore-scripts'], {
    cwd: dir,
  })
  return {
    dir,
    saola: (...words) => run(join(dir, 'node_modules/.bin/saola'), words, { cwd: dir }),
    [Symbol.asyncDispose]: () => rm(base, { recursive: true, force: true }),
  }
}

/** The setup links pnpm beside the other tools; a machine that has not run it fetches the same version. */
async function pnpm(words: string[], cwd: string): Promise<string> {
  const attempt = await run('pnpm', words, { cwd }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    return run('npx', ['--yes', 'pnpm@12.21.0', ...words], { cwd })
  })
  return attempt.stdout
}
