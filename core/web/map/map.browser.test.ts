import { afterAll, expect, test } from 'vitest'
import { closeBrowser, openConsole, soon, startExample } from '../testkit/console.ts'

afterAll(closeBrowser)

test('layers of modules stand on the schematic, live, and can be switched', async () => {
  const centre = await startExample('on')
  const page = await openConsole(centre, '/operate/map')
  await page.locator('.map-point').first().waitFor()
  await page.getByText('Sơ đồ, không phải bản đồ đo đạc').waitFor()
  expect(await page.locator('.map-canvas path.m-major').count()).toBeGreaterThan(10)
  expect(await page.getByRole('button', { name: /Ga Vinh/ }).count()).toBe(1)

  await page.getByRole('checkbox', { name: /Trạm không khí/ }).uncheck()
  await soon(() => page.getByRole('button', { name: /Ga Vinh/ }).count()).toBe(0)
  expect(new URL(page.url()).searchParams.get('hide')).toBe('air-quality.stations')

  await page.getByRole('checkbox', { name: /Trạm không khí/ }).check()
  centre.set('air-quality', { state: 'off' })
  await soon(() => page.getByRole('checkbox', { name: /Trạm không khí/ }).count()).toBe(0)
  await soon(() => page.getByRole('button', { name: /Ga Vinh/ }).count()).toBe(0)
  centre.set('air-quality', { state: 'on' })
  await page.getByRole('button', { name: /Ga Vinh/ }).waitFor()
})

test('every point can be reached without a pointer', async () => {
  const centre = await startExample('on')
  const page = await openConsole(centre, '/operate/map')
  await page.getByRole('button', { name: 'Danh sách điểm' }).focus()
  await page.keyboard.press('Enter')
  const station = page.getByRole('link', { name: 'Cảng Cửa Lò' })
  await station.focus()
  await page.keyboard.press('Enter')
  await page.locator('dialog.drawer', { hasText: 'Cảng Cửa Lò' }).waitFor()
  await page.locator('.map-point .mk-ring').waitFor()
  await page.keyboard.press('Escape')
  await page.locator('dialog.drawer').waitFor({ state: 'detached' })

  await page.goto(`${centre.url}/operate/map`)
  const marker = page.getByRole('button', { name: /Ga Vinh/ })
  await marker.focus()
  await page.keyboard.press('Enter')
  await page.locator('dialog.drawer', { hasText: 'Ga Vinh' }).waitFor()
})

test('a state is a shape on the map too', async () => {
  const centre = await startExample('on')
  const page = await openConsole(centre, '/operate/map')
  await page.locator('.map-point').first().waitFor()
  const station = centre.records.all('air-quality.station').find((one) => one.name === 'Ga Vinh')
  centre.write('air-quality.station', station?.id ?? '', { aqi: 20, status: 'good' })
  await page.getByRole('button', { name: 'Tốt: Ga Vinh' }).locator('circle.mk-ground').waitFor()
  centre.write('air-quality.station', station?.id ?? '', { aqi: 320, status: 'hazardous' })
  await page.getByRole('button', { name: 'Xấu trở lên: Ga Vinh' }).locator('rect.mk-ground').waitFor()
})
