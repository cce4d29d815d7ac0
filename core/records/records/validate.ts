import { parseInstant } from '@saola/cql2'
import { Problem } from '@saola/kernel'
import type { FieldDef, ModelDef } from '@saola/sdk'
import { reservedNames } from '../models/model.ts'
import type { Values } from './codec.ts'
import { type ValueError, wrong } from './validation-words.ts'

/** Reads one value that is not null, or says what is wrong with it. */
type Read = (
  value: unknown,
) => { value: unknown } | { code: ValueError['code']; detail: ValueError['detail'] }

interface Plan {
  name: string
  read: Read
  required: boolean
  fallback: unknown
}

export interface Validator {
  /** All fields of a new record, defaults filled in. Throws `validation-failed`. */
  create(input: unknown): Values
  /** Only the fields given. Throws `validation-failed`. */
  update(input: unknown): Values
}

/** Makes the checks of a model once, so that a request walks no definitions. */
export function validator(id: string, def: ModelDef): Validator {
  const plans = new Map<string, Plan>()
  for (const [name, field] of Object.entries(def.fields)) {
    const fallback = 'default' in field && field.default !== undefined ? field.default : null
    plans.set(name, { name, read: readerOf(field), required: field.required === true, fallback })
  }
  const list = [...plans.values()]
  return {
    create(input) {
      const errors: ValueError[] = []
      const given = asObject(id, input)
      refuseUnknown(plans, given, errors)
      const values: Values = {}
      for (const plan of list) {
        const value = Object.hasOwn(given, plan.name) ? given[plan.name] : undefined
        values[plan.name] = one(plan, value === undefined ? plan.fallback : value, errors)
      }
      if (errors.length > 0) throw refused(id, errors)
      return values
    },
    update(input) {
      const errors: ValueError[] = []
      const given = asObject(id, input)
      refuseUnknown(plans, given, errors)
      const values: Values = {}
      for (const plan of list) {
        if (!Object.hasOwn(given, plan.name) || given[plan.name] === undefined) continue
        values[plan.name] = one(plan, given[plan.name], errors)
      }
      if (errors.length > 0) throw refused(id, errors)
      return values
    },
  }
}

function one(plan: Plan, value: unknown, errors: ValueError[]): unknown {
  if (value === null || (value === '' && plan.required)) {
    if (plan.required) errors.push(error(plan.name, 'value-required', wrong['value-required']()))
    return null
  }
  const result = plan.read(value)
  if ('code' in result) {
    errors.push(error(plan.name, result.code, result.detail))
    return null
  }
  return result.value
}

function asObject(model: string, input: unknown): Record<string, unknown> {
  if (typeof input === 'object' && input !== null && !Array.isArray(input))
    return input as Record<string, unknown>
  const detail = { vi: 'Cần một đối tượng gồm các trường.', en: 'Expected an object of fields.' }
  throw refused(model, [{ pointer: '', code: 'value-type', detail }])
}

function refuseUnknown(plans: Map<string, Plan>, given: Record<string, unknown>, errors: ValueError[]): void {
  for (const name of Object.keys(given)) {
    if (plans.has(name)) continue
    const code = reservedNames.has(name.toLowerCase()) ? 'field-read-only' : 'field-unknown'
    errors.push(error(name, code, wrong[code]()))
    // One hint is as good as a million.
    if (errors.length > 50) return
  }
}

function error(name: string, code: ValueError['code'], detail: ValueError['detail']): ValueError {
  return { pointer: `/${name.slice(0, 200).replaceAll('~', '~0').replaceAll('/', '~1')}`, code, detail }
}

function refused(model: string, errors: ValueError[]): Problem {
  const [first] = errors
  const more = errors.length > 1 ? ` and ${errors.length - 1} more` : ''
  const detail = `The values do not fit ${model}: ${first?.pointer}: ${first?.detail.en}${more}`
  return new Problem('validation-failed', 422, detail, { culprit: model, extra: { errors } })
}

const refuse = (code: ValueError['code'], detail: ValueError['detail']) => ({ code, detail })

function readerOf(field: FieldDef): Read {
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
    case 'point':
      return (value) => (isPoint(value) ? { value: pointOf(value.coordinates) } : mismatch)
  }
}

const plainText = /^[\x20-\x7e]*$/
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/

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
