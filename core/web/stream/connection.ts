import { createEventParser, type ServerEvent } from './sse.ts'

export interface Surroundings {
  fetch: typeof fetch
  /** Milliseconds since 1970. */
  now: () => number
  /** 0 … 1, spreads the reconnects of many browsers. */
  random: () => number
}

export interface ConnectionListener {
  state: (state: 'connecting' | 'open' | 'cut') => void
  /** The stream carries these models from here on. After a cut something may have been missed. */
  opened: (models: readonly string[], afterCut: boolean) => void
  event: (event: ServerEvent) => void
  /** Nobody is signed in (any more). */
  refused: () => void
  /** Bytes came, if only a comment. */
  alive: (at: number) => void
}

/** The server writes a comment every 15 s; two missing ones and some patience mean that the line is dead. */
const SILENCE = 40_000
const LONGEST_WAIT = 10_000

/**
 * One event stream that heals itself. When more models are wanted the new stream opens before the old one closes,
 * so that nothing is missed between them; an event may then come twice.
 */
export class StreamConnection {
  readonly #listener: ConnectionListener
  readonly #around: Surroundings
  #models: readonly string[] = []
  #current: AbortController | undefined
  #attempts = 0
  #wasCut = false
  #lastId = ''
  #retry: ReturnType<typeof setTimeout> | undefined
  #stopped = true

  constructor(listener: ConnectionListener, around: Surroundings) {
    this.#listener = listener
    this.#around = around
  }

  /** Opens with these models, or widens what is open. */
  want(models: readonly string[]): void {
    const missing = models.some((model) => !this.#models.includes(model))
    if (!missing && !this.#stopped) return
    this.#models = [...new Set([...this.#models, ...models])].sort()
    this.#stopped = false
    clearTimeout(this.#retry)
    void this.#run()
  }

  /** Tries at once instead of waiting for the next turn. */
  nudge(): void {
    if (this.#stopped || !this.#wasCut) return
    clearTimeout(this.#retry)
    void this.#run()
  }

  /** Opens anew: another person is signed in. */
  restart(): void {
    if (this.#stopped) return
    this.#lastId = ''
    this.#current?.abort()
    this.#current = undefined
    clearTimeout(this.#retry)
    void this.#run()
  }

  stop(): void {
    this.#stopped = true
    this.#models = []
    clearTimeout(this.#retry)
    this.#current?.abort()
    this.#current = undefined
  }

  async #run(): Promise<void> {
    const before = this.#current
    const abort = new AbortController()
    this.#current = abort
    const models = this.#models
    if (!before) this.#listener.state(this.#wasCut ? 'cut' : 'connecting')
    try {
      const response = await this.#around.fetch(
        `/api/stream?models=${models.map(encodeURIComponent).join(',')}`,
        {
          headers: {
            accept: 'text/event-stream',
            ...(this.#wasCut && this.#lastId !== '' ? { 'last-event-id': this.#lastId } : {}),
          },
          signal: abort.signal,
          cache: 'no-store',
        },
      )
      if (response.status === 401) this.#listener.refused()
      if (!response.ok || !response.body) throw new Error(`stream answered ${response.status}`)
      before?.abort()
      const afterCut = this.#wasCut
      this.#attempts = 0
      this.#wasCut = false
      this.#listener.alive(this.#around.now())
      this.#listener.state('open')
      this.#listener.opened(models, afterCut)
      await this.#read(response.body, abort)
      throw new Error('stream ended')
    } catch {
      before?.abort()
      if (abort.signal.aborted && this.#current !== abort) return
      if (this.#stopped) return
      this.#current = undefined
      this.#wasCut = true
      this.#listener.state('cut')
      this.#attempts += 1
      const wait = Math.min(LONGEST_WAIT, 500 * 2 ** (this.#attempts - 1)) * (0.5 + this.#around.random() / 2)
      this.#retry = setTimeout(() => void this.#run(), wait)
    }
  }

  async #read(body: ReadableStream<Uint8Array>, abort: AbortController): Promise<void> {
    const parse = createEventParser()
    const reader = body
      .pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>)
      .getReader()
    const quiet = () => {
      void reader.cancel().catch(() => {})
    }
    let silence = setTimeout(quiet, SILENCE)
    const onAbort = () => quiet()
    abort.signal.addEventListener('abort', onAbort)
    try {
      while (true) {
        const { done, value } = await reader.read()
        if (done) return
        clearTimeout(silence)
        silence = setTimeout(quiet, SILENCE)
        this.#listener.alive(this.#around.now())
        for (const event of parse(value)) {
          if (event.id !== '') this.#lastId = event.id
          this.#listener.event(event)
        }
      }
    } finally {
      clearTimeout(silence)
      abort.signal.removeEventListener('abort', onAbort)
    }
  }
}
