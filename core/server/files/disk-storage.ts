import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import type { FileStorage, StoredContent, Variant } from './storage.ts'

const ID = /^[0-9a-f]{32}$/
/** Names of unfinished work; swept when they are a day old. */
const INCOMING = '.incoming'
const DAY = 86_400_000

/** Files in a folder: `ab/cd/<id>/<variant>`. A file appears whole, after its bytes have reached the disk. */
export class DiskStorage implements FileStorage {
  readonly #root: string

  constructor(root: string) {
    this.#root = root
  }

  async put(id: string, parts: ReadonlyMap<Variant, Readable | Uint8Array>): Promise<void> {
    const place = this.#folder(id)
    const aside = join(this.#root, INCOMING, id)
    await mkdir(aside, { recursive: true })
    try {
      for (const [variant, content] of parts) await writeDurably(join(aside, variant), content)
      await syncFolder(aside)
      await mkdir(dirname(place), { recursive: true })
      await rename(aside, place)
      await syncFolder(dirname(place))
    } catch (error) {
      await rm(aside, { recursive: true, force: true })
      throw error
    }
  }

  async open(id: string, variant: Variant): Promise<StoredContent | undefined> {
    if (!ID.test(id)) return undefined
    const path = join(this.#folder(id), variant)
    const info = await stat(path).catch(() => undefined)
    return info?.isFile() ? { size: info.size, stream: createReadStream(path) } : undefined
  }

  async remove(id: string): Promise<void> {
    if (ID.test(id)) await rm(this.#folder(id), { recursive: true, force: true })
  }

  async *list(): AsyncIterable<{ id: string; writtenAt: number }> {
    for (const first of await names(this.#root)) {
      if (first.length !== 2) continue
      for (const second of await names(join(this.#root, first))) {
        for (const id of await names(join(this.#root, first, second))) {
          const info = await stat(join(this.#root, first, second, id)).catch(() => undefined)
          if (info && ID.test(id)) yield { id, writtenAt: info.mtimeMs }
        }
      }
    }
  }

  /** Removes what was begun and never finished, for example by a process that died. */
  async sweepIncoming(now: number): Promise<void> {
    for (const name of await names(join(this.#root, INCOMING))) {
      const path = join(this.#root, INCOMING, name)
      const info = await stat(path).catch(() => undefined)
      if (info && now - info.mtimeMs > DAY) await rm(path, { recursive: true, force: true })
    }
  }

  /** A new file aside, for content that is still coming in. */
  async incoming(name: string): Promise<string> {
    const folder = join(this.#root, INCOMING)
    await mkdir(folder, { recursive: true })
    return join(folder, `${name}.part`)
  }

  #folder(id: string): string {
    if (!ID.test(id)) throw new Error(`not an id of a file: ${id.slice(0, 40)}`)
    return join(this.#root, id.slice(0, 2), id.slice(2, 4), id)
  }
}

async function writeDurably(path: string, content: Readable | Uint8Array): Promise<void> {
  const file = await open(path, 'wx')
  try {
    if (content instanceof Uint8Array) await file.writeFile(content)
    else for await (const chunk of content) await file.writeFile(chunk as Uint8Array)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  await folder.sync().finally(() => folder.close())
}

const names = (path: string): Promise<string[]> => readdir(path).catch(() => [])
