import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import type { Db } from '@saola/records'
import { expect, test } from 'vitest'
import { type ChildCentre, childCentre } from '../testkit/child.ts'
import { onEachDatabase } from '../testkit/databases.ts'
import { code, type TestPlugin, writePlugin } from '../testkit/plugins.ts'
import { type Call, disable, enable, type Running, running } from '../testkit/running.ts'

const KILLS = 4
const CLIENTS = 3
/** Longest that a process lives after its work began, milliseconds. */
const LIFE = 700

const label = { vi: 'x' }
const text = { type: 'text' as const, label }
const ROAD = { label, fields: { name: text } }

/** Each version brings its own field, route, role and widget. */
const air = (version: string, field: string): TestPlugin => ({
  id: 'air',
  version,
  server: `export const say = async () => ({ body: '${version}' })
    export const start = async () => { const timer = setInterval(() => {}, 1000); return () => clearInterval(timer) }`,
  start: code('start'),
  contributes: {
    models: { station: { label, fields: { name: text, [field]: text } } },
    permissions: { see: { label } },
    roles: { watcher: { label, grants: ['air.see'] } },
    routes: { say: { method: 'GET', path: '/say', summary: label, permission: 'air.see', run: code('say') } },
    widgets: { [field]: { label, size: { w: 2, h: 2 }, use: 'core.number' } },
  },
})
const FIELD: Record<string, string> = { '1.0.0': 'rain', '1.1.0': 'wind' }

/** What the module is wanted to be: `off`, or a version. */
const TURNS = ['1.0.0', '1.1.0', 'off']

interface Memory {
  /** States that the module may be in: the last one acknowledged, and one that was asked for since. */
  module: Set<string>
  /** Name → id of each record that was acknowledged. */
  roads: Map<string, string>
}

onEachDatabase('kill −9', (makeStore) => {
  test('while a module is switched and records come in: it is as it was or as it was wanted, and nothing acknowledged is lost', async () => {
    const store = await makeStore()
    const workspace = [join(store.dataDir, 'source')]
    for (const plugin of [air('1.0.0', 'rain'), air('1.1.0', 'wind')])
      await writePlugin(join(workspace[0] ?? '', `air-${plugin.version}`, 'dist'), plugin)
    const memory: Memory = { module: new Set(['off']), roads: new Map() }
    for (let kill = 0; kill < KILLS; kill += 1) {
      const one = await childCentre({ ...store, workspace })
      if (kill === 0) await one.call('PUT', '/api/config/models/roads.road', ROAD)
      await checkModule(one.call, memory)
      const work = [switching(one, memory, kill), ...creating(one, memory, kill)]
      await after(Math.random() * LIFE)
      await one.kill()
      await Promise.all(work)
    }
    const last = await running(store, { workspace })
    await checkModule(last.call, memory)
    await checkRoads(last, memory)
    expect((await enable(last, 'air', '1.1.0')).body).toMatchObject({ state: 'on', version: '1.1.0' })
  }, 120_000)
})

/** Switches on and on until the connection breaks. */
async function switching(one: ChildCentre, { module }: Memory, first: number): Promise<void> {
  for (let at = first; ; at += 1) {
    const wanted = TURNS[at % TURNS.length] ?? 'off'
    module.add(wanted)
    const reply = await (wanted === 'off' ? disable(one, 'air') : enable(one, 'air', wanted)).catch(
      () => undefined,
    )
    if (!reply) return
    expect([reply.status, reply.body.state, reply.body.reason]).toEqual([
      200,
      wanted === 'off' ? 'off' : 'on',
      undefined,
    ])
    module.clear()
    module.add(wanted)
  }
}

function creating({ call }: ChildCentre, { roads }: Memory, run: number): Promise<void>[] {
  return Array.from({ length: CLIENTS }, async (_, client) => {
    for (let at = 0; ; at += 1) {
      const name = `${run}/${client}/${at}`
      const reply = await call('POST', '/api/records/roads.road', { name }).catch(() => undefined)
      if (!reply) return
      expect(reply.status).toBe(201)
      roads.set(name, reply.body.id)
    }
  })
}

/** Old or new, and wholly so: status, route, fields and widgets tell the same. */
async function checkModule(call: Call, { module }: Memory): Promise<void> {
  const { body: item } = await call('GET', '/api/modules/air')
  const is = item.state === 'on' ? item.version : item.state
  expect([...module], JSON.stringify(item.reason)).toContain(is)
  expect([item.reason, item.faults]).toEqual([undefined, []])
  module.clear()
  module.add(is)
  const said = (await call('GET', '/api/x/air/say')).body
  const widgets = Object.keys((await call('GET', '/api/ui')).body.widgets)
  if (is === 'off') {
    expect([said.code, widgets]).toEqual(['module-off', []])
    const { code: why } = (await call('GET', '/api/records/air.station')).body
    expect(['module-off', 'model-unknown']).toContain(why)
    return
  }
  expect([said, widgets]).toEqual([is, [`air.${FIELD[is]}`]])
  for (const [version, field] of Object.entries(FIELD)) {
    const made = await call('POST', '/api/records/air.station', { name: 'x', [field]: 'y' })
    expect(made.status, `${field} of ${version} in ${is}`).toBe(version === is ? 201 : 422)
  }
}

async function checkRoads({ centre: { db } }: Running, { roads }: Memory): Promise<void> {
  expect(roads.size).toBeGreaterThan(KILLS)
  const rows = await db.read.all<{ id: string; name: string }>('select id, name from roads__road')
  const kept = new Map(rows.map(({ id, name }) => [name, id]))
  expect(kept.size).toBe(rows.length)
  expect([...roads].filter(([name, id]) => kept.get(name) !== id)).toEqual([])
  // What was never acknowledged may be there, but whole: with one revision and one event.
  const ids = rows.map(({ id }) => id).sort()
  expect(await column(db, `select record as id from record_revision where model = 'roads.road'`)).toEqual(ids)
  expect(
    await column(db, `select subject as id from outbox_event where type = 'roads.road.created'`),
  ).toEqual(ids)
}

async function column(db: Db, sql: string): Promise<string[]> {
  return (await db.read.all<{ id: string }>(sql)).map(({ id }) => id).sort()
}
