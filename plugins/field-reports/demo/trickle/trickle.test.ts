import { rm } from 'node:fs/promises'
import { createTestCentre, type TestCentre } from '@saola/sdk-testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { built } from '../../testkit/built.ts'
import { MARK, MOST } from './trickle.ts'

const REPORTS = '/api/records/field-reports.report'
const MINUTE = 60_000
let dir = ''
let centre: TestCentre
let ahead = 0

beforeAll(async () => {
  dir = await built()
  const clock = () => Date.now() + ahead
  centre = await createTestCentre({ plugins: [dir], on: ['field-reports'], live: true, clock })
}, 120_000)
afterAll(async () => {
  await centre?.[Symbol.asyncDispose]()
  if (dir) await rm(dir, { recursive: true, force: true })
})

interface Item {
  code: string
  description: string
  status: string
  requestedAt: string
  demo: boolean
  submission: string | null
}

async function trickled(): Promise<Item[]> {
  const submitted = { op: 'not', args: [{ op: 'isNull', args: [{ property: 'submission' }] }] }
  const filter = encodeURIComponent(JSON.stringify(submitted))
  const { body } = await centre.call<{ items: Item[] }>(
    `${REPORTS}?filter-lang=cql2-json&filter=${filter}&limit=500&sort=requestedAt`,
    { token: await centre.token() },
  )
  return body.items
}

/** Lets minutes pass one by one, as they would, until something holds. */
async function passUntil(holds: (items: Item[]) => boolean, most: number): Promise<Item[]> {
  for (let minute = 0; minute < most; minute += 1) {
    ahead += MINUTE
    const before = JSON.stringify(await trickled())
    await expect
      .poll(async () => JSON.stringify(await trickled()) !== before, { timeout: 5000, interval: 50 })
      .toBe(true)
      .catch(() => undefined)
    const items = await trickled()
    if (holds(items)) return items
  }
  return trickled()
}

test('new reports come, say that they are a demonstration, and move on step by step', async () => {
  const items = await passUntil(
    (all) => all.length >= 2 && all.some(({ status }) => status !== 'received'),
    12,
  )
  expect(items.length).toBeGreaterThanOrEqual(2)
  expect(items.some(({ status }) => status !== 'received')).toBe(true)
  expect(items.every(({ demo, description }) => demo && description.startsWith(MARK))).toBe(true)
  expect(items.every(({ submission }) => /^trickle:\d+$/.test(submission ?? ''))).toBe(true)
  expect(items.length).toBeLessThanOrEqual(MOST)
}, 120_000)

test('an administrator switches it off', async () => {
  const token = await centre.token()
  const path = '/api/config/settings/field-reports'
  const body = { demoTrickle: false }
  expect((await centre.call(path, { method: 'PUT', token, body })).status).toBeLessThan(300)
  const before = await trickled()
  ahead += 5 * MINUTE
  const job = async () =>
    (await centre.call<string>('/metrics', { token })).body
      .split('\n')
      .find((line) => /saola_job\w*\{.*field-reports\.trickle.*\}/.test(line))
  const counted = await job()
  await expect.poll(job, { timeout: 10_000 }).not.toBe(counted)
  expect(await trickled()).toEqual(before)
}, 60_000)
