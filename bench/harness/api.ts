/** A centre as its administrator's programs see it. */
export class Api {
  readonly url: string
  readonly #token: string

  constructor({ port, token }: { port: number; token: string }) {
    this.url = `http://127.0.0.1:${port}`
    this.#token = token
  }

  async status(path: string): Promise<number> {
    const response = await this.#send('GET', path)
    await response.arrayBuffer()
    return response.status
  }

  async get<T>(path: string): Promise<T> {
    return this.#read<T>(await this.#send('GET', path))
  }

  async post<T>(path: string, body: unknown = {}): Promise<T> {
    return this.#read<T>(await this.#send('POST', path, body))
  }

  async put<T>(path: string, body: unknown): Promise<T> {
    return this.#read<T>(await this.#send('PUT', path, body))
  }

  /** Opens the event stream and waits until the server answers. */
  async stream(): Promise<EventStream> {
    const closing = new AbortController()
    const response = await fetch(`${this.url}/api/stream`, {
      headers: { authorization: `Bearer ${this.#token}`, accept: 'text/event-stream' },
      signal: closing.signal,
    })
    if (!response.ok || !response.body) throw new Error(`/api/stream: ${response.status}`)
    return new EventStream(response.body, closing)
  }

  #send(method: string, path: string, body?: unknown): Promise<Response> {
    return fetch(this.url + path, {
      method,
      headers: { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
  }

  async #read<T>(response: Response): Promise<T> {
    const text = await response.text()
    if (!response.ok) throw new Error(`${response.url}: ${response.status} ${text.slice(0, 500)}`)
    return (text === '' ? undefined : JSON.parse(text)) as T
  }
}

/** Server-sent events as a browser gets them; each knows when it came. */
export class EventStream {
  readonly #closing: AbortController
  readonly #seen: { event: string; at: number }[] = []
  #wake: (() => void)[] = []

  constructor(body: ReadableStream<Uint8Array>, closing: AbortController) {
    this.#closing = closing
    void this.#read(body)
  }

  /** When the first event of this name came that is not older than `since` (of `performance.now()`). */
  async first(event: string, since: number): Promise<number> {
    for (;;) {
      const found = this.#seen.find((one) => one.event === event && one.at >= since)
      if (found) return found.at
      await new Promise<void>((resolve) => this.#wake.push(resolve))
    }
  }

  close(): void {
    this.#closing.abort()
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder()
    let rest = ''
    try {
      for await (const chunk of body) {
        const blocks = (rest + decoder.decode(chunk, { stream: true })).split('\n\n')
        rest = blocks.pop() ?? ''
        for (const block of blocks) {
          const event = /^event: ?(.*)$/m.exec(block)?.[1]
          if (event) this.#seen.push({ event, at: performance.now() })
        }
        for (const wake of this.#wake.splice(0)) wake()
      }
    } catch (error) {
      if (!this.#closing.signal.aborted) throw error
    }
  }
}
