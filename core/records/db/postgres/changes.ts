import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { poolOptions } from './client.ts'

const CHANNEL = 'saola_change'
/** Milliseconds between looks without a notice. */
const POLL = 1_000
/** At most one notice in this many milliseconds: NOTIFY takes a lock that all commits of a cluster share. */
const PAUSE = 25

/** Tells other processes that something was written, and hears it from them. */
export class Changes {
  readonly #url: string
  readonly #send: (sql: string, params: string[]) => Promise<unknown>
  readonly #onError: (error: unknown) => void
  readonly #self = randomUUID()
  readonly #listeners = new Set<() => void>()
  #client: pg.Client | undefined
  #poll: NodeJS.Timeout | undefined
  #retry: NodeJS.Timeout | undefined
  #pause: NodeJS.Timeout | undefined
  #again = false
  #sending: Promise<unknown> = Promise.resolve()
  #closed = false

  constructor(
    url: string,
    send: (sql: string, params: string[]) => Promise<unknown>,
    onError: (error: unknown) => void,
  ) {
    this.#url = url
    this.#send = send
    this.#onError = onError
  }

  /** A write was committed here. */
  touched(): void {
    if (this.#pause) {
      this.#again = true
      return
    }
    this.#notify()
    this.#pause = setTimeout(() => {
      this.#pause = undefined
      if (this.#again) this.touched()
    }, PAUSE)
  }

  listen(callback: () => void): () => void {
    this.#listeners.add(callback)
    if (this.#listeners.size === 1) this.#start()
    return () => {
      this.#listeners.delete(callback)
      if (this.#listeners.size === 0) void this.#stop()
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    if (this.#again) this.#notify()
    clearTimeout(this.#pause)
    await this.#sending
    await this.#stop()
  }

  #notify(): void {
    this.#again = false
    // A lost notice is made up for by the other side's poll.
    this.#sending = this.#send(`select pg_notify('${CHANNEL}', ?)`, [this.#self]).catch(this.#onError)
  }

  #start(): void {
    this.#poll = setInterval(() => this.#tell(), POLL)
    this.#poll.unref()
    void this.#connect(100)
  }

  async #stop(): Promise<void> {
    clearInterval(this.#poll)
    clearTimeout(this.#retry)
    this.#retry = undefined
    const client = this.#client
    this.#client = undefined
    await client?.end().catch(() => {})
  }

  async #connect(wait: number): Promise<void> {
    const client = new pg.Client(poolOptions(this.#url, 1))
    this.#client = client
    let failed = false
    const again = (error?: Error) => {
      if (failed) return
      failed = true
      if (error) this.#onError(error)
      client.end().catch(() => {})
      if (this.#closed || this.#client !== client) return
      this.#retry = setTimeout(() => void this.#connect(Math.min(wait * 2, 5_000)), wait)
      this.#retry.unref()
    }
    client.on('error', again)
    client.on('end', () => again())
    client.on('notification', ({ payload }) => {
      if (payload !== this.#self) this.#tell()
    })
    try {
      await client.connect()
      await client.query(`listen ${CHANNEL}`)
      wait = 100
      // Whatever happened while nobody listened.
      this.#tell()
    } catch (error) {
      again(error as Error)
    }
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}
