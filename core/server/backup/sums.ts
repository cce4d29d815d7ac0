import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'

/** Sums of all files of a backup, in the form that `sha256sum --check` reads. */
export const SUMS = 'SHA256SUMS'

/** Path inside the folder, with `/` → SHA-256 in hexadecimal. */
export type FileSums = Map<string, string>

/** Sums of every file below a folder, by path; not of the list itself. */
export async function sumFiles(folder: string): Promise<FileSums> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => path !== SUMS)
    .sort()
  const sums: FileSums = new Map()
  for (const path of paths) sums.set(path, await sumFile(join(folder, path)))
  return sums
}

export async function writeSums(folder: string, sums: FileSums): Promise<void> {
  const lines = [...sums].map(([path, sum]) => `${sum}  ${path}\n`)
  await writeFile(join(folder, SUMS), lines.join(''))
}

/** What the list of a backup says that its files are. */
export async function readSums(folder: string): Promise<FileSums> {
  const text = await readFile(join(folder, SUMS), 'utf8')
  const sums: FileSums = new Map()
  for (const line of text.split('\n')) {
    const [, sum, path] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? []
    if (sum && path) sums.set(path, sum)
  }
  return sums
}

/** Paths that differ, are missing or are too much. */
export function differences(expected: FileSums, found: FileSums): string[] {
  const paths = new Set([...expected.keys(), ...found.keys()])
  return [...paths].filter((path) => expected.get(path) !== found.get(path)).sort()
}

async function sumFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
