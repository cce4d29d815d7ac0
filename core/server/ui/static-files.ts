import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'

const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
}
const COMPRESSED = new Set(['.js', '.css', '.json', '.svg', '.html'])
/** Files larger than this are streamed as they are; smaller ones are kept compressed in memory. */
const KEPT = 1024 * 1024
const compress = promisify(brotliCompress)

/** Files of one folder, told apart by their path alone; text is compressed once and kept. */
export class StaticFiles {
  readonly #root: string
  readonly #compressed = new Map<string, Promise<Buffer>>()

  constructor(root: string) {
    this.#root = normalize(root)
  }

  /** The file at a path of the web, or undefined when there is none of a known type. */
  async respond(path: string, request: Request, caching: string): Promise<Response | undefined> {
    const type = TYPES[extname(path)]
    const file = this.#locate(path)
    if (!type || !file) return undefined
    const info = await stat(file).catch(() => undefined)
    if (!info?.isFile()) return undefined
    const headers: Record<string, string> = { 'content-type': type, 'cache-control': caching }
    const compressible = COMPRESSED.has(extname(path)) && info.size > 1024 && info.size <= KEPT
    if (compressible) headers.vary = 'accept-encoding'
    if (compressible && /\bbr\b/.test(request.headers.get('accept-encoding') ?? '')) {
      const body = await this.#brotli(file, info.mtimeMs)
      headers['content-encoding'] = 'br'
      return new Response(request.method === 'HEAD' ? null : new Uint8Array(body), { headers })
    }
    headers['content-length'] = String(info.size)
    if (request.method === 'HEAD') return new Response(null, { headers })
    return new Response(Readable.toWeb(createReadStream(file)) as ReadableStream, { headers })
  }

  #locate(path: string): string | undefined {
    let decoded: string
    try {
      decoded = decodeURIComponent(path)
    } catch {
      return undefined
    }
    if (decoded.includes('\0') || decoded.includes('\\')) return undefined
    const file = normalize(join(this.#root, decoded))
    return file.startsWith(this.#root + sep) ? file : undefined
  }

  #brotli(file: string, changed: number): Promise<Buffer> {
    const key = `${changed} ${file}`
    let made = this.#compressed.get(key)
    if (!made) {
      const params = { [constants.BROTLI_PARAM_QUALITY]: 6 }
      made = readFile(file).then((bytes) => compress(bytes, { params }))
      made.catch(() => this.#compressed.delete(key))
      this.#compressed.set(key, made)
    }
    return made
  }
}
