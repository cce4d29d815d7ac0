import type { CloudEvent, Json } from '@saola/sdk'
import type { Db, MigrationStep } from '../db/db.ts'
import { Consumer } from './consumer.ts'
import { isPosition, type Position, type StoredEvent, type Told, toCloudEvent, told } from './event.ts'
import { isKept, pruneEvents, readEvents } from './read.ts'
import { Tail } from './tail.ts'

export const outboxSteps: MigrationStep[] = [
  {
    id: 'consumers-1',
    sqlite: [
      `create table outbox_consumer (name text primary key, position text not null, attempts integer not null,
         retry_at integer not null, holder text not null, until integer not null) without rowid`,
      `create table outbox_dead (consumer text not null, position text not null, type text not null, at integer not null,
         error text not null, event text not null, primary key (consumer, position)) without rowid`,
    ],
    postgres: [
      `create table outbox_consumer (name text primary key, position text not null, attempts integer not null,
         retry_at bigint not null, holder text not null, until bigint not null)`,
      `create table outbox_dead (consumer text not null, position text not null, type text not null, at bigint not null,
         error text not null, event text not null, primary key (consumer, position))`,
    ],
  },
]

export interface FollowOptions {
  /** Everything after this position first, for example a browser's `Last-Event-ID`. Default: from now on. */
  from?: Position
  /** Only these types; others are not even parsed. */
  types?: readonly string[]
  /** Events after `from` have been forgotten meanwhile, or it is no position: whoever listens should start afresh. */
  gap?: () => void
  signal?: AbortSignal
}

export interface ConsumeOptions {
  types: readonly string[]
  /** Where a consumer that was never seen begins. Default: with what happens from now on. */
  from?: Position
  /** Tries of one event. Default 6. */
  attempts?: number
  /** Milliseconds before the second try; doubles with each. Default 1,000. */
  retryAfter?: number
  /** An event was set aside after its last try. */
  dead?: (event: CloudEvent, error: unknown) => void
}

/** An event that is no change of a record. */
export interface NewEvent {
  type: string
  /** `/plugins/<id>` or a core path. */
  source: string
  subject?: string
  data: Json
}

/** What happened, kept in the transaction in which it happened, and told afterwards. */
export class Outbox {
  readonly #db: Db
  readonly #clock: () => number
  readonly #onError: (error: unknown) => void
  readonly #tail: Tail
  readonly #consumers = new Map<Consumer, string>()
  /** Consumers that finish the event in hand. */
  readonly #ending = new Set<Promise<void>>()

  constructor(db: Db, clock: () => number, onError: (error: unknown) => void) {
    this.#db = db
    this.#clock = clock
    this.#onError = onError
    this.#tail = new Tail(db, onError)
  }

  /** Events were committed in this process. */
  wake(): void {
    this.#tail.wake()
  }

  /**
   * Every event of this centre, in order, as long as this process lives; for streams to browsers. Resolves when it
   * has caught up; what it gives back ends it.
   */
  async follow(listen: (event: CloudEvent) => void, options: FollowOptions = {}): Promise<() => void> {
    return this.#follow((event) => listen(toCloudEvent(event)), options)
  }

  async #follow(listen: (event: StoredEvent) => void, options: FollowOptions): Promise<() => void> {
    let { from } = options
    if (from !== undefined && !(isPosition(this.#db.dialect, from) && (await isKept(this.#db, from)))) {
      options.gap?.()
      from = undefined
    }
    const types = options.types && new Set(options.types)
    const hand = (event: StoredEvent) => {
      if (!types || types.has(event.type)) listen(event)
    }
    return this.#tail.follow(hand, from, options.signal)
  }

  /** As {@link follow} from now on, without waiting for its start; for those who decide who hears what. */
  tail(listen: (told: Told) => void): () => void {
    const ended = new AbortController()
    const hand = (event: StoredEvent) => {
      if (!ended.signal.aborted) listen(told(event))
    }
    const following = this.#follow(hand, { signal: ended.signal })
    following.catch(this.#onError)
    return () => {
      ended.abort()
      following.then((stop) => stop(), this.#onError)
    }
  }

  /** Events after a position, oldest first; undefined when some are forgotten, or there are more than `most`. */
  async after(position: Position, most: number): Promise<Told[] | undefined> {
    if (!isPosition(this.#db.dialect, position) || !(await isKept(this.#db, position))) return undefined
    const { events } = await readEvents(this.#db, position, most + 1)
    return events.length > most ? undefined : events.map(told)
  }

  /**
   * A named consumer: its position is kept, so every event of its types is handled at least once, in order, by one
   * process at a time, also after a crash. What it gives back ends it here, without waiting for the event in hand,
   * and keeps the position.
   */
  async consume(
    name: string,
    handle: (event: CloudEvent) => Promise<void>,
    options: ConsumeOptions,
  ): Promise<() => void> {
    const consumer = new Consumer(this.#db, this.#clock, {
      name,
      types: options.types,
      handle,
      attempts: options.attempts ?? 6,
      retryAfter: options.retryAfter ?? 1_000,
      dead: options.dead ?? (() => {}),
      onError: this.#onError,
      head: () => this.#tail.position,
    })
    await consumer.register(options.from)
    const types = new Set(options.types)
    const stop = await this.#tail.follow(({ type }) => {
      if (types.has(type)) consumer.poke()
    })
    this.#consumers.set(consumer, name)
    consumer.poke()
    return () => {
      stop()
      this.#consumers.delete(consumer)
      const ending = consumer.close().finally(() => {
        this.#ending.delete(ending)
        // Its successor, of a new version, may be waiting for it.
        for (const [other, otherName] of this.#consumers) if (otherName === name) other.poke()
      })
      this.#ending.add(ending)
    }
  }

  /** Forgets a consumer that nobody runs any more, with what it set aside. */
  async forget(name: string): Promise<void> {
    await this.#db.tx(async (tx) => {
      await tx.run('delete from outbox_consumer where name = ?', [name])
      await tx.run('delete from outbox_dead where consumer = ?', [name])
    })
  }

  async emit({ type, source, subject, data }: NewEvent): Promise<void> {
    const time = new Date(this.#clock()).toISOString()
    const sql = 'insert into outbox_event (type, source, subject, time, data) values (?, ?, ?, ?, ?)'
    await this.#db.atomic([{ sql, params: [type, source, subject ?? null, time, JSON.stringify(data)] }])
    this.wake()
  }

  /** Forgets events older than some milliseconds. Gives back how many. */
  prune(age: number): Promise<number> {
    return pruneEvents(this.#db, new Date(this.#clock() - age).toISOString())
  }

  async close(): Promise<void> {
    this.#tail.close()
    await Promise.all([...this.#consumers.keys()].map((consumer) => consumer.close()))
    await Promise.all(this.#ending)
  }
}
