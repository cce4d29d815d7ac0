import { Problem } from '@saola/kernel'
import type { Json } from '@saola/sdk'
import type { FormValues } from './refs.ts'

/** Largest JSON body, bytes. */
export const LARGEST_BODY = 1024 * 1024
/** Deepest nesting of arrays and objects in a JSON body. */
export const DEEPEST_BODY = 64

/** Most fields of a form. */
export const MOST_FORM_FIELDS = 1000

/** Reads `application/x-www-form-urlencoded`; a field that comes several times becomes a list. */
export function readForm(text: string): FormValues {
  const form: FormValues = {}
  let count = 0
  for (const [name, value] of new URLSearchParams(text)) {
    count += 1
    if (count > MOST_FORM_FIELDS)
      throw new Problem('body-invalid', 422, `The form has more than ${MOST_FORM_FIELDS} fields`)
    if (name === '__proto__') throw new Problem('body-invalid', 422, 'The form has a field named __proto__')
    const before = form[name]
    if (before === undefined) form[name] = value
    else form[name] = [...(Array.isArray(before) ? before : [before]), value]
  }
  return form
}

/** Reads a body of at most `limit` bytes, whatever its sender says about its length. */
export async function readBytes(request: Request, limit: number): Promise<Uint8Array> {
  const declared = request.headers.get('content-length')
  if (declared !== null) {
    if (Number(declared) > limit) throw tooLarge(limit)
    // Node's parser never hands over more than the declared length.
    return new Uint8Array(await request.arrayBuffer())
  }
  if (!request.body) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength
    if (size > limit) throw tooLarge(limit)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** Reads a body as text, UTF-8. */
export async function readText(request: Request, limit = LARGEST_BODY): Promise<string> {
  const declared = request.headers.get('content-length')
  if (declared === null) return new TextDecoder().decode(await readBytes(request, limit))
  if (Number(declared) > limit) throw tooLarge(limit)
  return request.text()
}

/** Reads a JSON body; an empty one is undefined. `types` are media types accepted besides `application/json`. */
export async function readJson(
  request: Request,
  types: readonly string[] = [],
  limit?: number,
): Promise<Json | undefined> {
  const type = request.headers.get('content-type')
  if (type !== null && !type.startsWith('application/json')) {
    const plain = type.split(';', 1)[0]?.trim().toLowerCase() ?? ''
    if (plain !== 'application/json' && !types.includes(plain)) {
      throw new Problem('media-type-unsupported', 415, `The body must be JSON, not ${plain || 'unnamed'}`)
    }
  }
  const text = await readText(request, limit)
  return text === '' ? undefined : parseJson(text)
}

/** Reads a JSON body that must be an object. */
export async function readObject(request: Request, types?: readonly string[]): Promise<Record<string, Json>> {
  const body = await readJson(request, types)
  if (body === null || typeof body !== 'object' || Array.isArray(body)) {
    throw new Problem('body-invalid', 422, 'The body must be a JSON object', {
      extra: {
        errors: [
          {
            pointer: '',
            code: 'type',
            detail: { vi: 'Phải là một đối tượng JSON', en: 'Must be a JSON object' },
          },
        ],
      },
    })
  }
  return body
}

/** Parses JSON that came from outside: not too deep for what walks it later, and without prototypes in it. */
export function parseJson(text: string): Json {
  if (deeperThan(text, DEEPEST_BODY)) {
    throw new Problem('body-too-deep', 400, `The body nests deeper than ${DEEPEST_BODY} levels`)
  }
  let value: Json
  try {
    value = JSON.parse(text) as Json
  } catch (error) {
    const detail = error instanceof SyntaxError ? error.message : 'not JSON'
    throw new Problem('json-invalid', 400, `The body is not JSON: ${detail.slice(0, 200)}`)
  }
  return text.includes('__proto__') || text.includes('\\u') ? withoutProto(value) : value
}

/** Counts brackets; the exact walk, which has to skip strings, is only for texts with many of them. */
export function deeperThan(text: string, limit: number): boolean {
  let opened = 0
  for (const bracket of ['{', '[']) {
    for (let at = text.indexOf(bracket); at >= 0 && opened <= limit; at = text.indexOf(bracket, at + 1))
      opened += 1
  }
  if (opened <= limit) return false
  let depth = 0
  let quoted = false
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (quoted) {
      if (code === 92) at += 1
      else if (code === 34) quoted = false
    } else if (code === 34) quoted = true
    else if (code === 91 || code === 123) {
      depth += 1
      if (depth > limit) return true
    } else if (code === 93 || code === 125) depth -= 1
  }
  return false
}

function withoutProto(value: Json): Json {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) {
    for (const item of value) withoutProto(item)
    return value
  }
  if (Object.hasOwn(value, '__proto__')) {
    throw new Problem('json-invalid', 400, 'The body has a member named __proto__')
  }
  for (const item of Object.values(value)) withoutProto(item)
  return value
}

function tooLarge(limit: number): Problem {
  return new Problem('body-too-large', 413, `The body is larger than ${limit} bytes`, { extra: { limit } })
}
