import { randomUUID } from 'node:crypto'
import type { Db, Step } from '@saola/records'
import type { Json } from '@saola/sdk'
import { Definitions, Stopping } from './definitions.ts'
import { Pace } from './pace.ts'
import {
  DEFAULTS,
  type DeadJob,
  type Every,
  type JobHandler,
  type JobOptions,
  type JobOutcome,
  type JobQueue,
  type QueueCounts,
  type SendOptions,
} from './queue.ts'
import { Schedules, takeMoment } from './schedules.ts'

export interface SqliteQueueOptions {
  clock?: () => number
  /** Milliseconds after which a job whose process has gone silent is given to another. Default 30,000. */
  lease?: number
  onOutcome?: (outcome: JobOutcome) => void
  onError?: (error: unknown) => void
}

interface JobRow {
  seq: number
  id: string
  name: string
  data: string
  attempts: number
  run_at: number
}

const KEPT_DEAD = 14 * 86_400_000
const SCHEDULED = 'schedule'

const MIGRATIONS = [
  {
    id: '1-jobs',
    sqlite: [
      `create table core_job (
        seq integer primary key autoincrement, id text not null unique, name text not null, job_key text,
        state text not null, data text not null, run_at integer not null, attempts integer not null default 0,
        lease_by text, lease_until integer, error text, created_at integer not null, ended_at integer
      ) strict`,
      `create index core_job_waiting on core_job (name, run_at, seq) where state = 'waiting'`,
      `create index core_job_active on core_job (lease_until) where state = 'active'`,
      `create unique index core_job_key on core_job (name, job_key)
        where job_key is not null and state in ('waiting', 'active')`,
    ],
    postgres: [],
  },
]

/** Jobs in a table of the embedded database. A process holds what it runs by a lease that it renews while it lives. */
export class SqliteQueue implements JobQueue {
  readonly #db: Db
  readonly #clock: () => number
  readonly #lease: number
  readonly #options: SqliteQueueOptions
  readonly #me = randomUUID()
  readonly #definitions = new Definitions()
  readonly #schedules: Schedules
  readonly #pace: Pace
  readonly #runs = new Set<Promise<void>>()
  #off: () => void = () => {}
  #renewedAt = 0
  #stopping = false

  private constructor(db: Db, options: SqliteQueueOptions) {
    this.#db = db
    this.#options = options
    this.#clock = options.clock ?? Date.now
    this.#lease = options.lease ?? 30_000
    this.#schedules = new Schedules(db, this.#clock, ({ name, scheduledAt, ...moment }) =>
      db.atomic([
        takeMoment({ name, ...moment }),
        this.#insert(randomUUID(), name, { scheduledAt: iso(scheduledAt) }, { key: SCHEDULED }),
      ]),
    )
    this.#pace = new Pace(
      () => this.tick(),
      (error) => this.#options.onError?.(error),
    )
  }

  static async open(db: Db, options: SqliteQueueOptions = {}): Promise<SqliteQueue> {
    await Schedules.migrate(db)
    await db.migrate('core-jobs', MIGRATIONS)
    return new SqliteQueue(db, options)
  }

  async define(name: string, handler: JobHandler, options?: JobOptions): Promise<() => Promise<void>> {
    const definition = this.#definitions.add(name, handler, options)
    this.#pace.poke()
    return async () => void this.#definitions.remove(definition)
  }

  async send(name: string, data: Json, options: SendOptions = {}): Promise<string | null> {
    const id = randomUUID()
    if (!(await this.#db.atomic([this.#insert(id, name, data, options)]))) return null
    this.#pace.poke()
    return id
  }

  async schedule(name: string, every: Every): Promise<void> {
    await this.#schedules.set(name, every)
    this.#pace.poke()
  }

  unschedule(name: string): Promise<void> {
    return this.#schedules.remove(name)
  }

  async dead(): Promise<DeadJob[]> {
    const rows = await this.#db.read.all<JobRow & { error: string; ended_at: number }>(
      `select * from core_job where state = 'dead' order by ended_at desc, seq desc limit 100`,
    )
    return rows.map(({ id, name, data, error, ended_at }) => ({
      id,
      name,
      data: JSON.parse(data) as Json,
      error,
      failedAt: iso(ended_at),
    }))
  }

  counts(): Promise<QueueCounts[]> {
    return this.#db.read.all<QueueCounts>(
      `select name, sum(state = 'waiting') as waiting, sum(state = 'active') as active, sum(state = 'dead') as dead
        from core_job group by name order by name`,
    )
  }

  async start(): Promise<void> {
    await this.#schedules.forget()
    await this.#db.atomic([
      {
        sql: `delete from core_job where state = 'dead' and ended_at < ?`,
        params: [this.#clock() - KEPT_DEAD],
      },
    ])
    this.#off = this.#db.onForeignChange(() => this.#pace.poke())
    this.#pace.start()
  }

  async stop(limit = 10_000): Promise<void> {
    if (this.#stopping) return
    this.#stopping = true
    this.#off()
    await this.#pace.stop()
    await this.#definitions.drain(limit)
    await Promise.all(this.#runs)
  }

  /** One turn: fires what is due, takes back what was lost, starts what can start. Gives back the time to the next turn. */
  async tick(): Promise<number> {
    if (this.#stopping) return Number.POSITIVE_INFINITY
    const next = await this.#schedules.tick(new Set(this.#definitions.names()))
    await this.#renew()
    await this.#takeBack()
    return Math.min(next, await this.#startJobs())
  }

  /** Resolves when nothing runs in this process. */
  async idle(): Promise<void> {
    while (this.#runs.size > 0) await Promise.all(this.#runs)
  }

  #insert(id: string, name: string, data: Json, { key, startAfter }: SendOptions): Step {
    const now = this.#clock()
    return {
      sql: `insert into core_job (id, name, job_key, state, data, run_at, created_at)
        values (?, ?, ?, 'waiting', ?, ?, ?) on conflict do nothing`,
      params: [id, name, key ?? null, JSON.stringify(data), startAfter ?? now, now],
    }
  }

  async #renew(): Promise<void> {
    const now = this.#clock()
    if (this.#definitions.running === 0 || now - this.#renewedAt < this.#lease / 3) return
    this.#renewedAt = now
    await this.#db.atomic([
      {
        sql: `update core_job set lease_until = ? where lease_by = ? and state = 'active'`,
        params: [now + this.#lease, this.#me],
      },
    ])
  }

  async #takeBack(): Promise<void> {
    const now = this.#clock()
    const lost = await this.#db.read.all<JobRow>(
      `select seq, name, attempts from core_job where state = 'active' and lease_until < ?`,
      [now],
    )
    for (const { seq, name, attempts } of lost) {
      const { retries, keepDead } = this.#definitions.get(name)?.options ?? DEFAULTS
      const error = 'the process that ran it is gone'
      await this.#db.atomic([
        attempts <= retries + 1
          ? {
              sql: `update core_job set state = 'waiting', lease_by = null, error = ?
                where seq = ? and state = 'active' and attempts = ? and lease_until < ?`,
              params: [error, seq, attempts, now],
            }
          : bury(seq, attempts, error, now, keepDead),
      ])
    }
  }

  async #startJobs(): Promise<number> {
    for (;;) {
      const names = JSON.stringify(this.#definitions.free())
      const job = await this.#db.read.get<JobRow>(
        `select seq, id, name, data, attempts, run_at from core_job
          where state = 'waiting' and name in (select value from json_each(?)) order by run_at, seq limit 1`,
        [names],
      )
      const now = this.#clock()
      if (!job) return Number.POSITIVE_INFINITY
      if (job.run_at > now) return job.run_at - now
      const taken = await this.#db.atomic([
        {
          sql: `update core_job set state = 'active', attempts = attempts + 1, lease_by = ?, lease_until = ?
            where seq = ? and state = 'waiting' and attempts = ?`,
          params: [this.#me, now + this.#lease, job.seq, job.attempts],
        },
      ])
      if (!taken) continue
      const run = this.#run(job, job.attempts + 1)
      this.#runs.add(run)
      void run.finally(() => this.#runs.delete(run))
    }
  }

  async #run({ seq, id, name, data }: JobRow, attempt: number): Promise<void> {
    const definition = this.#definitions.get(name)
    const started = this.#clock()
    const report = (outcome: JobOutcome['outcome'], error?: unknown) =>
      this.#options.onOutcome?.({ name, outcome, ms: this.#clock() - started, error })
    try {
      if (!definition) return await this.#finish(handBack(seq, this.#me, attempt))
      try {
        await this.#definitions.run(definition, { id, name, data: JSON.parse(data) as Json, attempt })
      } catch (error) {
        const message = (error instanceof Error ? error.message : String(error)).slice(0, 2_000)
        const { retries, backoff, keepDead } = definition.options
        const now = this.#clock()
        if (error instanceof Stopping) {
          await this.#finish(handBack(seq, this.#me, attempt))
          return report('retry', error)
        }
        if (attempt > retries) {
          await this.#finish(bury(seq, attempt, message, now, keepDead, this.#me))
          return report('dead', error)
        }
        await this.#finish({
          sql: `update core_job set state = 'waiting', lease_by = null, run_at = ?, error = ?
            where seq = ? and state = 'active' and lease_by = ? and attempts = ?`,
          params: [now + backoff * 2 ** (attempt - 1), message, seq, this.#me, attempt],
        })
        return report('retry', error)
      }
      await this.#finish({
        sql: `delete from core_job where seq = ? and state = 'active' and lease_by = ? and attempts = ?`,
        params: [seq, this.#me, attempt],
      })
      report('done')
    } catch (error) {
      // The lease runs out and the job comes again.
      this.#options.onError?.(error)
    } finally {
      this.#pace.poke()
    }
  }

  async #finish(step: Step): Promise<void> {
    await this.#db.atomic([step])
  }
}

/** The attempt does not count: it was taken away from the job, not failed by it. */
function handBack(seq: number, me: string, attempt: number): Step {
  return {
    sql: `update core_job set state = 'waiting', lease_by = null, attempts = attempts - 1
      where seq = ? and state = 'active' and lease_by = ? and attempts = ?`,
    params: [seq, me, attempt],
  }
}

function bury(seq: number, attempt: number, error: string, now: number, keep: boolean, me?: string): Step {
  const where = `seq = ? and state = 'active' and attempts = ? and ${me ? 'lease_by = ?' : 'lease_until < ?'}`
  const guard = [seq, attempt, me ?? now]
  return keep
    ? {
        sql: `update core_job set state = 'dead', lease_by = null, error = ?, ended_at = ? where ${where}`,
        params: [error, now, ...guard],
      }
    : { sql: `delete from core_job where ${where}`, params: guard }
}

function iso(ms: number): string {
  return new Date(ms).toISOString()
}
