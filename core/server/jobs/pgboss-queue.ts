import { createHash, randomUUID } from 'node:crypto'
import type { Db } from '@saola/records'
import type { Json } from '@saola/sdk'
import { type JobResult, type JobWithMetadata, PgBoss, type WorkOptions } from 'pg-boss'
import { type Definition, Definitions, Stopping } from './definitions.ts'
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

export interface PgBossQueueOptions {
  /** `postgres://…` of the database that `db` stands for. */
  url: string
  clock?: () => number
  /** PostgreSQL schema of the queue's own tables. Default `saola_jobs`. */
  schema?: string
  /** Milliseconds beyond a job's time limit after which it is taken from a process that has gone silent. Default 10,000. */
  lease?: number
  /** Seconds between looks for such jobs. Default 10. */
  supervise?: number
  /** Seconds between looks at each queue for jobs whose notice got lost, and for late ones of other processes. Default 5. */
  poll?: number
  onOutcome?: (outcome: JobOutcome) => void
  onError?: (error: unknown) => void
}

type WorkerOptions = WorkOptions & { perJobResults: true; includeMetadata: true }

const DEAD = 'dead-letters'
const SCHEDULED = 'schedule'

/** Jobs in pg-boss. Schedules are ours, since its own cron knows no seconds. */
export class PgBossQueue implements JobQueue {
  readonly #boss: PgBoss
  readonly #options: PgBossQueueOptions
  readonly #clock: () => number
  readonly #definitions = new Definitions()
  readonly #workers = new Map<string, Promise<string[]>>()
  readonly #queues = new Map<string, Promise<void>>()
  readonly #wakes = new Set<NodeJS.Timeout>()
  readonly #schedules: Schedules
  readonly #pace: Pace
  #started = false
  #stopping = false

  private constructor(db: Db, boss: PgBoss, options: PgBossQueueOptions) {
    this.#boss = boss
    this.#options = options
    this.#clock = options.clock ?? Date.now
    // The row of the schedule stays locked until the job is in, and its id is made from the moment: a crash in
    // between leads to a second send of the same id, which does nothing.
    this.#schedules = new Schedules(db, this.#clock, ({ name, scheduledAt, ...moment }) =>
      db.tx(async (tx) => {
        const take = takeMoment({ name, ...moment })
        if ((await tx.run(take.sql, take.params)).changes === 0) return false
        const data = { scheduledAt: new Date(scheduledAt).toISOString() }
        await boss.send(name, data, { id: momentId(name, moment.from), singletonKey: SCHEDULED })
        return true
      }),
    )
    this.#pace = new Pace(
      () => this.tick(),
      (error) => options.onError?.(error),
    )
  }

  static async open(db: Db, options: PgBossQueueOptions): Promise<PgBossQueue> {
    const supervise = options.supervise ?? 10
    const boss = new PgBoss({
      connectionString: options.url,
      schema: options.schema ?? 'saola_jobs',
      application_name: 'saola jobs',
      max: 4,
      useListenNotify: true,
      schedule: false,
      superviseIntervalSeconds: supervise,
      monitorIntervalSeconds: supervise,
      registerInstance: false,
      openTelemetry: { enabled: false },
    })
    boss.on('error', (error) => options.onError?.(error))
    await Schedules.migrate(db)
    await boss.start()
    try {
      await boss.createQueue(DEAD, { deleteAfterSeconds: 14 * 86_400, retentionSeconds: 14 * 86_400 })
    } catch (error) {
      await boss.stop({ graceful: false })
      throw error
    }
    return new PgBossQueue(db, boss, options)
  }

  async define(name: string, handler: JobHandler, options?: JobOptions): Promise<() => Promise<void>> {
    const before = this.#definitions.get(name)
    const definition = this.#definitions.add(name, handler, options)
    await this.#ensureQueue(definition)
    if (before && before.options.concurrency !== definition.options.concurrency) await this.#endWorker(name)
    if (this.#started && this.#definitions.get(name) === definition) await this.#work(definition)
    this.#pace.poke()
    return async () => {
      if (this.#definitions.remove(definition)) await this.#endWorker(name)
    }
  }

  async send(name: string, data: Json, { key, startAfter }: SendOptions = {}): Promise<string | null> {
    await this.#ensureQueue(undefined, name)
    const id = randomUUID()
    const delay = startAfter === undefined ? 0 : startAfter - this.#clock()
    const sent = await this.#boss.send(
      name,
      { value: data },
      {
        id,
        // The queue lets one job per key in; those without a key must not meet each other.
        singletonKey: key ?? id,
        ...(delay > 0 ? { startAfter: new Date(Date.now() + delay) } : {}),
      },
    )
    if (sent && delay > 0) this.#wakeIn(name, delay)
    return sent
  }

  async schedule(name: string, every: Every): Promise<void> {
    await this.#ensureQueue(undefined, name)
    await this.#schedules.set(name, every)
    this.#pace.poke()
  }

  unschedule(name: string): Promise<void> {
    return this.#schedules.remove(name)
  }

  async dead(): Promise<DeadJob[]> {
    const jobs = await this.#boss.findJobs<object>(DEAD, { limit: 1_000 })
    return jobs
      .reverse()
      .slice(0, 100)
      .map((job) => ({
        id: job.sourceId ?? job.id,
        name: job.sourceName ?? DEAD,
        data: dataOf(job.data),
        error: String((job.sourceOutput as { message?: unknown } | null)?.message ?? ''),
        failedAt: job.createdOn.toISOString(),
      }))
  }

  async counts(): Promise<QueueCounts[]> {
    const dead = new Map<string, number>()
    for (const { name } of await this.dead()) dead.set(name, (dead.get(name) ?? 0) + 1)
    const queues = await this.#boss.getQueues()
    return queues
      .filter(({ name }) => name !== DEAD)
      .map(({ name, queuedCount, activeCount }) => ({
        name,
        waiting: queuedCount,
        active: activeCount,
        dead: dead.get(name) ?? 0,
      }))
  }

  async start(): Promise<void> {
    this.#started = true
    await this.#schedules.forget()
    for (const name of this.#definitions.names()) {
      const definition = this.#definitions.get(name)
      if (definition) await this.#work(definition)
    }
    this.#pace.start()
  }

  async stop(limit = 10_000): Promise<void> {
    if (this.#stopping) return
    this.#stopping = true
    for (const timer of this.#wakes) clearTimeout(timer)
    await this.#pace.stop()
    const ended = Promise.all([...this.#workers.keys()].map((name) => this.#endWorker(name)))
    await this.#definitions.drain(limit)
    await ended
    await this.#boss.stop({ graceful: true, timeout: 5_000 })
  }

  /** Fires what is due. Gives back the milliseconds to the next turn. */
  tick(): Promise<number> {
    if (this.#stopping) return Promise.resolve(Number.POSITIVE_INFINITY)
    return this.#schedules.tick(new Set(this.#definitions.names()))
  }

  /** The row that a queue needs; the options of a definition win over those of a bare `send`. */
  #ensureQueue(definition: Definition | undefined, name = definition?.name ?? ''): Promise<void> {
    const known = this.#queues.get(name)
    if (known && !definition) return known
    const { retries, backoff, timeout, keepDead } =
      definition?.options ?? this.#definitions.get(name)?.options ?? DEFAULTS
    const options = {
      retryLimit: retries + 1,
      retryDelay: Math.max(1, Math.round(backoff / 1_000)),
      retryBackoff: true,
      expireInSeconds: Math.ceil((timeout + (this.#options.lease ?? 10_000)) / 1_000),
      deleteAfterSeconds: 3_600,
      deadLetter: keepDead ? DEAD : null,
      notify: true,
    }
    const made = (async () => {
      await known?.catch(() => {})
      const exists = await this.#boss.getQueue(name)
      if (!exists) await this.#boss.createQueue(name, { policy: 'exclusive', notify: true })
      if (definition || !exists) await this.#boss.updateQueue(name, options)
    })()
    this.#queues.set(name, made)
    made.catch(() => this.#queues.delete(name))
    return made
  }

  async #work(definition: Definition): Promise<void> {
    const { name, options } = definition
    if (this.#stopping || this.#workers.has(name)) return
    const poll = this.#options.poll ?? 5
    const start = () =>
      this.#boss.work<object, unknown, WorkerOptions>(
        name,
        {
          perJobResults: true,
          includeMetadata: true,
          pollingIntervalSeconds: Math.min(2, poll),
          notifyPollingIntervalSeconds: poll,
        },
        (jobs) => Promise.all(jobs.map((job) => this.#run(job))),
      )
    const workers = Promise.all(Array.from({ length: options.concurrency }, start))
    this.#workers.set(name, workers)
    await workers
  }

  async #endWorker(name: string): Promise<void> {
    const workers = this.#workers.get(name)
    if (!workers) return
    this.#workers.delete(name)
    // Waiting would deadlock a job that switches its own module off.
    for (const id of await workers) await this.#boss.offWork(name, { id, wait: false })
  }

  async #run(job: JobWithMetadata<object>): Promise<JobResult> {
    const definition = this.#definitions.get(job.name)
    const started = this.#clock()
    const attempt = job.retryCount + 1
    const report = (outcome: JobOutcome['outcome'], error?: unknown) =>
      this.#options.onOutcome?.({ name: job.name, outcome, ms: this.#clock() - started, error })
    try {
      if (!definition) throw new Stopping()
      await this.#definitions.run(definition, { id: job.id, name: job.name, data: dataOf(job.data), attempt })
      report('done')
      return { id: job.id, status: 'completed' }
    } catch (error) {
      const output = { message: (error instanceof Error ? error.message : String(error)).slice(0, 2_000) }
      const again = error instanceof Stopping || attempt <= (definition?.options.retries ?? 0)
      report(again ? 'retry' : 'dead', error)
      if (again) this.#wakeIn(job.name, 1_000 * job.retryDelay * 2 ** job.retryCount)
      return { id: job.id, status: again ? 'failed' : 'deadletter', output }
    } finally {
      // A worker sleeps after one job; where one waited, another may.
      void this.#wake(job.name)
    }
  }

  async #wake(name: string): Promise<void> {
    for (const id of (await this.#workers.get(name)) ?? []) this.#boss.notifyWorker(id)
  }

  /** A job that may start later has no notice of its own. */
  #wakeIn(name: string, delay: number): void {
    if (this.#stopping || delay > 60_000) return
    const timer = setTimeout(() => {
      this.#wakes.delete(timer)
      void this.#wake(name)
    }, delay + 50)
    this.#wakes.add(timer.unref())
  }
}

/** One id per due moment, so that it can be in the queue only once. */
function momentId(name: string, from: number): string {
  const hash = createHash('sha256').update(`${name}\n${from}`).digest('hex')
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}

/** Ours are wrapped, as pg-boss keeps objects only; those of schedules are objects already. */
function dataOf(data: object | null): Json {
  if (data && 'value' in data) return (data as { value: Json }).value
  return (data ?? null) as Json
}
