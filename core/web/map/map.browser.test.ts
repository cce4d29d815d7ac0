import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import {
  accessibilityFaults,
  closeBrowser,
  openConsole,
  PHONE,
  soon,
  startExample,
} from '../testkit/console.ts'

afterAll(closeBrowser)

const station = 'air-quality.station'
const OTHERS = 'nghe-an.notes'
const STATIONS = `/operate/map?of=${station}&hide=${OTHERS}`
/** Marks are on a canvas; these are their buttons. */
const marks = (page: Page) => page.locator('.map-marks > button')
const named = (page: Page, name: RegExp | string) => page.locator('.map-marks').getByRole('button', { name })
/** How many records all marks in view stand for. */
const sum = async (page: Page) => {
  const counts = await marks(page).evaluateAll((all) =>
    all.map((one) => Number((one as HTMLElement).dataset.count)),
  )
  return counts.reduce((total, count) => total + count, 0)
}

test('layers of modules stand on the schematic, live, and can be switched', async () => {
  const centre = await startExample('on')
  const page = await openConsole(centre, STATIONS)
  await named(page, /Ga Vinh/).waitFor()
  await page.getByText('Sơ đồ, không phải bản đồ đo đạc').waitFor()
  expect(await page.locator('.map-canvas path.m-major').count()).toBeGreaterThan(10)

  await page.getByRole('checkbox', { name: /Trạm không khí/ }).uncheck()
  await soon(() => named(page, /Ga Vinh/).count()).toBe(0)
  expect(new URL(page.url()).searchParams.get('hide')).toBe(`${OTHERS},air-quality.stations`)
  await page.getByText('Chưa có điểm nào trong các lớp đang bật').waitFor()

  await page.getByRole('checkbox', { name: /Trạm không khí/ }).check()
  await named(page, /Ga Vinh/).waitFor()
  centre.set('air-quality', { state: 'off' })
  await soon(() => page.getByRole('checkbox', { name: /Trạm không khí/ }).count()).toBe(0)
  await soon(() => named(page, /Ga Vinh/).count()).toBe(0)
  centre.set('air-quality', { state: 'on' })
  await named(page, /Ga Vinh/).waitFor()
})

test('marks say how many records there are, in the panel, in view, and on each', async () => {
  const centre = await startExample('on')
  const page = await openConsole(centre, STATIONS)
  const all = centre.records.all(station).length
  await page.getByRole('button', { name: 'Xem tất cả điểm' }).click()
  await page.getByText(`Đang thấy ${all} trên ${all} điểm`).waitFor()
  await soon(() => sum(page)).toBe(all)
  await page.getByRole('button', { name: 'Toàn tỉnh' }).click()
  await soon(() => sum(page)).toBe(all)
  await soon(() =>
    page.locator('.tree-item', { hasText: 'Trạm không khí' }).locator('.meta').textContent(),
  ).toBe(String(all))
  const cluster = named(page, /^Cụm \d+ điểm: /).first()
  const zoom = () => Number(new URL(page.url()).searchParams.get('at')?.split(',')[2] ?? 99)
  await soon(zoom).toBeLessThan(10)
  const before = zoom()
  await cluster.focus()
  await page.keyboard.press('Enter')
  await soon(zoom).toBeGreaterThan(before)
})

test('a record that is made, changed or deleted is so on the map at once, without reading the others again', async () => {
  const centre = await startExample('on')
  const page = await openConsole(centre, '/operate/map')
  await named(page, /Ga Vinh/).waitFor()
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  const known = centre.records.all(station).find((one) => one.name === 'Ga Vinh')
  centre.write(station, known?.id ?? '', { aqi: 20, status: 'good' })
  await named(page, 'Tốt: Ga Vinh').waitFor()
  centre.write(station, known?.id ?? '', { aqi: 320, status: 'hazardous' })
  await named(page, 'Xấu trở lên: Ga Vinh').waitFor()
  const started = Date.now()
  const place = { type: 'Point', coordinates: [105.665, 18.71] }
  centre.write(station, 'fresh-1', {
    name: 'Trạm mới',
    position: place,
    location: place,
    aqi: 10,
    status: 'good',
  })
  await named(page, /Trạm mới/).waitFor()
  expect(Date.now() - started).toBeLessThan(3_000)
  centre.remove(station, 'fresh-1')
  await soon(() => named(page, /Trạm mới/).count()).toBe(0)
  expect(asked.filter((path) => path.endsWith('/points'))).toEqual([])
})

test('every point can be reached without a pointer, by arrows and as a list', async () => {
  const centre = await startExample('on')
  const page = await openConsole(centre, '/operate/map')
  await named(page, /Ga Vinh/).waitFor()
  expect(await page.locator('.map-marks > button[tabindex="0"]').count()).toBe(1)
  await page.locator('.map-canvas').focus()
  await page.keyboard.press('Tab')
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
  const first = await focused()
  expect(first).toMatch(/:/)
  for (const key of ['ArrowRight', 'ArrowLeft', 'ArrowDown', 'ArrowUp']) await page.keyboard.press(key)
  const seen = new Set<string | null | undefined>()
  for (let step = 0; step < 8; step++) {
    await page.keyboard.press(step % 2 === 0 ? 'ArrowDown' : 'ArrowRight')
    await soon(focused).toMatch(/:/)
    seen.add(await focused())
  }
  expect(seen.size).toBeGreaterThan(1)
  await named(page, /Ga Vinh/).focus()
  await page.keyboard.press('Enter')
  await page.locator('dialog.drawer', { hasText: 'Ga Vinh' }).waitFor()
  await page.keyboard.press('Escape')
  await page.locator('dialog.drawer').waitFor({ state: 'detached' })

  await page.getByRole('button', { name: 'Toàn tỉnh' }).click()
  await page.getByRole('button', { name: 'Đang thấy' }).focus()
  await page.keyboard.press('Enter')
  const link = page.getByRole('link', { name: 'Cảng Cửa Lò' })
  await link.focus()
  await page.keyboard.press('Enter')
  await page.locator('dialog.drawer', { hasText: 'Cảng Cửa Lò' }).waitFor()
})

test('the pointer meets the canvas: it names a mark, opens a record and parts a group', async () => {
  const centre = await startExample('on')
  const page = await openConsole(centre, '/operate/map')
  const mark = named(page, /Ga Vinh/)
  await mark.waitFor()
  const middle = async (of = mark) => {
    const box = await of.boundingBox()
    return [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2] as const
  }
  await page.mouse.move(...(await middle()))
  await page.locator('.map-tip', { hasText: 'Ga Vinh' }).waitFor()
  await page.mouse.click(...(await middle()))
  await page.locator('dialog.drawer', { hasText: 'Ga Vinh' }).waitFor()
  expect(new URL(page.url()).searchParams.get('record')).toBeTruthy()

  await page.goto(`${centre.url}/operate/map?at=18.683,105.682,11`)
  const group = named(page, /^Cụm/).first()
  await group.waitFor()
  await page.mouse.click(...(await middle(group)))
  await soon(() => Number(new URL(page.url()).searchParams.get('at')?.split(',')[2])).toBeGreaterThan(11)
})

test('filters of the list hold on the map, in both directions', async () => {
  const centre = await startExample('on')
  const bad = centre.records.all(station).filter((one) => Number(one.aqi) >= 100).length
  expect(bad).toBeGreaterThan(0)
  const page = await openConsole(centre, `${STATIONS}&f.aqi=100`)
  await page.getByRole('button', { name: 'Xem tất cả điểm' }).click()
  await page.getByText(`Đang thấy ${bad} trên ${bad} điểm`).waitFor()
  await soon(() => sum(page)).toBe(bad)
  await page.getByRole('button', { name: 'Danh sách', exact: true }).click()
  await page.waitForURL(/records|air-quality/)
  expect(new URL(page.url()).searchParams.get('f.aqi')).toBe('100')
  await soon(() => page.locator('tbody tr').count()).toBe(bad)
  await page.getByRole('button', { name: 'Bản đồ', exact: true }).click()
  await page.waitForURL(/operate\/map/)
  expect(new URL(page.url()).searchParams.get('f.aqi')).toBe('100')
  await page.getByRole('button', { name: 'Xem tất cả điểm' }).click()
  await page.getByText(`Đang thấy ${bad} trên ${bad} điểm`).waitFor()

  await page.goto(`${centre.url}${STATIONS}&f.aqi=99999`)
  await page.getByText('Không điểm nào khớp bộ lọc').waitFor()
  await page.getByRole('button', { name: 'Bỏ bộ lọc' }).click()
  await soon(() =>
    page
      .getByText(/Đang thấy/)
      .last()
      .textContent(),
  ).toContain('điểm')
  expect(new URL(page.url()).searchParams.get('f.aqi')).toBeNull()
})

test('a layer that cannot be read says so, what still works, and is tried again', async () => {
  const centre = await startExample('on')
  centre.broken.set(`/api/records/${station}/points`, { status: 500, body: { code: 'internal' } })
  const page = await openConsole(centre, '/operate/map', { ignore: /500/ })
  await page.getByRole('alert').filter({ hasText: 'Chưa tải được lớp này' }).waitFor()
  centre.broken.clear()
  await page.getByRole('button', { name: 'Thử lại' }).click()
  await named(page, /Ga Vinh/).waitFor()
  expect(await page.getByText('Chưa tải được lớp này').count()).toBe(0)
})

test.each(['dark', 'light'] as const)('nothing on the map is hard to use, %s', async (theme) => {
  const centre = await startExample('on')
  const page = await openConsole(centre, '/operate/map', { theme })
  await named(page, /Ga Vinh/).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Đang thấy' }).click()
  await page.getByRole('link', { name: 'Ga Vinh' }).click()
  await page.locator('dialog.drawer', { hasText: 'Ga Vinh' }).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  const phone = await openConsole(centre, STATIONS, { theme, size: PHONE })
  await marks(phone).first().waitFor()
  expect(await accessibilityFaults(phone)).toEqual([])
})
