import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { Header } from 'tar'
import type { TestPlugin } from './plugins.ts'

export interface TarEntry {
  path: string
  text?: string
  type?: 'File' | 'SymbolicLink' | 'Link' | 'CharacterDevice' | 'FIFO' | 'Directory'
  linkpath?: string
}

/** What the package of a plugin holds, `manifest.json` last. */
export function packageEntries({ server, also = {}, ...head }: TestPlugin): TarEntry[] {
  const files = { ...also, ...(server === undefined ? {} : { 'server.js': server }) }
  const hashes = Object.entries(files).map(([path, text]) => [path, sha256(text)])
  const common = { manifest: 1, version: '1.0.0', engine: '^1.0.0', name: { vi: head.id }, contributes: {} }
  const manifest = { ...common, ...head, files: Object.fromEntries(hashes) }
  return [
    ...Object.entries(files).map(([path, text]) => ({ path, text })),
    { path: 'manifest.json', text: JSON.stringify(manifest) },
  ]
}

/** The package of a plugin, made in memory. */
export function packageOf(plugin: TestPlugin): Uint8Array {
  return gzipSync(tarOf(packageEntries(plugin)))
}

/** A tar file with exactly these entries, also such as no honest program writes. */
export function tarOf(entries: TarEntry[]): Buffer {
  const blocks = entries.flatMap(({ path, text = '', type = 'File', linkpath }) => {
    const content = Buffer.from(text)
    const head = Buffer.alloc(512)
    new Header({ path, type, linkpath, size: content.length, mode: 0o644, mtime: new Date(0) }).encode(head)
    return [head, content, Buffer.alloc((512 - (content.length % 512)) % 512)]
  })
  return Buffer.concat([...blocks, Buffer.alloc(1024)])
}

export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}
