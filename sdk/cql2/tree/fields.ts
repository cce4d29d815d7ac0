import type { Literal, Scalar } from './filter.ts'

/**
 * Type of a field as filters see it. `integer` takes whole numbers up to 2^53 only; `datetime` holds an instant,
 * `date` a day. A select or code field is `text` here, see {@link filterTypeOf}; `opaque` values can only be there
 * or not (`isNull`). OGC 21-065r2, clause 6.3 and 7.5.
 */
export type FieldType = 'text' | 'number' | 'integer' | 'boolean' | 'datetime' | 'date' | 'point' | 'opaque'

const ownTypes: ReadonlySet<string> = new Set([
  'number',
  'integer',
  'boolean',
  'datetime',
  'point',
] satisfies FieldType[])

/** The type that filters see for a field of a model: files, images and JSON are `opaque`, all that is stored as text is `text`. */
export function filterTypeOf(type: string): FieldType {
  if (type === 'file' || type === 'image' || type === 'json') return 'opaque'
  return ownTypes.has(type) ? (type as FieldType) : 'text'
}

/** The fields that a filter may name, by name. OGC 21-065r2, clause 6.5 ("queryables"). */
export type Fields = Readonly<Record<string, FieldType>> | ReadonlyMap<string, FieldType>

/** Type of one field, undefined when there is none; safe for names such as `__proto__`. */
export function fieldType(fields: Fields, name: string): FieldType | undefined {
  if (fields instanceof Map) return fields.get(name)
  return Object.hasOwn(fields, name) ? (fields as Readonly<Record<string, FieldType>>)[name] : undefined
}

/** Kind of a scalar value: what can be compared with what. */
export type ScalarKind = 'text' | 'number' | 'boolean' | 'timestamp' | 'date'

/** Kind of a literal; a box that crosses the antimeridian is its own kind, since it needs another query. */
export type LiteralKind = ScalarKind | 'bbox' | 'bbox-crossing' | 'Point' | 'Polygon'

/** The kind of scalar that a field holds; undefined for a field that holds none (a point). */
export function scalarKindOf(type: FieldType): ScalarKind | undefined {
  switch (type) {
    case 'integer':
      return 'number'
    case 'datetime':
      return 'timestamp'
    case 'point':
    case 'opaque':
      return undefined
    default:
      return type
  }
}

/** The kind of a literal. */
export function kindOf(literal: Scalar): ScalarKind
export function kindOf(literal: Literal): LiteralKind
export function kindOf(literal: Literal): LiteralKind {
  if (typeof literal === 'string') return 'text'
  if (typeof literal === 'number') return 'number'
  if (typeof literal === 'boolean') return 'boolean'
  if ('timestamp' in literal) return 'timestamp'
  if ('date' in literal) return 'date'
  if ('bbox' in literal) return literal.bbox[0] > literal.bbox[2] ? 'bbox-crossing' : 'bbox'
  return literal.type
}
