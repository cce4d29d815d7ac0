/** Headers that decide about the connection, or that carry somebody's session. A plugin may not set them. */
const FORBIDDEN = new Set([
  'connection',
  'content-length',
  'cookie',
  'cookie2',
  'expect',
  'host',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
])

/** What may follow a redirect to another origin: nothing that could be a secret. */
const HARMLESS = new Set(['accept', 'accept-language', 'user-agent'])

const DROPPED_FROM_REPLY = new Set([
  'set-cookie',
  'set-cookie2',
  'content-encoding',
  'content-length',
  'transfer-encoding',
])

/** Lower-cased headers, or the name of the one that may not be set. */
export function requestHeaders(given: Record<string, string>): Record<string, string> | { refused: string } {
  const headers: Record<string, string> = {}
  for (const [key, value] of Object.entries(given)) {
    const name = key.toLowerCase()
    if (FORBIDDEN.has(name) || name.startsWith('proxy-') || name.startsWith('sec-')) return { refused: name }
    if (!/^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(name) || !isFieldValue(value)) return { refused: name }
    headers[name] = value
  }
  return headers
}

export function withoutSecrets(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => HARMLESS.has(name)))
}

/** The reply's headers as plain strings, without cookies and without what the guard has already undone. */
export function replyHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const result: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || DROPPED_FROM_REPLY.has(name)) continue
    result[name] = Array.isArray(value) ? value.join(', ') : value
  }
  return result
}

function isFieldValue(value: unknown): value is string {
  // RFC 9110 section 5.5, without obs-text: no control characters, so no second header can be smuggled in.
  return typeof value === 'string' && value.length <= 8_192 && /^[\t\x20-\x7e]*$/.test(value)
}
