import type { Db, Sql, SqlValue } from '../db.ts'
import { refuseInsideTransaction } from '../handle.ts'
import { migrateSteps } from '../migrate.ts'
import { Mutexes } from '../mutex.ts'
import { Connection } from './connection.ts'
import { HeavyReaders } from './heavy.ts'
import { withLease } from './lock.ts'
import { translate, Writer } from './writer.ts'

/** Milliseconds between two looks at whether another process has written. */
const POLL = 150

export async function openSqlite(file: string, clock: () => number): Promise<Db> {
  const writing = new Connection(file, false)
  const writer = new Writer(writing)
  writing.exec(
    `create table if not exists schema_ledger (feature text not null, step text not null, at integer not null, primary key (feature, step)) without rowid;
     create table if not exists cluster_lock (name text primary key, holder text not null, host text not null, pid integer not null, until integer not null) without rowid;`,
  )
  const reading = new Connection(file, true)
  const heavy = new HeavyReaders(file)
  const mutexes = new Mutexes()
  const listeners = new Set<() => void>()
  let poll: NodeJS.Timeout | undefined

  // On the writing connection this changes only when somebody else has committed.
  const seen = () => Number(writing.raw.pragma('data_version', { simple: true }))
  const watch = () => {
    let last = seen()
    poll = setInterval(() => {
      const now = seen()
      if (now === last) return
      last = now
      for (const listener of listeners) listener()
    }, POLL)
    poll.unref()
  }

  const db: Db = {
    dialect: 'sqlite',
    read: reader(reading),
    heavy: heavy.sql,
    async tx(work, options) {
      refuseInsideTransaction(writer.of)
      return writer.tx(work, options)
    },
    async atomic(steps) {
      refuseInsideTransaction(writer.of)
      return writer.atomic(steps)
    },
    migrate: (feature, steps) => migrateSteps(db, feature, steps, clock),
    onForeignChange(callback) {
      listeners.add(callback)
      if (!poll) watch()
      return () => {
        listeners.delete(callback)
        if (listeners.size > 0) return
        clearInterval(poll)
        poll = undefined
      }
    },
    notify() {},
    lock: (name, work) => mutexes.run(name, () => withLease(db, clock, name, work)),
    async close() {
      clearInterval(poll)
      await writer.close()
      await heavy.close()
      reading.close()
      writing.close()
    },
  }
  return db
}

function reader(connection: Connection): Sql {
  const safely =
    <R>(call: (sql: string, params?: readonly SqlValue[]) => R) =>
    async (sql: string, params?: readonly SqlValue[]): Promise<R> => {
      try {
        return call(sql, params)
      } catch (error) {
        throw translate(error)
      }
    }
  return {
    all: safely((sql, params) => connection.all(sql, params)) as Sql['all'],
    get: safely((sql, params) => connection.get(sql, params)) as Sql['get'],
    rows: safely((sql, params) => connection.rows(sql, params)),
    run: async () => {
      throw new Error('this handle only reads: write inside tx or atomic')
    },
  }
}
