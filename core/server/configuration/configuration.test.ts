import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createKernel, defineFeature, type Kernel, Scope, silentLog } from '@saola/kernel'
import { openDatabase } from '@saola/records'
import { type Actor, contributionSchemas, type JsonSchema, type ModelDef } from '@saola/sdk'
import { expect, onTestFinished, test } from 'vitest'
import { Dispatcher } from '../http/dispatcher.ts'
import { PluginApps } from '../http/plugin-apps.ts'
import { Proxies } from '../http/proxies.ts'
import { onEachDatabase, type TestStore } from '../testkit/databases.ts'
import { configApi } from './config-api.ts'
import { Configuration } from './configuration.ts'
import { desiredOf } from './desired.ts'
import { modelErrors, readOverride } from './model-document.ts'
import { settingsPart } from './settings.ts'
import { ConfigStore } from './store.ts'

const label = (vi: string) => ({ vi, en: vi })
const station: ModelDef = {
  label: label('Trạm'),
  fields: {
    name: { type: 'text', label: label('Tên') },
    pm25: { type: 'number', label: label('PM2.5'), measure: 'µg/m³' },
  },
}

/** A point like the records' one: refuses a model with a field called `forbidden`, breaks on one called `breaks`. */
const modelsFeature = (seen: Map<string, unknown>) =>
  defineFeature({
    id: 'core-records',
    name: label('Records'),
    start: async (ctx) => {
      ctx.point<ModelDef>({
        id: 'models',
        schema: contributionSchemas.models as unknown as JsonSchema,
        stage: 'data',
        check: (delta) =>
          [...delta.added, ...[...delta.changed].map(([name, { to }]) => [name, to] as const)].flatMap(
            ([name, model]) =>
              model.fields.forbidden
                ? [
                    {
                      kind: 'refuses',
                      point: 'models',
                      subject: `${delta.owner.id}.${name}`,
                      code: 'model-type-change',
                      text: label('không'),
                    },
                  ]
                : [],
          ),
        apply: (delta, scopeOf) => {
          for (const [name, model] of [
            ...delta.added,
            ...[...delta.changed].map(([key, { to }]) => [key, to] as const),
          ]) {
            if (model.fields.breaks) throw new Error('disk full')
            scopeOf(name).set(seen, `${delta.owner.id}.${name}`, model)
          }
        },
      })
    },
  })

async function plugin(folder: string): Promise<void> {
  const dist = join(folder, 'air', 'dist')
  await mkdir(dist, { recursive: true })
  const manifest = {
    manifest: 1,
    id: 'air',
    version: '1.0.0',
    engine: '^1.0.0',
    name: label('Air'),
    settings: {
      type: 'object',
      properties: { every: { type: 'integer', default: 60 } },
      additionalProperties: false,
    },
    contributes: { models: { station } },
    files: {},
  }
  await writeFile(join(dist, 'manifest.json'), JSON.stringify(manifest))
}

async function node(store: TestStore) {
  const db = await openDatabase({ url: store.databaseUrl, file: join(store.dataDir, 'saola.db') })
  const seen = new Map<string, ModelDef>()
  const kernel: Kernel = createKernel({ engine: '1.0.0', log: silentLog })
  await kernel.startFeatures([modelsFeature(seen)])
  await plugin(join(store.dataDir, 'workspace'))
  await kernel.discover({ workspace: [join(store.dataDir, 'workspace')] })
  const configuration = new Configuration({ store: await ConfigStore.open(db), kernel, log: silentLog })
  await configuration.catchUp()
  onTestFinished(async () => {
    await kernel.stop()
    await db.close()
  })
  const dispatcher = new Dispatcher({
    log: silentLog,
    clock: Date.now,
    proxies: new Proxies([]),
    plugins: new PluginApps(kernel),
  })
  const actor: Actor = { id: 'user:an', kind: 'user', name: 'An', roles: [], units: [] }
  dispatcher.identifyBy(() => ({ actor, by: 'token' }))
  dispatcher.route(
    configApi({ configuration, kernel, mayConfigure: () => true }),
    { prefix: '/api/config' },
    new Scope('t'),
  )
  const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const answer = await dispatcher.fetch(
      new Request(`http://localhost/api/config${path}`, {
        method,
        headers: { 'content-type': 'application/json', ...headers },
        body: body === undefined ? undefined : JSON.stringify(body),
      }),
    )
    const text = await answer.text()
    return {
      status: answer.status,
      etag: answer.headers.get('etag') ?? '',
      body: text ? JSON.parse(text) : undefined,
    }
  }
  return { db, kernel, configuration, seen, call }
}

const road = { label: label('Đường'), fields: { name: { type: 'text', label: label('Tên') } } }

onEachDatabase('configuration', (makeStore) => {
  test('a model of an unknown module becomes a module of the administrator', async () => {
    const { call, seen, kernel } = await node(await makeStore())
    const made = await call('PUT', '/models/roads.road', road)
    expect([made.status, made.body]).toEqual([201, road])
    expect(seen.get('roads.road')).toEqual(road)
    expect(kernel.status('roads')).toMatchObject({ state: 'on', origin: 'studio' })
    const read = await call('GET', '/models/roads.road')
    expect([read.body, read.etag]).toEqual([road, made.etag])

    const wider = { ...road, fields: { ...road.fields, lanes: { type: 'integer', label: label('Làn') } } }
    expect((await call('PUT', '/models/roads.road', wider, { 'if-match': '"0"' })).body.code).toBe(
      'version-conflict',
    )
    const changed = await call('PUT', '/models/roads.road', wider, { 'if-match': made.etag })
    expect([changed.status, (seen.get('roads.road') as ModelDef).fields.lanes?.type]).toEqual([
      200,
      'integer',
    ])
    expect((await call('PUT', '/models/roads.road', road, { 'if-match': made.etag })).status).toBe(412)
    expect((await call('PUT', '/models/roads.road', road, { 'if-match': 'x' })).status).toBe(400)

    const history = (await call('GET', '/models/roads.road/history')).body.items
    expect(history.map((one: { data: unknown; author: string }) => [one.data, one.author])).toEqual([
      [wider, 'user:an'],
      [road, 'user:an'],
    ])
    expect((await call('DELETE', '/models/roads.road')).status).toBe(204)
    expect(kernel.status('roads')).toBeUndefined()
    expect((await call('GET', '/models/roads.road')).body.code).toBe('document-unknown')
  })

  test("on a plugin's model only labels and x_ fields may be changed, and survive apart from it", async () => {
    const { call, seen, configuration } = await node(await makeStore())
    const approved = { capabilities: [], mounts: [], native: [] }
    await configuration.change([{ kind: 'modules', id: 'air', data: { state: 'on', approved } }], {
      author: 't',
    })
    expect((await call('GET', '/models/air.station')).body).toEqual({ fields: {} })
    const body = {
      label: label('Trạm quan trắc'),
      fields: { name: { label: label('Tên trạm') }, x_owner: { type: 'text', label: label('Chủ') } },
    }
    const made = await call('PUT', '/models/air.station', body)
    expect([made.status, made.body]).toEqual([201, body])
    expect(seen.get('air.station')).toEqual({
      label: label('Trạm quan trắc'),
      fields: {
        name: { type: 'text', label: label('Tên trạm') },
        pm25: station.fields.pm25,
        x_owner: { type: 'text', label: label('Chủ') },
      },
    })
    const whole = (await call('GET', '/models/air.station?effective=true')).body
    expect((await call('PUT', '/models/air.station', whole)).status).toBe(200)
    for (const [fields, pointer] of [
      [{ lanes: { type: 'integer', label: label('x') } }, '/fields/lanes'],
      [{ pm25: { type: 'number', label: label('x'), measure: 'mg' } }, '/fields/pm25/measure'],
      [{ pm25: null }, '/fields/pm25'],
      [{ x_a: { type: 'text' } }, '/fields/x_a/label'],
    ] as const) {
      const refused = await call('PUT', '/models/air.station', { fields })
      expect([refused.status, refused.body.code, refused.body.errors[0].pointer]).toEqual([
        422,
        'override-refused',
        pointer,
      ])
    }
    expect((await call('PUT', '/models/air.nothing', { fields: {} })).body.code).toBe('document-unknown')
    expect((await call('DELETE', '/models/air.station')).status).toBe(204)
    expect(seen.get('air.station')).toEqual(station)
  })

  test('what does not fit is refused and leaves nothing behind', async () => {
    const { call, configuration } = await node(await makeStore())
    const refused = await call('PUT', '/models/roads.road', {
      label: label('x'),
      fields: { a: { type: 'texxt' }, B: { type: 'text' } },
    })
    expect([refused.status, refused.body.errors.map((one: { pointer: string }) => one.pointer)]).toEqual([
      422,
      ['/fields/a/type', '/fields/B'],
    ])
    const forbidden = { ...road, fields: { forbidden: { type: 'text', label: label('x') } } }
    expect((await call('PUT', '/models/roads.road', forbidden)).body).toMatchObject({
      status: 422,
      code: 'change-refused',
    })
    expect(configuration.snapshot.revision).toBe(0)
    const breaks = { ...road, fields: { breaks: { type: 'text', label: label('x') } } }
    expect((await call('PUT', '/models/roads.road', breaks)).body).toMatchObject({
      status: 422,
      code: 'change-refused',
    })
    expect((await call('GET', '/models/roads.road')).status).toBe(404)
    expect((await call('PUT', '/models/core.road', road)).status).toBe(422)
    expect((await call('PUT', '/models/noname', road)).status).toBe(422)
    expect((await call('PUT', '/nothing/a', {})).status).toBe(404)
  })

  test('settings are checked, and reach the plugin with their defaults', async () => {
    const { call, configuration, kernel } = await node(await makeStore())
    const settings = settingsPart(configuration, kernel)({ id: 'air' } as never, new Scope('t'), {} as never)
    expect(await settings()).toEqual({ every: 60 })
    expect((await call('PUT', '/settings/air', { every: 'x' })).body.errors[0].pointer).toBe('/every')
    expect((await call('PUT', '/settings/air', { every: 5 })).status).toBe(201)
    expect(await settings()).toEqual({ every: 5 })
    expect((await call('PUT', '/settings/nobody', {})).status).toBe(404)
  })

  test('a key that is not Ed25519 is refused', async () => {
    const { call } = await node(await makeStore())
    expect((await call('GET', '/trusted-keys/main')).status).toBe(200)
    const refused = await call('PUT', '/trusted-keys/main', { keys: { saola: { publicKey: 'abc' } } })
    expect(refused.body.errors[0].pointer).toBe('/keys/saola/publicKey')
  })

  test('another process follows, and two writers at once do not lose a change', async () => {
    const store = await makeStore()
    const one = await node(store)
    const two = await node(store)
    const followed = new Promise<void>((resolve) => {
      onTestFinished(
        two.configuration.afterReconcile((snapshot) => {
          if (snapshot.revision > 0) resolve()
        }),
      )
    })
    onTestFinished(two.db.onForeignChange(() => void two.configuration.catchUp()))
    await one.call('PUT', '/models/roads.road', road)
    await followed
    expect(two.seen.get('roads.road')).toEqual(road)
    const write = (from: typeof one, id: string) =>
      from.call('PUT', `/models/roads.${id}`, road, { 'if-none-match': '*' })
    const answers = await Promise.all([write(one, 'a'), write(two, 'b'), write(one, 'c'), write(two, 'c')])
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 201, 201, 412])
    await one.configuration.catchUp()
    expect([...one.seen.keys()].sort()).toEqual(['roads.a', 'roads.b', 'roads.c', 'roads.road'])
  })
})

test('documents become the desired state of the kernel', async () => {
  const { Snapshot } = await import('./store.ts')
  const document = (kind: string, id: string, data: unknown) => ({
    kind,
    id,
    data: data as never,
    revision: 1,
    author: '',
    at: '',
  })
  const snapshot = new Snapshot(7, [
    document('modules', 'air', {
      state: 'on',
      version: '1.0.0',
      approved: { capabilities: ['a'], mounts: [], native: [] },
      previous: {},
    }),
    document('models', 'roads.road', road),
    document('models-overrides', 'air.station', { label: label('x') }),
    document('studio-modules', 'roads', { name: label('Đường sá') }),
    document('dashboards', 'closed.home', { label: label('x'), tiles: {} }),
    document('studio-modules', 'closed', { name: label('Đóng'), state: 'off' }),
  ])
  expect(desiredOf(snapshot)).toEqual({
    revision: 7,
    modules: {
      air: { state: 'on', version: '1.0.0', approved: { capabilities: ['a'], mounts: [], native: [] } },
      closed: { state: 'off', approved: { capabilities: [], mounts: [], native: [] } },
    },
    studio: { roads: { name: label('Đường sá'), contributes: { models: { road } } } },
    overrides: { models: { 'air.station': { label: label('x') } } },
  })
})

test('errors of a model point at the place', () => {
  const wrong = {
    label: label('x'),
    fields: { a: { type: 'integer', label: label('x'), minimum: 'x' } },
    title: 'b',
    indexes: { i: { fields: ['c'] } },
  }
  expect(modelErrors(wrong).map((error) => error.pointer)).toEqual([
    '/fields/a/minimum',
    '/title',
    '/indexes/i/fields/0',
  ])
  expect(modelErrors({ label: label('x') }).map((error) => error.pointer)).toEqual(['/fields'])
})

test('an override holds only what differs', () => {
  const { patch, errors } = readOverride(station, {
    ...station,
    fields: { ...station.fields, name: { type: 'text', label: label('Mới') } },
  } as never)
  expect([patch, errors]).toEqual([{ fields: { name: { label: label('Mới') } } }, []])
})
