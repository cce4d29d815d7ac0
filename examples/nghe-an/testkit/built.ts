import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const repository = fileURLToPath(new URL('../../..', import.meta.url))

/** Builds plugins of the repository in a folder of links, so that they do not meet what somebody else builds there. */
export async function built(...plugins: string[]): Promise<string> {
  const base = join(repository, '.cache/plugin-folders')
  await mkdir(base, { recursive: true })
  const dir = await mkdtemp(join(base, 'nghe-an-'))
  for (const plugin of plugins) {
    const own = join(repository, plugin)
    const folder = join(dir, plugin.split('/').at(-1) ?? plugin)
    await mkdir(folder)
    for (const name of await readdir(own))
      if (name !== 'dist') await symlink(join(own, name), join(folder, name))
    const command = join(own, 'node_modules/@saola/cli/main.ts')
    execFileSync(process.execPath, ['--conditions=saola-source', command, 'plugin', 'build'], { cwd: folder })
  }
  return dir
}
