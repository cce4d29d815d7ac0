import type { PoolClient, QueryArrayConfig, QueryConfig } from 'pg'
import pg from 'pg'
import type { Sql, SqlValue } from '../db.ts'
import { toNumbered } from '../placeholders.ts'
import { codeOf, UniqueViolation, unavailable } from '../problems.ts'

/** How many statement texts get a name, and with it a plan that the server keeps. */
const NAMES = 500
/** A text that comes again earns a name; one that is used once does not cost the server memory. */
const USES = 2

const names = new Map<string, { name: string | undefined; uses: number }>()
let count = 0

function nameOf(text: string): string | undefined {
  let entry = names.get(text)
  if (entry === undefined) {
    if (names.size >= NAMES) names.delete(names.keys().next().value as string)
    entry = { name: undefined, uses: 0 }
    names.set(text, entry)
  }
  if (entry.name === undefined && ++entry.uses >= USES) entry.name = `s${++count}`
  return entry.name
}

/** Value readers: whole numbers as numbers, instants as RFC 3339 text in UTC with milliseconds. */
const types = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === pg.types.builtins.INT8) return Number
    if (oid === pg.types.builtins.TIMESTAMPTZ) return instant
    return pg.types.getTypeParser(oid, format as 'text')
  }) as typeof pg.types.getTypeParser,
}

/** `2026-11-24 02:47:00.12+00` → `2026-11-24T02:47:00.120Z`; connections speak UTC. */
function instant(text: string): string {
  const fraction =
    text[19] === '.'
      ? text
          .slice(20, text.length - 3)
          .padEnd(3, '0')
          .slice(0, 3)
      : '000'
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${fraction}Z`
}

export function poolOptions(url: string, max: number, extra = ''): pg.PoolConfig {
  return {
    connectionString: url,
    max,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 5_000,
    // Named statements live as long as their connection: a limit on its life bounds them.
    maxLifetimeSeconds: 1_800,
    keepAlive: true,
    allowExitOnIdle: true,
    options: `-c TimeZone=UTC -c DateStyle=ISO ${extra}`,
  }
}

type Queryable = pg.Pool | PoolClient | pg.Client

/** How statements of one handle run. */
interface Manner {
  readonly?: boolean
  /** Milliseconds until an answer that does not come is given up; its connection is closed then. */
  timeout: number
}

async function query(
  on: Queryable,
  sql: string,
  params: readonly SqlValue[] | undefined,
  arrays: boolean,
  timeout: number,
) {
  const text = toNumbered(sql)
  const config: QueryConfig & { query_timeout: number } = {
    text,
    values: params as SqlValue[] | undefined,
    name: nameOf(text),
    types,
    query_timeout: timeout,
  }
  if (arrays) (config as QueryConfig as QueryArrayConfig).rowMode = 'array'
  try {
    return await on.query(config)
  } catch (error) {
    if (config.name && stalePlan(error)) {
      names.delete(text)
      // Inside a transaction it is too late: that one fails, the next prepares anew.
      if (on instanceof pg.Pool) return await on.query({ ...config, name: undefined }).catch(retold)
    }
    throw translate(error)
  }
}

/** The columns of a table have changed under a prepared statement. */
function stalePlan(error: unknown): boolean {
  return codeOf(error) === '0A000' && (error as Error).message.includes('cached plan')
}

function retold(error: unknown): never {
  throw translate(error)
}

export function sqlOn(on: Queryable, { readonly, timeout }: Manner): Sql {
  return {
    all: async (sql, params) => (await query(on, sql, params, false, timeout)).rows,
    get: async (sql, params) => (await query(on, sql, params, false, timeout)).rows[0],
    rows: async (sql, params) => (await query(on, sql, params, true, timeout)).rows as unknown[][],
    run: async (sql, params) => {
      if (readonly) throw new Error('this handle only reads: write inside tx or atomic')
      return { changes: (await query(on, sql, params, false, timeout)).rowCount ?? 0 }
    },
  }
}

/** Whether an answer did not come in time: such a connection says nothing any more. */
export function isSilent(error: unknown): boolean {
  return error instanceof Error && error.message === 'Query read timeout'
}

const gone = /^(08|57P0|53300|ECONN|EPIPE|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOENT)/
const goneText =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered|not queryable/i

export function translate(error: unknown): unknown {
  const code = codeOf(error)
  const message = error instanceof Error ? error.message : String(error)
  if (code === '23505') {
    return new UniqueViolation((error as { constraint?: string }).constraint ?? message, error)
  }
  if (gone.test(code) || goneText.test(message) || isSilent(error) || error instanceof AggregateError) {
    return unavailable('The database cannot be reached at the moment.', error)
  }
  if (code === '40001' || code === '40P01' || code === '55P03') {
    return unavailable('The database is busy with a conflicting change. Try again shortly.', error, 1)
  }
  if (code === '57014') return unavailable('The query took too long and was stopped.', error, 5)
  if (code === '53100') return unavailable('The disk of the database is full.', error, 30)
  return error
}
