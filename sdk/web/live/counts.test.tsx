import type { Counts, CountsQuery } from '@saola/sdk'
import { createSignal, For, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { mount } from '../ui/testkit/mount.tsx'
import { useCounts } from './counts.ts'
import { useComments } from './history.ts'
import { type Host, HostContext, type HostRequest, type StreamListener } from './host.ts'
import type { RecordEvent, UiDocument } from './ui-document.ts'

const MODEL = 'reports.report'

/** A host whose centre answers with what the test says. */
function fakeHost(answer: (path: string, request: HostRequest) => unknown) {
  const asked: { path: string; query: HostRequest['query'] }[] = []
  const listeners = new Set<StreamListener>()
  const [ui, setUi] = createStore({ models: { [MODEL]: {} }, modules: [] } as unknown as UiDocument)
  const host: Host = {
    lang: () => 'vi',
    ui,
    request: async (path, request = {}) => {
      asked.push({ path, query: request.query })
      return { status: 200, headers: new Headers(), body: answer(path, request) as never }
    },
    stream: {
      status: () => ({ state: 'open', at: null }),
      follow: (listener) => {
        listeners.add(listener)
        return { open: Promise.resolve(), stop: () => void listeners.delete(listener) }
      },
    },
    navigate: () => {},
    now: Date.now,
  }
  const tell = (type: string, data: object = {}, subject?: string) => {
    const event = { id: '1', type: `${MODEL}.${type}`, time: '', data, subject } as RecordEvent
    for (const listener of listeners) listener.hear(event, MODEL)
  }
  return { host, asked, tell, listeners, setUi }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const rows = (counts: { items: Counts['items']; total: number | undefined }) => (
  <ul>
    <For each={counts.items}>{(group) => <li>{`${group.key}: ${group.count}`}</li>}</For>
    <li>total {counts.total}</li>
  </ul>
)

test('counts by a field, and counts once for five hundred changes', async () => {
  let open = 3
  const { host, asked, tell } = fakeHost(() => ({ items: [{ key: 'open', count: open }], total: open }))
  mount(() => (
    <HostContext.Provider value={host}>
      {rows(useCounts(MODEL, { by: 'status', search: 'ngập' }))}
    </HostContext.Provider>
  ))
  await vi.advanceTimersByTimeAsync(0)
  await expect.element(page.getByText('open: 3')).toBeVisible()
  expect(asked).toEqual([
    {
      path: `/api/records/${MODEL}/counts`,
      query: expect.objectContaining({ by: 'status', search: 'ngập' }),
    },
  ])
  open = 503
  for (let count = 0; count < 500; count += 1) tell('created')
  await vi.advanceTimersByTimeAsync(1_000)
  await expect.element(page.getByText('open: 503')).toBeVisible()
  expect(asked).toHaveLength(2)
})

test('asks again each minute when its filter holds times that move, also past midnight', async () => {
  vi.setSystemTime(new Date('2026-11-24T23:58:30+07:00'))
  const { host, asked } = fakeHost(() => ({ items: [], total: 0 }))
  const query: CountsQuery = {
    by: 'status',
    filter: { op: '>=', args: [{ property: 'requestedAt' }, { op: 'today', args: [] }] },
  }
  mount(() => <HostContext.Provider value={host}>{rows(useCounts(MODEL, query))}</HostContext.Provider>)
  await vi.advanceTimersByTimeAsync(10)
  expect(asked).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(32_000)
  expect(asked).toHaveLength(2)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(asked).toHaveLength(3)
  expect(Date.now()).toBeLessThan(Date.parse('2026-11-25T00:00:03+07:00'))
})

test('another question forgets the old answer, and leaving ends everything', async () => {
  const [by, setBy] = createSignal('status')
  const { host, asked, listeners, tell } = fakeHost((_, { query }) => ({
    items: [{ key: String(query?.by), count: 1 }],
    total: 1,
  }))
  const [shown, setShown] = createSignal(true)
  const Shown = () => rows(useCounts(MODEL, () => ({ by: by() })))
  mount(() => (
    <HostContext.Provider value={host}>
      <Show when={shown()}>
        <Shown />
      </Show>
    </HostContext.Provider>
  ))
  await vi.advanceTimersByTimeAsync(0)
  await expect.element(page.getByText('status: 1')).toBeVisible()
  setBy('unit')
  expect(page.getByText('status: 1').query()).toBeNull()
  await vi.advanceTimersByTimeAsync(0)
  await expect.element(page.getByText('unit: 1')).toBeVisible()
  tell('updated')
  setShown(false)
  await vi.advanceTimersByTimeAsync(60_000)
  expect([asked.length, listeners.size, vi.getTimerCount()]).toEqual([2, 0, 0])
})

test('a model that is not there says so and comes alive with its module', async () => {
  const { host, setUi } = fakeHost(() => ({ items: [], total: 7 }))
  const Shown = () => {
    const counts = useCounts('later.report', { by: 'status' })
    return <p>{counts.error?.code ?? `total ${counts.total}`}</p>
  }
  mount(() => (
    <HostContext.Provider value={host}>
      <Shown />
    </HostContext.Provider>
  ))
  await expect.element(page.getByText('model-unknown')).toBeVisible()
  setUi('models', 'later.report', {} as never)
  await vi.advanceTimersByTimeAsync(0)
  await expect.element(page.getByText('total 7')).toBeVisible()
})

test('comments come when somebody writes one about this record', async () => {
  const items = [{ id: 'c1', text: 'Đã gọi điện', visibility: 'internal', at: '', by: 'user:1' }]
  const { host, tell, asked } = fakeHost(() => ({ items: [...items] }))
  const Shown = () => {
    const comments = useComments(MODEL, 'r1')
    return <For each={comments.items}>{({ text }) => <p>{text}</p>}</For>
  }
  mount(() => (
    <HostContext.Provider value={host}>
      <Shown />
    </HostContext.Provider>
  ))
  await vi.advanceTimersByTimeAsync(0)
  await expect.element(page.getByText('Đã gọi điện')).toBeVisible()
  items.push({ id: 'c2', text: 'Đội đã tới', visibility: 'internal', at: '', by: 'user:2' })
  tell('commented', { record: 'r2', id: 'c9' }, 'r2')
  await vi.advanceTimersByTimeAsync(1_000)
  expect(asked).toHaveLength(1)
  tell('commented', { record: 'r1', id: 'c2' }, 'r1')
  await vi.advanceTimersByTimeAsync(1_000)
  await expect.element(page.getByText('Đội đã tới')).toBeVisible()
})
