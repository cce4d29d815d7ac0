import { afterAll, expect, onTestFinished, test } from 'vitest'
import { closeBrowser, openConsole, soon, startExample } from '../testkit/console.ts'
import { makeModule } from '../testkit/made-module.ts'

afterAll(closeBrowser)

const station = 'air-quality.station'

test('configured widgets need no code: number, list and chart', async () => {
  const widget = (use: string, options: object) => ({
    label: { vi: use },
    size: { w: 8, h: 6 },
    use,
    options,
  })
  const made = makeModule({
    id: 'board',
    version: '1.0.0',
    contributes: {
      widgets: {
        number: widget('core.number', { model: station, field: 'pm25', sort: '-pm25', unit: 'µg/m³' }),
        list: widget('core.list', { model: station, sort: 'name', limit: 3, value: 'humidity' }),
        chart: widget('core.chart', { model: station, value: 'aqi', limit: 4 }),
        later: widget('core.wave', {}),
      } as never,
      dashboards: {
        home: {
          label: { vi: 'Bảng thử' },
          order: -1,
          tiles: Object.fromEntries(
            ['number', 'list', 'chart', 'later'].map((name, index) => [
              name,
              { widget: `board.${name}`, x: (index % 3) * 8, y: Math.floor(index / 3) * 6, w: 8, h: 6 },
            ]),
          ),
        },
      },
    },
  })
  onTestFinished(made.remove)
  const centre = await startExample('on', { modules: [{ ...made, state: 'on' }] })
  const page = await openConsole(centre, '/operate')
  const chart = page.locator('.bars > li')
  await soon(() => chart.count()).toBe(4)
  const worst = centre.records.all(station).toSorted((a, b) => Number(b.aqi) - Number(a.aqi))[0]
  expect(await chart.first().textContent()).toContain(String(worst?.name))
  await soon(() => page.locator('section.tile', { hasText: 'core.list' }).locator('.row').count()).toBe(3)
  expect(await page.locator('.kpi', { hasText: 'core.number' }).textContent()).toContain('µg/m³')
  expect(await page.locator('.kpi', { hasText: 'core.number' }).getAttribute('href')).toBe(
    '/operate/records/air-quality.station',
  )
  await page.getByText('Chưa có loại ô core.wave').waitFor()
})

test('a number that the reader may not see says so instead of waiting for ever', async () => {
  const made = makeModule({
    id: 'board',
    version: '1.0.0',
    contributes: {
      widgets: {
        hidden: {
          label: { vi: 'Kín' },
          size: { w: 8, h: 3 },
          use: 'core.number',
          options: { model: 'secret.thing' },
        },
      } as never,
      dashboards: {
        home: {
          label: { vi: 'Bảng thử' },
          order: -1,
          tiles: { hidden: { widget: 'board.hidden', x: 0, y: 0, w: 8, h: 3 } },
        },
      },
    },
  })
  onTestFinished(made.remove)
  const centre = await startExample('on', { modules: [{ ...made, state: 'on' }] })
  const page = await openConsole(centre, '/operate')
  await page.locator('.kpi', { hasText: 'Không có mô hình dữ liệu này' }).waitFor()
  await soon(() => page.title()).toContain('Trang chủ')
})
