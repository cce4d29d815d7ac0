import type { AnyRecord, FieldDef, Json, ModelDef } from '@saola/sdk'
import { fullModel } from './address.ts'
import { fieldsOf } from './describe.ts'
import { filterField } from './filters.ts'
import { partsOf } from './work/options.ts'
import { openSteps } from './work/steps.ts'

type Schema = Record<string, unknown>

/** What a form is for. */
export interface FormUse {
  /** Whose model it is: its relations may name models without it. */
  plugin?: string
  /** The record that is changed; left out for a new one. */
  record?: AnyRecord | undefined
  /** Only these fields, in this order; `unit` may be one of them. */
  only?: readonly string[]
  /** Those that must hold a value, besides those of the model. */
  needs?: readonly string[]
}

/** The JSON Schema of a model's values, for forms. */
export function modelSchema(model: ModelDef, use: FormUse = {}): Schema {
  const names = use.only ?? formNames(model, use.record)
  const fields = names.flatMap((name): [string, FieldDef][] => {
    const field = filterField(model, name)
    return field ? [[name, field]] : []
  })
  return {
    type: 'object',
    properties: Object.fromEntries(
      fields.map(([name, field], index) => [name, fieldSchema(field, index, model, use)]),
    ),
    required: fields
      .filter(([name, field]) => field.required || use.needs?.includes(name))
      .map(([name]) => name),
  }
}

// Codes come from the platform; a shape of a module's own is not for people to type.
const notInForms: ReadonlySet<string> = new Set(['code', 'json'])

/**
 * Fields that a form asks for: without what the platform gives, a state where a new record starts anyway, and those that
 * are hidden from whoever fills it in.
 */
export function formNames(
  model: ModelDef,
  record: AnyRecord | undefined,
  hidden: readonly string[] = [],
): string[] {
  const given = new Set(hidden)
  for (const field of Object.values(model.fields))
    if (field.type === 'status' && field.since !== undefined) given.add(field.since)
  return fieldsOf(model)
    .filter(([name, { type }]) => !given.has(name) && !notInForms.has(type) && (record || type !== 'status'))
    .map(([name]) => name)
}

function fieldSchema(field: FieldDef, order: number, model: ModelDef, use: FormUse): Schema {
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
    case 'status': {
      // What it is, and where it may go from here.
      const open = use.record ? openSteps(model, use.record).map(({ to }) => to) : []
      const here = use.record ? currentState(model, use.record, field.initial) : field.initial
      return {
        ...common,
        type: 'string',
        oneOf: Object.entries(field.states)
          .filter(([state]) => state === here || open.includes(state))
          .sort(([, a], [, b]) => (a.order ?? 0) - (b.order ?? 0))
          .map(([value, { label }]) => ({ const: value, 'x-title': label })),
      }
    }
    case 'richText':
      return { ...common, type: 'string', maxLength: field.maxLength ?? 20_000, 'x-control': 'multiline' }
    case 'email':
      return { ...common, type: 'string', format: 'email' }
    case 'relation':
      return {
        ...common,
        type: 'string',
        'x-control': 'relation',
        'x-model': fullModel(use.plugin ?? '', field.model),
      }
    case 'unit':
      return { ...common, type: 'string', 'x-control': 'unit' }
    case 'phone':
    case 'user':
      return { ...common, type: 'string' }
    case 'code':
      return { ...common, type: 'string', readOnly: true }
    case 'file':
    case 'image':
      return {
        ...common,
        type: 'array',
        'x-control': 'files',
        'x-kind': field.type,
        ...(field.most === undefined ? {} : { 'x-most': field.most }),
      }
    case 'json':
      return { ...common, readOnly: true }
  }
}

function currentState(model: ModelDef, record: AnyRecord, initial: string): string {
  const { status } = partsOf(model)
  return String((status && record[status.name]) ?? initial)
}

/** What the form of a new record starts from: a moment that must be given is most often now. */
export function freshValues(model: ModelDef, now: Date): Record<string, unknown> {
  const times = fieldsOf(model).filter(([, field]) => field.type === 'datetime' && field.required)
  return Object.fromEntries(times.map(([name]) => [name, now.toISOString()]))
}

/** The values of a record that a form starts from: what is null stays empty. */
export function formValues(
  record: AnyRecord,
  model: ModelDef,
  only: readonly string[] = Object.keys(model.fields),
): Record<string, unknown> {
  return Object.fromEntries(
    only
      .filter((name) => !notInForms.has(filterField(model, name)?.type ?? 'code'))
      .map((name) => [name, record[name]] as const)
      .filter(([, value]) => value !== null && value !== undefined),
  )
}

/** What a submitted form changes: only fields that differ, and null for those that were emptied. */
export function changedValues(
  before: AnyRecord | undefined,
  submitted: Readonly<Record<string, unknown>>,
  model: ModelDef,
  only?: readonly string[],
): Record<string, Json> {
  const changed: Record<string, Json> = {}
  for (const name of only ?? formNames(model, before)) {
    const field = filterField(model, name)
    if (!field || notInForms.has(field.type)) continue
    const value = written(field, submitted[name])
    if (before === undefined ? value !== null : !same(written(field, before[name]), value))
      changed[name] = value
  }
  return changed
}

/** A value as it is sent: of files only which they are. */
function written(field: FieldDef, value: unknown): Json {
  if (value === undefined || value === null || value === '') return null
  if (field.type !== 'file' && field.type !== 'image') return value as Json
  const ids = (value as { id: string }[]).map(({ id }) => ({ id }))
  return ids.length === 0 ? null : ids
}

function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}
