import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const own = fileURLToPath(new URL('..', import.meta.url))

/** Builds the module in a folder of links, so that it does not meet what somebody else builds here. */
export async function built(): Promise<string> {
  const base = join(own, '../../.cache/plugin-folders')
  await mkdir(base, { recursive: true })
  const dir = await mkdtemp(join(base, 'field-reports-'))
  const folder = join(dir, 'field-reports')
  await mkdir(folder)
  for (const name of await readdir(own))
    if (name !== 'dist') await symlink(join(own, name), join(folder, name))
  const command = join(own, 'node_modules/@saola/cli/main.ts')
  execFileSync(process.execPath, ['--conditions=saola-source', command, 'plugin', 'build'], { cwd: folder })
  return dir
}
