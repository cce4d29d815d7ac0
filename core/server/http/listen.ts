import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { limitConnections, SERVER_OPTIONS } from '../limits/index.ts'
import type { Dispatcher } from './dispatcher.ts'

export interface Listening {
  url: string
  port: number
  /** Stops accepting, lets what runs finish for at most `limit` milliseconds, then cuts the rest off. */
  close(limit: number): Promise<{ cut: number }>
}

export async function listen(
  dispatcher: Dispatcher,
  options: { host: string; port: number },
): Promise<Listening> {
  const server = createAdaptorServer({
    fetch: dispatcher.fetch as (request: Request) => Response | Promise<Response>,
    hostname: options.host,
    serverOptions: SERVER_OPTIONS,
  }) as Server
  limitConnections(server)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  const { port } = server.address() as AddressInfo
  const host = options.host.includes(':') ? `[${options.host}]` : options.host
  return { url: `http://${host}:${port}`, port, close: (limit) => close(server, dispatcher, limit) }
}

async function close(server: Server, dispatcher: Dispatcher, limit: number): Promise<{ cut: number }> {
  let closed = false
  const ended = new Promise<void>((resolve) => server.close(() => resolve())).then(() => {
    closed = true
  })
  dispatcher.drain()
  server.closeIdleConnections()
  // A connection whose last answer went out after this moment is idle and would be kept open.
  const idle = setInterval(() => server.closeIdleConnections(), 25)
  let late: NodeJS.Timeout | undefined
  const deadline = new Promise<void>((resolve) => {
    late = setTimeout(resolve, limit)
  })
  await Promise.race([ended, deadline])
  clearInterval(idle)
  clearTimeout(late)
  const cut = closed ? 0 : dispatcher.inFlight
  if (!closed) server.closeAllConnections()
  await ended
  return { cut }
}
