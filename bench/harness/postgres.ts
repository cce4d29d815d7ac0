import { readFileSync } from 'node:fs'
import pg from 'pg'
import { findBinaries } from '../../scripts/postgres/binaries.ts'
import { startCluster } from '../../scripts/postgres/cluster.ts'

/** A PostgreSQL to measure on: the one that is given, or a private one. One that tests share would disturb. */
export async function findPostgres(): Promise<{ url: string; stop(): Promise<void> } | undefined> {
  const given = process.env.TEST_PG_URL
  if (given) return { url: given, stop: async () => {} }
  return findBinaries() ? startCluster() : undefined
}

/** One database of its own, so that the work done for it can be told apart. */
export interface OwnDatabase {
  url: string
  /** Microseconds that its server processes have used; undefined when they run elsewhere. */
  cpu(): Promise<number | undefined>
  /** Leaves nothing for autovacuum to do in the middle of a measurement. */
  settle(): Promise<void>
  drop(): Promise<void>
}

export async function makeDatabase(url: string, name: string): Promise<OwnDatabase> {
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  await admin.query(`create database ${name} encoding 'UTF8' template template0`)
  const own = new URL(url)
  own.pathname = `/${name}`
  // A process that has ended keeps what it used.
  const used = new Map<number, number>()
  return {
    url: own.href,
    async cpu() {
      const { rows } = await admin.query<{ pid: number }>(
        "select pid from pg_stat_activity where datname = $1 and backend_type = 'client backend'",
        [name],
      )
      for (const { pid } of rows) {
        const time = runTime(pid)
        if (time === undefined) return undefined
        used.set(pid, time)
      }
      return [...used.values()].reduce((sum, time) => sum + time, 0)
    },
    async settle() {
      const client = new pg.Client({ connectionString: own.href })
      await client.connect()
      await client.query('vacuum (analyze, freeze)')
      await client.end()
    },
    async drop() {
      await admin.query(`drop database if exists ${name} with (force)`)
      await admin.end()
    },
  }
}

/** Time on a processor in microseconds; a process of PostgreSQL has one thread. */
function runTime(pid: number): number | undefined {
  try {
    if (!readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres')) return undefined
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1000
  } catch {
    return undefined
  }
}
