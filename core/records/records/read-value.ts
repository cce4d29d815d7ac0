import { parseInstant } from '@saola/cql2'
import { schemaCheck } from '@saola/kernel'
import type { FieldDef } from '@saola/sdk'
import { codePattern } from './codes.ts'
import { readEmail, readPhone } from './contact.ts'
import { type ValueError, wrong } from './validation-words.ts'

/** Reads one value that is not null, or says what is wrong with it. */
export type Read = (
  value: unknown,
) => { value: unknown } | { code: ValueError['code']; detail: ValueError['detail'] }

const refuse = (code: ValueError['code'], detail: ValueError['detail']) => ({ code, detail })

/** What reads the values of a field. */
export function readerOf(field: FieldDef): Read {
  const mismatch = refuse('value-type', wrong['value-type'](field.type))
  switch (field.type) {
    case 'text':
      return text(field.maxLength ?? 500, mismatch)
    case 'integer':
      return number(field.minimum, field.maximum, Number.isSafeInteger, mismatch)
    case 'number':
      return number(field.minimum, field.maximum, Number.isFinite, mismatch)
    case 'boolean':
      return (value) => (typeof value === 'boolean' ? { value } : mismatch)
    case 'datetime':
      return (value) => {
        const instant = typeof value === 'string' ? parseInstant(value) : undefined
        return instant === undefined ? mismatch : { value: new Date(Math.floor(instant)).toISOString() }
      }
    case 'select': {
      const options = new Set(Object.keys(field.options))
      const unknown = refuse('option-unknown', wrong['option-unknown']())
      return (value) => {
        if (typeof value !== 'string') return mismatch
        return options.has(value) ? { value } : unknown
      }
    }
    case 'richText':
      return richText(field.maxLength ?? 20_000, mismatch)
    case 'phone':
      return string(readPhone, mismatch)
    case 'email':
      return string(readEmail, mismatch)
    case 'status': {
      const unknown = refuse('option-unknown', wrong['option-unknown']())
      return (value) => {
        if (typeof value !== 'string') return mismatch
        return Object.hasOwn(field.states, value) ? { value } : unknown
      }
    }
    case 'code':
      return string(matching(codePattern(field.pattern)), mismatch)
    case 'relation':
      return string(matching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/), mismatch)
    case 'user':
      return string(matching(/^user:[\w.@-]{1,100}$/), mismatch)
    case 'unit':
      return string(matching(/^[\w.:-]{1,100}$/), mismatch)
    case 'file':
    case 'image':
      return files(field.most ?? 10, mismatch)
    case 'json':
      return json(field.schema, mismatch)
    case 'point':
      return (value) => (isPoint(value) ? { value: pointOf(value.coordinates) } : mismatch)
  }
}

/** What reads a text of a form of its own; undefined refuses. */
function string(read: (value: string) => string | undefined, mismatch: ReturnType<Read>): Read {
  return (value) => {
    const found = typeof value === 'string' && value.length <= LONGEST_FORM ? read(value) : undefined
    return found === undefined ? mismatch : { value: found }
  }
}

function matching(pattern: RegExp): (value: string) => string | undefined {
  return (value) => (pattern.test(value) ? value : undefined)
}

/** Lists of `{ id }`, none twice; an empty one is no value. */
function files(most: number, mismatch: ReturnType<Read>): Read {
  const tooMany = refuse('files-too-many', wrong['files-too-many'](most))
  return (value) => {
    if (!Array.isArray(value)) return mismatch
    if (value.length === 0) return { value: null }
    if (value.length > most) return tooMany
    const ids = value.map((file: unknown) =>
      typeof file === 'object' && file !== null && 'id' in file ? file.id : undefined,
    )
    const right = ids.every((id) => typeof id === 'string' && /^[\w-]{1,64}$/.test(id))
    return right && new Set(ids).size === ids.length ? { value: ids.map((id) => ({ id })) } : mismatch
  }
}

/** Bytes of the JSON text of a value. */
const LARGEST_JSON = 64 * 1024
/** What no database keeps: NUL, and halves of surrogate pairs, which well-formed JSON text escapes. */
const brokenJson = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/

function json(schema: object, mismatch: ReturnType<Read>): Read {
  let check: ReturnType<typeof schemaCheck> | undefined
  return (value) => {
    const text = JSON.stringify(value)
    if (text === undefined || Buffer.byteLength(text) > LARGEST_JSON || brokenJson.test(text)) return mismatch
    check ??= schemaCheck(schema)
    const clean: unknown = JSON.parse(text)
    const [first] = check(clean)
    return first ? refuse('json-mismatch', wrong['json-mismatch'](first)) : { value: clean }
  }
}

const LONGEST_FORM = 400
const plainText = /^[\x20-\x7e]*$/
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/
// A tag, a comment or a declaration as HTML would read it; `a < b` and `<https://…>` are none.
const html = /<(?:[!?/]|[a-z][a-z0-9-]*(?:[\s/>]|$))/i

function text(maximum: number, mismatch: ReturnType<Read>): Read {
  const tooLong = refuse('text-too-long', wrong['text-too-long'](maximum))
  const characters = refuse('text-characters', wrong['text-characters']())
  return (value) => {
    if (typeof value !== 'string') return mismatch
    // No code point takes more than two units, and composing gives no more than decomposing had.
    if (value.length > maximum * 8) return tooLong
    if (plainText.test(value)) return value.length > maximum ? tooLong : { value }
    if (control.test(value) || !value.isWellFormed()) return characters
    const composed = value.normalize('NFC')
    return composed.length > maximum && [...composed].length > maximum ? tooLong : { value: composed }
  }
}

function richText(maximum: number, mismatch: ReturnType<Read>): Read {
  const tooLong = refuse('text-too-long', wrong['text-too-long'](maximum))
  const characters = refuse('text-characters', wrong['text-characters']())
  const tags = refuse('text-html', wrong['text-html']())
  return (value) => {
    if (typeof value !== 'string') return mismatch
    if (value.length > maximum * 8) return tooLong
    if (control.test(value.replace(/[\n\r\t]/g, ' ')) || !value.isWellFormed()) return characters
    const composed = value.normalize('NFC').replace(/\r\n?/g, '\n')
    if (composed.length > maximum && [...composed].length > maximum) return tooLong
    return html.test(composed) ? tags : { value: composed }
  }
}

function number(
  minimum: number | undefined,
  maximum: number | undefined,
  fits: (value: unknown) => boolean,
  mismatch: ReturnType<Read>,
): Read {
  const tooSmall =
    minimum === undefined ? mismatch : refuse('number-too-small', wrong['number-too-small'](minimum))
  const tooLarge =
    maximum === undefined ? mismatch : refuse('number-too-large', wrong['number-too-large'](maximum))
  return (value) => {
    if (typeof value !== 'number' || !fits(value)) return mismatch
    if (minimum !== undefined && value < minimum) return tooSmall
    if (maximum !== undefined && value > maximum) return tooLarge
    return { value: value === 0 ? 0 : value }
  }
}

function isPoint(value: unknown): value is { coordinates: [number, number] } {
  if (typeof value !== 'object' || value === null) return false
  const { type, coordinates, ...rest } = value as Record<string, unknown>
  if (type !== 'Point' || Object.keys(rest).length > 0) return false
  if (!Array.isArray(coordinates) || coordinates.length !== 2) return false
  const [longitude, latitude] = coordinates
  return within(longitude, 180) && within(latitude, 90)
}

function within(value: unknown, limit: number): boolean {
  return typeof value === 'number' && value >= -limit && value <= limit
}

// Databases do not keep the sign of zero.
function pointOf([longitude, latitude]: [number, number]): unknown {
  return { type: 'Point', coordinates: [longitude || 0, latitude || 0] }
}
