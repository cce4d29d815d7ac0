import type { AnyRecord, FieldDef, Json, ModelDef } from '@saola/sdk'
import { fieldsOf } from './describe.ts'

type Schema = Record<string, unknown>

/** The JSON Schema of a model's values, for forms. */
export function modelSchema(model: ModelDef): Schema {
  // Codes come from the platform; files are sent by a control of their own.
  const fields = fieldsOf(model).filter(([, { type }]) => !notInForms.has(type))
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map(([name, field], index) => [name, fieldSchema(field, index)])),
    required: fields.filter(([, field]) => field.required).map(([name]) => name),
  }
}

const notInForms: ReadonlySet<string> = new Set(['code', 'file', 'image', 'json'])

function fieldSchema(field: FieldDef, order: number): Schema {
  const common: Schema = {
    'x-title': field.label,
    'x-order': order,
    ...(field.help === undefined ? {} : { 'x-description': field.help }),
    ...('default' in field && field.default !== undefined ? { default: field.default } : {}),
  }
  switch (field.type) {
    case 'text':
      return {
        ...common,
        type: 'string',
        maxLength: field.maxLength ?? 500,
        ...(field.required ? { minLength: 1 } : {}),
      }
    case 'number':
    case 'integer':
      return {
        ...common,
        type: field.type,
        ...(field.minimum === undefined ? {} : { minimum: field.minimum }),
        ...(field.maximum === undefined ? {} : { maximum: field.maximum }),
        ...(field.measure === undefined ? {} : { 'x-unit': field.measure }),
      }
    case 'boolean':
      return { ...common, type: 'boolean' }
    case 'datetime':
      return { ...common, type: 'string', format: 'date-time' }
    case 'select':
      return {
        ...common,
        type: 'string',
        oneOf: Object.entries(field.options)
          .sort(([, a], [, b]) => (a.order ?? 0) - (b.order ?? 0))
          .map(([value, { label }]) => ({ const: value, 'x-title': label })),
      }
    case 'point':
      return {
        ...common,
        'x-control': 'point',
        type: 'object',
      }
    case 'status':
      return {
        ...common,
        type: 'string',
        default: field.initial,
        oneOf: Object.entries(field.states)
          .sort(([, a], [, b]) => (a.order ?? 0) - (b.order ?? 0))
          .map(([value, { label }]) => ({ const: value, 'x-title': label })),
      }
    case 'richText':
      return { ...common, type: 'string', maxLength: field.maxLength ?? 20_000, 'x-control': 'multiline' }
    case 'email':
      return { ...common, type: 'string', format: 'email' }
    case 'phone':
    case 'relation':
    case 'user':
    case 'unit':
      return { ...common, type: 'string' }
    case 'code':
      return { ...common, type: 'string', readOnly: true }
    case 'file':
    case 'image':
    case 'json':
      return { ...common, type: 'array', readOnly: true }
  }
}

/** What the form of a new record starts from: a moment that must be given is most often now. */
export function freshValues(model: ModelDef, now: Date): Record<string, unknown> {
  const times = fieldsOf(model).filter(([, field]) => field.type === 'datetime' && field.required)
  return Object.fromEntries(times.map(([name]) => [name, now.toISOString()]))
}

/** The values of a record that a form starts from: what is null stays empty. */
export function formValues(record: AnyRecord, model: ModelDef): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(model.fields)
      .filter(([, { type }]) => !notInForms.has(type))
      .map(([name]) => [name, record[name]] as const)
      .filter(([, value]) => value !== null && value !== undefined),
  )
}

/** What a submitted form changes: only fields that differ, and null for those that were emptied. */
export function changedValues(
  before: AnyRecord | undefined,
  submitted: Readonly<Record<string, unknown>>,
  model: ModelDef,
): Record<string, Json> {
  const changed: Record<string, Json> = {}
  for (const [name, { type }] of Object.entries(model.fields)) {
    if (notInForms.has(type)) continue
    const value = (submitted[name] === '' ? undefined : submitted[name]) ?? null
    if (before === undefined ? value !== null : !same(before[name] ?? null, value))
      changed[name] = value as Json
  }
  return changed
}

function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}
