import { Agent, type IncomingHttpHeaders, request } from 'node:http'

/** One kind of request, sent again and again. */
export interface Traffic {
  port: number
  method: 'GET' | 'POST'
  /** Taken in turn. */
  paths: string[]
  /** JSON texts, taken in turn. */
  bodies?: string[]
  token: string
  /** The status that counts as right; any other ends the run. */
  expect: number
  count: number
  /** Requests under way at once, each on a connection that stays open. */
  concurrency: number
}

export interface LoadResult {
  /** Milliseconds for all. */
  wall: number
  /** Milliseconds per request. */
  latency: { p50: number; p99: number }
}

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  text: string
}

/** Sends a bounded number of requests at a fixed concurrency. */
export class Load {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 64 })

  async run(traffic: Traffic): Promise<LoadResult> {
    const { paths, bodies, count, concurrency, expect } = traffic
    const times: number[] = []
    let next = 0
    const worker = async () => {
      for (let at = next++; at < count; at = next++) {
        const path = paths[at % paths.length] as string
        const begun = performance.now()
        const answer = await this.send(traffic, path, bodies?.[at % bodies.length])
        times.push(performance.now() - begun)
        if (answer.status !== expect) {
          throw new Error(`${traffic.method} ${path}: ${answer.status} ${answer.text.slice(0, 300)}`)
        }
      }
    }
    const begun = performance.now()
    await Promise.all(Array.from({ length: concurrency }, worker))
    const wall = performance.now() - begun
    times.sort((a, b) => a - b)
    const rank = (share: number) => times[Math.floor((times.length - 1) * share)] ?? 0
    return { wall, latency: { p50: rank(0.5), p99: rank(0.99) } }
  }

  send(to: Pick<Traffic, 'port' | 'method' | 'token'>, path: string, body?: string): Promise<Answer> {
    const headers: Record<string, string> = { authorization: `Bearer ${to.token}` }
    if (body !== undefined) {
      headers['content-type'] = 'application/json'
      headers['content-length'] = String(Buffer.byteLength(body))
    }
    return new Promise((resolve, reject) => {
      const sent = request(
        { host: '127.0.0.1', port: to.port, method: to.method, path, headers, agent: this.#agent },
        (response) => {
          let text = ''
          response.setEncoding('utf8')
          response.on('data', (chunk: string) => {
            text += chunk
          })
          response.once('end', () =>
            resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
          )
          response.once('error', reject)
        },
      )
      sent.once('error', reject)
      sent.end(body)
    })
  }

  close(): void {
    this.#agent.destroy()
  }
}
