import type { Db } from '@saola/records'
import type { JobOutcome, JobQueue } from './queue.ts'
import { SqliteQueue } from './sqlite-queue.ts'

export interface OpenQueueOptions {
  /** Needed on PostgreSQL: the address of the database that `db` stands for. */
  url?: string
  clock?: () => number
  /** Milliseconds until a job whose process has gone silent is given to another: 30,000 on SQLite; on PostgreSQL 10,000 beyond its time limit. */
  lease?: number
  /** On PostgreSQL: seconds between looks for jobs that no notice announced. Default 5. */
  poll?: number
  onOutcome?: (outcome: JobOutcome) => void
  onError?: (error: unknown) => void
}

/** The queue that fits a database. */
export async function openQueue(
  db: Db,
  options: OpenQueueOptions = {},
): Promise<JobQueue & { tick(): Promise<number> }> {
  if (db.dialect === 'sqlite') return SqliteQueue.open(db, options)
  const { url } = options
  if (!url) throw new Error('the job queue on PostgreSQL needs the address of the database')
  const supervise = options.lease === undefined ? undefined : Math.max(1, Math.round(options.lease / 1_000))
  // Loaded only here: an embedded centre has no use for pg-boss.
  const { PgBossQueue } = await import('./pgboss-queue.ts')
  return PgBossQueue.open(db, { ...options, url, supervise })
}
