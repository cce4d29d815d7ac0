import { setImmediate as turn } from 'node:timers/promises'
import type { Db } from '../db/db.ts'
import { comparePositions, type Position, type StoredEvent } from './event.ts'
import { headPosition, readEvents } from './read.ts'

/** Events read at once. */
const BATCH = 200
/** Milliseconds between looks while events wait for other transactions to end: first, longest. */
const SETTLE = [10, 250] as const
/** Milliseconds between two reads: in a flood many events are read together instead of one per write. */
const PACE = 20

export type Listener = (event: StoredEvent) => void

interface Follower {
  position: Position
  listen: Listener
}

/**
 * Follows the outbox for everybody in this process: each new event is read once and handed to all who listen.
 * Nothing is read while nobody does.
 */
export class Tail {
  readonly #db: Db
  readonly #onError: (error: unknown) => void
  readonly #followers = new Set<Follower>()
  #position: Position | undefined
  #starting: Promise<Position> | undefined
  #reading = false
  #again = false
  #readAt = -PACE
  #pause: NodeJS.Timeout | undefined
  #timer: NodeJS.Timeout | undefined
  #wait: number = SETTLE[0]
  #stopForeign: (() => void) | undefined

  constructor(db: Db, onError: (error: unknown) => void) {
    this.#db = db
    this.#onError = onError
  }

  /** Something may have been written. */
  wake(): void {
    if (this.#followers.size === 0) return
    this.#again = true
    this.#readSoon()
  }

  /**
   * Hands over every event after `from`, or from now on; in order, each once. Resolves when it has caught up; what it
   * gives back ends it. A listener that throws is noted and goes on to get events.
   */
  async follow(listen: Listener, from?: Position, signal?: AbortSignal): Promise<() => void> {
    const start = await this.#start()
    const follower: Follower = { position: from ?? start, listen }
    // Behind the tail it reads by itself; the place where it joins lies within one turn of the event loop.
    while (comparePositions(follower.position, this.#position ?? start) < 0) {
      if (signal?.aborted) return () => {}
      const { events } = await readEvents(this.#db, follower.position, BATCH)
      if (events.length === 0) break
      for (const event of events) this.#hand(follower, event)
      if (events.length === BATCH) await turn()
    }
    this.#followers.add(follower)
    // The last of the others may have left meanwhile.
    this.#position ??= follower.position
    this.#stopForeign ??= this.#db.onForeignChange(() => this.wake())
    this.wake()
    return () => {
      this.#followers.delete(follower)
      if (this.#followers.size === 0) this.#rest()
    }
  }

  close(): void {
    this.#followers.clear()
    this.#rest()
  }

  /** Where the tail is: every event up to here was handed over. */
  get position(): Position | undefined {
    return this.#position
  }

  async #start(): Promise<Position> {
    if (this.#position !== undefined) return this.#position
    this.#starting ??= headPosition(this.#db).finally(() => {
      this.#starting = undefined
    })
    const head = await this.#starting
    this.#position ??= head
    return this.#position
  }

  #rest(): void {
    clearTimeout(this.#timer)
    clearTimeout(this.#pause)
    this.#timer = undefined
    this.#pause = undefined
    this.#stopForeign?.()
    this.#stopForeign = undefined
    // Whoever comes next starts at the head, not where the last one left.
    this.#position = undefined
  }

  /** The first event after a rest is read at once. */
  #readSoon(): void {
    if (this.#reading || this.#pause) return
    const wait = this.#readAt + PACE - performance.now()
    if (wait <= 0) {
      void this.#read()
      return
    }
    this.#pause = setTimeout(() => {
      this.#pause = undefined
      void this.#read()
    }, wait)
    this.#pause.unref()
  }

  async #read(): Promise<void> {
    this.#reading = true
    clearTimeout(this.#timer)
    this.#timer = undefined
    try {
      while (this.#again && this.#position !== undefined) {
        this.#again = false
        this.#readAt = performance.now()
        const { events, more, unsettled } = await readEvents(this.#db, this.#position, BATCH)
        for (const event of events) {
          if (this.#position === undefined) return
          this.#position = event.position
          for (const follower of this.#followers) this.#hand(follower, event)
        }
        if (events.length > 0) this.#wait = SETTLE[0]
        if (!more) {
          if (unsettled) this.#later()
          break
        }
        this.#again = true
        await turn()
      }
    } catch (error) {
      this.#onError(error)
      this.#wait = 1_000
      this.#later()
    } finally {
      this.#reading = false
      if (this.#again && this.#position !== undefined) this.#readSoon()
    }
  }

  #later(): void {
    if (this.#timer || this.#position === undefined) return
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      this.wake()
    }, this.#wait)
    this.#timer.unref()
    this.#wait = Math.min(this.#wait * 2, SETTLE[1])
  }

  #hand(follower: Follower, event: StoredEvent): void {
    if (comparePositions(event.position, follower.position) <= 0) return
    follower.position = event.position
    try {
      follower.listen(event)
    } catch (error) {
      this.#onError(error)
    }
  }
}
