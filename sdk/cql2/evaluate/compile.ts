import { type Fields, fieldType, kindOf, type ScalarKind, scalarKindOf } from '../tree/fields.ts'
import type { Between, Comparison, Filter, InList, Intersects, Logical, Property } from '../tree/filter.ts'
import { type Comparable, compare, holds, readers, readLiteral } from './scalar.ts'
import { intersects, readPosition } from './spatial.ts'

/** True, false, or null for unknown. OGC 21-065r2, clause 6.2, "Truth table". */
export type Truth = boolean | null

/** A record as the evaluator reads it: own properties by field name. Absent, undefined and null are all null. */
export type FilterRecord = Readonly<Record<string, unknown>>

/**
 * Turns a filter into a predicate once, to run on many records: only a filter that is true selects, an unknown one
 * does not. It never throws on a record: a value that does not fit the other side (text against a number, a broken
 * time) is unknown. OGC 21-065r2, clause 6.2 "CQL2 filter expression".
 *
 * A point is `{ type: 'Point', coordinates: [longitude, latitude] }`, an instant an RFC 3339 text or a `Date`.
 *
 * @param fields types of the fields; needed only where two properties are compared that hold instants or days.
 * @example
 * const isHigh = compile({ op: '>', args: [{ property: 'pm25' }, 50] })
 * isHigh({ pm25: 80 }) // true
 */
export function compile(filter: Filter, fields?: Fields): (record: FilterRecord) => boolean {
  const truth = compileTruth(filter, fields)
  return (record) => truth(record) === true
}

/** Like {@link compile}, but tells false from unknown. OGC 21-065r2, clause 6.2, "Truth table". */
export function compileTruth(filter: Filter, fields?: Fields): (record: FilterRecord) => Truth {
  if (typeof filter === 'boolean') return () => filter
  switch (filter.op) {
    case 'and':
      return join(filter, false, fields)
    case 'or':
      return join(filter, true, fields)
    case 'not': {
      const inner = compileTruth(filter.args[0], fields)
      return (record) => {
        const truth = inner(record)
        return truth === null ? null : !truth
      }
    }
    case 'isNull': {
      const { property } = filter.args[0]
      return (record) => fieldOf(record, property) === null
    }
    case 'in':
      return inList(filter)
    case 'between':
      return between(filter)
    case 's_intersects':
      return spatial(filter)
    default:
      return comparison(filter, fields)
  }
}

// `and` is settled by the first false, `or` by the first true; else one unknown makes the whole unknown.
function join(
  { args }: Logical,
  settles: boolean,
  fields: Fields | undefined,
): (record: FilterRecord) => Truth {
  const parts = args.map((part) => compileTruth(part, fields))
  return (record) => {
    let result: Truth = !settles
    for (const part of parts) {
      const truth = part(record)
      if (truth === settles) return settles
      if (truth === null) result = null
    }
    return result
  }
}

function comparison(
  { op, args: [left, right] }: Comparison,
  fields: Fields | undefined,
): (record: FilterRecord) => Truth {
  const test = holds[op]
  if (typeof right === 'object' && 'property' in right) {
    const kind = sharedKind(left, right, fields)
    return (record) => {
      const a = fieldOf(record, left.property)
      const b = fieldOf(record, right.property)
      const by = kind ?? sameType(a, b)
      if (!by) return null
      const x = readers[by](a)
      const y = readers[by](b)
      return x === null || y === null ? null : test(compare(x, y))
    }
  }
  const kind = kindOf(right)
  const read = scalar(left, kind)
  const constant = readLiteral(kind, right)
  if (constant === null) return () => null
  return (record) => {
    const value = read(record)
    return value === null ? null : test(compare(value, constant))
  }
}

function inList({ args: [left, list] }: InList): (record: FilterRecord) => Truth {
  const [first] = list
  // As `= ANY('{}')` in SQL: false even for null.
  if (first === undefined) return () => false
  const kind = kindOf(first)
  const read = scalar(left, kind)
  const members = new Set(list.map((element) => readLiteral(kind, element)))
  return (record) => {
    const value = read(record)
    return value === null ? null : members.has(value)
  }
}

function between({ args: [left, lower, upper] }: Between): (record: FilterRecord) => Truth {
  const kind = kindOf(lower)
  const read = scalar(left, kind)
  const low = readLiteral(kind, lower)
  const high = readLiteral(kind, upper)
  if (low === null || high === null) return () => null
  return (record) => {
    const value = read(record)
    return value === null ? null : value >= low && value <= high
  }
}

function spatial({ args: [{ property }, geometry] }: Intersects): (record: FilterRecord) => Truth {
  const test = intersects(geometry)
  return (record) => {
    const position = readPosition(fieldOf(record, property))
    return position && test(position[0] as number, position[1] as number)
  }
}

function scalar({ property }: Property, kind: ScalarKind): (record: FilterRecord) => Comparable {
  const read = readers[kind]
  return (record) => read(fieldOf(record, property))
}

// Own properties only, so that a field named `constructor` or `__proto__` is just a name.
function fieldOf(record: FilterRecord, name: string): unknown {
  return Object.hasOwn(record, name) ? (record[name] ?? null) : null
}

function sharedKind(left: Property, right: Property, fields: Fields | undefined): ScalarKind | undefined {
  const type = fields && (fieldType(fields, left.property) ?? fieldType(fields, right.property))
  return type && scalarKindOf(type)
}

function sameType(a: unknown, b: unknown): ScalarKind | undefined {
  if (typeof a !== typeof b) return undefined
  if (typeof a === 'string') return 'text'
  if (typeof a === 'number') return 'number'
  if (typeof a === 'boolean') return 'boolean'
  return a instanceof Date && b instanceof Date ? 'timestamp' : undefined
}
