import { createHeadlessForm, type Field, type FormErrors } from '@remoteoss/json-schema-form'
import { isObject, type Path, setIn, toPointer } from './path.ts'
import type { Schema } from './schema.ts'

/** How a field is drawn. */
export type FieldKind =
  | 'text'
  | 'multiline'
  | 'secret'
  | 'email'
  | 'uri'
  | 'date'
  | 'time'
  | 'date-time'
  | 'number'
  | 'integer'
  | 'boolean'
  | 'select'
  | 'radio'
  | 'multi-select'
  | 'group'
  | 'rows'
  | 'list'
  | 'json'
  | 'fixed'

export interface FieldOption {
  value: unknown
  label: string
}

/** One field with everything that is true of it for the present value. */
export interface FieldNode {
  name: string
  path: Path
  pointer: string
  label: string
  description: string | undefined
  required: boolean
  kind: FieldKind
  options: readonly FieldOption[]
  /** Fields of a group. */
  children: readonly FieldNode[]
  /** Fields of each row. */
  rows: readonly (readonly FieldNode[])[]
  /** The schema as it stands under the conditions that hold, without its type and title. */
  schema: Schema
}

export interface Evaluation {
  nodes: readonly FieldNode[]
  /** What is wrong, by pointer. */
  errors: ReadonlyMap<string, string>
  /** Values that belong to fields which are not shown. */
  hidden: readonly Path[]
}

type HeadlessSchema = Parameters<typeof createHeadlessForm>[0]
type HeadlessValue = Parameters<ReturnType<typeof createHeadlessForm>['handleValidation']>[0]

function optionsOf(options: unknown): FieldOption[] {
  if (!Array.isArray(options)) return []
  return options.filter(isObject).map((option) => ({
    value: option.value,
    label: typeof option.label === 'string' && option.label !== '' ? option.label : String(option.value),
  }))
}

function constants(schema: Schema): FieldOption[] {
  const choices = schema.oneOf ?? schema.anyOf
  if (!Array.isArray(choices) || !choices.every((choice) => isObject(choice) && 'const' in choice)) return []
  return choices.filter(isObject).map((choice) => ({
    value: choice.const,
    label: typeof choice.title === 'string' ? choice.title : String(choice.const),
  }))
}

const TEXT_KINDS: Record<string, FieldKind> = {
  email: 'email',
  uri: 'uri',
  date: 'date',
  time: 'time',
  'date-time': 'date-time',
  password: 'secret',
  multiline: 'multiline',
}

/** A text that may be longer than this is written in a box of several lines. */
const LONG_TEXT = 200

function kindOf(field: Field, items: Schema | undefined): FieldKind {
  const types = Array.isArray(field.jsonType) ? field.jsonType : [field.jsonType]
  const type = types.find((one) => one !== 'null')
  if (field.const !== undefined && type !== 'boolean') return 'fixed'
  if (type === 'object') return field.fields ? 'group' : 'json'
  if (type === 'array') {
    if (!items) return 'json'
    if (isObject(items.properties)) return 'rows'
    if (constants(items).length > 0) return 'multi-select'
    return items.type === 'string' || items.type === 'number' || items.type === 'integer' ? 'list' : 'json'
  }
  if (optionsOf(field.options).length > 0) return field['x-control'] === 'radio' ? 'radio' : 'select'
  if (type === 'boolean' || type === 'number' || type === 'integer') return type
  if (type !== 'string') return 'json'
  if (field.writeOnly === true) return 'secret'
  const byFormat = TEXT_KINDS[String(field['x-control'] ?? field.format)]
  if (byFormat) return byFormat
  return (field.maxLength ?? 0) > LONG_TEXT ? 'multiline' : 'text'
}

function flattenErrors(errors: FormErrors | undefined, path: Path, into: Map<string, string>): void {
  for (const [name, error] of Object.entries(errors ?? {})) {
    const here = name === '' ? path : [...path, name]
    if (typeof error === 'string') into.set(toPointer(here), error)
    else if (isObject(error)) flattenErrors(error as FormErrors, here, into)
  }
}

const validators = new WeakMap<Schema, ReturnType<typeof createHeadlessForm>['handleValidation']>()

function validatorOf(schema: Schema) {
  let validate = validators.get(schema)
  if (!validate) {
    validate = createHeadlessForm(schema as unknown as HeadlessSchema).handleValidation
    validators.set(schema, validate)
  }
  return validate
}

function evaluateOnce(schema: Schema, value: unknown, path: Path): Evaluation {
  const input = isObject(value) ? value : {}
  // A form of its own for each value, since the library never adds the fields of a condition later; and another one
  // to validate, since validating empties the fields in place.
  const fields = createHeadlessForm(schema as unknown as HeadlessSchema, {
    initialValues: input as HeadlessValue,
  }).fields
  const errors = new Map<string, string>()
  const hidden: Path[] = []

  const visit = (field: Field, at: Path, from: unknown): FieldNode | undefined => {
    const here = [...at, field.name]
    const own = isObject(from) ? from[field.name] : undefined
    if (!field.isVisible) {
      if (own !== undefined) hidden.push(here)
      return undefined
    }
    const items = isObject(field['x-items']) ? field['x-items'] : undefined
    const kind = kindOf(field, items)
    const rows: (readonly FieldNode[])[] = []
    if (items && Array.isArray(own) && kind === 'rows') {
      for (const [index, row] of own.entries()) {
        const inner = evaluateOnce(items, row, [...here, index])
        for (const [pointer, message] of inner.errors) errors.set(pointer, message)
        hidden.push(...inner.hidden)
        rows.push(inner.nodes)
      }
    }
    if (items && Array.isArray(own) && (kind === 'list' || kind === 'multi-select')) {
      for (const [index, item] of own.entries()) {
        const inner = evaluateOnce(
          { type: 'object', properties: { item: items }, required: ['item'] },
          { item },
          [],
        )
        const message = inner.errors.get('/item')
        if (message) errors.set(toPointer([...here, index]), message)
      }
    }
    return {
      name: field.name,
      path: here,
      pointer: toPointer(here),
      label: field.label ?? field.name,
      description: typeof field.description === 'string' ? field.description : undefined,
      required: field.required,
      kind,
      options: kind === 'multi-select' && items ? constants(items) : optionsOf(field.options),
      children: kind === 'group' ? visitAll(field.fields ?? [], here, own) : [],
      rows,
      schema: field,
    }
  }
  const visitAll = (fields: readonly Field[], at: Path, from: unknown): FieldNode[] =>
    fields.map((field) => visit(field, at, from)).filter((node) => node !== undefined)

  const nodes = visitAll(fields, path, input)
  flattenErrors(validatorOf(schema)(input as HeadlessValue).formErrors, path, errors)
  return { nodes, errors, hidden }
}

/** Conditions may hide what another condition reads; this many rounds settle any form a person can follow. */
const ROUNDS = 5

/** Fields, errors and the value without what is not shown. */
export function evaluate(schema: Schema, value: unknown): Evaluation & { value: unknown } {
  let clean = value
  let result = evaluateOnce(schema, clean, [])
  for (let round = 0; round < ROUNDS && result.hidden.length > 0; round += 1) {
    for (const path of result.hidden) clean = setIn(clean, path, undefined)
    result = evaluateOnce(schema, clean, [])
  }
  return { ...result, value: clean }
}

/** Defaults, constants and the "no" of required yes/no fields, where the value says nothing. */
export function withDefaults(schema: Schema, value: unknown): unknown {
  if (value === undefined && schema.default !== undefined) return structuredClone(schema.default)
  const properties = schema.properties
  if (!isObject(properties)) return value
  const result: Record<string, unknown> = isObject(value) ? { ...value } : {}
  const required = Array.isArray(schema.required) ? schema.required : []
  for (const [name, inner] of Object.entries(properties)) {
    if (!isObject(inner)) continue
    let own = withDefaults(inner, result[name])
    if (own === undefined && required.includes(name)) {
      if (inner.const !== undefined && inner.type !== 'boolean') own = inner.const
      else if (inner.type === 'boolean') own = false
    }
    if (
      own !== undefined &&
      !(isObject(own) && Object.keys(own).length === 0 && result[name] === undefined)
    ) {
      result[name] = own
    }
  }
  return result
}
