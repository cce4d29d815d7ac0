import type { Db } from '@saola/records'
import { latestDue, nextAfter, specOf } from './due.ts'
import type { Every } from './queue.ts'

interface Row {
  name: string
  spec: string
  next_at: number | string
}

/** Puts the job of one due moment into the queue and moves the schedule on, both or neither; false when somebody was faster. */
export type Fire = (due: {
  name: string
  scheduledAt: number
  from: number
  next: number
}) => Promise<boolean>

const FORGOTTEN = 90 * 86_400_000

/**
 * Due moments, shared by all processes in one table: whoever moves `next_at` on has the moment. Kept when a
 * process ends, so a run that was missed meanwhile is made up for, once.
 */
export class Schedules {
  readonly #db: Db
  readonly #clock: () => number
  readonly #fire: Fire

  constructor(db: Db, clock: () => number, fire: Fire) {
    this.#db = db
    this.#clock = clock
    this.#fire = fire
  }

  static migrate(db: Db): Promise<void> {
    const table = (bigint: string) =>
      `create table core_job_schedule (name text primary key, spec text not null, next_at ${bigint} not null)`
    return db.migrate('core-jobs-schedule', [
      { id: '1-schedules', sqlite: [`${table('integer')} strict`], postgres: [table('bigint')] },
    ])
  }

  async set(name: string, every: Every): Promise<void> {
    const spec = specOf(every)
    const now = this.#clock()
    // Work that repeats every so many seconds begins at once; cron waits for its hour.
    const first = spec.startsWith('every ') ? now : nextAfter(spec, now)
    await this.#db.atomic([
      {
        sql: `insert into core_job_schedule (name, spec, next_at) values (?, ?, ?)
          on conflict (name) do update set spec = excluded.spec, next_at = excluded.next_at
          where core_job_schedule.spec <> excluded.spec`,
        params: [name, spec, first],
      },
    ])
  }

  async remove(name: string): Promise<void> {
    await this.#db.atomic([{ sql: 'delete from core_job_schedule where name = ?', params: [name] }])
  }

  async forget(): Promise<void> {
    const before = this.#clock() - FORGOTTEN
    await this.#db.atomic([{ sql: 'delete from core_job_schedule where next_at < ?', params: [before] }])
  }

  /** Fires what is due among the given names; gives back the milliseconds until the next one. */
  async tick(names: ReadonlySet<string>): Promise<number> {
    if (names.size === 0) return Number.POSITIVE_INFINITY
    const rows = await this.#db.read.all<Row>('select name, spec, next_at from core_job_schedule')
    let soonest = Number.POSITIVE_INFINITY
    for (const { name, spec, next_at } of rows) {
      if (!names.has(name)) continue
      const now = this.#clock()
      const from = Number(next_at)
      let next = from
      if (from <= now) {
        next = nextAfter(spec, now)
        await this.#fire({ name, scheduledAt: latestDue(spec, from, now), from, next })
      }
      soonest = Math.min(soonest, next - this.#clock())
    }
    return soonest
  }
}

/** The statement by which a process takes a due moment; it changes no row when another has taken it. */
export function takeMoment(due: { name: string; from: number; next: number }) {
  return {
    sql: 'update core_job_schedule set next_at = ? where name = ? and next_at = ?',
    params: [due.next, due.name, due.from],
  }
}
