import type { Server, ServerOptions } from 'node:http'
import type { Socket } from 'node:net'
import { Problem } from '@saola/kernel'

/** For `createServer`: what must be said before the server exists. */
export const SERVER_OPTIONS: ServerOptions = {
  /** Request line and headers together, bytes: room for a long filter in the URL. */
  maxHeaderSize: 32 * 1024,
  /** Milliseconds between looks for connections that are too slow. */
  connectionsCheckingInterval: 5_000,
  /** Milliseconds for the request line and headers. */
  headersTimeout: 20_000,
  /** Milliseconds for a whole request with its body; answers may take as long as they want. */
  requestTimeout: 60_000,
  /** Longer than what balancers in front use, so that they end idle connections and not we. */
  keepAliveTimeout: 65_000,
}

const LONGEST_URL = 16 * 1024

const BROKEN: Record<string, { status: string; code: string; detail: string }> = {
  HPE_HEADER_OVERFLOW: {
    status: '431 Request Header Fields Too Large',
    code: 'headers-too-large',
    detail: 'The request line and headers are larger than 32 KiB',
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: '408 Request Timeout',
    code: 'request-timeout',
    detail: 'The request did not arrive in time',
  },
}

const MALFORMED = { status: '400 Bad Request', code: 'request-malformed', detail: 'This is not HTTP/1.1' }

/** Bounds what a single client can hold, and answers what never became a request with a problem document. */
export function limitConnections(server: Server, options: { mostConnections?: number } = {}): void {
  Object.assign(server, {
    headersTimeout: SERVER_OPTIONS.headersTimeout,
    requestTimeout: SERVER_OPTIONS.requestTimeout,
    keepAliveTimeout: SERVER_OPTIONS.keepAliveTimeout,
    maxHeadersCount: 100,
    maxConnections: options.mostConnections ?? 10_000,
  })
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
    const { status, code, detail } = BROKEN[error.code ?? ''] ?? MALFORMED
    const body = JSON.stringify({
      type: `/api/problems/${code}`,
      title: status.slice(4),
      status: Number(status.slice(0, 3)),
      detail,
      code,
    })
    socket.end(
      `HTTP/1.1 ${status}\r\nContent-Type: application/problem+json; charset=utf-8\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    )
    // A client that goes on sending would keep the half-closed connection.
    socket.setTimeout(1_000, () => socket.destroy())
  })
}

/** Throws `url-too-long`. */
export function requireShortUrl(url: string): void {
  if (url.length > LONGEST_URL) {
    throw new Problem('url-too-long', 414, `The URL is longer than ${LONGEST_URL} characters`, {
      extra: { limit: LONGEST_URL },
    })
  }
}
