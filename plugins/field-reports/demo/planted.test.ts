import { rm } from 'node:fs/promises'
import { createTestCentre, type TestCentre } from '@saola/sdk-testing'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { built } from '../testkit/built.ts'
import type { DemoReport } from './report.ts'
import given from './reports.json' with { type: 'json' }

const reports = given as unknown as DemoReport[]
const REPORTS = '/api/records/field-reports.report'
let dir = ''
let started = 0
let centre: TestCentre

beforeAll(async () => {
  dir = await built()
  const before = Date.now()
  centre = await createTestCentre({ plugins: [dir], on: ['field-reports'] })
  started = Date.now() - before
}, 120_000)
afterAll(async () => {
  await centre?.[Symbol.asyncDispose]()
  if (dir) await rm(dir, { recursive: true, force: true })
})

const codeOf = (number: number) => `PA-2026-${String(number).padStart(6, '0')}`
const one = async (number: number) => {
  const filter = encodeURIComponent(JSON.stringify({ op: '=', args: [{ property: 'code' }, codeOf(number)] }))
  const path = `${REPORTS}?filter-lang=cql2-json&filter=${filter}`
  const { body } = await centre.call<{ items: Record<string, unknown>[] }>(path, {
    token: await centre.token(),
  })
  return body.items[0] ?? {}
}

test('a centre with the demonstration is there in seconds', () => {
  expect(started).toBeLessThan(40_000)
})

test('a resolved report has its way, its comments, and pictures before and after', async () => {
  const story = reports.find(
    ({ status, photos, history, category }) =>
      status === 'closed' &&
      category === 'water-supply' &&
      photos.some(({ after }) => after) &&
      history.some((entry) => entry.public),
  ) as DemoReport
  const report = await one(story.number)
  const token = await centre.token()
  const { body } = await centre.call<{
    items: { actor: string; byName: string; kind: string; data: object }[]
  }>(`${REPORTS}/${report.id}/revisions`, { token })
  const steps = story.history.flatMap(({ status }) => status ?? [])
  expect(body.items.flatMap(({ data }) => ('status' in data ? data.status : []))).toEqual(steps)
  expect(body.items[1]?.byName).toBe(story.history[1]?.by)
  const comments = await centre.call<{ items: { text: string; visibility: string }[] }>(
    `${REPORTS}/${report.id}/comments`,
    { token },
  )
  const said = story.history.filter(({ text }) => text)
  expect(comments.body.items.map(({ text }) => text)).toEqual(said.map(({ text }) => text))
  const open = await centre.call<Record<string, unknown> & { history: { status: string; at: string }[] }>(
    `/api/x/field-reports/reports/${codeOf(story.number)}`,
  )
  expect(open.body.history.map(({ status }) => status)).toEqual(steps)
  const times = open.body.history.map(({ at }) => Date.parse(at))
  expect(times).toEqual(times.toSorted((a, b) => a - b))
  expect(times.at(-1)).toBeLessThan(Date.now())
  expect(JSON.stringify(open.body)).not.toContain(story.officer)
  expect(open.body).toMatchObject({ photos: [expect.any(String)], afterPhotos: [expect.any(String)] })
  const [photo] = open.body.photos as string[]
  const picture = await fetch(`${centre.url}/api/files/${photo}?variant=medium`)
  expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/jpeg'])
  const { width, exif } = await sharp(new Uint8Array(await picture.arrayBuffer())).metadata()
  expect([width, exif]).toEqual([800, undefined])
})

test('a merged report leads to the one that goes on, and every unit was known before', async () => {
  const merged = reports.find(({ mergedInto }) => mergedInto) as DemoReport
  const main = await one(merged.mergedInto ?? 0)
  expect((await one(merged.number)).mergedInto).toBe(main.id)
  const assigned = reports.find(({ status }) => status === 'in-progress') as DemoReport
  expect(await one(assigned.number)).toMatchObject({ unit: assigned.unit, status: 'in-progress' })
})
