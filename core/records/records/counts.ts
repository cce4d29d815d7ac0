import { Problem } from '@saola/kernel'
import type { Counts } from '@saola/sdk'
import type { SQL } from 'drizzle-orm'
import { type Builder, columnOf } from '../build/builder.ts'
import { sql } from '../build/drizzle.ts'
import type { Field, Model } from '../models/model.ts'
import { VIETNAM_HOURS } from './codes.ts'

export const MOST_GROUPS = 1_000

const units = ['hour', 'day', 'week', 'month'] as const
type Unit = (typeof units)[number]

/** What records are counted by. */
export interface Grouping {
  field: Field
  /** Of a date and time in Vietnam. */
  unit: Unit | undefined
}

/** Reads `status` or `day(requestedAt)`. Throws `counts-invalid`, for a field that is not there too. */
export function groupingOf(model: Model, by: unknown): Grouping {
  const [, unit, inner] = /^([a-z]+)\((\w+)\)$/.exec(String(by)) ?? []
  const field = model.fields.get(inner ?? String(by))
  const shown = JSON.stringify(String(by).slice(0, 80))
  if (!field) throw invalid(model, `There is no field ${shown} to count by.`)
  if (unit === undefined) {
    if (field.type === 'point' || field.type === 'opaque' || field.def?.type === 'richText')
      throw invalid(model, `Records cannot be counted by ${field.name}.`)
    return { field, unit: undefined }
  }
  const known = units.find((one) => one === unit)
  if (!known || field.type !== 'datetime')
    throw invalid(model, `${shown} is none of ${units.join(', ')} of a date and time.`)
  return { field, unit: known }
}

export function groupingKey({ field, unit }: Grouping): string {
  return unit ? `${unit}(${field.name})` : field.name
}

export function groupingSql(builder: Builder, model: Model, { field, unit }: Grouping): SQL {
  const column = sql`${columnOf(model.table, field.columns[0] as string)}`
  if (!unit) return column
  return builder.dialect === 'sqlite' ? sqliteSql[unit](column) : postgresSql(unit, column)
}

/** The rows of the statement as an answer, in an order that is the same on both databases. */
export function countsOf(builder: Builder, { field, unit }: Grouping, rows: unknown[][]): Counts['items'] {
  const decode = unit ? undefined : builder.decoder(field.kind)
  const items = rows.map(([key, count]) => ({
    key: (decode ? decode(key) : key) as Counts['items'][number]['key'],
    count: Number(count),
  }))
  return items.sort((a, b) => (unit ? 0 : b.count - a.count) || compareKeys(a.key, b.key))
}

type Key = Counts['items'][number]['key']

function compareKeys(a: Key, b: Key): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null)
  return a < b ? -1 : a > b ? 1 : 0
}

// Fixed hours: the time zone of a database's own tables differs from this before 1975.
const local = sql.raw(`'+${VIETNAM_HOURS} hours'`)
const sqliteSql: Record<Unit, (column: SQL) => SQL> = {
  hour: (column) => sql`strftime('%Y-%m-%dT%H', ${column}, ${local})`,
  day: (column) => sql`date(${column}, ${local})`,
  week: (column) => sql`date(${column}, ${local}, 'weekday 0', '-6 days')`,
  month: (column) => sql`strftime('%Y-%m', ${column}, ${local})`,
}
const formats: Record<Unit, string> = {
  hour: 'YYYY-MM-DD"T"HH24',
  day: 'YYYY-MM-DD',
  week: 'YYYY-MM-DD',
  month: 'YYYY-MM',
}

function postgresSql(unit: Unit, column: SQL): SQL {
  const shifted = sql`((${column} at time zone 'UTC') + interval '${sql.raw(String(VIETNAM_HOURS))} hours')`
  return sql`to_char(date_trunc('${sql.raw(unit)}', ${shifted}), '${sql.raw(formats[unit])}')`
}

function invalid(model: Model, detail: string): Problem {
  return new Problem('counts-invalid', 400, detail, { culprit: model.id })
}
