import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { Problem } from '@saola/kernel'
import { Parser, type ReadEntry } from 'tar'

/** Bounds of an unpacked package. */
const MOST_FILES = 2_000
const MOST_BYTES = 64 * 1024 * 1024
const PATH = /^[A-Za-z0-9_@][A-Za-z0-9_@./-]*$/

/**
 * Reads a package into memory: plain files only, each path inside the package. Links, devices, absolute paths and
 * `..` are refused, and so is what unpacks to more than the bounds, before it does.
 */
export async function readArchive(bytes: Uint8Array): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>()
  let total = 0
  const parser = new Parser({ strict: true })
  const broken = new Promise<never>((_, reject) => {
    parser.on('entry', (entry: ReadEntry) => {
      if (entry.type === 'Directory') return entry.resume()
      const path = entry.path.replace(/^\.\//, '')
      total += entry.size
      const refuse = (why: string) => reject(invalid(why))
      if (entry.type !== 'File' && entry.type !== 'OldFile')
        return refuse(`${path} is a ${entry.type}, not a file`)
      if (!PATH.test(path) || path.split('/').includes('..'))
        return refuse(`the path ${path.slice(0, 100)} is not allowed`)
      if (files.has(path)) return refuse(`${path} is in it twice`)
      if (files.size >= MOST_FILES) return refuse(`it holds more than ${MOST_FILES} files`)
      if (total > MOST_BYTES) return refuse(`it unpacks to more than ${MOST_BYTES} bytes`)
      const chunks: Buffer[] = []
      entry.on('data', (chunk: Buffer) => void chunks.push(chunk))
      entry.on('end', () => void files.set(path, Buffer.concat(chunks)))
    })
  })
  let unpacked = 0
  const bounded = async function* (source: AsyncIterable<Buffer>) {
    for await (const chunk of source) {
      unpacked += chunk.length
      // Headers and padding come on top of the files themselves.
      if (unpacked > MOST_BYTES * 1.1) throw invalid(`it unpacks to more than ${MOST_BYTES} bytes`)
      yield chunk
    }
  }
  const unpacking = pipeline(
    Readable.from([bytes]),
    createGunzip(),
    bounded,
    async (source: AsyncIterable<Buffer>) => {
      for await (const chunk of source) parser.write(chunk)
      await new Promise<void>((resolve, reject) => {
        parser.on('error', reject)
        parser.on('end', resolve)
        parser.end()
      })
    },
  )
  try {
    await Promise.race([unpacking, broken])
  } catch (error) {
    unpacking.catch(() => {})
    if (error instanceof Problem) throw error
    throw invalid('it is not a gzipped tar archive')
  }
  return files
}

/** Writes a package's files to a folder that appears whole or not at all. */
export async function writeFolder(
  dir: string,
  files: ReadonlyMap<string, Uint8Array>,
  draft: string,
): Promise<void> {
  try {
    for (const [path, bytes] of files) {
      await mkdir(dirname(join(draft, path)), { recursive: true })
      await writeFile(join(draft, path), bytes)
    }
    await mkdir(dirname(dir), { recursive: true })
    await rm(dir, { recursive: true, force: true })
    await rename(draft, dir)
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

function invalid(why: string): Problem {
  return new Problem('package-invalid', 422, `The package cannot be used: ${why}`)
}
