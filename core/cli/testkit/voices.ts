import { cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildPlugin } from '../build/build.ts'

const workspace = fileURLToPath(new URL('../../..', import.meta.url))

/** A JPEG as a phone makes it, with the place where it was taken. */
export const phonePhoto = join(workspace, 'core/cli/testkit/phone-photo.jpg')

/** The built plugin `voices`, with a portal page, a public form and pictures, in a folder that goes at the end. */
export async function voicesFolder(): Promise<{ dir: string } & AsyncDisposable> {
  const base = join(workspace, '.cache/plugin-folders')
  await mkdir(base, { recursive: true })
  const dir = await mkdtemp(join(base, 'portal-'))
  await cp(join(workspace, 'core/cli/testkit/portal-plugin'), join(dir, 'voices'), { recursive: true })
  await symlink(join(workspace, 'examples/air-quality/node_modules'), join(dir, 'voices/node_modules'))
  await buildPlugin(join(dir, 'voices'), { archive: false })
  return { dir, [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true }) }
}
