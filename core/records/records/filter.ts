import { type Filter, parseCql2Json, parseInstant, type Scalar } from '@saola/cql2'
import { Problem } from '@saola/kernel'
import type { Column, SQL } from 'drizzle-orm'
import { type Builder, columnOf, param } from '../build/builder.ts'
import { sql } from '../build/drizzle.ts'
import type { SqlValue } from '../db/db.ts'
import type { Field, Model } from '../models/model.ts'

/**
 * Reads a filter for a model, names, types and limits checked; times that move become those of `now`, milliseconds
 * since 1970. Throws a problem with one of the codes of `filterErrors` and the place in the filter.
 */
export function readFilter(model: Model, input: unknown, now: number): Filter {
  const result = parseCql2Json(input, { fields: model.filterFields, geometries: ['bbox', 'Point'], now })
  if (result.ok) return result.filter
  const { code, message, pointer } = result.error
  throw new Problem(code, 400, message, { culprit: model.id, extra: { pointer } })
}

/**
 * What decides the SQL of a filter, as a text, and the values that go into it. Filters with equal texts have the
 * same SQL; the walk is the one of {@link filterSql}, so that values and parameters stand in the same order.
 */
export function splitFilter(builder: Builder, model: Model, filter: Filter, values: SqlValue[]): string {
  if (typeof filter === 'boolean') return String(filter)
  switch (filter.op) {
    case 'and':
    case 'or':
    case 'not':
      return `${filter.op}(${filter.args.map((part) => splitFilter(builder, model, part, values)).join(' ')})`
    case 'isNull':
      return `null(${filter.args[0].property})`
    case 's_intersects': {
      const [{ property }, geometry] = filter.args
      if ('bbox' in geometry) {
        const [west, south, east, north] = geometry.bbox
        values.push(south, north, west, east)
        return `${west > east ? 'crossing' : 'box'}(${property})`
      }
      values.push(...(geometry.coordinates as [number, number]))
      return `at(${property})`
    }
    case 'in': {
      const [{ property }, list] = filter.args
      if (list.length === 0) return 'false'
      const field = fieldOf(model, property)
      values.push(...builder.listParams(list.map((value) => literal(builder, field, value))))
      return `in(${property} ${builder.listSize(list.length)})`
    }
    case 'between': {
      const [{ property }, lower, upper] = filter.args
      const field = fieldOf(model, property)
      values.push(literal(builder, field, lower), literal(builder, field, upper))
      return `between(${property})`
    }
    default: {
      const [{ property }, right] = filter.args
      if (typeof right === 'object' && 'property' in right) return `${property}${filter.op}${right.property}`
      values.push(literal(builder, fieldOf(model, property), right))
      return `${property}${filter.op}?`
    }
  }
}

/** The SQL of a filter, its parameters numbered from `state.next` on. Unknown stays NULL, as in the evaluator. */
export function filterSql(builder: Builder, model: Model, filter: Filter, state: { next: number }): SQL {
  const next = () => param(state.next++)
  if (typeof filter === 'boolean') return filter ? sql`true` : sql`false`
  switch (filter.op) {
    case 'and':
    case 'or': {
      const parts = filter.args.map((part) => filterSql(builder, model, part, state))
      return joined(parts, filter.op === 'and' ? sql` and ` : sql` or `)
    }
    case 'not':
      return sql`(not ${filterSql(builder, model, filter.args[0], state)})`
    case 'isNull':
      return sql`(${column(model, filter.args[0].property)} is null)`
    case 's_intersects': {
      const [{ property }, geometry] = filter.args
      const longitude = column(model, property)
      const latitude = column(model, property, 1)
      if (!('bbox' in geometry)) return sql`(${longitude} = ${next()} and ${latitude} = ${next()})`
      const rows = sql`${latitude} between ${next()} and ${next()}`
      return geometry.bbox[0] > geometry.bbox[2]
        ? sql`(${rows} and (${longitude} >= ${next()} or ${longitude} <= ${next()}))`
        : sql`(${rows} and ${longitude} between ${next()} and ${next()})`
    }
    case 'in': {
      const [{ property }, list] = filter.args
      // As `= ANY('{}')` in SQL: false even for null.
      if (list.length === 0) return sql`false`
      const size = builder.listSize(list.length)
      const first = state.next
      state.next += size
      return sql`(${builder.oneOf(column(model, property), first, size)})`
    }
    case 'between':
      return sql`(${column(model, filter.args[0].property)} between ${next()} and ${next()})`
    default: {
      const [{ property }, right] = filter.args
      const left = column(model, property)
      const operator = sql.raw(filter.op)
      if (typeof right === 'object' && 'property' in right) {
        return sql`(${left} ${operator} ${column(model, right.property)})`
      }
      return sql`(${left} ${operator} ${next()})`
    }
  }
}

/** Joins in halves: SQLite refuses expressions that are deep, and a long chain counts as a deep one. */
export function joined(parts: SQL[], by: SQL): SQL {
  if (parts.length === 1) return parts[0] as SQL
  const middle = parts.length >> 1
  return sql`(${joined(parts.slice(0, middle), by)}${by}${joined(parts.slice(middle), by)})`
}

function fieldOf(model: Model, name: string): Field {
  return model.fields.get(name) as Field
}

function column(model: Model, name: string, at = 0): Column {
  return columnOf(model.table, fieldOf(model, name).columns[at] as string)
}

function literal(builder: Builder, field: Field, value: Scalar): SqlValue {
  if (typeof value === 'object') return builder.instant(instantOf(value))
  return builder.encode(field.kind, value)
}

// Stored instants are whole milliseconds: all fractions between two of them compare alike.
function instantOf(value: Exclude<Scalar, string | number | boolean>): { text: string; more: boolean } {
  const instant = parseInstant('timestamp' in value ? value.timestamp : value.date) ?? 0
  const whole = Math.floor(instant)
  return { text: new Date(whole).toISOString(), more: whole !== instant }
}
