import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { type Db, openDatabase } from '@saola/records'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { type KeptStore, onEachDatabase } from '../testkit/databases.ts'
import { openQueue } from './open.ts'
import type { JobOptions, JobOutcome, JobQueue, JobRun } from './queue.ts'

const START = Date.parse('2026-11-24T02:47:10Z')

onEachDatabase('job queue', (_store, keep) => {
  let database: KeptStore
  const opened: Db[] = []
  let now = START
  let names = 0
  const queues: JobQueue[] = []
  const children: ChildProcess[] = []

  beforeAll(async () => {
    database = await keep()
  })
  afterAll(async () => {
    await Promise.all(opened.map((db) => db.close().catch(() => {})))
    await database.remove()
  })
  afterEach(async () => {
    for (const child of children.splice(0)) if (child.exitCode === null) child.kill('SIGKILL')
    await Promise.all(queues.splice(0).map((queue) => queue.stop(100)))
    now = START
  })

  const where = () =>
    database.databaseUrl ? { url: database.databaseUrl } : { file: join(database.dataDir, 'saola.db') }
  const fresh = () => `t${++names}`

  /** Another process, as far as the database can tell. */
  async function open(lease?: number) {
    const outcomes: JobOutcome[] = []
    const db = await openDatabase(where())
    opened.push(db)
    const queue = await openQueue(db, {
      url: database.databaseUrl,
      clock: () => now,
      lease,
      poll: 0.5,
      onOutcome: (outcome) => outcomes.push(outcome),
    })
    queues.push(queue)
    await queue.start()
    return Object.assign(queue, { outcomes, dialect: db.dialect })
  }

  async function recording(
    queue: JobQueue,
    name: string,
    options?: JobOptions,
    work = async (_run: JobRun) => {},
  ) {
    const runs: JobRun[] = []
    const off = await queue.define(
      name,
      async (run) => {
        runs.push(run)
        await work(run)
      },
      options,
    )
    return { runs, off }
  }

  const until = (check: () => unknown) =>
    vi.waitFor(() => expect(check()).toBeTruthy(), { timeout: 50_000, interval: 5 })

  /** Waits for a moment on both clocks: the injected one jumps, that of PostgreSQL goes at its own pace. */
  async function pass(queue: { tick(): Promise<number> }, ms: number) {
    now += ms
    await queue.tick()
  }

  test('a job is done once, with its data', async () => {
    const queue = await open()
    const name = fresh()
    const { runs } = await recording(queue, name)
    const id = await queue.send(name, { say: 'chào', list: [1, null] })
    await until(() => queue.outcomes.length)
    expect(runs).toMatchObject([{ id, name, data: { say: 'chào', list: [1, null] }, attempt: 1 }])
    expect(queue.outcomes).toMatchObject([{ name, outcome: 'done' }])
  })

  test('data may be any JSON value, and what is sent without a definition waits for one', async () => {
    const queue = await open()
    const name = fresh()
    for (const data of [null, 5, 'một', [1]]) await queue.send(name, data)
    const { runs } = await recording(queue, name)
    await until(() => runs.length === 4)
    expect(runs.map((run) => run.data)).toEqual([null, 5, 'một', [1]])
  })

  test('many jobs over two processes, each done once', async () => {
    const [a, b] = [await open(), await open()]
    const name = fresh()
    const seen = [await recording(a, name), await recording(b, name)]
    await Promise.all(Array.from({ length: 40 }, (_, index) => (index % 2 ? a : b).send(name, index)))
    const done = () => seen.flatMap(({ runs }) => runs.map((run) => run.data as number))
    await until(() => done().length >= 40)
    expect(done().sort((x, y) => x - y)).toEqual(Array.from({ length: 40 }, (_, index) => index))
  })

  test('one job per key at a time, also while it runs; another key and no key are free', async () => {
    const queue = await open()
    const name = fresh()
    let finish = () => {}
    const held = new Promise<void>((resolve) => {
      finish = resolve
    })
    const { runs } = await recording(queue, name, {}, () => held)
    const sent = await Promise.all([1, 2, 3].map((data) => queue.send(name, data, { key: 'k' })))
    expect(sent.filter(Boolean)).toHaveLength(1)
    await until(() => runs.length)
    expect(await queue.send(name, 4, { key: 'k' })).toBeNull()
    expect(await queue.send(name, 5, { key: 'other' })).toBeTruthy()
    expect(await queue.send(name, 6)).toBeTruthy()
    finish()
    await until(() => runs.length === 3)
    expect(await queue.send(name, 7, { key: 'k' })).toBeTruthy()
  })

  test('a job may be held back until a moment', async () => {
    const queue = await open()
    const name = fresh()
    const { runs } = await recording(queue, name)
    await queue.send(name, 'later', { startAfter: now + 700 })
    await queue.send(name, 'now')
    await until(() => runs.length)
    expect(runs.map((run) => run.data)).toEqual(['now'])
    await pass(queue, 700)
    await until(() => runs.length === 2)
  })

  test('a failure is tried again after a pause, then buried with its reason', async () => {
    const queue = await open()
    const name = fresh()
    const { runs } = await recording(queue, name, { retries: 1, backoff: 1_000 }, async () => {
      throw new Error('không được')
    })
    const id = await queue.send(name, { n: 1 })
    await until(() => queue.outcomes.length === 1)
    await queue.tick()
    expect(runs).toHaveLength(1)
    await pass(queue, 1_000)
    await until(() => queue.outcomes.length === 2)
    expect(runs.map((run) => run.attempt)).toEqual([1, 2])
    expect(queue.outcomes.map(({ outcome }) => outcome)).toEqual(['retry', 'dead'])
    const dead = await vi.waitFor(async () => {
      const found = (await queue.dead()).filter((job) => job.name === name)
      expect(found).toHaveLength(1)
      return found
    })
    expect(dead).toMatchObject([{ id, name, data: { n: 1 }, error: 'không được' }])
  })

  test('a job that never resolves ends at its time limit, its signal aborts, its place is free again', async () => {
    const queue = await open()
    const name = fresh()
    const { runs } = await recording(
      queue,
      name,
      { timeout: 50, retries: 0, keepDead: false },
      async (run) => {
        if (run.data === 'stuck') await new Promise(() => {})
      },
    )
    await queue.send(name, 'stuck')
    await queue.send(name, 'next')
    await until(() => queue.outcomes.length === 2)
    expect(queue.outcomes.map(({ outcome }) => outcome)).toEqual(['dead', 'done'])
    expect(String(queue.outcomes[0]?.error)).toContain('took longer than 50 ms')
    expect(runs[0]?.signal.aborted).toBe(true)
    expect((await queue.dead()).filter((job) => job.name === name)).toEqual([])
  })

  test('each due moment runs once over two processes; what was missed leads to one run', async () => {
    const [a, b] = [await open(), await open()]
    const name = fresh()
    const seen = [await recording(a, name), await recording(b, name)]
    const moments = () =>
      seen.flatMap(({ runs }) => runs.map((run) => (run.data as { scheduledAt: string }).scheduledAt))
    const done = () => a.outcomes.length + b.outcomes.length
    await Promise.all([a.schedule(name, { everySeconds: 60 }), b.schedule(name, { everySeconds: 60 })])
    await until(() => done() === 1)
    for (const turn of [2, 3, 4]) {
      now += 60_000
      await Promise.all([a.tick(), b.tick(), a.tick(), b.tick()])
      await until(() => done() === turn)
    }
    now += 60 * 60_000 + 500
    await Promise.all([a.tick(), b.tick()])
    await until(() => done() === 5)
    await Promise.all([a.tick(), b.tick()])
    expect(moments().sort()).toEqual([
      '2026-11-24T02:47:10.000Z',
      '2026-11-24T02:48:00.000Z',
      '2026-11-24T02:49:00.000Z',
      '2026-11-24T02:50:00.000Z',
      '2026-11-24T03:50:00.000Z',
    ])
  })

  test('cron waits for its moment, and a run that is still going on is not doubled', async () => {
    const queue = await open()
    const name = fresh()
    let finish = () => {}
    const { runs } = await recording(
      queue,
      name,
      {},
      () =>
        new Promise<void>((resolve) => {
          finish = resolve
        }),
    )
    await queue.schedule(name, { cron: '*/15 * * * *' })
    await queue.tick()
    expect(runs).toHaveLength(0)
    await pass(queue, 13 * 60_000)
    await until(() => runs.length === 1)
    await pass(queue, 15 * 60_000)
    finish()
    await until(() => queue.outcomes.length === 1)
    await queue.tick()
    expect(runs).toHaveLength(1)
    await pass(queue, 15 * 60_000)
    await until(() => runs.length === 2)
    finish()
  })

  test('a schedule rests while nobody defines its name, and is kept for who comes back', async () => {
    const queue = await open()
    const name = fresh()
    const first = await recording(queue, name)
    await queue.schedule(name, { everySeconds: 60 })
    await until(() => queue.outcomes.length === 1)
    await first.off()
    await pass(queue, 3_600_000)
    expect(first.runs).toHaveLength(1)
    const second = await recording(queue, name)
    await queue.schedule(name, { everySeconds: 60 })
    await queue.tick()
    await until(() => queue.outcomes.length === 2)
    expect(second.runs).toHaveLength(1)
    await queue.unschedule(name)
    await pass(queue, 3_600_000)
    expect([first.runs.length, second.runs.length]).toEqual([1, 1])
  })

  test('a newer definition takes over at once, and the end of the older one leaves it alone', async () => {
    const queue = await open()
    const name = fresh()
    const older = await recording(queue, name)
    const newer = await recording(queue, name, { timeout: 5_000 })
    await older.off()
    await queue.send(name, 1)
    await until(() => newer.runs.length)
    expect(older.runs).toHaveLength(0)
  })

  test('stopping waits for what runs, takes nothing new, and hands back what does not end', async () => {
    const [a, b] = [await open(), await open()]
    const name = fresh()
    let finish = () => {}
    const { runs } = await recording(a, name, { concurrency: 2, retries: 0 }, (run) =>
      run.data === 'short'
        ? new Promise<void>((resolve) => {
            finish = resolve
          })
        : new Promise(() => {}),
    )
    await a.send(name, 'short')
    await a.send(name, 'endless')
    await until(() => runs.length === 2)
    const stopped = a.stop(300)
    await b.send(name, 'after')
    finish()
    await stopped
    expect(runs).toHaveLength(2)
    expect(a.outcomes.map(({ outcome }) => outcome)).toEqual(['done', 'retry'])
    const rest = await recording(b, name)
    await until(() => rest.runs.length === 2)
    expect(rest.runs.map((run) => run.data).sort()).toEqual(['after', 'endless'])
  })

  async function child(mode: 'holds' | 'counts', lease?: number) {
    const { file, url } = where()
    const process = fork(
      new URL('testkit/worker.ts', import.meta.url),
      [JSON.stringify({ file, url, mode, lease })],
      {
        execArgv: ['--conditions=saola-source'],
      },
    )
    children.push(process)
    const messages: { data: unknown; attempt: number }[] = []
    process.on('message', (message) => {
      if (message !== 'ready') messages.push(message as (typeof messages)[number])
    })
    await once(process, 'message')
    return { process, messages }
  }

  test('a job whose process is killed is redone once by another', async () => {
    const queue = await open(1_000)
    const { process, messages } = await child('holds', 1_000)
    now = Date.now()
    await queue.send('work', 'precious')
    await until(() => messages.length)
    process.kill('SIGKILL')
    await once(process, 'exit')
    const { runs } = await recording(queue, 'work', { timeout: 1_000, retries: 0 })
    now = Date.now() + 2_000
    await queue.tick()
    await until(() => queue.outcomes.length)
    expect(runs).toMatchObject([{ data: 'precious', attempt: 2 }])
    expect(queue.outcomes).toMatchObject([{ outcome: 'done' }])
    await queue.tick()
    expect(runs).toHaveLength(1)
  })

  test('work goes on after the database has dropped every connection', async () => {
    const queue = await open()
    if (queue.dialect === 'sqlite') return
    const name = fresh()
    const { runs } = await recording(queue, name)
    await queue.schedule(name, { everySeconds: 60 })
    await until(() => queue.outcomes.length === 1)
    const db = await openDatabase(where())
    opened.push(db)
    const drop = 'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()'
    await db.read.all(`${drop} and pid <> pg_backend_pid() and application_name = ?`, ['saola jobs'])
    await vi.waitFor(() => queue.send(name, 'after'), { timeout: 10_000, interval: 50 })
    await until(() => queue.outcomes.length >= 2)
    await pass(queue, 60_000)
    await until(() => runs.length === 3)
    expect(runs[1]?.data).toBe('after')
  })

  test('a process that dies between sending and moving on leads to no second run', async () => {
    const queue = await open()
    if (queue.dialect === 'sqlite') return // One transaction there.
    const name = fresh()
    const { runs } = await recording(queue, name)
    await queue.schedule(name, { everySeconds: 60 })
    await until(() => queue.outcomes.length === 1)
    const db = await openDatabase(where())
    opened.push(db)
    // As if the job had been sent and the schedule not moved on.
    await db.atomic([{ sql: 'update core_job_schedule set next_at = ? where name = ?', params: [now, name] }])
    await queue.tick()
    await pass(queue, 60_000)
    await until(() => queue.outcomes.length === 2)
    expect(runs.map((run) => (run.data as { scheduledAt: string }).scheduledAt)).toEqual([
      '2026-11-24T02:47:10.000Z',
      '2026-11-24T02:48:00.000Z',
    ])
  })

  test('two processes on one schedule: each second once', async () => {
    const [a, b] = await Promise.all([child('counts'), child('counts')])
    const moments = () =>
      [...a.messages, ...b.messages].map(({ data }) => (data as { scheduledAt: string }).scheduledAt)
    await vi.waitFor(() => expect(moments().length).toBeGreaterThanOrEqual(5), {
      timeout: 40_000,
      interval: 20,
    })
    expect(new Set(moments()).size).toBe(moments().length)
    const exits = [a, b].map(({ process }) => once(process, 'exit'))
    for (const { process } of [a, b]) process.send('stop')
    expect((await Promise.all(exits)).map(([code]) => code)).toEqual([0, 0])
  }, 60_000)
})
