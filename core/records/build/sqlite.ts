import type { SQLWrapper } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { type Builder, type Kind, param } from './builder.ts'
import { sql, sqliteCore, sqliteProxy } from './drizzle.ts'
import { key, keyed } from './keys.ts'

const { integer, QueryBuilder, real, SQLiteSyncDialect, sqliteTable, text } = sqliteCore

const make = {
  text: (name: string) => text(name),
  number: (name: string) => real(name),
  integer: (name: string) => integer(name),
  boolean: (name: string) => integer(name),
  // RFC 3339 in UTC with milliseconds: its order as text is its order in time, and it needs no conversion.
  datetime: (name: string) => text(name),
  json: (name: string) => text(name),
} satisfies Record<Kind, (name: string) => unknown>

const dialect = new SQLiteSyncDialect()
// Only builds: nothing is ever run through it.
const proxy = sqliteProxy.drizzle(async () => ({ rows: [] }))

export const sqliteBuilder: Builder = {
  dialect: 'sqlite',
  table(name, specs) {
    const built = sqliteTable(
      name,
      Object.fromEntries(specs.map((spec) => [key(spec.name), make[spec.kind](spec.name)])),
    )
    const columns = new Map(
      specs.map((spec) => [spec.name, (built as Record<string, unknown>)[key(spec.name)] as SQLiteColumn]),
    )
    return { table: built, columns }
  },
  select: ({ table }, { columns, where, orderBy = [], limit }) => {
    const fields = Object.fromEntries(columns.map((column, at) => [`c${at}`, column as SQLiteColumn]))
    const query = new QueryBuilder()
      .select(fields)
      .from(table as SQLiteTable)
      .where(where)
      .orderBy(...orderBy)
    return limit ? query.limit(limit) : query
  },
  insert: ({ table }, values) => proxy.insert(table as SQLiteTable).values(keyed(values)),
  update: ({ table }, values, where) =>
    proxy
      .update(table as SQLiteTable)
      .set(keyed(values))
      .where(where),
  chain: (change, additions) => [
    change,
    ...additions.map(({ table, values }) => sqliteBuilder.insert(table, values)),
  ],
  compile: (query: SQLWrapper) => dialect.sqlToQuery(query.getSQL()),
  encode: (kind, value) => {
    if (value === null) return null
    if (kind === 'boolean') return Number(value)
    return kind === 'json' ? JSON.stringify(value) : (value as string)
  },
  // As text `…123Z` < `…123Z+` < `…124Z`.
  instant: ({ text, more }) => (more ? `${text}+` : text),
  decoder: (kind) => {
    if (kind === 'boolean') return (value) => (value === null ? null : value === 1)
    return kind === 'json' ? (value) => (value === null ? null : JSON.parse(value as string)) : undefined
  },
  order: (column, descending) => (descending ? sql`${column} desc` : sql`${column} asc`),
  oneOf: (column, first, size) => {
    const list = Array.from({ length: size }, (_, at) => sql`${param(first + at)}`)
    return sql`${column} in (${sql.join(list, sql`, `)})`
  },
  // Filled up with the last value to the next power of two, so that few shapes exist.
  listSize: (length) => 2 ** Math.ceil(Math.log2(length)),
  listParams: (values) => {
    const size = sqliteBuilder.listSize(values.length)
    return [...values, ...Array.from({ length: size - values.length }, () => values.at(-1) ?? null)]
  },
}
