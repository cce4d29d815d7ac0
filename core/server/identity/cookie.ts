import { createHmac, timingSafeEqual } from 'node:crypto'

/** Value of one cookie, undecoded. */
export function cookieValue(header: string, name: string): string | undefined {
  let at = 0
  while (at < header.length) {
    const end = header.indexOf(';', at)
    const stop = end < 0 ? header.length : end
    const equals = header.indexOf('=', at)
    if (equals > 0 && equals < stop && header.slice(at, equals).trim() === name)
      return header.slice(equals + 1, stop).trim()
    at = stop + 1
  }
  return undefined
}

/** The session token of a signed cookie (`token.base64(hmac-sha256)`, URI-encoded), or undefined when it was tampered with. */
export function verifiedToken(value: string, secret: string): string | undefined {
  let decoded: string
  try {
    decoded = decodeURIComponent(value)
  } catch {
    return undefined
  }
  const dot = decoded.lastIndexOf('.')
  if (dot < 1) return undefined
  const token = decoded.slice(0, dot)
  const given = Buffer.from(decoded.slice(dot + 1), 'base64')
  const wanted = createHmac('sha256', secret).update(token).digest()
  return given.length === wanted.length && timingSafeEqual(given, wanted) ? token : undefined
}
