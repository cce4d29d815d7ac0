import { createHash } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import type { Db, Sql, Step, TxOptions } from '../db.ts'
import { refuseInsideTransaction, TxHandle } from '../handle.ts'
import { migrateSteps } from '../migrate.ts'
import { Mutexes } from '../mutex.ts'
import { unavailable } from '../problems.ts'
import { Changes } from './changes.ts'
import { isSilent, poolOptions, sqlOn, translate } from './client.ts'

interface Options {
  clock: () => number
  connections: number
  onError: (error: unknown) => void
}

/** Milliseconds for a statement that belongs to no transaction, and for beginning and ending one. */
const SHORT = 8_000
/** Milliseconds for counts and aggregates; the server gives up a little earlier than we do. */
const LONG = 60_000

export async function openPostgres(url: string, { clock, connections, onError }: Options): Promise<Db> {
  const pool = new pg.Pool(poolOptions(url, connections))
  const heavyPool = new pg.Pool(poolOptions(url, 2, `-c statement_timeout=${LONG}`))
  // An idle connection that breaks is replaced; the error must not end the process.
  pool.on('error', onError)
  heavyPool.on('error', onError)
  const pooled = sqlOn(pool, { timeout: SHORT })
  const changes = new Changes(url, (sql, params) => pooled.run(sql, params), onError)
  const mutexes = new Mutexes()
  const of = Symbol('database')

  const transaction = async <T>(work: (tx: Sql) => Promise<T>, timeout: number): Promise<T> => {
    const client = await pool.connect().catch((error) => {
      throw translate(error)
    })
    let broken: Error | undefined
    const onBroken = (error: Error) => {
      broken = error
    }
    client.on('error', onBroken)
    try {
      await client.query(brief('begin'))
      const result = await new TxHandle(sqlOn(client, { timeout })).run(of, work, timeout)
      await client.query(brief('commit'))
      return result
    } catch (error) {
      if (isSilent(error)) broken = error as Error
      else
        await client.query(brief('rollback')).catch((failure: Error) => {
          broken = failure
        })
      throw translate(error)
    } finally {
      client.off('error', onBroken)
      client.release(broken)
    }
  }

  const db: Db = {
    dialect: 'postgres',
    read: sqlOn(pool, { readonly: true, timeout: SHORT }),
    heavy: sqlOn(heavyPool, { readonly: true, timeout: LONG + SHORT }),
    async tx<T>(work: (tx: Sql) => Promise<T>, { timeout = 30_000 }: TxOptions = {}) {
      refuseInsideTransaction(of)
      const result = await transaction(work, timeout)
      changes.touched()
      return result
    },
    async atomic(steps: readonly Step[]) {
      refuseInsideTransaction(of)
      const [first] = steps
      if (!first) return true
      const changed =
        steps.length === 1
          ? (await pooled.run(first.sql, first.params)).changes > 0
          : await transaction((tx) => runSteps(tx, steps), 30_000)
      if (changed) changes.touched()
      return changed
    },
    migrate: (feature, steps) => migrateSteps(db, feature, steps, clock),
    onForeignChange: (callback) => changes.listen(callback),
    notify: () => changes.touched(),
    lock: (name, work) => mutexes.run(name, () => withAdvisoryLock(url, name, work)),
    async close() {
      await changes.close()
      await Promise.all([pool.end(), heavyPool.end()])
    },
  }
  try {
    await prepare(pool)
  } catch (error) {
    await db.close()
    throw translate(error)
  }
  return db
}

const brief = (text: string) => ({ text, query_timeout: SHORT })

async function runSteps(tx: Sql, steps: readonly Step[]): Promise<boolean> {
  for (let at = 0; at < steps.length; at++) {
    const step = steps[at] as Step
    const { changes } = await tx.run(step.sql, step.params)
    if (at === 0 && changes === 0) return false
  }
  return true
}

async function prepare(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query('show server_encoding')
  const encoding = (rows[0] as { server_encoding: string }).server_encoding
  if (encoding !== 'UTF8') {
    throw new Error(`the database stores text as ${encoding}: make one with ENCODING 'UTF8'`)
  }
  const client = await pool.connect()
  try {
    // Two processes that start together would both try to create it: "if not exists" alone does not hold them apart.
    await client.query('begin')
    await client.query("select pg_advisory_xact_lock(hashtext('saola.schema_ledger'))")
    await client.query(
      'create table if not exists schema_ledger (feature text not null, step text not null, at bigint not null, primary key (feature, step))',
    )
    await client.query('commit')
  } finally {
    client.release()
  }
}

async function tryLock(client: pg.Client, key: string): Promise<boolean> {
  const { rows } = await client.query('select pg_try_advisory_lock($1) as taken', [key])
  return (rows[0] as { taken: boolean }).taken
}

/** The lock belongs to a connection of its own: it is given back by the server when the process dies. */
async function withAdvisoryLock<T>(
  url: string,
  name: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const key = createHash('sha256').update(`saola.${name}`).digest().readBigInt64BE().toString()
  const client = new pg.Client(poolOptions(url, 1))
  const lost = new AbortController()
  client.on('error', (error) => lost.abort(unavailable('The connection that held a lock was lost.', error)))
  try {
    await client.connect()
    // Asking again and again rather than waiting in the server: a waiting query holds a snapshot, and an index that
    // the holder builds concurrently would wait for that in turn.
    for (let wait = 5; !(await tryLock(client, key)); wait = Math.min(wait * 2, 200)) await delay(wait)
    return await work(lost.signal)
  } catch (error) {
    throw translate(error)
  } finally {
    await client.end().catch(() => {})
  }
}
