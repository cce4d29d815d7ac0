import { Problem } from '@saola/kernel'
import type { ModelDef } from '@saola/sdk'
import { fallbackOf } from '../models/ddl.ts'
import { reservedNames } from '../models/model.ts'
import type { Values } from './codec.ts'
import { type Read, readerOf } from './read-value.ts'
import { type ValueError, wrong } from './validation-words.ts'

interface Plan {
  name: string
  read: Read
  required: boolean
  fallback: unknown
  /** Given by the platform alone. */
  given: boolean
}

/** What is let through that clients may not do. */
export interface Leave {
  /** Codes may be given: the record was made elsewhere. */
  codes?: boolean
}

export interface Validator {
  /** All fields of a new record, defaults filled in. Throws `validation-failed`. */
  create(input: unknown, leave?: Leave): Values
  /** Only the fields given. Throws `validation-failed`. */
  update(input: unknown): Values
}

/** Makes the checks of a model once, so that a request walks no definitions. */
export function validator(id: string, def: ModelDef): Validator {
  const plans = new Map<string, Plan>()
  const moments = Object.values(def.fields).flatMap((one) => (one.type === 'status' ? (one.since ?? []) : []))
  for (const [name, field] of Object.entries(def.fields)) {
    const given = field.type === 'code' || moments.includes(name)
    const required = !given && (field.required === true || field.type === 'status')
    plans.set(name, { name, read: readerOf(field), required, fallback: fallbackOf(field) ?? null, given })
  }
  const list = [...plans.values()]
  return {
    create(input, leave) {
      const errors: ValueError[] = []
      const given = asObject(id, input)
      refuseUnknown(plans, given, errors, leave?.codes)
      const values: Values = {}
      for (const plan of list) {
        const taken = Object.hasOwn(given, plan.name) && (!plan.given || leave?.codes)
        const value = taken ? given[plan.name] : undefined
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
        if (plan.given || !Object.hasOwn(given, plan.name) || given[plan.name] === undefined) continue
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
  if (result.value === null && plan.required)
    errors.push(error(plan.name, 'value-required', wrong['value-required']()))
  return result.value
}

function asObject(model: string, input: unknown): Record<string, unknown> {
  if (typeof input === 'object' && input !== null && !Array.isArray(input))
    return input as Record<string, unknown>
  const detail = { vi: 'Cần một đối tượng gồm các trường.', en: 'Expected an object of fields.' }
  throw refused(model, [{ pointer: '', code: 'value-type', detail }])
}

function refuseUnknown(
  plans: Map<string, Plan>,
  given: Record<string, unknown>,
  errors: ValueError[],
  codes = false,
): void {
  for (const name of Object.keys(given)) {
    const plan = plans.get(name)
    if (plan && (!plan.given || codes || given[name] === undefined)) continue
    const code = plan || reservedNames.has(name.toLowerCase()) ? 'field-read-only' : 'field-unknown'
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
