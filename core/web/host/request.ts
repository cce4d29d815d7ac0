import type { Lang } from '@saola/sdk'
import { type HostReply, type HostRequest, ProblemError } from '@saola/sdk-web'

export type Request = <T>(path: string, request?: HostRequest) => Promise<HostReply<T>>

export interface RequestSurroundings {
  fetch: typeof fetch
  lang: () => Lang
  /** Nobody is signed in (any more). */
  onSignedOut: () => void
}

/** Requests to the centre. Equal reads that are under way at the same time become one. */
export function createRequest(around: RequestSurroundings): Request {
  const reading = new Map<string, Promise<HostReply<unknown>>>()

  const send = async (url: string, request: HostRequest): Promise<HostReply<unknown>> => {
    let response: Response
    try {
      response = await around.fetch(url, {
        method: request.method ?? 'GET',
        headers: {
          accept: 'application/json',
          'accept-language': around.lang(),
          ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...request.headers,
        },
        ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
        signal: request.signal ?? null,
        keepalive: request.keepalive ?? false,
        credentials: 'same-origin',
      })
    } catch (thrown) {
      if (request.signal?.aborted) throw thrown
      throw new ProblemError(0, { code: 'unreachable' })
    }
    const body = await readBody(response)
    if (response.ok) return { status: response.status, headers: response.headers, body }
    if (response.status === 401) around.onSignedOut()
    throw new ProblemError(response.status, isObject(body) ? body : {})
  }

  return async <T>(path: string, request: HostRequest = {}) => {
    const url = withQuery(path, request.query)
    // A shared read must not die with the first of its readers.
    const shared = (request.method ?? 'GET') === 'GET' && request.headers === undefined
    if (!shared) return (await send(url, request)) as HostReply<T>
    const known = reading.get(url)
    const under = known ?? send(url, { ...request, signal: undefined }).finally(() => reading.delete(url))
    if (!known) reading.set(url, under)
    const reply = (await under) as HostReply<T>
    request.signal?.throwIfAborted()
    return reply
  }
}

function withQuery(path: string, query: HostRequest['query']): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {}))
    if (value !== undefined) params.set(name, String(value))
  const text = params.toString()
  return text === '' ? path : `${path}?${text}`
}

async function readBody(response: Response): Promise<unknown> {
  const text = await response.text()
  if (text === '') return null
  try {
    return JSON.parse(text)
  } catch {
    return response.ok ? text : { detail: response.statusText }
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
