import { Problem } from '@saola/kernel'
import type { Told } from '@saola/records'
import type { Actor } from '@saola/sdk'
import { Connection, type ReachOf } from './connection.ts'
import { PING, RESET, signalFrame } from './frames.ts'
import { Recent, Sent } from './recent.ts'

/** Where record events come from. */
export interface EventFeed {
  /** All events from now on, in order. Gives back what ends it. */
  tail(handler: (told: Told) => void): () => void
  /** Events after a position, oldest first; undefined when the position is unknown or too old, or there are more than `most`. */
  after(id: string, most: number): Promise<Told[] | undefined>
}

export interface StreamHubOptions {
  feed: EventFeed
  reach: ReachOf
  clock?: () => number
  /** Bytes that may wait for one reader. Default 512 KiB. */
  buffer?: number
  /** Open streams of one actor: a browser needs one. Default 30. */
  mostPerActor?: number
  /** Open streams of this process. Default 5,000. */
  most?: number
  /** Milliseconds between comments. Default 15,000. */
  ping?: number
  /** Milliseconds between looks at whether somebody is still signed in. Default 5,000. */
  recheck?: number
}

export interface OpenOptions {
  actor: Actor
  models: readonly string[]
  identify: () => Actor | Promise<Actor>
  lastEventId?: string
  /** Breaks the line to a reader that is too slow, with all that waits for it. Default: the stream fails. */
  cut?: () => void
}

const MOST_REPLAYED = 1_000
const MOST_WAITING = 10_000
/** Bytes per reader in one turn of the event loop. */
const PORTION = 64 * 1024

/** All open streams of this process. */
export class StreamHub {
  readonly counts = { opened: 0, events: 0, cutOff: 0 }
  readonly #options: Required<Omit<StreamHubOptions, 'feed' | 'reach'>> & StreamHubOptions
  readonly #connections = new Set<Connection>()
  readonly #byModel = new Map<string, Set<Connection>>()
  readonly #recent = new Recent()
  /** Events that came faster than they went out. */
  readonly #waiting: Sent[] = []
  #portion = PORTION
  #lag = 0
  #resting = false
  readonly #signals = new Map<string, unknown>()
  readonly #endTail: () => void
  readonly #timer: NodeJS.Timeout
  #closed = false

  constructor(options: StreamHubOptions) {
    this.#options = {
      clock: Date.now,
      buffer: 512 * 1024,
      mostPerActor: 30,
      most: 5_000,
      ping: 15_000,
      recheck: 5_000,
      ...options,
    }
    this.#endTail = options.feed.tail((told) => this.#hear(told))
    this.#timer = setInterval(
      () => this.tick(),
      Math.min(1_000, this.#options.ping, this.#options.recheck),
    ).unref()
  }

  /** Milliseconds between an event and its arrival here, of the last one. */
  get lag(): number {
    return this.#lag
  }

  get size(): number {
    return this.#connections.size
  }

  /** Opens a stream of the models that the actor may read now or later. Throws `rate-limited` when there are too many. */
  open({ actor, models, identify, lastEventId, cut }: OpenOptions): ReadableStream<Uint8Array> {
    this.#requireRoom(actor)
    const { clock, buffer, ping, recheck, reach } = this.#options
    const connection = new Connection({
      actor,
      models,
      identify,
      buffer,
      cut,
      ended: (one) => this.#remove(one),
    })
    connection.pingAt = clock() + ping
    connection.checkAt = clock() + recheck
    connection.allow(reach)
    this.#connections.add(connection)
    for (const model of models) {
      const listeners = this.#byModel.get(model) ?? new Set()
      this.#byModel.set(model, listeners.add(connection))
    }
    this.counts.opened += 1
    for (const [event, data] of this.#signals) connection.write(signalFrame(event, data))
    if (lastEventId) this.#resume(connection, lastEventId)
    return connection.stream
  }

  /** Tells everybody; who comes later hears the last of each kind. Rights may have changed with it, so they are looked at anew. */
  publish(event: string, data: unknown): void {
    this.#signals.set(event, data)
    this.refresh()
    const frame = signalFrame(event, data)
    for (const connection of this.#connections) this.#count(connection.write(frame))
  }

  /** Decides anew what each stream may carry. */
  refresh(): void {
    for (const connection of this.#connections) connection.allow(this.#options.reach)
  }

  /** Ends the streams of whoever was signed out, revoked or changed. */
  disconnect(whose: (actor: Actor) => boolean): void {
    for (const connection of [...this.#connections]) if (whose(connection.actor)) connection.end()
  }

  /** Ends all streams and takes no new ones. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    clearInterval(this.#timer)
    this.#endTail()
    for (const connection of [...this.#connections]) connection.end()
  }

  /** Comments and checks that are due. */
  tick(): void {
    const now = this.#options.clock()
    for (const connection of [...this.#connections]) {
      if (connection.pingAt <= now) {
        connection.pingAt = now + this.#options.ping
        this.#count(connection.write(PING))
      }
      if (connection.checkAt <= now) {
        connection.checkAt = now + this.#options.recheck
        void this.#recheck(connection)
      }
    }
  }

  async #recheck(connection: Connection): Promise<void> {
    try {
      const actor = await connection.identify()
      if (actor.id !== connection.actor.id) return connection.end()
      connection.actor = actor
      connection.allow(this.#options.reach)
    } catch (error) {
      // A database that is away says nothing about who is signed in.
      if (error instanceof Problem && error.status < 500) connection.end()
    }
  }

  #hear(told: Told): void {
    const sent = Sent.of(told)
    if (!sent) return
    this.#lag = Math.max(0, this.#options.clock() - Date.parse(told.event.time))
    this.#waiting.push(sent)
    if (this.#waiting.length > MOST_WAITING) this.#giveUp()
    this.#pump()
  }

  /** A flood goes out in portions, with time between them for readers to take theirs: only a slow one fills its buffer. */
  #pump(): void {
    let at = 0
    for (; at < this.#waiting.length && this.#portion > 0; at += 1) {
      const sent = this.#waiting[at] as Sent
      this.counts.events += 1
      this.#recent.push(sent)
      const listeners = this.#byModel.get(sent.model)
      if (!listeners) continue
      this.#portion -= sent.frame.byteLength
      for (const connection of [...listeners]) this.#count(connection.hear(sent))
    }
    this.#waiting.splice(0, at)
    if (this.#portion === PORTION || this.#resting || this.#closed) return
    this.#resting = true
    setImmediate(() => {
      this.#resting = false
      this.#portion = PORTION
      this.#pump()
    })
  }

  /** More than can be handed on: everybody reads anew instead. */
  #giveUp(): void {
    this.#waiting.length = 0
    this.#recent.clear()
    for (const connection of [...this.#connections]) this.#count(connection.write(RESET))
  }

  #resume(connection: Connection, lastEventId: string): void {
    const recent = this.#recent.after(lastEventId)
    if (recent) {
      connection.replay(recent)
      return
    }
    connection.hold()
    const earlier = this.#options.feed.after(lastEventId, MOST_REPLAYED).catch(() => undefined)
    void earlier.then((events) => {
      connection.replay(events?.map((told) => Sent.of(told)).filter((sent) => sent !== undefined))
    })
  }

  #requireRoom(actor: Actor): void {
    if (this.#closed)
      throw new Problem('stopping', 503, 'The server is stopping', { extra: { retryAfter: 2 } })
    let own = 0
    for (const connection of this.#connections) if (connection.actor.id === actor.id) own += 1
    if (own >= this.#options.mostPerActor || this.size >= this.#options.most) {
      throw new Problem('rate-limited', 429, 'Too many open streams', { extra: { retryAfter: 5 } })
    }
  }

  #remove(connection: Connection): void {
    this.#connections.delete(connection)
    for (const model of connection.models) {
      const listeners = this.#byModel.get(model)
      listeners?.delete(connection)
      if (listeners?.size === 0) this.#byModel.delete(model)
    }
  }

  #count(kept: boolean): void {
    if (!kept) this.counts.cutOff += 1
  }
}
