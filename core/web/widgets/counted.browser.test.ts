import type { AnyRecord } from '@saola/sdk'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { accessibilityFaults, closeBrowser, openConsole, soon, startExample } from '../testkit/console.ts'
import type { FakeCentre } from '../testkit/fake-centre.ts'
import { makeModule } from '../testkit/made-module.ts'

afterAll(closeBrowser)

const MODEL = 'works.task'
const HOUR = 3_600_000
const label = (vi: string) => ({ vi, en: vi })
const long = 'Phòng Kinh tế, Hạ tầng và Đô thị phường Trường Vinh'

const kinds = ['Đường', 'Đèn', 'Nước', 'Cây', 'Rác', long]
const model = {
  label: label('Việc'),
  fields: {
    title: { type: 'text', label: label('Tên'), order: 1 },
    kind: {
      type: 'select',
      label: label('Loại'),
      order: 2,
      options: Object.fromEntries(
        kinds.map((one, index) => [`k${index}`, { label: label(one), order: index }]),
      ),
    },
    status: {
      type: 'status',
      label: label('Trạng thái'),
      order: 3,
      initial: 'new',
      states: {
        new: { label: label('Mới'), tone: 'warn', order: 1 },
        asked: { label: label('Chờ trả lời'), tone: 'hold', pauses: true, order: 2 },
        done: { label: label('Xong'), tone: 'ok', final: true, order: 3 },
      },
      transitions: {},
    },
    at: { type: 'datetime', label: label('Lúc'), order: 4 },
    due: { type: 'datetime', label: label('Hạn'), order: 5 },
  },
}

function record(id: number, values: Record<string, unknown>): AnyRecord {
  const at = new Date().toISOString()
  return {
    id: `task-${String(id).padStart(3, '0')}`,
    version: 1,
    createdAt: at,
    createdBy: 'user:1',
    updatedAt: at,
    updatedBy: 'user:1',
    unit: null,
    title: `Việc ${id}`,
    status: 'new',
    kind: null,
    at,
    due: null,
    ...values,
  }
}

async function board(
  tiles: Record<string, { use: string; options?: object; w?: number; h?: number }>,
  records: AnyRecord[],
  now = () => new Date(),
): Promise<FakeCentre> {
  const made = makeModule({
    id: 'works',
    version: '1.0.0',
    contributes: {
      models: { task: model } as never,
      widgets: Object.fromEntries(
        Object.entries(tiles).map(([name, { use, options }]) => [
          name,
          { label: label(name), size: { w: 8, h: 8 }, use, options: { model: MODEL, ...options } },
        ]),
      ) as never,
      dashboards: {
        home: {
          label: label('Bảng thử'),
          order: -1,
          tiles: Object.fromEntries(
            Object.entries(tiles).map(([name, { w = 8, h = 8 }], index) => [
              name,
              { widget: `works.${name}`, x: index * 8, y: 0, w, h },
            ]),
          ),
        },
      },
    },
  })
  onTestFinished(made.remove)
  const centre = await startExample('off', { modules: [{ ...made, state: 'on' }], now })
  centre.records.put(MODEL, records)
  return centre
}

const bars = (centre: FakeCentre, path = '/operate') =>
  openConsole(centre, path).then((page) => ({
    page,
    texts: () => page.locator('.bars-row').evaluateAll((rows) => rows.map((row) => row.textContent ?? '')),
  }))

test('counts stand with their names, the most frequent first, what remains as one bar, and follow changes', async () => {
  const many = kinds.flatMap((_, kind) =>
    Array.from({ length: 6 - kind }, (_, index) => record(kind * 10 + index, { kind: `k${kind}` })),
  )
  const centre = await board({ counts: { use: 'core.counts', options: { by: 'kind', limit: 3 } } }, [
    ...many,
    record(90, {}),
    record(91, {}),
  ])
  const { page, texts } = await bars(centre)
  await soon(texts).toEqual(['Đường6', 'Đèn5', 'Nước4', '4 mục còn lại8'])
  centre.write(MODEL, 'task-999', { ...record(999, {}), kind: 'k1' })
  centre.write(MODEL, 'task-998', { ...record(998, {}), kind: 'k1' })
  await soon(texts).toEqual(['Đèn7', 'Đường6', 'Nước4', '4 mục còn lại8'])
  await page.locator('.bars-row', { hasText: 'còn lại' }).locator('a').click()
  await page.getByText('8 bản ghi').waitFor()
  await page.goBack()
  await page.getByRole('link', { name: 'Nước' }).press('Enter')
  await page.getByText('4 bản ghi').waitFor()
  expect(new URL(page.url()).searchParams.get('f.kind')).toBe('k2')
})

test('values that nobody has can be shown, in the order of the field; a missing one says of what', async () => {
  const centre = await board(
    { counts: { use: 'core.counts', options: { by: 'kind', order: 'field', empty: true, limit: 9 } } },
    [record(1, { kind: 'k2' }), record(2, {})],
  )
  const { texts } = await bars(centre)
  await soon(texts).toEqual(['Đường0', 'Đèn0', 'Nước1', 'Cây0', 'Rác0', `${long}0`, 'Không có loại1'])
})

test('a tile that cannot be read says so and reads again; one without records teaches', async () => {
  const centre = await board(
    {
      counts: { use: 'core.counts', options: { by: 'kind' } },
      trend: { use: 'core.trend', options: { time: 'at' } },
    },
    [],
  )
  const door = `/api/records/${MODEL}/counts`
  centre.broken.set(door, { status: 503, body: { code: 'unavailable' } })
  const page = await openConsole(centre, '/operate', { ignore: /503/ })
  await page.getByText('Chưa lấy được bản ghi').first().waitFor()
  expect(await page.locator('.fresh[data-state=dead]').count()).toBeGreaterThan(0)
  centre.broken.delete(door)
  await page.locator('.tile', { hasText: 'counts' }).getByRole('button').click()
  await page.getByText('Chưa có bản ghi nào').waitFor()
})

test('columns of a trend are read aloud, the present one as not over, and walked with the arrows', async () => {
  const now = Date.now()
  const day = 24 * HOUR
  const centre = await board({ trend: { use: 'core.trend', options: { time: 'at', last: 12 }, w: 12 } }, [
    record(1, { at: new Date(now).toISOString() }),
    record(2, { at: new Date(now).toISOString() }),
    record(3, { at: new Date(now - HOUR).toISOString() }),
    record(4, { at: new Date(now - day).toISOString() }),
  ])
  const page = await openConsole(centre, '/operate')
  const links = page.locator('.trend-column > a')
  await soon(() => links.count()).toBe(12)
  await soon(() => links.last().getAttribute('aria-label')).toMatch(
    /^\d\d:00–\d\d:00: 2, cùng giờ hôm trước: 1, giờ chưa hết$/,
  )
  expect(await page.locator('.trend-column > a[tabindex="0"]').count()).toBe(1)
  await links.last().focus()
  await page.keyboard.press('ArrowLeft')
  expect(await links.nth(10).evaluate((link) => link === document.activeElement)).toBe(true)
  await page.keyboard.press('Enter')
  await page.getByText('1 bản ghi').waitFor()
})

test('deadlines: late, soon, in time and paused are told apart, and what ends next stands first', async () => {
  const due = (hours: number) => new Date(Date.now() + hours * HOUR).toISOString()
  const centre = await board({ due: { use: 'core.due', options: { due: 'due', from: 'at', limit: 3 } } }, [
    record(1, { due: due(-2), title: 'Trễ hai giờ' }),
    record(2, { due: due(3), title: 'Sắp tới hạn' }),
    record(3, { due: due(30) }),
    record(4, { due: due(40) }),
    record(5, { due: due(-9), status: 'asked', title: 'Đang chờ dân' }),
    record(6, { due: due(-9), status: 'done', title: 'Đã xong' }),
    record(7, {}),
  ])
  const page = await openConsole(centre, '/operate')
  const parts = () => page.locator('.due-part').evaluateAll((all) => all.map((one) => one.textContent))
  await soon(parts).toEqual(['1quá hạn', '1trong 4 giờ', '2còn hạn', '1tạm dừng'])
  expect(await page.locator('.work-title').allTextContents()).toEqual([
    'Trễ hai giờ',
    'Sắp tới hạn',
    'Việc 3',
  ])
  await page.getByRole('link', { name: '1 chưa có hạn' }).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
})

test('a new day begins at midnight in Vietnam, on a screen that nobody touches', async () => {
  let now = '2026-11-24T23:59:40+07:00'
  const evening = ['20:00', '21:30', '23:59'].map((time, index) =>
    record(index, { at: new Date(`2026-11-24T${time}:00+07:00`).toISOString() }),
  )
  const tiles = { today: { use: 'core.number', options: { today: 'at' }, w: 8, h: 3 } }
  const centre = await board(tiles, evening, () => new Date(now))
  const page = await openConsole(centre, '/operate')
  await page.clock.install({ time: new Date(now) })
  await page.reload()
  const value = page.locator('.kpi', { hasText: 'today' }).locator('.kpi-value')
  await soon(() => value.textContent()).toBe('3')
  await page.getByText('+3 so với giờ này hôm qua (0)').waitFor()
  now = '2026-11-25T00:00:02+07:00'
  await page.clock.fastForward(22_000)
  await soon(() => value.textContent()).toBe('0')
  await page.getByText('bằng giờ này hôm qua').waitFor()
})

test('long names wrap inside their tile on a desk and on a phone', async () => {
  const centre = await board(
    { counts: { use: 'core.counts', options: { by: 'kind' }, w: 5 } },
    kinds.map((_, index) => record(index, { kind: `k${index}` })),
  )
  for (const size of [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ]) {
    const page = await openConsole(centre, '/operate', { size })
    const name = page.getByRole('link', { name: long })
    await name.waitFor()
    const fits = await name.evaluate((link) => {
      const tile = link.closest('.tile')?.getBoundingClientRect()
      const box = link.getBoundingClientRect()
      const whole = link.scrollWidth <= link.clientWidth + 1 && link.scrollHeight <= link.clientHeight + 1
      return tile !== undefined && box.right < tile.right && whole
    })
    expect(fits).toBe(true)
  }
})
