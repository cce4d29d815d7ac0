import type { Readable } from 'node:stream'

/** Renditions of a picture, or the one content of any other file. */
export type Variant = 'large' | 'medium' | 'thumb' | 'file'

export interface StoredContent {
  size: number
  stream: Readable
}

/** Where contents lie. They are written once under a new id, all parts or none, and never changed. */
export interface FileStorage {
  put(id: string, parts: ReadonlyMap<Variant, Readable | Uint8Array>): Promise<void>
  /** Undefined when there is none. */
  open(id: string, variant: Variant): Promise<StoredContent | undefined>
  /** Removes every part; no error when there is none. */
  remove(id: string): Promise<void>
  /** Every id with the time it was written, milliseconds since 1970. */
  list(): AsyncIterable<{ id: string; writtenAt: number }>
}
