import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A feed of stations whose readings a test sets by hand, and that counts who asks. */
export interface TestFeed extends AsyncDisposable {
  port: number
  /** How often it was asked. */
  asked: () => number
  /** µg/m³ that every station reports from now on. */
  set: (pm25: number) => void
}

export async function startFeed(codes: readonly string[], pm25: number): Promise<TestFeed> {
  let value = pm25
  let count = 0
  const server = createServer((_, response) => {
    count += 1
    const stations = codes.map((code) => ({
      code,
      pm25: value,
      pm10: value * 1.5,
      temperature: 27,
      humidity: 70,
    }))
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ readAt: new Date().toISOString(), stations }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    asked: () => count,
    set: (next) => {
      value = next
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
