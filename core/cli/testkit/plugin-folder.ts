import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const workspace = fileURLToPath(new URL('../../..', import.meta.url))

/**
 * A throw-away plugin made of files, beside the examples so that the SDK resolves from the workspace.
 * `await using` removes it.
 */
export async function pluginFolder(
  files: Record<string, string>,
): Promise<{ dir: string; write: (path: string, text: string) => Promise<void> } & AsyncDisposable> {
  const base = join(workspace, '.cache/plugin-folders')
  await mkdir(base, { recursive: true })
  const dir = await mkdtemp(join(base, 'plugin-'))
  await symlink(join(workspace, 'examples/air-quality/node_modules'), join(dir, 'node_modules'))
  const write = async (path: string, text: string) => {
    await mkdir(dirname(join(dir, path)), { recursive: true })
    await writeFile(join(dir, path), text)
  }
  for (const [path, text] of Object.entries(files)) await write(path, text)
  return { dir, write, [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true }) }
}

/** `plugin.ts` of a small plugin with more members put in, as source text. */
export function pluginSource(more = '', before = ''): string {
  return `import { definePlugin, field } from '@saola/sdk'
${before}
export default definePlugin({
  id: 'rain',
  version: '1.0.0',
  engine: '^1.0.0',
  name: { vi: 'Đo mưa', en: 'Rain' },
  ${more}
})
`
}
