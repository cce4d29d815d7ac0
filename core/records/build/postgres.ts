import type { SQLWrapper } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { type Builder, columnOf, type Kind, param } from './builder.ts'
import { pgCore, pgProxy, sql } from './drizzle.ts'
import { key, keyed } from './keys.ts'

const { bigint, boolean, doublePrecision, json, PgDialect, pgTable, QueryBuilder, text, timestamp } = pgCore

const make = {
  text: (name: string) => text(name),
  number: (name: string) => doublePrecision(name),
  integer: (name: string) => bigint(name, { mode: 'number' }),
  boolean: (name: string) => boolean(name),
  datetime: (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'string' }),
  json: (name: string) => json(name),
} satisfies Record<Kind, (name: string) => unknown>

const dialect = new PgDialect()
// Only builds: nothing is ever run through it.
const proxy = pgProxy.drizzle(async () => ({ rows: [] }))

export const postgresBuilder: Builder = {
  dialect: 'postgres',
  table(name, specs) {
    const built = pgTable(
      name,
      Object.fromEntries(specs.map((spec) => [key(spec.name), make[spec.kind](spec.name)])),
    )
    const columns = new Map(
      specs.map((spec) => [spec.name, (built as Record<string, unknown>)[key(spec.name)] as PgColumn]),
    )
    return { table: built, columns }
  },
  select: ({ table }, { columns, where, orderBy = [], limit }) => {
    const fields = Object.fromEntries(columns.map((column, at) => [`c${at}`, column as PgColumn]))
    const query = new QueryBuilder()
      .select(fields)
      .from(table as PgTable)
      .where(where)
      .orderBy(...orderBy)
    return limit ? query.limit(limit) : query
  },
  insert: ({ table }, values) => proxy.insert(table as PgTable).values(keyed(values)),
  update: ({ table }, values, where) =>
    proxy
      .update(table as PgTable)
      .set(keyed(values))
      .where(where),
  chain(change, additions) {
    const inserts = additions.map(({ table, values }) => {
      const columns = Object.keys(values).map((name) => columnOf(table, name))
      const names = columns.map(({ name }) => sql.identifier(name))
      const row = columns.map((column) => sql`${values[column.name]}::${sql.raw(column.getSQLType())}`)
      return sql`insert into ${table.table} (${sql.join(names, sql`, `)}) select ${sql.join(row, sql`, `)} from changed`
    })
    const last = inserts.pop()
    if (!last) return [change]
    const rest = inserts.map((insert, at) => sql`, ${sql.identifier(`added_${at}`)} as (${insert})`)
    return [sql`with changed as (${change.getSQL()} returning 1)${sql.join(rest)} ${last}`]
  },
  compile: (query: SQLWrapper) => dialect.sqlToQuery(query.getSQL()),
  // A list given as it is would become an array of the database.
  encode: (kind, value) => (kind === 'json' && value !== null ? JSON.stringify(value) : (value as string)),
  instant: ({ text, more }) => (more ? `${text.slice(0, -1)}5Z` : text),
  decoder: () => undefined,
  order: (column, descending) =>
    descending ? sql`${column} desc nulls last` : sql`${column} asc nulls first`,
  oneOf: (column, first) => sql`${column} = any(${param(first)})`,
  listSize: () => 1,
  listParams: (values) => [values],
}
