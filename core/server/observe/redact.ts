const SECRET = new Set([
  'apikey',
  'authorization',
  'cookie',
  'currentpassword',
  'newpassword',
  'password',
  'proxyauthorization',
  'secret',
  'setcookie',
  'token',
  'xapikey',
])

const CENSORED = '[redacted]'
const DEEPEST = 6

/** Secrets inside texts: a bearer token, a key in a query, a password in the address of a database. */
const IN_TEXT: [RegExp, string][] = [
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{6,}/gi, `$1 ${CENSORED}`],
  [/([?&](?:api_key|apikey|token|password|secret)=)[^&\s"']+/gi, `$1${CENSORED}`],
  [/(\b[a-z][a-z0-9+]*:\/\/[^\s:/@]+:)[^\s@/]+@/gi, `$1${CENSORED}@`],
]

/** A copy in which passwords, tokens, keys and cookies are blacked out, wherever they stand. Errors keep their text. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value)
  if (value === null || typeof value !== 'object') return value
  if (depth >= DEEPEST) return '[deep]'
  if (value instanceof Error) return redactError(value, depth)
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1))
  if (value instanceof Date || ArrayBuffer.isView(value)) return value instanceof Date ? value : '[bytes]'
  const copy: Record<string, unknown> = {}
  for (const [key, member] of Object.entries(value)) {
    copy[key] =
      isSecret(key) && member !== undefined && member !== null ? CENSORED : redact(member, depth + 1)
  }
  return copy
}

/** The same few names come with every line. */
const known = new Map<string, boolean>()
const MOST_KNOWN = 1_000

/** `api_key`, `apiKey`, `X-Api-Key`, `access_token`: written in any of these ways. */
function isSecret(key: string): boolean {
  const answer = known.get(key)
  if (answer !== undefined) return answer
  const plain = key.toLowerCase().replace(/[_-]/g, '')
  const secret =
    SECRET.has(plain) || plain.endsWith('token') || plain.endsWith('password') || plain.endsWith('secret')
  if (known.size < MOST_KNOWN) known.set(key, secret)
  return secret
}

function redactText(text: string): string {
  // Most texts hold none of the marks that such secrets stand behind.
  if (!/[=@]|earer|asic/i.test(text)) return text
  let result = text
  for (const [pattern, replacement] of IN_TEXT) result = result.replace(pattern, replacement)
  return result
}

function redactError(error: Error, depth: number): Record<string, unknown> {
  const { cause, message, name, stack, ...rest } = error as Error & Record<string, unknown>
  return {
    type: name,
    message: redactText(message),
    stack: stack === undefined ? undefined : redactText(stack),
    ...(redact(rest, depth + 1) as object),
    ...(cause === undefined ? {} : { cause: redact(cause, depth + 1) }),
  }
}
