import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Source text to replace, by file. Each must be found: a test must not silently test the unchanged plugin. */
export type Edits = Record<string, readonly (readonly [find: string, put: string])[]>

/** A copy of a plugin's sources beside it, changed here and there, ready to build. */
export async function variantOf(dir: string, name: string, edits: Edits): Promise<string> {
  const target = join(dirname(dir), name)
  await rm(target, { recursive: true, force: true })
  await mkdir(target)
  await cp(dir, target, {
    recursive: true,
    filter: (path) => !/\/(node_modules|dist)$|\.tgz$/.test(path),
  })
  await symlink(join(dir, 'node_modules'), join(target, 'node_modules'))
  for (const [file, changes] of Object.entries(edits)) {
    let text = await readFile(join(target, file), 'utf8')
    for (const [find, put] of changes) {
      if (!text.includes(find)) throw new Error(`${file} does not hold ${JSON.stringify(find)}`)
      text = text.replace(find, put)
    }
    await writeFile(join(target, file), text)
  }
  return target
}
