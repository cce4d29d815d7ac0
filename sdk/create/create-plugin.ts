import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface CreateOptions {
  /** Folder to make; must be empty or not exist. */
  dir: string
  /** kebab-case. */
  id: string
  /** Vietnamese name. Default: the id. */
  name?: string
  /** English name. Default: the id. */
  english?: string
  /** Version of Saola's packages to depend on. Default: that of this package. */
  saola?: string
}

const PLUGIN_ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/

/** The id that a folder's name means, or undefined when it means none. */
export function pluginId(name: string): string | undefined {
  const id = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/đ/gi, 'd')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
  return PLUGIN_ID.test(id) && id.length >= 2 && id.length <= 64 ? id : undefined
}

/** Writes a plugin that builds as it stands. Gives back the files. */
export async function createPlugin(options: CreateOptions): Promise<string[]> {
  const { dir, id, name = id, english = id } = options
  if (!PLUGIN_ID.test(id))
    throw new Error(`${id} is no id of a plugin: use lower case words joined by dashes`)
  if ((await readdir(dir).catch(() => [])).length > 0) throw new Error(`${dir} is not empty`)
  const values: Record<string, string> = {
    id,
    name: quoted(name),
    english: quoted(english),
    heading: name,
    saola: options.saola ?? (await ownVersion()),
  }
  const root = packageRoot()
  const written: string[] = []
  for (const source of await readdir(join(root, 'template'), { recursive: true, withFileTypes: true })) {
    if (!source.isFile()) continue
    const path = join(source.parentPath, source.name)
    const target = path.slice(join(root, 'template').length + 1).replace(/\.txt$/, '')
    const text = (await readFile(path, 'utf8')).replace(
      /\{\{(\w+)\}\}/g,
      (_, key: string) => values[key] ?? '',
    )
    await mkdir(dirname(join(dir, target)), { recursive: true })
    await writeFile(join(dir, target), text)
    written.push(target)
  }
  return written.sort()
}

/** As it stands between single quotes of a source file. */
function quoted(text: string): string {
  return text
    .replace(/\\/g, '\\\\')
    .replace(/'/g, "\\'")
    .replace(/[\r\n]+/g, ' ')
}

async function ownVersion(): Promise<string> {
  const { version } = JSON.parse(await readFile(join(packageRoot(), 'package.json'), 'utf8')) as {
    version: string
  }
  return version
}

/** The folder of this package, from its source and from `dist/`. */
function packageRoot(): string {
  return fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '.' : '..', import.meta.url))
}
