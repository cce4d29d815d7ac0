import type { Readable, Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'

/** The answer is larger than the caller allowed, on the wire or once decompressed. */
export class TooLarge extends Error {}
/** The answer cannot be read: unknown or broken encoding. */
export class Unreadable extends Error {}

const DECODERS: Record<string, () => Transform> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
}

/**
 * Reads a body to its end, at most `limit` bytes. Decompression is counted as it comes out, so a bomb costs at
 * most the limit and one chunk.
 */
export async function readBody(body: Readable, encoding: string, limit: number): Promise<Buffer> {
  const name = encoding.trim().toLowerCase()
  const chunks: Buffer[] = []
  let size = 0
  // Destroying an answer half read makes the stream emit an error that nobody waits for any more.
  body.on('error', () => {})
  try {
    for await (const chunk of name === '' || name === 'identity' ? body : decoded(body, name)) {
      size += (chunk as Buffer).length
      if (size > limit) throw new TooLarge(`the answer is larger than ${limit} bytes`)
      chunks.push(chunk as Buffer)
    }
  } finally {
    body.destroy()
  }
  return Buffer.concat(chunks, size)
}

/** Text in the charset that the answer names, UTF-8 when it names none or one that nobody knows. */
export function decodeText(bytes: Buffer, contentType: string): string {
  const charset = /charset\s*=\s*"?([^\s";]+)/i.exec(contentType)?.[1] ?? 'utf-8'
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    return new TextDecoder().decode(bytes)
  }
}

function decoded(body: Readable, encoding: string): Transform {
  const make = DECODERS[encoding]
  if (!make) throw new Unreadable(`the answer is encoded as ${encoding}, which was not asked for`)
  const decoder = make()
  body.on('error', (error) => decoder.destroy(error))
  decoder.on('close', () => body.destroy())
  return body.pipe(decoder)
}
