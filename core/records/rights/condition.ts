import {
  bind,
  canonical,
  type FieldType,
  type Filter,
  type FilterResult,
  type FilterTemplate,
  parseCql2Template,
} from '@saola/cql2'
import type { Actor } from '@saola/sdk'

/** What conditions may say of whoever asks. */
export const ACTOR_PARAMS = ['actor.units', 'actor.id'] as const

type Fields = ReadonlyMap<string, FieldType>

/** Reads a condition as it was written; without fields, names and types are not checked. */
export function readCondition(input: unknown, fields?: Fields): FilterResult<FilterTemplate> {
  const read = parseCql2Template(input, { fields, params: ACTOR_PARAMS, geometries: ['bbox', 'Point'] })
  if (!read.ok || !fields) return read
  // Types of what takes the place of a placeholder are known before anybody asks.
  const tried = bind(read.filter, { 'actor.units': ['unit'], 'actor.id': 'user:1' }, fields)
  return tried.ok ? read : tried
}

/** The condition for somebody. One that no longer fits its model selects nothing. */
export function conditionFor(template: FilterTemplate, { id, units }: Actor, fields: Fields): Filter {
  const bound = bind(template, { 'actor.units': units, 'actor.id': id }, fields)
  return bound.ok ? simplified(bound.filter) : false
}

/**
 * The same filter in fewer words, so that equal conditions are told and asked alike: constants are taken in, a list of
 * one value is an equation, which an index answers in its order.
 */
export function simplified(filter: Filter): Filter {
  if (typeof filter === 'boolean') return filter
  switch (filter.op) {
    case 'and':
    case 'or': {
      const settles = filter.op === 'or'
      const parts = filter.args.map(simplified).filter((part) => part !== !settles)
      return parts.includes(settles) ? settles : joined(filter.op, parts)
    }
    case 'not': {
      const inner = simplified(filter.args[0])
      return typeof inner === 'boolean' ? !inner : { op: 'not', args: [inner] }
    }
    case 'in': {
      const [property, list] = filter.args
      const [first, ...others] = new Map(list.map((value) => [JSON.stringify(value), value])).values()
      if (first === undefined) return false
      return others.length === 0
        ? { op: '=', args: [property, first] }
        : { op: 'in', args: [property, [first, ...others]] }
    }
    default:
      return filter
  }
}

/** What any of the filters selects. */
export function anyOf(filters: readonly Filter[]): Filter {
  const different = new Map(filters.map((filter) => [canonical(filter), filter]))
  return simplified(joined('or', [...different.values()]))
}

function joined(op: 'and' | 'or', parts: readonly Filter[]): Filter {
  if (parts.length === 0) return op === 'and'
  return parts.length === 1 ? (parts[0] as Filter) : { op, args: parts }
}
