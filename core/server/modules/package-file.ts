import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { Problem } from '@saola/kernel'
import { type JsonSchema, type Manifest, ManifestSchema } from '@saola/sdk'
import { Parser, type ReadEntry } from 'tar'
import { parseJson } from '../http/body.ts'
import { lazySchema } from '../http/json-schema.ts'

/** Largest package file, bytes. */
export const LARGEST_PACKAGE = 32 * 1024 * 1024
/** Largest content of a package, bytes. */
const LARGEST_CONTENT = 128 * 1024 * 1024
const MOST_FILES = 2_000
const LARGEST_MANIFEST = 4 * 1024 * 1024
const PATH = /^[A-Za-z0-9_@][A-Za-z0-9_@.-]*(\/[A-Za-z0-9_@][A-Za-z0-9_@.-]*)*$/

const unzip = promisify(gunzip)
const checkManifest = lazySchema(ManifestSchema as unknown as JsonSchema)

/** A package as it lies in memory, checked: its files are those that its manifest names, byte for byte. */
export interface PackageFile {
  sha256: string
  size: number
  manifest: Manifest
  files: Map<string, Uint8Array>
}

/**
 * Reads `<id>-<version>.tgz` without touching the disk. Links, devices, paths that lead elsewhere, files that the
 * manifest does not name and contents of another hash are refused with `package-invalid`.
 */
export async function readPackage(bytes: Uint8Array): Promise<PackageFile> {
  if (bytes.byteLength > LARGEST_PACKAGE) throw invalid(`it is larger than ${LARGEST_PACKAGE} bytes`)
  const tar = await unzip(bytes, { maxOutputLength: LARGEST_CONTENT }).catch(() => {
    throw invalid('it is not a gzip file, or unpacks to too much')
  })
  const files = await entriesOf(tar)
  const text = files.get('manifest.json')
  if (!text || text.byteLength > LARGEST_MANIFEST) throw invalid('it has no manifest.json of a sensible size')
  const manifest = readManifest(text)
  for (const [path, hash] of Object.entries(manifest.files)) {
    const content = files.get(path)
    if (!content) throw invalid(`the manifest names ${path}, which is not in it`, manifest.id)
    if (sha256Of(content) !== hash) throw invalid(`${path} is not what the manifest says`, manifest.id)
  }
  for (const path of files.keys()) {
    if (path !== 'manifest.json' && !Object.hasOwn(manifest.files, path)) {
      throw invalid(`${path} is not named in the manifest`, manifest.id)
    }
  }
  return { sha256: sha256Of(bytes), size: bytes.byteLength, manifest, files }
}

function readManifest(text: Uint8Array): Manifest {
  let manifest: unknown
  try {
    manifest = parseJson(new TextDecoder('utf8', { fatal: true }).decode(text))
  } catch {
    throw invalid('its manifest is not JSON')
  }
  const [error] = checkManifest(manifest)
  if (error) throw invalid(`its manifest does not fit at ${error.pointer || '/'}: ${error.detail.en}`)
  return manifest as Manifest
}

async function entriesOf(tar: Uint8Array): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>()
  const pending: Promise<void>[] = []
  let refused: Problem | undefined
  const refuse = (entry: ReadEntry, problem: Problem): void => {
    refused ??= problem
    entry.resume()
  }
  await new Promise<void>((resolve, reject) => {
    const parser = new Parser({
      strict: true,
      onReadEntry: (entry) => {
        const path = entry.path.replace(/^\.\//, '')
        if (entry.type === 'Directory') return void entry.resume()
        if (entry.type !== 'File' && entry.type !== 'OldFile') {
          return refuse(entry, invalid(`${show(path)} is a ${entry.type}, not a file`))
        }
        if (path.length > 200 || !PATH.test(path))
          return refuse(entry, invalid(`the path ${show(path)} is not allowed`))
        if (files.has(path)) return refuse(entry, invalid(`${path} is in it twice`))
        if (files.size >= MOST_FILES) return refuse(entry, invalid(`it has more than ${MOST_FILES} files`))
        files.set(path, new Uint8Array())
        pending.push(entry.concat().then((content) => void files.set(path, content)))
      },
    })
    parser.on('end', resolve)
    parser.on('error', () => reject(invalid('it is not a tar file')))
    parser.on('warn', (code: string) => {
      // Two names for one thing, or a header that lies: nothing that our own packages do.
      if (code !== 'TAR_ENTRY_INFO') refused ??= invalid(`its tar file is broken (${code})`)
    })
    parser.end(Buffer.from(tar.buffer, tar.byteOffset, tar.byteLength))
  })
  await Promise.all(pending)
  if (refused) throw refused
  return files
}

function show(path: string): string {
  return JSON.stringify(path.slice(0, 100))
}

function invalid(why: string, culprit?: string): Problem {
  return new Problem('package-invalid', 422, `The package cannot be used: ${why}`, { culprit })
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
