import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTestCentre, launchChromium, signIn, type TestCentre } from '@saola/sdk-testing'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  MANY,
  MANY_LAYER,
  MANY_MODEL,
  panAndZoom,
  seedPoints,
  writeManyModule,
} from '../../../scripts/browser/many-points.ts'

const COUNT = 50_000
const DESK = { width: 1440, height: 900 }
const SLOWDOWN = 4
/**
 * Milliseconds that one task of the main thread may take while the map is moved, on a processor slowed down so many
 * times. Held to the processor time at full speed: by the clock a task also lasts while other work has the processor.
 */
const LONGEST = 200
let folder = ''
let centre: TestCentre
let browser: Awaited<ReturnType<typeof launchChromium>>

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'saola-many-'))
  writeManyModule(folder)
  centre = await createTestCentre({ plugins: [folder], on: [MANY] })
  seedPoints(centre.dataDir, COUNT)
  browser = await launchChromium()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await centre?.[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
})

async function open(path: string, role = 'operator'): Promise<Page> {
  const page = await browser.newPage({ viewport: DESK, locale: 'vi-VN' })
  await page.addInitScript(() => localStorage.setItem('saola.lang', 'vi'))
  await signIn(page, centre, role)
  await page.goto(centre.url + path)
  return page
}

/** How many records the marks in view stand for. */
async function sum(page: Page): Promise<number> {
  return page
    .locator('.map-marks > button')
    .evaluateAll((all) => all.reduce((total, one) => total + Number((one as HTMLElement).dataset.count), 0))
}

test('50,000 points: exact at every zoom, live within a second, and smooth on a slow machine', {
  timeout: 180_000,
}, async () => {
  const page = await open('/operate/map')
  await page.getByText(/Đang thấy [\d.]+ trên 50\.000 điểm/).waitFor({ timeout: 60_000 })
  await page.getByRole('button', { name: 'Xem tất cả điểm' }).click()
  await page.getByText('Đang thấy 50.000 trên 50.000 điểm').waitFor()
  await expect.poll(() => sum(page), { timeout: 20_000 }).toBe(COUNT)

  const filter = { op: '=', args: [{ property: 'state' }, 'crit'] }
  const counted = await centre.call<{ count: number }>(
    `/api/records/${MANY_MODEL}?limit=1&count=exact&filter=${encodeURIComponent(JSON.stringify(filter))}`,
    { token: await centre.token('operator') },
  )
  const { count } = counted.body
  expect(count).toBeGreaterThan(100)
  await page.goto(`${centre.url}/operate/map?of=${MANY_MODEL}&f.state=crit`)
  await page.getByRole('button', { name: 'Xem tất cả điểm' }).click()
  const written = count.toLocaleString('vi-VN')
  await page.getByText(`Đang thấy ${written} trên ${written} điểm`).waitFor()
  await expect.poll(() => sum(page), { timeout: 20_000 }).toBe(count)

  await page.goto(`${centre.url}/operate/map`)
  await page.getByText(/Đang thấy [\d.]+ trên 50\.000 điểm/).waitFor({ timeout: 60_000 })
  const reads: string[] = []
  page.on('request', (request) => reads.push(new URL(request.url()).pathname))
  const place = { type: 'Point', coordinates: [105.69, 18.68] }
  const made = await centre.call<{ id: string }>(`/api/records/${MANY_MODEL}`, {
    method: 'POST',
    token: await centre.token('operator'),
    body: { name: 'Vỡ ống nước', place, state: 'crit', kind: 'water' },
  })
  expect(made.status).toBe(201)
  const started = performance.now()
  await page.getByText(/Đang thấy [\d.]+ trên 50\.001 điểm/).waitFor()
  const shownAfter = performance.now() - started
  const gone = await centre.call(`/api/records/${MANY_MODEL}/${made.body.id}`, {
    method: 'DELETE',
    token: await centre.token('operator'),
  })
  expect(gone.status).toBe(204)
  await page.getByText(/Đang thấy [\d.]+ trên 50\.000 điểm/).waitFor()
  expect(reads.filter((path) => path.endsWith('/points'))).toEqual([])

  const slowed = await panAndZoom(page, SLOWDOWN)
  const own = await panAndZoom(page, 1)
  const { frames } = slowed
  console.log(
    `50,000 points, processor slowed ${SLOWDOWN}×: longest task ${slowed.longest} ms by the clock, ` +
      `${slowed.long} of 50 ms or more; frames ${frames.median} / ${frames.p95} / ${frames.longest} ms ` +
      `(median, p95, longest). At full speed the longest task takes ${own.busiest} ms of the processor. ` +
      `A new record is shown after ${Math.round(shownAfter)} ms.`,
  )
  expect(own.busiest).toBeGreaterThan(0)
  expect(own.busiest * SLOWDOWN).toBeLessThan(LONGEST)
  // Less than a second where nothing else runs; test machines are shared.
  expect(shownAfter).toBeLessThan(5_000)
  await page.close()
})

test('who may not read the records has no points, and no layer', async () => {
  const answer = await centre.call(`/api/records/${MANY_MODEL}/points`, {
    token: await centre.token('officer'),
  })
  expect(answer.status).toBe(403)
  const page = await open('/operate/map', 'officer')
  await page.getByText('Chưa có lớp nào').waitFor()
  expect(await page.locator('.map-marks > button').count()).toBe(0)
  await page.close()
})

test('a tile shows the points of its filter, and opens the map with it', async () => {
  const page = await open('/operate/dashboards/many.home')
  const tile = page.locator('section.tile', { hasText: 'Phản ánh khẩn' })
  await tile.getByText(/Đang thấy [\d.]+ trên [\d.]+ điểm/).waitFor()
  const shown = /trên ([\d.]+) điểm/.exec((await tile.textContent()) ?? '')?.[1]
  await tile.getByRole('link', { name: 'Mở bản đồ' }).click()
  await page.waitForURL(/operate\/map/)
  expect(new URL(page.url()).searchParams.get('f.state')).toBe('crit,high')
  await page.getByText(new RegExp(`trên ${shown} điểm`)).waitFor()
  await page.getByRole('checkbox', { name: /Phản ánh/ }).waitFor()
  expect(MANY_LAYER).toContain(MANY)
  await page.close()
})
