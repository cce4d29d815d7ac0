import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createKernel, type Desired, type Kernel, silentLog } from '@saola/kernel'
import { type Db, openDatabase } from '@saola/records'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { jobsFeature, jobsRef } from './feature.ts'
import type { JobOutcome } from './queue.ts'

let dir: string
let db: Db
let kernel: Kernel
let revision = 0
const outcomes: JobOutcome[] = []
/** What the plugin's code tells the test. */
const told: { job: string; scheduledAt: string; aborted: () => boolean }[] = []

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'saola-jobs-'))
  db = await openDatabase({ file: join(dir, 'saola.db') })
  kernel = createKernel({ engine: '1.0.0', log: silentLog, drainLimit: 200, cloneBoundary: true })
  await kernel.startFeatures([jobsFeature({ db, onOutcome: (outcome) => outcomes.push(outcome) })])
  told.length = 0
  outcomes.length = 0
  Object.assign(globalThis, {
    tellJobsTest: (job: string, scheduledAt: string, signal: AbortSignal) =>
      told.push({ job, scheduledAt, aborted: () => signal.aborted }),
  })
})

afterEach(async () => {
  await kernel.stop()
  await db.close()
  await rm(dir, { recursive: true })
})

/** Writes a plugin with jobs and switches it on. */
async function on(
  jobs: Record<string, { every?: number; cron?: string; timeout?: number; body?: string; demo?: boolean }>,
) {
  const at = join(dir, 'installed', 'feed', `1.0.${++revision}`)
  await mkdir(at, { recursive: true })
  const body = (name: string, code = '') =>
    `${name}: async (ctx, run) => { tellJobsTest('${name}', run.scheduledAt, ctx.signal); ${code} }`
  const source = `export default { ${Object.entries(jobs).map(([name, { body: code }]) => body(name, code))} }`
  await writeFile(join(at, 'server.js'), source)
  const declared = Object.entries(jobs).map(([name, { body: _body, ...job }]) => [
    name,
    { label: { vi: name }, ...job, run: { module: './server.js', export: `default.${name}` } },
  ])
  const manifest = {
    manifest: 1,
    id: 'feed',
    version: `1.0.${revision}`,
    engine: '^1.0.0',
    name: { vi: 'feed', en: 'feed' },
    contributes: { jobs: Object.fromEntries(declared) },
    files: { 'server.js': createHash('sha256').update(source).digest('hex') },
  }
  await writeFile(join(at, 'manifest.json'), JSON.stringify(manifest))
  await kernel.discover({ workspace: [], installed: join(dir, 'installed') })
  await reconcile('on')
}

async function reconcile(state: 'on' | 'off') {
  const approved = { capabilities: [], mounts: [], native: [], unsigned: true }
  const desired: Desired = {
    revision: ++revision,
    modules: { feed: { state, approved } },
    studio: {},
    overrides: {},
  }
  await kernel.reconcile(desired)
}

const until = (check: () => void) => vi.waitFor(check, { timeout: 15_000, interval: 5 })

test('a plugin brings a job, it runs at once and again; switched off it never runs again', async () => {
  await on({ read: { every: 1 } })
  await until(() => expect(told.length).toBeGreaterThanOrEqual(2))
  expect(told[0]).toMatchObject({ job: 'read', scheduledAt: expect.stringMatching(/Z$/) })
  await reconcile('off')
  const before = told.length
  // The schedule would be due by then; nobody here takes it any more.
  await db.atomic([{ sql: 'update core_job_schedule set next_at = 0', params: [] }])
  const queue = kernel.services.get(jobsRef)
  const probe = vi.fn(async () => {})
  await queue.define('probe', probe)
  await queue.schedule('probe', { everySeconds: 1 })
  await until(() => expect(probe.mock.calls.length).toBeGreaterThanOrEqual(2))
  expect(told.length).toBe(before)
  await reconcile('on')
  await until(() => expect(told.length).toBeGreaterThan(before))
})

test('a job that throws is a fault of its plugin, and the next run comes', async () => {
  await on({ read: { every: 1, body: `throw new Error('nguồn hỏng')` } })
  await until(() => expect(told.length).toBeGreaterThanOrEqual(2))
  expect(kernel.status('feed')).toMatchObject({ state: 'on' })
  expect(kernel.status('feed')?.faults[0]).toMatchObject({ what: 'job read', message: 'nguồn hỏng' })
  expect(await kernel.services.get(jobsRef).dead()).toEqual([])
})

test('a job that never resolves is timed out, noted, and runs again', async () => {
  await on({ read: { every: 1, timeout: 50, body: 'await new Promise(() => {})' } })
  await until(() => expect(told.length).toBeGreaterThanOrEqual(2))
  expect(told[0]?.aborted()).toBe(true)
  expect(kernel.status('feed')?.faults[0]?.message).toContain('took longer than 50 ms')
  expect(outcomes[0]?.outcome).toBe('dead')
})

test.each([
  ['neither', {}],
  ['both', { every: 1, cron: '* * * * *' }],
  ['six fields', { cron: '* * * * * *' }],
  ['no minute', { cron: '99 * * * *' }],
])('a schedule that is not one is refused before anything starts: %s', async (_name, job) => {
  await on({ read: job })
  expect(kernel.status('feed')).toMatchObject({ state: 'failed', reason: { code: 'schedule-invalid' } })
  expect(told).toHaveLength(0)
})

test('a new version takes the job over, and fifty times off and on leaves one handler', async () => {
  await on({ read: { every: 1 } })
  await on({ read: { every: 1, body: 'throw new Error("1.1")' } })
  await until(() => expect(kernel.status('feed')?.faults.length).toBeGreaterThan(0))
  for (let turn = 0; turn < 50; turn += 1) await reconcile(turn % 2 ? 'on' : 'off')
  expect(kernel.status('feed')?.state).toBe('on')
  const rows = await db.read.all('select name from core_job_schedule')
  expect(rows).toEqual([{ name: 'feed.read' }])
})

test('a job of a demonstration rests where the centre is none', async () => {
  await on({ shown: { every: 1, demo: true }, read: { every: 1 } })
  await vi.waitFor(() => expect(told.filter(({ job }) => job === 'read').length).toBeGreaterThan(1), 10_000)
  expect(told.filter(({ job }) => job === 'shown')).toEqual([])
})
