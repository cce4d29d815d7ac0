import { join } from 'node:path'
import { createKernel, type Desired, silentLog } from '@saola/kernel'
import { openDatabase, recordsFeature, recordsRef } from '@saola/records'
import type { Actor, RoleRight } from '@saola/sdk'
import { expect, onTestFinished, test, vi } from 'vitest'
import { Dispatcher, httpRef, listen, PluginApps, Proxies } from '../http/index.ts'
import { metricsRef, observeFeature } from '../observe/index.ts'
import { onEachDatabase, type TestStore } from '../testkit/databases.ts'
import { streamFeature } from './feature.ts'

/** `officer:vinh` is an officer of a unit. */
const actor = (name: string): Actor => {
  const [role = '', ...units] = name.split(':')
  return { id: `user:${name}`, kind: 'user', name, roles: [role], units }
}
const administrator = actor('administrator')

/** One process of a centre, as far as streams need it. */
async function processOf(store: TestStore) {
  const db = await openDatabase({ url: store.databaseUrl, file: join(store.dataDir, 'saola.db') })
  const kernel = createKernel({ engine: '1.0.0', log: silentLog })
  const plugins = new PluginApps(kernel)
  const dispatcher = new Dispatcher({ log: silentLog, clock: Date.now, proxies: new Proxies([]), plugins })
  const identify = (request: Request) => actor(request.headers.get('authorization') ?? 'nobody')
  dispatcher.identifyBy((request) => ({ actor: identify(request), by: 'token' }))
  kernel.services.provide(httpRef, () => dispatcher)
  await kernel.startFeatures([
    observeFeature({ log: silentLog, db, can: () => true, watchdog: 0 }),
    recordsFeature({ db }),
    streamFeature({ identify }),
  ])
  const server = await listen(dispatcher, { host: '127.0.0.1', port: 0 })
  onTestFinished(async () => {
    await server.close(0)
    await kernel.stop()
    await db.close()
  })

  async function reconcile(revision: number, readers: (string | RoleRight)[]): Promise<void> {
    const station = {
      label: { vi: 'Trạm' },
      fields: { name: { type: 'text' as const, label: { vi: 'Tên' } } },
      rights: { read: readers },
      comments: true,
    }
    const studio = { air: { name: { vi: 'Không khí' }, contributes: { models: { station } } } }
    await kernel.reconcile({ revision, modules: {}, studio, overrides: {} } as unknown as Desired)
  }

  async function open(as: string, lastEventId?: string) {
    const abort = new AbortController()
    onTestFinished(() => abort.abort())
    const headers = { authorization: as, ...(lastEventId ? { 'last-event-id': lastEventId } : {}) }
    const response = await fetch(`${server.url}/api/stream?models=air.station`, {
      headers,
      signal: abort.signal,
    })
    const seen = { text: '' }
    const read = async () => {
      const decoder = new TextDecoder()
      for await (const chunk of response.body ?? []) seen.text += decoder.decode(chunk, { stream: true })
    }
    void read().catch(() => {})
    const events = () =>
      [...seen.text.matchAll(/^id: (.*)\nevent: record\ndata: (.*)$/gm)].map(([, id, data]) => ({
        id,
        ...(JSON.parse(data ?? '') as { type: string; data: { name: string } }),
      }))
    return { seen, events, names: () => events().map(({ data }) => data.name) }
  }
  const all = () => kernel.services.get(recordsRef).trusted('air.station', { id: 'plugin:air', unit: null })
  const stations = () => kernel.services.get(recordsRef).repository('air.station', administrator)
  return { kernel, reconcile, open, stations, all }
}

const until = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 5 })

onEachDatabase('event stream', (store) => {
  test('records come to who may read them, also from another process, and a cut stream resumes anywhere', async () => {
    const where = await store()
    const [a, b] = [await processOf(where), await processOf(where)]
    await a.reconcile(1, ['operator'])
    await b.reconcile(1, ['operator'])
    const [here, there, stranger] = [
      await a.open('operator'),
      await b.open('operator'),
      await b.open('officer'),
    ]

    const made = await a.stations().create({ name: 'Vinh' })
    await a.stations().update(made.id, { name: 'Cửa Lò' })
    await b.stations().create({ name: 'Nghi Lộc' })
    await a.stations().delete(made.id)
    for (const { events } of [here, there]) {
      await until(() => expect(events().filter(({ type }) => type === 'air.station.deleted')).toHaveLength(1))
      expect(
        events()
          .map(({ type }) => type)
          .sort(),
      ).toEqual(['air.station.created', 'air.station.created', 'air.station.deleted', 'air.station.updated'])
    }
    expect(here.events().map(({ id }) => id)).toEqual(there.events().map(({ id }) => id))
    expect(stranger.events()).toEqual([])
    await until(() => expect(here.seen.text).toContain('event: ui\ndata: {"revision":1}'))

    const [first, ...rest] = there.events()
    const fresh = await processOf(where)
    await fresh.reconcile(1, ['operator'])
    const resumed = await fresh.open('operator', first?.id)
    await until(() => expect(resumed.events().map(({ id }) => id)).toEqual(rest.map(({ id }) => id)))
    const lost = await fresh.open('operator', 'no-such-position')
    await until(() => expect(lost.seen.text).toContain('event: reset'))
  })

  test('records of one unit come to that unit, wherever they were written', async () => {
    const where = await store()
    const [a, b] = [await processOf(where), await processOf(where)]
    const mine = { op: 'in', args: [{ property: 'unit' }, { param: 'actor.units' }] } as const
    for (const one of [a, b]) await one.reconcile(1, ['operator', { role: 'officer', where: mine }])
    const [officer, operator] = [await b.open('officer:vinh'), await b.open('operator')]
    const [own, foreign] = [
      await a.all().create({ name: 'của ta', unit: 'vinh' }),
      await a.all().create({ name: 'của người', unit: 'nghi-loc' }),
    ]
    await a.all().comment(foreign.id, { text: 'kín' })
    await a.all().comment(own.id, { text: 'mở' })
    await a.all().update(own.id, { unit: 'nghi-loc', name: 'đã giao' })
    await a.all().update(own.id, { name: 'sửa tiếp' })
    await a.all().delete(own.id)
    await a.all().update(foreign.id, { unit: 'vinh' })
    await until(() => expect(operator.names()).toHaveLength(6))
    await until(() =>
      expect(officer.events().map(({ type, data }) => [type.split('.')[2], data.name])).toEqual([
        ['created', 'của ta'],
        ['deleted', undefined],
        ['updated', 'của người'],
      ]),
    )
    expect(officer.seen.text).toContain('mở')
    expect(officer.seen.text).not.toMatch(/kín|đã giao|sửa tiếp/)
  })

  test('a change of rights reaches streams that are open', async () => {
    const one = await processOf(await store())
    await one.reconcile(1, ['operator'])
    const officer = await one.open('officer')
    await one.stations().create({ name: 'trước' })
    await one.reconcile(2, ['operator', 'officer'])
    await until(() => expect(officer.seen.text).toContain('{"revision":2}'))
    await one.stations().create({ name: 'sau' })
    await until(() => expect(officer.names()).toEqual(['sau']))
    await one.reconcile(3, ['operator'])
    await until(() => expect(officer.seen.text).toContain('{"revision":3}'))
    const operator = await one.open('operator')
    await one.stations().create({ name: 'kín' })
    await until(() => expect(operator.names()).toContain('kín'))
    expect(officer.names()).toEqual(['sau'])
    const text = await one.kernel.services.get(metricsRef).text()
    expect(text).toContain('saola_streams_open 2')
    expect(text).toContain('saola_outbox_dead 0')
    expect(text).toMatch(/saola_outbox_lag_seconds \d/)
  })
})
