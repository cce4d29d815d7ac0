import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { createToken } from '../identity/index.ts'
import { sqliteStore, type TestStore } from '../testkit/databases.ts'
import { code, writePlugin } from '../testkit/plugins.ts'
import { caller, running } from '../testkit/running.ts'

const label = (en: string) => ({ vi: en, en })
const importMap = '{"imports":{"solid-js":"/vendor/solid.js"}}'
const page = `<!doctype html><script type="importmap">${importMap}</script><script type="module" src="/assets/main-abcdefgh.js"></script>`

async function consoleOf(store: TestStore): Promise<string> {
  const files = {
    'index.html': page,
    'assets/main-abcdefgh.js': `export const big = '${'x'.repeat(5_000)}'`,
    'vendor/solid.js': 'export {}',
    'portal/server.js': `export const renderPortal = async ({ path, lang, ui }) => {
      const html = '<p lang="' + lang + '">' + path + ' ' + ui.centre[lang] + ' ' + ui.user + '</p>'
      return { status: path === '/portal/none' ? 404 : 200, html }
    }`,
    'secret.txt': 'not for the web',
  }
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(store.dataDir, 'web', path)), { recursive: true })
    await writeFile(join(store.dataDir, 'web', path), text)
  }
  return join(store.dataDir, 'web')
}

async function withAir() {
  const store = await sqliteStore()
  const root = join(store.dataDir, 'source')
  await writePlugin(join(root, 'air', 'dist'), {
    id: 'air',
    styles: ['./ui/style.css'],
    server: 'export const key = "server"',
    also: { 'ui/gauge.js': 'export default 1', 'ui/style.css': '.a{}', 'notes.txt': 'x' },
    contributes: {
      models: {
        station: {
          label: label('Station'),
          fields: { at: { type: 'point', label: label('At') } },
          rights: { read: ['operator'] },
        },
      },
      permissions: { see: { label: label('See'), roles: ['operator'] }, steer: { label: label('Steer') } },
      widgets: {
        gauge: {
          label: label('Gauge'),
          size: { w: 2, h: 2 },
          permission: 'air.see',
          ui: { module: './ui/gauge.js', export: 'default' },
        },
        wheel: {
          label: label('Wheel'),
          size: { w: 2, h: 2 },
          permission: 'air.steer',
          use: 'core.number',
          options: { model: 'station' },
        },
      },
      mapLayers: { stations: { label: label('Stations'), model: 'station', geometry: 'at' } },
      dashboards: {
        home: { label: label('Home'), tiles: { a: { widget: 'air.gauge', x: 0, y: 0, w: 2, h: 2 } } },
      },
      locales: { vi: { hello: 'Chào' }, en: { hello: 'Hello' } },
      routes: {
        r: { method: 'GET', path: '/', summary: label('r'), permission: 'air.see', run: code('key') },
      },
    },
  })
  const example = { centre: { vi: 'Trung tâm', en: 'Centre' }, accounts: [], modules: ['air'] }
  const one = await running(store, { workspace: [root], webDir: await consoleOf(store), example })
  return { ...one, url: one.centre.url }
}

test('everybody sees what is theirs to see', async () => {
  const { call, centre, url } = await withAir()
  const all = (await call('GET', '/api/ui')).body
  expect(all).toMatchObject({
    centre: { vi: 'Trung tâm', en: 'Centre' },
    modules: [{ id: 'air', state: 'on', styles: ['/ui/air/1.0.0/ui/style.css'], faults: 0 }],
    widgets: {
      'air.gauge': { plugin: 'air', ui: { url: '/ui/air/1.0.0/ui/gauge.js', export: 'default' } },
      'air.wheel': { use: 'core.number', options: { model: 'air.station' } },
    },
    mapLayers: { 'air.stations': { model: 'air.station' } },
    dashboards: { 'air.home': {} },
    locales: { air: { vi: { hello: 'Chào' }, en: { hello: 'Hello' } } },
    models: { 'air.station': { can: ['read', 'create', 'update', 'delete', 'assign'] } },
  })
  const { token } = await createToken(centre.db, { name: 'o', roles: ['operator'] })
  const operator = (await caller(url, { authorization: `Bearer ${token}` })('GET', '/api/ui')).body
  expect(Object.keys(operator.widgets)).toEqual(['air.gauge'])
  expect(operator.models['air.station'].can).toEqual(['read'])
  expect(operator.modules[0].faults).toBeUndefined()
  const nobody = (await caller(url)('GET', '/api/ui')).body
  expect(nobody).toMatchObject({
    user: null,
    centre: { en: 'Centre' },
    widgets: {},
    models: {},
    dashboards: {},
  })
})

test('the name of the centre is configured, and the revision tells browsers of it', async () => {
  const { call } = await withAir()
  const { revision } = (await call('GET', '/api/ui')).body
  expect((await call('PUT', '/api/config/centre/main', { name: { vi: 'Vinh' } })).status).toBe(201)
  const after = (await call('GET', '/api/ui')).body
  expect(after.centre).toEqual({ vi: 'Vinh' })
  expect(after.revision).toBeGreaterThan(revision)
})

test('of a plugin only the files of its interface are given out', async () => {
  const { url } = await withAir()
  const call = caller(url)
  const gauge = await call('GET', '/ui/air/1.0.0/ui/gauge.js')
  expect([gauge.status, gauge.body, gauge.headers.get('content-type')]).toEqual([
    200,
    'export default 1',
    'text/javascript; charset=utf-8',
  ])
  for (const path of [
    'server.js',
    'notes.txt',
    'manifest.json',
    'ui/none.js',
    'ui/../server.js',
    'ui/%2e%2e/server.js',
    'ui%2f..%2fserver.js',
  ]) {
    expect((await call('GET', `/ui/air/1.0.0/${path}`)).status).toBe(404)
  }
  expect((await call('GET', '/ui/air/9.9.9/ui/gauge.js')).status).toBe(404)
})

test('the console is served under a strict policy, its files as long as their names last', async () => {
  const { url } = await withAir()
  const call = caller(url)
  const home = await call('GET', '/')
  expect([home.status, home.headers.get('location')]).toEqual([302, '/operate'])
  for (const path of ['/operate', '/operate/air/x', '/studio/modules', '/sign-in']) {
    const { status, body, headers } = await call('GET', path)
    expect([status, body]).toEqual([200, page])
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain(`'sha256-${createHash('sha256').update(importMap).digest('base64')}'`)
    expect(policy).not.toContain('unsafe')
    expect(headers.get('cache-control')).toBe('no-cache')
  }
  const asset = await call('GET', '/assets/main-abcdefgh.js', undefined, { 'accept-encoding': 'br' })
  expect([asset.status, asset.headers.get('cache-control'), asset.headers.get('content-encoding')]).toEqual([
    200,
    'public, max-age=31536000, immutable',
    'br',
  ])
  expect((await call('GET', '/vendor/solid.js')).headers.get('cache-control')).toBe('no-cache')
  for (const path of [
    '/secret.txt',
    '/assets/../secret.txt',
    '/assets/%2e%2e/secret.txt',
    '/assets/none.js',
    '/nothing',
    '/portal/server.js/..%2f..%2fsecret.txt',
  ])
    expect((await call('GET', path)).body).not.toContain('not for the web')
  expect((await call('GET', '/nothing')).body).toMatchObject({ code: 'not-found' })
})

test('the portal is rendered on the server in the language of the reader', async () => {
  const { url } = await withAir()
  const call = caller(url)
  const vi = await call('GET', '/portal/x', undefined, { 'accept-language': 'vi' })
  expect([vi.status, vi.body, vi.headers.get('content-language')]).toEqual([
    200,
    '<p lang="vi">/portal/x Trung tâm null</p>',
    'vi',
  ])
  expect((await call('GET', '/portal/x?lang=en')).body).toContain('lang="en"')
  expect((await call('GET', '/portal/none')).status).toBe(404)
})
