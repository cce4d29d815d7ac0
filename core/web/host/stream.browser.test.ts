import { afterAll, expect, test } from 'vitest'
import { closeBrowser, openConsole, soon, startExample } from '../testkit/console.ts'

afterAll(closeBrowser)

test('numbers, lists and the map follow the event stream', async () => {
  const centre = await startExample('on')
  const page = await openConsole(centre, '/operate')
  const open = page.locator('.kpi', { hasText: 'Việc ca trực chưa xong' }).locator('.kpi-value')
  await soon(() => open.textContent()).toBe('3')
  await page.getByText('Trực tiếp', { exact: true }).waitFor()
  centre.write('nghe-an.note', 'note-099', {
    title: 'Mất điện trạm bơm',
    state: 'open',
    at: new Date().toISOString(),
    position: { type: 'Point', coordinates: [105.69, 18.67] },
  })
  await page.getByText('Mất điện trạm bơm').waitFor()
  await soon(() => open.textContent()).toBe('4')
  const station = centre.records.all('air-quality.station')[0]
  centre.write('air-quality.station', station?.id ?? '', { aqi: 412, status: 'hazardous' })
  await soon(() => page.locator('.aq-gauge-value').first().textContent()).toContain('412')
  centre.remove('nghe-an.note', 'note-099')
  await soon(() => open.textContent()).toBe('3')
})

test('a cut line is said at once, and healed by itself', async () => {
  const centre = await startExample('on')
  const page = await openConsole(centre, '/operate', { ignore: /ERR_|Failed to load/ })
  await page.getByText('Trực tiếp', { exact: true }).waitFor()
  centre.holdStreams(true)
  centre.cutStreams()
  await page.locator('.truth .fresh[data-state=dead]').waitFor()
  await page.locator('.kpi .fresh[data-state=dead]').first().waitFor()
  centre.records.write('nghe-an.note', 'note-098', {
    title: 'Ghi lúc mất nối',
    state: 'open',
    at: new Date().toISOString(),
  })
  centre.holdStreams(false)
  await page.getByText('Ghi lúc mất nối').waitFor()
  await page.locator('.truth .fresh[data-state=live]').waitFor()
})

test('the tabs of a browser share one stream', async () => {
  const centre = await startExample('on')
  const first = await openConsole(centre, '/operate')
  await first.getByText('Trực tiếp', { exact: true }).waitFor()
  const second = await openConsole(centre, '/operate/nghe-an/notes', { context: first.context() })
  await second.getByText('Trực tiếp', { exact: true }).waitFor()
  centre.write('nghe-an.note', 'note-097', {
    title: 'Hai thẻ cùng nghe',
    state: 'open',
    at: new Date().toISOString(),
  })
  await Promise.all([
    first.getByText('Hai thẻ cùng nghe').waitFor(),
    second.getByText('Hai thẻ cùng nghe').waitFor(),
  ])
  await soon(() => centre.openStreams).toBe(1)
  await second.close()
  await first.getByText('Trực tiếp', { exact: true }).waitFor()
  expect(centre.openStreams).toBe(1)
})
