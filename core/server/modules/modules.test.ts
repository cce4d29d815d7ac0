import { join } from 'node:path'
import { expect, test } from 'vitest'
import { onEachDatabase, sqliteStore, type TestStore } from '../testkit/databases.ts'
import { code, type TestPlugin, writePlugin } from '../testkit/plugins.ts'
import { type Running, running, until } from '../testkit/running.ts'

const label = (en: string) => ({ vi: en, en })
const seen = { summary: label('x'), permission: 'air.see', method: 'GET' as const }

const air = (version: string, more: Partial<TestPlugin> = {}): TestPlugin => ({
  id: 'air',
  version,
  capabilities: ['records:own'],
  server: `export const get = async () => ({ body: '${version}' })
    export const slow = async (ctx) => { globalThis.airEntered?.(); await globalThis.airMay; return { body: ctx.plugin.version } }
    export const throws = async () => { throw new Error('no') }`,
  contributes: {
    models: {
      station: { label: label('Station'), fields: { name: { type: 'text', label: label('Name') } } },
    },
    permissions: { see: { label: label('See'), roles: ['operator'] } },
    routes: {
      version: { ...seen, path: '/version', run: code('get') },
      slow: { ...seen, path: '/slow', run: code('slow') },
    },
    widgets: { gauge: { label: label('Gauge'), size: { w: 2, h: 2 }, use: 'core.number' } },
  },
  ...more,
})

async function workspace(store: TestStore, ...plugins: TestPlugin[]): Promise<string[]> {
  const folders: string[] = []
  for (const plugin of plugins) {
    // Each version in a folder of its own, as different packages would be.
    const root = join(store.dataDir, 'source')
    await writePlugin(join(root, `${plugin.id}-${plugin.version ?? '1.0.0'}`, 'dist'), plugin)
    if (!folders.includes(root)) folders.push(root)
  }
  return folders
}

const approve = { capabilities: ['records:own'] }
const enable = (one: Running, id: string, body: object = { approve }) =>
  one.call('POST', `/api/modules/${id}/enable`, body)
const item = async (one: Running, id: string) => (await one.call('GET', `/api/modules/${id}`)).body

onEachDatabase('modules', (makeStore) => {
  test('a module is read, approved, switched on, off and on again', async () => {
    const store = await makeStore()
    const one = await running(store, { workspace: await workspace(store, air('1.0.0')) })
    const [listed] = (await one.call('GET', '/api/modules')).body.items
    expect(listed).toMatchObject({ id: 'air', version: '1.0.0', state: 'off' })
    expect(listed.plan.missing).toEqual({ capabilities: ['records:own'], mounts: [], native: [] })
    expect(listed.plan.contributions.map((planned: { id: string }) => planned.id)).toContain('air.station')
    expect((await one.call('GET', '/api/x/air/version')).body).toMatchObject({
      code: 'module-off',
      culprit: 'air',
    })

    const refused = await enable(one, 'air', {})
    expect([refused.status, refused.body.code, refused.body.missing]).toEqual([
      409,
      'approval-required',
      { capabilities: ['records:own'], mounts: [], native: [] },
    ])
    expect((await enable(one, 'air')).body).toMatchObject({ id: 'air', state: 'on', version: '1.0.0' })
    expect((await one.call('GET', '/api/x/air/version')).body).toBe('1.0.0')
    expect((await one.call('POST', '/api/records/air.station', { name: 'A' })).status).toBe(201)
    expect(Object.keys((await one.call('GET', '/api/ui')).body.widgets)).toEqual(['air.gauge'])

    expect((await one.call('POST', '/api/modules/air/disable', {})).body).toMatchObject({ state: 'off' })
    expect((await one.call('GET', '/api/x/air/version')).body.code).toBe('module-off')
    expect((await one.call('GET', '/api/records/air.station')).body.code).toBe('module-off')
    const ui = (await one.call('GET', '/api/ui')).body
    expect([Object.keys(ui.widgets), ui.modules[0].state]).toEqual([[], 'off'])

    // What was approved once stays approved.
    expect((await enable(one, 'air', {})).status).toBe(200)
    expect((await one.call('GET', '/api/records/air.station?count=exact')).body.count).toBe(1)
  })

  test('a request in flight finishes while its module goes off', async () => {
    const store = await makeStore()
    const one = await running(store, { workspace: await workspace(store, air('1.0.0')) })
    expect((await enable(one, 'air')).body).toMatchObject({ state: 'on' })
    const shared = globalThis as { airEntered?: () => void; airMay?: Promise<void> }
    const entered = new Promise<void>((resolve) => {
      shared.airEntered = resolve
    })
    let finish = () => {}
    shared.airMay = new Promise<void>((resolve) => {
      finish = resolve
    })
    const inFlight = one.call('GET', '/api/x/air/slow')
    await entered
    const off = one.call('POST', '/api/modules/air/disable', {})
    await until(async () => (await one.call('GET', '/api/x/air/version')).status === 404)
    finish()
    expect((await inFlight).body).toBe('1.0.0')
    expect((await off).body.state).toBe('off')
  })

  test('a new version is swapped in; one that throws at start falls back with the reason kept', async () => {
    const store = await makeStore()
    const bad = air('1.2.0', {
      server: 'export const go = async () => { throw new Error("no feed here") }',
      start: code('go'),
    })
    bad.contributes = {}
    const one = await running(store, { workspace: await workspace(store, air('1.0.0'), air('1.1.0'), bad) })
    const two = await running(store, {
      workspace: await workspace(store).then(() => [join(store.dataDir, 'source')]),
    })
    expect((await enable(one, 'air', { approve, version: '1.0.0' })).body).toMatchObject({ state: 'on' })
    expect((await enable(one, 'air', { approve, version: '1.1.0' })).body).toMatchObject({
      state: 'on',
      version: '1.1.0',
    })
    expect((await one.call('GET', '/api/x/air/version')).body).toBe('1.1.0')
    const failed = await enable(one, 'air', { approve, version: '1.2.0' })
    expect(failed.body).toMatchObject({ status: 409, code: 'start-failed', runs: '1.1.0' })
    expect(await item(one, 'air')).toMatchObject({ state: 'on', version: '1.1.0' })
    expect((await item(one, 'air')).reason.text.en).toContain('no feed here')
    expect((await one.call('GET', '/api/x/air/version')).body).toBe('1.1.0')
    await until(async () => (await two.call('GET', '/api/x/air/version')).body === '1.1.0')
    expect((await two.call('GET', '/api/x/air/version')).body).toBe('1.1.0')
    expect(one.centre.configuration.snapshot.get('modules', 'air')?.data).toMatchObject({
      version: '1.1.0',
      failed: { version: '1.2.0' },
    })
    expect((await one.call('POST', '/api/modules/air/disable', {})).body.state).toBe('off')
  })

  test('a module that needs one that is off waits for it by name, and keeps it from going off', async () => {
    const store = await makeStore()
    const needs: TestPlugin = { id: 'map', requires: { air: '^1' } }
    const one = await running(store, { workspace: await workspace(store, air('1.0.0'), needs) })
    expect((await enable(one, 'map', {})).body).toMatchObject({
      state: 'blocked',
      reason: { code: 'requires-off', culprit: 'air' },
    })
    expect((await enable(one, 'air')).body).toMatchObject({ state: 'on' })
    expect(await item(one, 'map')).toMatchObject({ state: 'on' })
    const refused = await one.call('POST', '/api/modules/air/disable', {})
    expect(refused.body).toMatchObject({ status: 409, code: 'has-dependants', dependants: ['map'] })
    expect((await one.call('GET', '/api/modules/air/plan?to=off')).body.blockedBy[0].culprit).toBe('map')
    await one.call('POST', '/api/modules/map/disable', {})
    expect((await one.call('POST', '/api/modules/air/disable', {})).status).toBe(200)
  })

  test('a second process follows within the limit', async () => {
    const store = await makeStore()
    const folders = await workspace(store, air('1.0.0'))
    const one = await running(store, { workspace: folders })
    const two = await running(store, { workspace: folders })
    expect((await enable(one, 'air')).body).toMatchObject({ state: 'on' })
    const started = performance.now()
    await until(async () => (await two.call('GET', '/api/x/air/version')).status === 200)
    expect(performance.now() - started).toBeLessThan(20_000)
    await two.call('POST', '/api/modules/air/disable', {})
    await until(async () => (await one.call('GET', '/api/x/air/version')).status === 404)
  })

  test('what is on comes back after a restart', async () => {
    const store = await makeStore()
    const folders = await workspace(store, air('1.0.0'))
    const one = await running(store, { workspace: folders })
    expect((await enable(one, 'air')).body).toMatchObject({ state: 'on' })
    await one.centre.stop()
    const again = await running(store, { workspace: folders })
    expect((await again.call('GET', '/api/x/air/version')).body).toBe('1.0.0')
  })
})

test('broken manifests, unknown modules and wrong bodies are told apart and touch nothing else', async () => {
  const store = await sqliteStore()
  const broken: TestPlugin = { id: 'broken', contributes: { models: { x: { label: label('x') } } } as never }
  const throwing: TestPlugin = {
    id: 'throwing',
    server: 'export const go = async () => { throw new Error("boom") }',
    start: code('go'),
  }
  const one = await running(store, { workspace: await workspace(store, air('1.0.0'), broken, throwing) })
  expect((await enable(one, 'broken', {})).body).toMatchObject({
    status: 409,
    code: 'module-blocked',
    blockedBy: [{ code: 'contribution-invalid' }],
  })
  expect((await enable(one, 'nobody', {})).body).toMatchObject({ status: 404, code: 'module-unknown' })
  expect((await enable(one, 'air', { approve: 'all' })).status).toBe(422)
  expect((await enable(one, 'throwing', {})).body).toMatchObject({ code: 'start-failed' })
  expect(await item(one, 'throwing')).toMatchObject({ state: 'failed', reason: { code: 'start-failed' } })
  expect((await enable(one, 'air')).status).toBe(200)
  expect((await one.call('GET', '/api/modules')).body.items).toHaveLength(3)
})

test('fifty cycles leave nothing behind', async () => {
  const store = await sqliteStore()
  const one = await running(store, { workspace: await workspace(store, air('1.0.0')) })
  const { kernel } = one.centre
  expect((await enable(one, 'air')).body).toMatchObject({ state: 'on' })
  await one.call('POST', '/api/modules/air/disable', {})
  const counts = () => process.getActiveResourcesInfo().length
  const before = counts()
  for (let cycle = 0; cycle < 50; cycle += 1) {
    expect((await enable(one, 'air', {})).body).toMatchObject({ state: 'on' })
    await one.call('POST', '/api/modules/air/disable', {})
  }
  expect(kernel.registry.leftovers('air')).toBe(0)
  expect(kernel.status('air')?.faults).toEqual([])
  await until(() => counts() <= before + 2)
})

test('a configuration change restarts no module that it does not concern', async () => {
  const store = await sqliteStore()
  const one = await running(store, { workspace: await workspace(store, air('1.0.0')) })
  expect((await enable(one, 'air')).body).toMatchObject({ state: 'on' })
  const before = one.centre.kernel.owner('air')
  const road = { label: label('Road'), fields: { name: { type: 'text', label: label('Name') } } }
  expect((await one.call('PUT', '/api/config/models/roads.road', road)).status).toBe(201)
  expect((await one.call('POST', '/api/records/roads.road', { name: 'Quang Trung' })).status).toBe(201)
  expect(one.centre.kernel.owner('air')).toBe(before)
})

test('a fault in a browser is noted on the module', async () => {
  const store = await sqliteStore()
  const one = await running(store, { workspace: await workspace(store, air('1.0.0')) })
  expect((await enable(one, 'air')).body).toMatchObject({ state: 'on' })
  expect(
    (
      await one.call('POST', '/api/modules/air/fault', {
        what: 'widget gauge',
        message: 'x is not a function',
      })
    ).status,
  ).toBe(204)
  expect((await item(one, 'air')).faults[0]).toMatchObject({
    what: 'browser: widget gauge',
    message: 'x is not a function',
  })
  expect((await one.call('POST', '/api/modules/nobody/fault', { what: 'a', message: 'b' })).status).toBe(404)
})
