import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import type { Sql, SqlValue } from '../db.ts'

type Prepared = Database.Statement<SqlValue[], unknown>

/** How many prepared statements one connection keeps. */
const STATEMENTS = 500

/** One SQLite connection with its prepared statements, behind the asynchronous interface. It never waits. */
export class Connection {
  readonly raw: Database.Database
  readonly sql: Sql
  readonly #objects = new Map<string, Prepared>()
  readonly #arrays = new Map<string, Prepared>()

  constructor(file: string, readonly: boolean) {
    if (!readonly) mkdirSync(dirname(file), { recursive: true })
    this.raw = new Database(file, { readonly })
    // While opening it may wait for another process; from then on nothing may hold the event loop.
    this.raw.pragma('busy_timeout = 5000')
    if (!readonly) this.raw.pragma('journal_mode = WAL')
    this.raw.pragma('synchronous = FULL')
    this.raw.pragma('foreign_keys = ON')
    this.raw.pragma('cache_size = -16000')
    this.raw.pragma(`busy_timeout = ${readonly ? 250 : 0}`)
    this.sql = {
      all: async (sql, params) => this.all(sql, params) as never[],
      get: async (sql, params) => this.get(sql, params) as never,
      rows: async (sql, params) => this.rows(sql, params),
      run: async (sql, params) => ({ changes: this.run(sql, params) }),
    }
  }

  all(sql: string, params: readonly SqlValue[] = []): unknown[] {
    const statement = this.#prepare(this.#objects, sql)
    if (statement.reader) return statement.all(...values(params))
    statement.run(...values(params))
    return []
  }

  get(sql: string, params: readonly SqlValue[] = []): unknown {
    return this.#prepare(this.#objects, sql).get(...values(params))
  }

  rows(sql: string, params: readonly SqlValue[] = []): unknown[][] {
    return this.#prepare(this.#arrays, sql).all(...values(params)) as unknown[][]
  }

  run(sql: string, params: readonly SqlValue[] = []): number {
    const statement = this.#prepare(this.#objects, sql)
    if (!statement.reader) return statement.run(...values(params)).changes
    return statement.all(...values(params)).length
  }

  exec(sql: string): void {
    this.raw.exec(sql)
  }

  close(): void {
    this.#objects.clear()
    this.#arrays.clear()
    this.raw.close()
  }

  #prepare(cache: Map<string, Prepared>, sql: string): Prepared {
    let statement = cache.get(sql)
    if (statement === undefined) {
      statement = this.raw.prepare<SqlValue[], unknown>(sql.includes('??') ? sql.replaceAll('??', '?') : sql)
      if (cache === this.#arrays && statement.reader) statement.raw()
      if (cache.size >= STATEMENTS) cache.delete(cache.keys().next().value as string)
      cache.set(sql, statement)
    }
    return statement
  }
}

function values(params: readonly SqlValue[]): SqlValue[] {
  for (let at = 0; at < params.length; at++) {
    if (typeof params[at] === 'boolean') {
      return params.map((value) => (typeof value === 'boolean' ? Number(value) : value))
    }
  }
  return params as SqlValue[]
}
