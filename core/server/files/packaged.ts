import { createHash } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { Problem } from '@saola/kernel'
import type { Db, Sql } from '@saola/records'
import sharp from 'sharp'
import { contentTypeOf } from './content-type.ts'
import type { DiskStorage } from './disk-storage.ts'
import { MOST_PIXELS, renderImage } from './images.ts'
import type { StoredContent, Variant } from './storage.ts'
import type { FileRow } from './table.ts'

/** A picture that a package brings with it. */
export interface PackagedPicture {
  name: string
  bytes: Uint8Array
  /** Actor id. */
  owner: string
}

interface Content {
  id: string
  type: string
  width: number
  height: number
  size: number
  sha256: string
}

const MOST_KNOWN = 500

/**
 * Pictures of packages, such as those of demonstrations: hundreds of records may show the same few. Each content is
 * kept once, and its renditions are made when somebody looks for the first time.
 */
export class PackagedPictures {
  readonly #db: Db
  readonly #storage: DiskStorage
  readonly #known = new Map<string, Promise<Content>>()
  readonly #rendering = new Map<string, Promise<void>>()

  constructor(db: Db, storage: DiskStorage) {
    this.#db = db
    this.#storage = storage
  }

  /** Keeps the content; the rows are for whoever writes them. */
  async keep({ bytes }: PackagedPicture): Promise<Content> {
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    let content = this.#known.get(sha256)
    if (!content) {
      if (this.#known.size >= MOST_KNOWN) this.#known.clear()
      content = this.#store(bytes, sha256)
      this.#known.set(sha256, content)
      content.catch(() => this.#known.delete(sha256))
    }
    return content
  }

  /** Undefined for a file that did not come with a package. */
  async open(id: string, variant: Variant): Promise<StoredContent | undefined> {
    if (variant === 'file') return undefined
    const row = await this.#db.read.get<Pick<FileRow, 'content'>>(
      'select content from core_file where id = ?',
      [id],
    )
    if (!row?.content) return undefined
    const rendered = renditionsOf(row.content)
    return (
      (await this.#storage.open(rendered, variant)) ??
      (await this.#render(row.content).then(() => this.#storage.open(rendered, variant)))
    )
  }

  /** Ids in the storage that belong to packaged pictures of records; all others may be removed after this. */
  async used(): Promise<Set<string>> {
    this.#known.clear()
    const rows = await this.#db.heavy.all<{ content: string }>(
      'select distinct content from core_file where content is not null',
    )
    return new Set(rows.flatMap(({ content }) => [content, renditionsOf(content)]))
  }

  async #store(bytes: Uint8Array, sha256: string): Promise<Content> {
    const id = sha256.slice(0, 32)
    const { width, height } = await this.#aside(id, bytes, async (path) => {
      const { type } = await contentTypeOf(path, 'image')
      if (type !== 'image/jpeg')
        throw new Problem('image-unsupported', 415, `A package brings pictures as JPEG, not ${type}`)
      return sharp(path, { limitInputPixels: MOST_PIXELS }).metadata()
    })
    const known = await this.#storage.open(id, 'file')
    if (known) known.stream.destroy()
    else await this.#put(id, new Map([['file', bytes]]))
    return { id, type: 'image/jpeg', width, height, size: bytes.byteLength, sha256 }
  }

  /** Once at a time in this process; another one may have been faster. */
  #render(content: string): Promise<void> {
    const running = this.#rendering.get(content)
    if (running) return running
    const work = async () => {
      const source = await this.#storage.open(content, 'file')
      if (!source) return
      const bytes = await buffer(source.stream)
      const { parts } = await this.#aside(content, bytes, renderImage)
      await this.#put(renditionsOf(content), parts)
    }
    const made = work().finally(() => this.#rendering.delete(content))
    this.#rendering.set(content, made)
    return made
  }

  async #put(id: string, parts: ReadonlyMap<Variant, Readable | Uint8Array>): Promise<void> {
    try {
      await this.#storage.put(id, parts)
    } catch (error) {
      const there = await this.#storage.open(id, [...parts.keys()][0] ?? 'file')
      if (!there) throw error
      there.stream.destroy()
    }
  }

  async #aside<T>(id: string, bytes: Uint8Array, work: (path: string) => Promise<T>): Promise<T> {
    const path = await this.#storage.incoming(`${id}-${process.pid}-${Math.random().toString(36).slice(2)}`)
    try {
      await writeFile(path, bytes)
      return await work(path)
    } finally {
      await rm(path, { force: true })
    }
  }
}

/** Row of a packaged picture, staged for the record that names it. */
export async function insertPackaged(tx: Sql, row: FileRow): Promise<void> {
  const { id, name, type, kind, size, sha256, width, height, owner, created, content } = row
  await tx.run(
    `insert into core_file (id, name, type, kind, size, sha256, width, height, owner, state, created, content)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, 'staged', ?, ?)`,
    [id, name, type, kind, size, sha256, width, height, owner, created, content],
  )
}

function renditionsOf(content: string): string {
  return createHash('sha256').update(`${content} renditions`).digest('hex').slice(0, 32)
}
