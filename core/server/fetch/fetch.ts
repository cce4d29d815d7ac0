import type { Readable } from 'node:stream'
import { Problem } from '@saola/kernel'
import type { HttpReply, HttpRequestInit } from '@saola/sdk'
import type { Dispatcher } from 'undici'
import { canonicalAddress } from './address.ts'
import { decodeText, readBody, TooLarge } from './body.ts'
import { addressIsNamed, capabilityOf, type Granted } from './grants.ts'
import { Blocked, portOf } from './guard.ts'
import { replyHeaders, requestHeaders, withoutSecrets } from './headers.ts'

const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'])
const REDIRECTS = new Set([301, 302, 303, 307, 308])
const MAX_REDIRECTS = 5
const MAX_REQUEST_BODY = 16 * 1024 * 1024
const TIMEOUT = { default: 10_000, most: 60_000 }
const SIZE = { default: 1024 * 1024, most: 16 * 1024 * 1024 }

interface Hop {
  method: string
  url: URL
  headers: Record<string, string>
  body: string | undefined
}

/** `ctx.http.fetch` for one owner over its guarded dispatcher. */
export async function guardedFetch(
  granted: Granted,
  dispatcher: Dispatcher,
  signal: AbortSignal,
  url: string,
  init: HttpRequestInit = {},
): Promise<HttpReply> {
  const fail = problems(granted.id)
  const method = init.method ?? 'GET'
  if (!METHODS.has(method)) throw fail('fetch-blocked', `the method ${String(method)} is not allowed`)
  const headers = requestHeaders(init.headers ?? {})
  if ('refused' in headers) throw fail('fetch-blocked', `the header ${headers.refused} may not be set`)
  if (init.body !== undefined && Buffer.byteLength(String(init.body)) > MAX_REQUEST_BODY) {
    throw fail('fetch-too-large', `the body is larger than ${MAX_REQUEST_BODY} bytes`)
  }
  const timeout = within(init.timeout, TIMEOUT)
  const maxBytes = within(init.maxBytes, SIZE)
  const deadline = AbortSignal.timeout(timeout)
  const abort = AbortSignal.any([signal, deadline])
  let hop: Hop = {
    method,
    url: target(granted, url, undefined),
    headers: {
      accept: '*/*',
      'user-agent': 'Saola',
      ...(headers as Record<string, string>),
      'accept-encoding': 'gzip, br',
    },
    body: init.body === undefined ? undefined : String(init.body),
  }
  try {
    for (let redirects = 0; ; redirects += 1) {
      const answer = await dispatcher.request({
        origin: hop.url.origin,
        path: hop.url.pathname + hop.url.search,
        method: hop.method as Dispatcher.HttpMethod,
        headers: hop.headers,
        body: hop.body ?? null,
        signal: abort,
        headersTimeout: timeout,
        bodyTimeout: timeout,
      })
      const location = answer.headers.location
      if (REDIRECTS.has(answer.statusCode) && typeof location === 'string') {
        discard(answer.body)
        if (redirects >= MAX_REDIRECTS) throw fail('fetch-blocked', `more than ${MAX_REDIRECTS} redirects`)
        hop = redirected(hop, answer.statusCode, target(granted, location, hop.url))
        continue
      }
      const declared = Number(answer.headers['content-length'] ?? 0)
      if (hop.method !== 'HEAD' && declared > maxBytes) {
        discard(answer.body)
        throw new TooLarge(`the answer is larger than ${maxBytes} bytes`)
      }
      const encoding = hop.method === 'HEAD' ? '' : String(answer.headers['content-encoding'] ?? '')
      const bytes = await readBody(answer.body, encoding, maxBytes)
      return {
        status: answer.statusCode,
        headers: replyHeaders(answer.headers),
        body: decodeText(bytes, String(answer.headers['content-type'] ?? '')),
      }
    }
  } catch (error) {
    if (error instanceof Problem) throw error
    const where = hop.url.origin
    if (deadline.aborted) throw fail('fetch-timeout', `${where} did not answer within ${timeout} ms`, error)
    if (signal.aborted) throw fail('fetch-failed', 'the module is being switched off', error)
    const blocked = blockedBy(error)
    if (blocked) throw fail('fetch-blocked', blocked.message, error)
    if (error instanceof TooLarge) throw fail('fetch-too-large', `${where}: ${error.message}`, error)
    throw fail('fetch-failed', `${where}: ${messageOf(error)}`, error)
  }
}

function discard(body: Readable): void {
  body.on('error', () => {}).destroy()
}

/** The next URL, once it is known to be allowed: scheme, no credentials, and a capability for host and port. */
function target(granted: Granted, given: string, base: URL | undefined): URL {
  const fail = problems(granted.id)
  const url = URL.canParse(String(given), base) ? new URL(String(given), base) : undefined
  if (!url) throw fail('fetch-blocked', 'the URL cannot be read')
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw fail('fetch-blocked', `only http and https are allowed, not ${url.protocol.slice(0, -1)}`)
  }
  if (url.username || url.password) throw fail('fetch-blocked', 'a URL may not carry a name and password')
  const port = portOf(url.protocol, url.port)
  const address = canonicalAddress(url.hostname)
  const host = address ?? url.hostname.replace(/\.$/, '')
  const capability = capabilityOf(host, port)
  if (address === undefined || !addressIsNamed(granted, address, port)) granted.require(capability)
  if (address !== undefined && !addressIsNamed(granted, address, port)) {
    throw new Problem('capability-denied', 403, `${granted.id} was not granted ${capability}`, {
      culprit: granted.id,
      extra: { capability },
    })
  }
  return url
}

/** RFC 9110 section 15.4, as browsers do it: 303, and POST on 301 or 302, become GET without a body. */
function redirected(hop: Hop, status: number, url: URL): Hop {
  const toGet = hop.method !== 'HEAD' && (status === 303 || (hop.method === 'POST' && status < 303))
  const sameOrigin = url.origin === hop.url.origin
  const headers: Record<string, string> = sameOrigin
    ? { ...hop.headers }
    : { ...withoutSecrets(hop.headers), 'accept-encoding': 'gzip, br' }
  const keepsBody = !toGet && hop.body !== undefined
  if (toGet) delete headers['content-type']
  else if (keepsBody && hop.headers['content-type']) headers['content-type'] = hop.headers['content-type']
  return { method: toGet ? 'GET' : hop.method, url, headers, body: keepsBody ? hop.body : undefined }
}

const STATUS: Record<string, number> = {
  'fetch-blocked': 403,
  'fetch-timeout': 504,
  'fetch-too-large': 502,
  'fetch-failed': 502,
}

function problems(culprit: string) {
  return (code: string, detail: string, cause?: unknown): Problem =>
    new Problem(code, STATUS[code] ?? 502, detail, { culprit, cause })
}

function blockedBy(error: unknown): Blocked | undefined {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if (at instanceof Blocked) return at
    if (at instanceof AggregateError)
      for (const inner of at.errors) if (inner instanceof Blocked) return inner
  }
  return undefined
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = (error as NodeJS.ErrnoException).code
  return error.message || code || error.name
}

function within(value: number | undefined, limits: { default: number; most: number }): number {
  if (typeof value !== 'number' || !(value > 0)) return limits.default
  return Math.min(Math.ceil(value), limits.most)
}
