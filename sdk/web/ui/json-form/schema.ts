import type { Lang } from '../locale/format.ts'
import { messagesFor } from './messages.ts'
import { isObject } from './path.ts'

/** A JSON Schema, draft 2020-12. */
export type Schema = Record<string, unknown>

/** Text in one or both languages. */
export type FormText = string | { vi: string; en?: string }

/** Subschemas that stand alone, in lists, and by name. */
const SINGLE = ['items', 'if', 'then', 'else', 'not', 'contains', 'additionalProperties'] as const
const LISTS = ['allOf', 'anyOf', 'oneOf', 'prefixItems'] as const
const NAMED = ['properties', 'patternProperties', 'dependentSchemas'] as const

export function textIn(text: unknown, lang: Lang): string | undefined {
  if (typeof text === 'string') return text
  if (!isObject(text)) return undefined
  const found = text[lang] ?? text.vi ?? text.en
  return typeof found === 'string' ? found : undefined
}

function lookUp(root: Schema, ref: string): unknown {
  if (ref === '#') return root
  if (!ref.startsWith('#/')) return undefined
  let found: unknown = root
  for (const part of ref.slice(2).split('/')) {
    const key = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~')
    found = isObject(found) ? found[key] : Array.isArray(found) ? found[Number(key)] : undefined
  }
  return found
}

function mapSchemas(schema: Schema, change: (inner: unknown) => unknown): Schema {
  const result: Schema = { ...schema }
  for (const key of SINGLE) if (isObject(schema[key])) result[key] = change(schema[key])
  for (const key of LISTS) {
    const list = schema[key]
    if (Array.isArray(list)) result[key] = list.map(change)
  }
  for (const key of NAMED) {
    const named = schema[key]
    if (isObject(named)) {
      result[key] = Object.fromEntries(Object.entries(named).map(([name, inner]) => [name, change(inner)]))
    }
  }
  return result
}

/** Puts what local references point at in their place. A schema inside itself, or elsewhere, becomes free JSON. */
export function resolveRefs(root: Schema): Schema {
  const visit = (schema: unknown, open: readonly string[]): unknown => {
    if (!isObject(schema)) return schema
    const { $ref: ref, ...beside } = schema
    if (typeof ref !== 'string') return mapSchemas(schema, (inner) => visit(inner, open))
    const target = open.includes(ref) ? undefined : visit(lookUp(root, ref), [...open, ref])
    return { ...(isObject(target) ? target : {}), ...(visit(beside, open) as Schema) }
  }
  return visit(root, []) as Schema
}

function required(schema: Schema): string[] {
  return Array.isArray(schema.required) ? schema.required.filter((name) => typeof name === 'string') : []
}

const when = (present: string, holds: unknown) => ({
  if: { required: [present] },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: holds,
})

/** `dependentRequired` and `dependentSchemas` as conditions, and plain parts of `allOf` in the schema itself. */
function flatten(schema: Schema): Schema {
  const { dependentRequired, dependentSchemas, ...result } = schema
  const conditions: unknown[] = []
  for (const [name, holds] of Object.entries(isObject(dependentSchemas) ? dependentSchemas : {})) {
    conditions.push(when(name, holds))
  }
  for (const [name, needed] of Object.entries(isObject(dependentRequired) ? dependentRequired : {})) {
    conditions.push(when(name, { required: needed }))
  }
  for (const part of Array.isArray(schema.allOf) ? schema.allOf : []) {
    if (!isObject(part) || part.if !== undefined || !isObject(part.properties)) {
      conditions.push(part)
      continue
    }
    const properties = isObject(result.properties) ? result.properties : {}
    result.type ??= 'object'
    result.properties = { ...properties, ...part.properties }
    result.required = [...new Set([...required(result), ...required(part)])]
  }
  if (conditions.length > 0) result.allOf = conditions
  else delete result.allOf
  return result
}

function ordered(schema: Schema): Schema {
  const properties = schema.properties
  if (!isObject(properties)) return schema
  const place = (inner: unknown) =>
    isObject(inner) && typeof inner['x-order'] === 'number' ? inner['x-order'] : 0
  const entries = Object.entries(properties).sort(([, a], [, b]) => place(a) - place(b))
  return { ...schema, properties: Object.fromEntries(entries) }
}

/** Choices written as `enum` become titled constants, so that there is one way to read them. */
function titled(schema: Schema): Schema {
  const { enum: values, ...rest } = schema
  if (!Array.isArray(values)) return schema
  return { ...rest, oneOf: values.map((value) => ({ const: value, title: String(value) })) }
}

/**
 * The schema as the headless form wants it: references resolved, titles, descriptions and error sentences in one
 * language. Items of arrays move to `x-items`: the headless form would apply one row's conditions to all rows, so
 * each row is evaluated by itself.
 */
export function prepare(schema: Schema, lang: Lang): Schema {
  const visit = (inner: unknown): unknown => {
    if (!isObject(inner)) return inner
    const { items, ...rest } = ordered(titled(flatten(inner)))
    const result = mapSchemas(rest, visit)
    const title = textIn(inner['x-title'] ?? inner.title, lang)
    const description = textIn(inner['x-description'] ?? inner.description, lang)
    if (title !== undefined) result.title = title
    if (description !== undefined) result.description = description
    if (isObject(items)) result['x-items'] = visit(items)
    const own = isObject(inner['x-errors']) ? inner['x-errors'] : {}
    result['x-jsf-errorMessage'] = {
      ...messagesFor(inner, lang),
      ...Object.fromEntries(
        Object.entries(own).map(([keyword, text]) => [keyword, textIn(text, lang) ?? '']),
      ),
    }
    return result
  }
  return visit(resolveRefs(schema)) as Schema
}
