import { Problem } from '@saola/kernel'
import type { Sort } from '@saola/sdk'
import type { SQL } from 'drizzle-orm'
import { type Builder, columnOf, param } from '../build/builder.ts'
import { sql } from '../build/drizzle.ts'
import type { SqlValue } from '../db/db.ts'
import type { Field, Model } from '../models/model.ts'
import type { Values } from './codec.ts'
import { joined } from './filter.ts'

/** One key of an order. Empty values are the smallest. */
export interface Key {
  field: Field
  descending: boolean
}

const MOST_KEYS = 6

/** The keys of a list; the id comes last, so that no two records are equal. Throws `sort-invalid`. */
export function orderOf(model: Model, sort: readonly Sort[] | undefined): Key[] {
  const wanted: readonly Sort[] = sort && sort.length > 0 ? sort : [{ field: 'createdAt', descending: true }]
  if (wanted.length > MOST_KEYS) throw invalid(model, `A list sorts by at most ${MOST_KEYS} fields.`)
  const keys: Key[] = []
  for (const { field: name, descending = false } of wanted) {
    const field = model.fields.get(name)
    if (!field)
      throw invalid(model, `There is no field ${JSON.stringify(String(name).slice(0, 80))} to sort by.`)
    if (field.type === 'point' || field.type === 'opaque')
      throw invalid(model, `There is no order by ${name}.`)
    if (keys.some((key) => key.field === field)) continue
    keys.push({ field, descending })
    if (name === 'id') return keys
  }
  const id = model.fields.get('id') as Field
  return [...keys, { field: id, descending: keys.at(-1)?.descending ?? false }]
}

export function orderKey(keys: readonly Key[]): string {
  return keys.map(({ field, descending }) => (descending ? `-${field.name}` : field.name)).join(',')
}

export function orderSql(builder: Builder, model: Model, keys: readonly Key[]): SQL[] {
  return keys.map(({ field, descending }) =>
    builder.order(columnOf(model.table, field.columns[0] as string), descending),
  )
}

/** The values of a record under the keys of an order. */
export function keyValues(keys: readonly Key[], record: Values): SqlValue[] {
  return keys.map(({ field }) => (record[field.name] ?? null) as SqlValue)
}

/** Which of the values of a cursor are null: that decides its SQL. */
export function cursorShape(values: readonly SqlValue[]): string {
  return values.map((value) => (value === null ? 'n' : 'v')).join('')
}

/** The parameters of {@link afterSql} for the values of a cursor. */
export function cursorParams(
  builder: Builder,
  keys: readonly Key[],
  values: readonly SqlValue[],
): SqlValue[] {
  const encoded = keys.map(({ field }, at) => builder.encode(field.kind, values[at]))
  if (asRow(keys)) return encoded
  const params: SqlValue[] = []
  steps(keys, values).forEach((step) => {
    for (const at of step.params) params.push(encoded[at] as SqlValue)
  })
  return params
}

/**
 * The records that come after those values in the order. Where every key has a value and one direction, a
 * comparison of rows, which both databases answer by one range of an index.
 */
export function afterSql(
  model: Model,
  keys: readonly Key[],
  values: readonly SqlValue[],
  state: { next: number },
): SQL {
  const column = (key: Key) => columnOf(model.table, key.field.columns[0] as string)
  const next = () => sql`${param(state.next++)}`
  if (asRow(keys)) {
    const left = sql.join(
      keys.map((key) => sql`${column(key)}`),
      sql`, `,
    )
    const right = sql.join(keys.map(next), sql`, `)
    return sql`(${left}) ${sql.raw(keys[0]?.descending ? '<' : '>')} (${right})`
  }
  const parts = steps(keys, values).map(({ equal, after }) => {
    const tests = equal.map(({ key, isNull }) =>
      isNull ? sql`${column(key)} is null` : sql`${column(key)} = ${next()}`,
    )
    if (after.how === 'notNull') tests.push(sql`${column(after.key)} is not null`)
    else if (after.how === 'greater') tests.push(sql`${column(after.key)} > ${next()}`)
    else if (after.key.field.filled) tests.push(sql`${column(after.key)} < ${next()}`)
    else tests.push(sql`(${column(after.key)} < ${next()} or ${column(after.key)} is null)`)
    return joined(tests, sql` and `)
  })
  return parts.length === 0 ? sql`false` : joined(parts, sql` or `)
}

function asRow(keys: readonly Key[]): boolean {
  return keys.every(({ field, descending }) => field.filled && descending === keys[0]?.descending)
}

interface After {
  equal: { key: Key; isNull: boolean }[]
  after: { key: Key; how: 'greater' | 'less' | 'notNull' }
  /** Positions of the cursor's values in the order of the parameters. */
  params: number[]
}

/** A record comes after when it is equal in the first keys and after in the next one. */
function steps(keys: readonly Key[], values: readonly SqlValue[]): After[] {
  const result: After[] = []
  keys.forEach((key, at) => {
    const equal = keys.slice(0, at).map((before, index) => ({ key: before, isNull: values[index] === null }))
    const params = equal.flatMap(({ isNull }, index) => (isNull ? [] : [index]))
    if (values[at] !== null) {
      result.push({
        equal,
        after: { key, how: key.descending ? 'less' : 'greater' },
        params: [...params, at],
      })
    } else if (!key.descending) {
      result.push({ equal, after: { key, how: 'notNull' }, params })
    }
    // Nothing comes after null in descending order.
  })
  return result
}

function invalid(model: Model, detail: string): Problem {
  return new Problem('sort-invalid', 400, detail, { culprit: model.id })
}
