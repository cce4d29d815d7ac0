import { randomUUID } from 'node:crypto'
import { Problem } from '@saola/kernel'
import type { CloudEvent } from '@saola/sdk'
import type { Db } from '../db/db.ts'
import { comparePositions, type Position, type StoredEvent, toCloudEvent } from './event.ts'
import { headPosition, readEvents } from './read.ts'

/** Milliseconds that a holder keeps a consumer without a sign of life. */
const LEASE = 6_000
const BATCH = 50

export interface ConsumerOptions {
  /** Unique; its position is kept under this name. */
  name: string
  /** Event types that it wants. */
  types: readonly string[]
  handle: (event: CloudEvent) => Promise<void>
  /** Tries of one event before it is set aside. */
  attempts: number
  /** Milliseconds before the second try; doubles with each, up to a minute. */
  retryAfter: number
  /** An event was set aside. */
  dead: (event: CloudEvent, error: unknown) => void
  onError: (error: unknown) => void
  /** Up to where this process has surely seen everything. */
  head: () => Position | undefined
}

interface Row {
  position: Position
  attempts: number
  retry_at: number
  until: number
}

/**
 * A named consumer that sees every event of its types at least once and in order, whichever process does the work.
 * A process takes a lease only while there is something to do. An event that keeps failing is tried again with
 * growing pauses, then set aside in `outbox_dead`, so that those behind it are not held up for ever.
 */
export class Consumer {
  readonly #db: Db
  readonly #clock: () => number
  readonly #options: ConsumerOptions
  readonly #holder = randomUUID()
  #timer: NodeJS.Timeout | undefined
  #working: Promise<void> | undefined
  #again = false
  #closed = false
  #held = false
  /** Nothing up to here is left to do: without it a rare type would be looked for in everything since its last event. */
  #floor: Position = '0'

  constructor(db: Db, clock: () => number, options: ConsumerOptions) {
    this.#db = db
    this.#clock = clock
    this.#options = options
  }

  /** Remembers the consumer; a new one begins with what happens from now on. */
  async register(from?: Position): Promise<void> {
    const position = from ?? (await headPosition(this.#db))
    const sql = `insert into outbox_consumer (name, position, attempts, retry_at, holder, until) values (?, ?, 0, 0, '', 0)
       on conflict (name) do nothing`
    await this.#db.tx((tx) => tx.run(sql, [this.#options.name, position]))
  }

  /** There may be something to do. */
  poke(): void {
    this.#again = true
    this.#working ??= this.#loop().finally(() => {
      this.#working = undefined
      if (this.#again && !this.#closed) this.poke()
    })
  }

  /** Resolves when the event in hand is finished. */
  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#timer)
    await this.#working
  }

  async #loop(): Promise<void> {
    try {
      while (this.#again && !this.#closed) {
        this.#again = false
        await this.#work()
      }
    } catch (error) {
      this.#options.onError(error)
      this.#later(1_000)
    } finally {
      if (this.#held) await this.#release().catch(this.#options.onError)
    }
  }

  async #work(): Promise<void> {
    const { name, types } = this.#options
    for (;;) {
      const row = await this.#row()
      if (!row || this.#closed) return
      const now = this.#clock()
      if (row.retry_at > now) return this.#later(row.retry_at - now)
      const head = this.#options.head()
      const from = comparePositions(row.position, this.#floor) < 0 ? this.#floor : row.position
      const { events, unsettled, more } = await readEvents(this.#db, from, BATCH, types)
      if (events.length === 0) {
        if (head !== undefined) this.#floor = head
        return unsettled ? this.#later(25) : undefined
      }
      if (!this.#held) {
        if (!(await this.#acquire())) return this.#later(Math.max(row.until - now, 50))
        // Another process may have worked until just now: look where it left off.
        continue
      }
      for (const event of events) {
        if (this.#closed || !(await this.#one(name, event, row))) return
      }
      if (!more && !unsettled) return
    }
  }

  /** False when work must stop: it failed, or the lease went to somebody else. */
  async #one(name: string, stored: StoredEvent, row: Row): Promise<boolean> {
    const event = toCloudEvent(stored)
    const renew = setInterval(() => void this.#renew().catch(this.#options.onError), LEASE / 3)
    try {
      await this.#options.handle(event)
    } catch (error) {
      const attempts = row.attempts + 1
      row.attempts = 0
      if (attempts < this.#options.attempts) {
        const pause = Math.min(this.#options.retryAfter * 2 ** (attempts - 1), 60_000)
        await this.#save('attempts = ?, retry_at = ?', [attempts, this.#clock() + pause])
        this.#later(pause)
        return false
      }
      await this.#setAside(name, stored, error)
      this.#options.dead(event, error)
    } finally {
      clearInterval(renew)
    }
    row.attempts = 0
    return this.#save('position = ?, attempts = 0, retry_at = 0', [stored.position])
  }

  async #setAside(name: string, event: StoredEvent, error: unknown): Promise<void> {
    const code = error instanceof Problem ? `${error.code}: ` : ''
    const message = code + (error instanceof Error ? error.message : String(error))
    const sql = `insert into outbox_dead (consumer, position, type, at, error, event) values (?, ?, ?, ?, ?, ?)
       on conflict (consumer, position) do nothing`
    const params = [
      name,
      event.position,
      event.type,
      this.#clock(),
      message.slice(0, 2_000),
      JSON.stringify(event),
    ]
    await this.#db.tx((tx) => tx.run(sql, params))
  }

  #row(): Promise<Row | undefined> {
    const sql = 'select position, attempts, retry_at, until from outbox_consumer where name = ?'
    return this.#db.read.get<Row>(sql, [this.#options.name])
  }

  async #acquire(): Promise<boolean> {
    const now = this.#clock()
    const sql =
      'update outbox_consumer set holder = ?, until = ? where name = ? and (until <= ? or holder = ?)'
    const params = [this.#holder, now + LEASE, this.#options.name, now, this.#holder]
    this.#held = await this.#db.atomic([{ sql, params }])
    return this.#held
  }

  async #renew(): Promise<void> {
    await this.#save('attempts = attempts', [])
  }

  async #save(set: string, values: (string | number)[]): Promise<boolean> {
    const sql = `update outbox_consumer set ${set}, until = ? where name = ? and holder = ?`
    const params = [...values, this.#clock() + LEASE, this.#options.name, this.#holder]
    this.#held = await this.#db.atomic([{ sql, params }])
    return this.#held
  }

  async #release(): Promise<void> {
    this.#held = false
    const sql = 'update outbox_consumer set until = 0 where name = ? and holder = ?'
    await this.#db.atomic([{ sql, params: [this.#options.name, this.#holder] }])
  }

  #later(milliseconds: number): void {
    clearTimeout(this.#timer)
    if (this.#closed) return
    this.#timer = setTimeout(() => this.poke(), milliseconds)
    this.#timer.unref()
  }
}
