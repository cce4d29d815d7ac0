import type { Column, Placeholder, SQL, SQLWrapper, Table } from 'drizzle-orm'
import type { Db, SqlValue, Step } from '../db/db.ts'
import { sql } from './drizzle.ts'
import { postgresBuilder } from './postgres.ts'
import { sqliteBuilder } from './sqlite.ts'

/** How a value is stored. A select is text; a point is two numbers. */
export type Kind = 'text' | 'number' | 'integer' | 'boolean' | 'datetime' | 'json'

export interface ColumnSpec {
  name: string
  kind: Kind
}

/** A table of the query builder, with its columns by name. */
export interface BuiltTable {
  readonly name: string
  readonly table: Table
  readonly columns: ReadonlyMap<string, Column>
}

export interface SelectParts {
  columns: Column[]
  where?: SQL
  orderBy?: SQL[]
  limit?: Placeholder
}

/** A row that goes with a change. */
export interface Addition {
  table: BuiltTable
  values: Record<string, SQL>
}

/** Statements whose parameters are given in order at each run. */
export interface Statement {
  readonly sql: string
  /** How many parameters it takes. */
  readonly size: number
}

/**
 * What differs between the two databases when queries are built. Everything is built with drizzle, once per shape;
 * the text is then prepared and run by our own connections, which is where the time of a hot path goes.
 */
export interface Builder {
  readonly dialect: Db['dialect']
  table(name: string, columns: ColumnSpec[]): { table: Table; columns: Map<string, Column> }
  select(table: BuiltTable, parts: SelectParts): SQLWrapper
  insert(table: BuiltTable, values: Record<string, SQL>): SQLWrapper
  update(table: BuiltTable, values: Record<string, SQL>, where: SQL): SQLWrapper
  /**
   * A change and the rows to be added with it if it changes one, as statements to run in order: several on SQLite,
   * one round trip on PostgreSQL.
   */
  chain(change: SQLWrapper, additions: Addition[]): SQLWrapper[]
  /** Text and parameters of a query. */
  compile(query: SQLWrapper): { sql: string; params: unknown[] }
  /** A value as the driver takes it. */
  encode(kind: Kind, value: unknown): SqlValue
  /** A whole millisecond to compare with a stored instant; `more` means: something later, but before the next. */
  instant(at: { text: string; more: boolean }): SqlValue
  /** What turns a stored value back; undefined when it is right already. */
  decoder(kind: Kind): ((value: unknown) => unknown) | undefined
  /** Order with nulls as the smallest values. */
  order(column: Column, descending: boolean): SQL
  /** Whether a column holds one of the values; `list` is the list as one parameter or several. */
  oneOf(column: Column, first: number, size: number): SQL
  /** How the values of a list of `size` become parameters of {@link oneOf}. */
  listParams(values: SqlValue[]): SqlValue[]
  /** How many elements the shape of a list of `length` has. */
  listSize(length: number): number
}

export function builderFor(dialect: Db['dialect']): Builder {
  return dialect === 'sqlite' ? sqliteBuilder : postgresBuilder
}

export function buildTable(builder: Builder, name: string, columns: ColumnSpec[]): BuiltTable {
  return { name, ...builder.table(name, columns) }
}

export function columnOf(table: BuiltTable, name: string): Column {
  const column = table.columns.get(name)
  if (!column) throw new Error(`the table ${table.name} has no column ${name}`)
  return column
}

/** The parameter at a position; statements take their parameters in this order. */
export function param(position: number): Placeholder {
  return sql.placeholder(String(position))
}

/**
 * Compiles a query whose parameters are all {@link param}s, numbered from `first`. They must stand in the text in
 * the order of their positions, so that a run passes its list of values as it is.
 */
export function compileStatement(builder: Builder, query: SQLWrapper, first = 0): Statement {
  const compiled = builder.compile(query)
  compiled.params.forEach((found, at) => {
    const inner = found !== null && typeof found === 'object' && 'value' in found ? found.value : found
    const name = (inner as { name?: unknown } | null)?.name
    if (name !== String(first + at))
      throw new Error(`a parameter of a statement is out of order: ${compiled.sql}`)
  })
  return { sql: compiled.sql, size: compiled.params.length }
}

/** Compiles a {@link Builder.chain}; what it gives turns one list of values into steps for `Db.atomic`. */
export function compileChain(
  builder: Builder,
  change: SQLWrapper,
  additions: Addition[],
): (params: SqlValue[]) => Step[] {
  let first = 0
  const statements = builder.chain(change, additions).map((query) => {
    const statement = compileStatement(builder, query, first)
    first += statement.size
    return statement
  })
  return (params) => {
    let at = 0
    return statements.map(({ sql, size }) => {
      const step = { sql, params: size === params.length ? params : params.slice(at, at + size) }
      at += size
      return step
    })
  }
}
