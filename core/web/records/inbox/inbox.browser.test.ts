import type { AnyRecord, Json, ModelDef } from '@saola/sdk'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { accessibilityFaults, closeBrowser, openConsole, soon, startExample } from '../../testkit/console.ts'
import { makeModule } from '../../testkit/made-module.ts'

afterAll(closeBrowser)

const MANY = 10_000
const label = (vi: string) => ({ vi, en: vi })
const work: ModelDef = {
  label: label('Việc'),
  title: 'text',
  fields: {
    code: { type: 'code', label: label('Mã'), pattern: 'V-{number:6}', order: 1 },
    text: { type: 'text', label: label('Nội dung'), order: 2 },
    dueAt: { type: 'datetime', label: label('Thời hạn'), order: 4 },
    status: {
      type: 'status',
      label: label('Trạng thái'),
      order: 3,
      initial: 'open',
      states: {
        open: { label: label('Đang mở'), tone: 'warn' },
        done: { label: label('Đã xong'), tone: 'ok', final: true },
      },
      transitions: { finish: { label: label('Làm xong'), from: ['open'], to: 'done' } },
    },
  },
}
const open: Json = { op: '=', args: [{ property: 'status' }, 'open'] }
const page = {
  label: label('Hộp việc'),
  face: 'operate' as const,
  path: '/inbox',
  use: 'core.inbox',
  options: {
    model: 'work.item',
    columns: ['code', 'text', 'status', 'dueAt'],
    sort: '-createdAt',
    due: { field: 'dueAt' },
    tabs: {
      open: { label: label('Đang mở'), filter: open, order: 1 },
      all: { label: label('Tất cả'), order: 2 },
    },
  },
}
const START = Date.parse('2026-11-23T00:00:00Z')
const item = (at: number): AnyRecord => ({
  id: `item-${at}`,
  version: 1,
  createdAt: new Date(START + at * 1000).toISOString(),
  createdBy: 'user:1',
  updatedAt: new Date(START + at * 1000).toISOString(),
  updatedBy: 'user:1',
  unit: null,
  code: `V-${String(at).padStart(6, '0')}`,
  text: `Việc thứ ${at}`,
  dueAt: new Date(Date.now() + (at % 300) * 60_000 - 3_600_000).toISOString(),
  status: 'open',
})

async function start(count: number) {
  const module = makeModule({
    id: 'work',
    version: '1.0.0',
    contributes: { models: { item: work }, pages: { inbox: page } },
  })
  onTestFinished(module.remove)
  const centre = await startExample('off', { modules: [{ ...module, state: 'on' }] })
  centre.records.put(
    'work.item',
    Array.from({ length: count }, (_, at) => item(at + 1)),
  )
  return centre
}

test('ten thousand rows: the exact number, few rows that exist, pages only as they are looked at', async () => {
  const centre = await start(MANY)
  const view = await openConsole(centre, '/operate/work/inbox')
  const rows = view.locator('tr[data-key]')
  await rows.first().waitFor()
  await view.getByText('trên 10.000').waitFor()
  expect(await view.getByRole('grid').getAttribute('aria-rowcount')).toBe(String(MANY + 1))
  expect(await rows.count()).toBeLessThan(80)

  const scroller = view.locator('.grid-scroll')
  await scroller.evaluate((element) => element.scrollTo({ top: element.scrollHeight / 2 }))
  await view.getByText('Việc thứ 5000', { exact: true }).waitFor()
  expect(await rows.count()).toBeLessThan(80)
  await scroller.evaluate((element) => element.scrollTo({ top: element.scrollHeight }))
  await view.getByText('Việc thứ 1', { exact: true }).waitFor()

  // Jumping through what is there is cheap; what a busy machine adds is not ours, so the quick quarter counts.
  const frames = await view.evaluate(async () => {
    const scroll = document.querySelector('.grid-scroll')
    const times: number[] = []
    for (let step = 0; step < 60; step += 1) {
      const before = performance.now()
      scroll?.scrollTo({ top: (scroll.scrollHeight / 60) * step })
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
      times.push(performance.now() - before)
    }
    return times.sort((a, b) => a - b)
  })
  expect(frames[15]).toBeLessThan(150)
  // A row that is half under the head of the table would count as one that is too small to press.
  await scroller.evaluate((element) => element.scrollTo({ top: 0 }))
  await view.getByText(`Việc thứ ${MANY}`, { exact: true }).waitFor()
  expect(await accessibilityFaults(view)).toEqual([])
})

test('the keyboard walks through rows that do not exist yet, and the drawer follows', async () => {
  const centre = await start(300)
  const view = await openConsole(centre, '/operate/work/inbox')
  await view.locator('tr[data-key]').first().waitFor()
  for (let step = 0; step < 40; step += 1) await view.keyboard.press('j')
  await soon(() => view.locator('tr[data-key]:focus').getAttribute('data-key')).toBe('item-261')
  await view.keyboard.press('Enter')
  await view.locator('dialog.drawer').getByText('V-000261').waitFor()
  await view.keyboard.press('k')
  await view.locator('dialog.drawer').getByText('V-000262').waitFor()
  expect(new URL(view.url()).searchParams.get('record')).toBe('item-262')
  await view.keyboard.press('Escape')
  expect(await view.locator('dialog.drawer').count()).toBe(0)
})

test('what changes stays in its place, what is new stands above, a filter reads anew', async () => {
  const centre = await start(50)
  const view = await openConsole(centre, '/operate/work/inbox')
  const row = (at: number) => view.locator(`tr[data-key="item-${at}"]`)
  await row(50).waitFor()
  const place = (await row(45).boundingBox())?.y
  centre.write('work.item', 'item-45', { status: 'done' })
  await soon(() => row(45).getAttribute('data-state')).toBe('gone')
  expect((await row(45).boundingBox())?.y).toBe(place)
  await view.getByText('trên 49').waitFor()
  centre.write('work.item', 'item-51', item(51))
  await soon(() => row(51).getAttribute('data-state')).toBe('new')
  expect(await view.locator('tr[data-key]').first().getAttribute('data-key')).toBe('item-51')
  await view.getByRole('button', { name: 'Xếp lại' }).click()
  await soon(() => row(45).count()).toBe(0)
  expect(await row(51).getAttribute('data-state')).toBeNull()
})

test('without a connection the rows stay and the page says so; then it catches up', async () => {
  const centre = await start(50)
  const view = await openConsole(centre, '/operate/work/inbox', { ignore: /ERR_|Failed to load/ })
  await view.locator('tr[data-key="item-50"]').waitFor()
  centre.holdStreams(true)
  centre.cutStreams()
  await view.getByText('Mất kết nối: đang giữ những dòng đã lấy.').waitFor()
  expect(await view.locator('tr[data-key]').count()).toBeGreaterThan(10)
  centre.write('work.item', 'item-51', item(51))
  centre.holdStreams(false)
  await view.locator('tr[data-key="item-51"]').waitFor({ timeout: 30_000 })
  await view.getByText('Mất kết nối').waitFor({ state: 'detached' })
})
