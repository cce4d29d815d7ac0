import { createHash, randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Problem } from '@saola/kernel'
import type { Db, Sql } from '@saola/records'
import type { FileRef } from '@saola/sdk'
import { contentTypeOf, type Kind } from './content-type.ts'
import type { DiskStorage } from './disk-storage.ts'
import { type Suggestion, suggestionOf } from './exif.ts'
import { renderImage } from './images.ts'
import { safeName } from './names.ts'
import { insertPackaged, type PackagedPicture, PackagedPictures } from './packaged.ts'
import { FILE_STEPS, type FileRow } from './table.ts'

const ID = /^[0-9a-f]{32}$/
/** Largest upload, bytes. */
export const LARGEST_FILE = 20 * 1024 * 1024
/** Milliseconds that an upload may wait for its record. */
const STAGED_FOR = 86_400_000

export interface FilesOptions {
  db: Db
  storage: DiskStorage
  clock?: () => number
  /** Makes ids; they are the only secret of a staged file, so they must not be guessed. */
  newId?: () => string
}

export interface Upload {
  name: string
  content: ReadableStream<Uint8Array> | Uint8Array | null
  /** Actor id. */
  owner: string
  /** Refuses everything else. */
  only?: Kind
  limit?: number
  signal?: AbortSignal
}

export type Uploaded = FileRef & { suggestion?: Suggestion }

/** Files of records: staged by an upload, bound by the record that names them, gone when no record ever does. */
export class Files {
  readonly #db: Db
  readonly #storage: DiskStorage
  readonly #clock: () => number
  readonly #newId: () => string
  readonly #packaged: PackagedPictures

  private constructor({ db, storage, clock = Date.now, newId = randomId }: FilesOptions) {
    this.#db = db
    this.#storage = storage
    this.#clock = clock
    this.#newId = newId
    this.#packaged = new PackagedPictures(db, storage)
  }

  static async open(options: FilesOptions): Promise<Files> {
    await options.db.migrate('files', FILE_STEPS)
    return new Files(options)
  }

  /** Takes a file in. It belongs to nothing yet and is removed after a day. */
  async stage({ name, content, owner, only, limit = LARGEST_FILE, signal }: Upload): Promise<Uploaded> {
    const id = this.#newId()
    const incoming = await this.#storage.incoming(id)
    try {
      const received = await receive(content, incoming, limit, signal)
      const { kind, type, extension } = await contentTypeOf(incoming, only)
      const row = { id, kind, owner, created: this.#clock() }
      if (kind === 'file') {
        await this.#storage.put(id, new Map([['file', createReadStream(incoming)]]))
        return refOf(await this.#remember({ ...row, ...received, type, name: safeName(name, extension) }))
      }
      const suggestion = await suggestionOf(incoming)
      const image = await renderImage(incoming)
      await this.#storage.put(id, image.parts)
      const bytes = image.parts.get('large') ?? new Uint8Array()
      const stored = await this.#remember({
        ...row,
        name: safeName(name, image.extension),
        type: image.type,
        size: bytes.byteLength,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        width: image.width,
        height: image.height,
      })
      return { ...refOf(stored), ...(Object.keys(suggestion).length > 0 ? { suggestion } : {}) }
    } catch (error) {
      throw isFull(error) ? storageFull(error) : error
    } finally {
      await rm(incoming, { force: true })
    }
  }

  async find(id: string): Promise<FileRow | undefined> {
    return ID.test(id) ? find(this.#db.read, id) : undefined
  }

  async open(id: string, variant: Parameters<DiskStorage['open']>[1]): ReturnType<DiskStorage['open']> {
    return (await this.#storage.open(id, variant)) ?? this.#packaged.open(id, variant)
  }

  /** Takes in pictures that a package brings, for records made from it. They wait for those like uploads. */
  async plant(pictures: readonly PackagedPicture[]): Promise<FileRef[]> {
    const contents = await Promise.all(pictures.map((picture) => this.#packaged.keep(picture)))
    const rows = pictures.map(({ name, owner }, at): FileRow => {
      const { id: content, ...kept } = contents[at] as (typeof contents)[number]
      const mine = { id: this.#newId(), name: safeName(name, 'jpg'), owner, created: this.#clock(), content }
      return { ...mine, ...kept, kind: 'image', state: 'staged', model: null, record: null, field: null }
    })
    await this.#db.tx(async (tx) => {
      for (const row of rows) await insertPackaged(tx, row)
    })
    return rows.map(refOf)
  }

  /** Removes a file that no record has. */
  async discard(id: string, owner: string): Promise<boolean> {
    if (!ID.test(id)) return false
    const { changes } = await this.#db.tx((tx) =>
      tx.run("delete from core_file where id = ? and owner = ? and state = 'staged'", [id, owner]),
    )
    if (changes > 0) await this.#storage.remove(id)
    return changes > 0
  }

  /** Removes uploads that no record wanted for a day, and contents that nothing knows of. */
  async sweep(signal?: AbortSignal): Promise<{ staged: number; orphans: number }> {
    const before = this.#clock() - STAGED_FOR
    const due = "select id from core_file where state = 'staged' and created < ? limit 500"
    let staged = 0
    let orphans = 0
    for (;;) {
      const old = await this.#db.read.all<{ id: string }>(due, [before])
      for (const { id } of old) {
        if (signal?.aborted) return { staged, orphans }
        if (await this.#dropStaged(id, before)) staged += 1
      }
      if (old.length < 500) break
    }
    const packaged = await this.#packaged.used()
    for await (const { id, writtenAt } of this.#storage.list()) {
      if (signal?.aborted) break
      if (packaged.has(id)) continue
      // What was written a moment ago may still be on its way into the table.
      if (writtenAt > before || (await find(this.#db.read, id))) continue
      await this.#storage.remove(id)
      orphans += 1
    }
    await this.#storage.sweepIncoming(this.#clock())
    return { staged, orphans }
  }

  async #dropStaged(id: string, before: number): Promise<boolean> {
    const sql = "delete from core_file where id = ? and state = 'staged' and created < ?"
    const { changes } = await this.#db.tx((tx) => tx.run(sql, [id, before]))
    if (changes > 0) await this.#storage.remove(id)
    return changes > 0
  }

  async #remember(
    made: Omit<FileRow, 'state' | 'model' | 'record' | 'field' | 'content' | 'width' | 'height'> &
      Partial<Pick<FileRow, 'width' | 'height'>>,
  ): Promise<FileRow> {
    const row: FileRow = {
      width: null,
      height: null,
      ...made,
      state: 'staged',
      model: null,
      record: null,
      field: null,
      content: null,
    }
    const { id, name, type, kind, size, sha256, width, height, owner, created } = row
    await this.#db.tx((tx) =>
      tx.run(
        `insert into core_file (id, name, type, kind, size, sha256, width, height, owner, state, created)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, 'staged', ?)`,
        [id, name, type, kind, size, sha256, width, height, owner, created],
      ),
    )
    return row
  }
}

export async function find(sql: Sql, id: string): Promise<FileRow | undefined> {
  const row = await sql.get<FileRow>('select * from core_file where id = ?', [id])
  return row && { ...row, size: Number(row.size), created: Number(row.created) }
}

export function refOf({ id, name, type, size, width, height }: FileRow): FileRef {
  return {
    id,
    name,
    type,
    size,
    ...(width === null ? {} : { width }),
    ...(height === null ? {} : { height }),
  }
}

function randomId(): string {
  return randomBytes(16).toString('hex')
}

/** Writes what comes in to a file, at most `limit` bytes of it. */
async function receive(
  content: Upload['content'],
  path: string,
  limit: number,
  signal: AbortSignal | undefined,
): Promise<{ size: number; sha256: string }> {
  const hash = createHash('sha256')
  let size = 0
  const source = content instanceof Uint8Array ? [content] : (content ?? [])
  await pipeline(
    Readable.from(source as Iterable<Uint8Array>),
    async function* (chunks: AsyncIterable<Uint8Array>) {
      for await (const chunk of chunks) {
        size += chunk.byteLength
        if (size > limit) throw tooLarge(limit)
        hash.update(chunk)
        yield chunk
      }
    },
    createWriteStream(path, { flags: 'wx' }),
    { signal },
  )
  if (size === 0)
    throw new Problem('file-type-unsupported', 415, 'The file is empty', { extra: { found: null } })
  return { size, sha256: hash.digest('hex') }
}

export function tooLarge(limit: number): Problem {
  const most = Math.floor(limit / 1024 / 1024)
  return new Problem('file-too-large', 413, `The file is larger than ${most} MiB`, { extra: { limit } })
}

function isFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT'].includes(String((error as NodeJS.ErrnoException | null)?.code))
}

function storageFull(cause: unknown): Problem {
  return new Problem('storage-full', 507, 'The disk that keeps files is full', {
    extra: { retryAfter: 60 },
    cause,
  })
}
