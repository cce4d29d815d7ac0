import { connect } from 'node:net'
import { join } from 'node:path'
import { type ModuleStatus, type Owner, Problem, Scope, silentLog } from '@saola/kernel'
import { openDatabase } from '@saola/records'
import type { CodeRef, RefusalForm, Route, RouteReply, RouteRequest } from '@saola/sdk'
import { expect, onTestFinished, test } from 'vitest'
import { Idempotency } from '../forms/idempotency.ts'
import { FormTokens } from '../forms/tokens.ts'
import { sqliteStore } from '../testkit/databases.ts'
import { ANONYMOUS, Dispatcher } from './dispatcher.ts'
import { listen } from './listen.ts'
import { PluginApps } from './plugin-apps.ts'
import { Proxies } from './proxies.ts'
import { routesPoint } from './routes-point.ts'
import { subApp } from './sub-app.ts'

type Handler = (request: RouteRequest) => Promise<RouteReply>

const status = (id: string, state: ModuleStatus['state'], mounts: string[] = []) =>
  ({ id, state, name: { vi: id }, manifest: { mounts }, approved: { mounts } }) as unknown as ModuleStatus

function owner(id: string, handlers: Record<string, Handler>): Owner & { faults: string[] } {
  const faults: string[] = []
  return {
    id,
    manifest: {},
    faults,
    invoke: (code: CodeRef, args: unknown[]) => handlers[code.export]?.(args[0] as RouteRequest),
    fault: (what: string, error: unknown) => void faults.push(`${what}: ${error}`),
  } as unknown as Owner & { faults: string[] }
}

const route = (extra: Partial<Route<CodeRef>> & { path: string }): Route<CodeRef> => ({
  method: 'GET',
  summary: { vi: 'x' },
  permission: 'demo.see',
  run: { module: './server.js', export: 'run' },
  ...extra,
})

async function openIdempotency(): Promise<Idempotency> {
  const { dataDir } = await sqliteStore()
  const db = await openDatabase({ file: join(dataDir, 'test.db') })
  onTestFinished(() => db.close())
  return Idempotency.open(db)
}

const formTokens = new FormTokens({ secret: 'test', shortest: 0 })

async function centre(modules: ModuleStatus[] = []) {
  const scope = new Scope('test')
  const plugins = new PluginApps({
    modules: () => modules,
    status: (id) => modules.find((one) => one.id === id),
  })
  const dispatcher = new Dispatcher({ log: silentLog, clock: Date.now, proxies: new Proxies([]), plugins })
  dispatcher.identifyBy((request) => {
    const who = request.headers.get('authorization')
    if (who === 'Bearer broken') throw new Problem('token-invalid', 401, 'no such token')
    return who
      ? { actor: { id: `user:${who}`, kind: 'user', name: who, roles: [], units: [] }, by: 'token' }
      : { actor: ANONYMOUS, by: 'nothing' }
  })
  const point = routesPoint({
    plugins,
    doors: {
      isCore: (mount) => dispatcher.isTaken(mount),
      ownerOf: (mount, except) => plugins.ownerOf(mount, except),
    },
    can: (env) => env.actor.kind === 'user',
    limitPublic: () => {},
    formTokens,
    idempotency: await openIdempotency(),
    failed: dispatcher.failed,
  })
  plugins.refresh()
  const apply = async (
    by: Owner,
    routes: Record<string, Route<CodeRef>>,
    from: Record<string, Route<CodeRef>> = {},
  ) => {
    const own = new Scope(by.id)
    const entries = Object.entries(routes)
    await point.apply(
      {
        owner: by,
        added: new Map(entries.filter(([name]) => !from[name])),
        changed: new Map(
          entries
            .filter(([name]) => from[name])
            .map(([name, to]) => [name, { from: from[name] as Route<CodeRef>, to }]),
        ),
        removed: new Map(),
      },
      (name) => own.child(name),
    )
    return own
  }
  const server = await listen(dispatcher, { host: '127.0.0.1', port: 0 })
  onTestFinished(() => server.close(0).then(() => {}))
  const call = (path: string, init: RequestInit & { as?: string } = {}) =>
    fetch(server.url + path, {
      ...init,
      headers: {
        ...(init.as ? { authorization: `Bearer ${init.as}` } : {}),
        ...(init.headers as Record<string, string>),
      },
    })
  return { scope, plugins, dispatcher, point, apply, server, call }
}

test('core apps answer below their prefix; others get problems', async () => {
  const { dispatcher, scope, call } = await centre()
  const app = subApp()
  app.get('/', (c) => c.json({ who: c.get('actor').id, lang: c.get('lang') }))
  app.post('/:id', (c) => c.json({ id: c.req.param('id') }))
  app.get('/wrong', () => {
    throw new Error('secret text')
  })
  dispatcher.route(app, { prefix: '/api/things' }, scope)
  const open = subApp()
  open.get('/', (c) => c.text('ok'))
  dispatcher.route(open, { prefix: '/healthz', access: 'nobody' }, scope)

  expect((await call('/api/things')).status).toBe(401)
  expect(
    await (await call('/api/things?x=1', { as: 'an', headers: { 'accept-language': 'en' } })).json(),
  ).toEqual({
    who: 'user:Bearer an',
    lang: 'en',
  })
  expect(await (await call('/api/things/%C4%91', { as: 'an', method: 'POST' })).json()).toEqual({ id: 'đ' })
  const wrongMethod = await call('/api/things/7', { as: 'an', method: 'DELETE' })
  expect([wrongMethod.status, wrongMethod.headers.get('allow')]).toEqual([405, 'POST, OPTIONS'])
  expect((await call('/api/things/7', { as: 'an', method: 'OPTIONS' })).status).toBe(204)
  expect((await call('/api/things', { as: 'an', method: 'HEAD' })).status).toBe(200)
  expect(await (await call('/api/nothing', { as: 'an' })).json()).toMatchObject({
    code: 'not-found',
    instance: '/api/nothing',
  })
  expect(await (await call('/api/things', { as: 'broken' })).json()).toMatchObject({ code: 'token-invalid' })
  expect((await call('/healthz', { as: 'broken' })).status).toBe(200)
  const failed = await call('/api/things/wrong', { as: 'an' })
  expect(failed.status).toBe(500)
  expect(await failed.text()).not.toContain('secret')
})

test('every answer carries the security headers and no CORS', async () => {
  const { call } = await centre()
  const { headers } = await call('/api/nothing', { headers: { origin: 'https://evil.vn' } })
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  expect(headers.get('cache-control')).toBe('no-store')
  expect(headers.get('x-request-id')).toMatch(/^[0-9a-f]{12}-/)
  expect(headers.get('access-control-allow-origin')).toBeNull()
  expect(headers.get('strict-transport-security')).toBeNull()
})

test('a plugin is swapped whole while a request of the old version finishes', async () => {
  const { apply, call } = await centre([status('air', 'on')])
  let finish = () => {}
  const slow = new Promise<void>((resolve) => {
    finish = resolve
  })
  let entered = () => {}
  const inside = new Promise<void>((resolve) => {
    entered = resolve
  })
  const one = owner('air', {
    run: async () => {
      entered()
      await slow
      return { body: 1 }
    },
  })
  const first = await apply(one, { worst: route({ path: '/worst' }) })
  const inFlight = call('/api/x/air/worst', { as: 'an' })
  await inside
  const two = owner('air', { run: async () => ({ body: 2 }) })
  const routes = { worst: route({ path: '/worst' }), best: route({ path: '/best' }) }
  const second = await apply(two, routes, { worst: route({ path: '/worst' }) })
  await first.dispose()
  expect(await (await call('/api/x/air/worst', { as: 'an' })).json()).toBe(2)
  expect(await (await call('/api/x/air/best', { as: 'an' })).json()).toBe(2)
  finish()
  expect(await (await inFlight).json()).toBe(1)
  await second.dispose()
  expect((await call('/api/x/air/worst', { as: 'an' })).status).toBe(404)
})

test('a module that is off says so; one that nobody knows does not exist', async () => {
  const { call } = await centre([status('camera', 'off'), status('hotline', 'blocked', ['/open311/v2'])])
  expect(await (await call('/api/x/camera/list', { as: 'an' })).json()).toMatchObject({
    status: 404,
    code: 'module-off',
    culprit: 'camera',
    module: { id: 'camera', state: 'off' },
  })
  expect(await (await call('/open311/v2/requests.json')).json()).toMatchObject({
    code: 'module-off',
    culprit: 'hotline',
  })
  expect(await (await call('/api/x/nobody/list', { as: 'an' })).json()).toMatchObject({ code: 'not-found' })
  expect((await call('/api/x')).status).toBe(404)
})

test('permission, query, body and answer are checked', async () => {
  const { apply, call } = await centre([status('demo', 'on')])
  const by = owner('demo', {
    run: async (request) => ({ status: 201, body: { ...request, actor: request.actor.id } as never }),
  })
  const query = {
    type: 'object',
    properties: { n: { type: 'integer', minimum: 1 } },
    required: ['n'],
    additionalProperties: false,
  }
  const body = {
    type: 'object',
    properties: { name: { type: 'string' } },
    required: ['name'],
    additionalProperties: false,
  }
  await apply(by, { make: route({ method: 'POST', path: '/:place/make', query, body }) })
  const url = '/api/x/demo/vinh/make?n=3'
  const post = (path: string, value: string, as?: string) =>
    call(path, { method: 'POST', body: value, as, headers: { 'content-type': 'application/json' } })
  const good = await post(url, '{"name":"a"}', 'an')
  expect(good.status).toBe(201)
  expect(await good.json()).toMatchObject({
    params: { place: 'vinh' },
    query: { n: 3 },
    body: { name: 'a' },
    lang: 'vi',
  })
  expect((await post(url, '{"name":"a"}')).status).toBe(401)
  expect(await (await post('/api/x/demo/vinh/make?n=0', '{"name":"a"}', 'an')).json()).toMatchObject({
    code: 'query-invalid',
    errors: [{ pointer: '/n', code: 'minimum' }],
  })
  expect(await (await post(url, '{"name":1,"extra":2}', 'an')).json()).toMatchObject({
    status: 422,
    code: 'body-invalid',
    errors: [
      { pointer: '/extra', code: 'additionalProperties' },
      { pointer: '/name', code: 'type' },
    ],
  })
  expect(await (await post(url, '{"name":', 'an')).json()).toMatchObject({
    status: 400,
    code: 'json-invalid',
  })
})

test('an answer that does not fit, and one that throws, are the fault of the module', async () => {
  const { apply, call } = await centre([status('demo', 'on')])
  const by = owner('demo', {
    run: async (request) => {
      if (request.params.how === 'throw') throw new Error('SELECT secret')
      return { body: request.params.how as never, headers: { 'set-cookie': 'a=b', 'x-own': '1' } }
    },
  })
  await apply(by, { some: route({ path: '/:how', response: { enum: ['fine'] } }) })
  const fine = await call('/api/x/demo/fine', { as: 'an' })
  expect([fine.status, fine.headers.get('set-cookie'), fine.headers.get('x-own')]).toEqual([200, null, '1'])
  expect(await (await call('/api/x/demo/else', { as: 'an' })).json()).toMatchObject({
    code: 'response-invalid',
    culprit: 'demo',
  })
  const thrown = await call('/api/x/demo/throw', { as: 'an' })
  expect(await thrown.json()).toMatchObject({ status: 500, code: 'plugin-failed', culprit: 'demo' })
  expect(by.faults[0]).toContain('route some')
})

test('a mount leads to the routes whose path begins with it', async () => {
  const { apply, call } = await centre([status('hotline', 'on', ['/open311/v2'])])
  const by = owner('hotline', { run: async (request) => ({ body: request.query }) })
  await apply(by, {
    list: route({ path: '/open311/v2/requests.json', permission: 'public' }),
    own: route({ path: '/own', permission: 'public' }),
  })
  expect(await (await call('/open311/v2/requests.json?status=open')).json()).toEqual({ status: 'open' })
  expect((await call('/api/x/hotline/open311/v2/requests.json')).status).toBe(200)
  expect((await call('/own')).status).toBe(404)
  expect((await call('/open311/v22/requests.json')).status).toBe(404)
})

test('schemas and addresses that cannot work are refused before anything changes', async () => {
  const { point } = await centre()
  const effects = await point.check?.({
    owner: owner('demo', {}),
    added: new Map([
      ['a', route({ path: '/same' })],
      ['b', route({ path: '/same' })],
      ['c', route({ path: '/c', query: { type: 'objekt' } })],
      ['d', route({ path: '/d', permission: 'public' })],
    ]),
    changed: new Map(),
    removed: new Map(),
  })
  expect(effects?.map((effect) => [effect.kind, effect.subject])).toEqual([
    ['refuses', 'demo.b'],
    ['refuses', 'demo.c'],
    ['warns', 'demo.d'],
  ])
})

test('closing finishes what runs, refuses what comes, and cuts off what never ends', async () => {
  const { dispatcher, scope, server, call } = await centre()
  let release = () => {}
  const app = subApp()
  let entered = () => {}
  const inside = new Promise<void>((resolve) => {
    entered = resolve
  })
  app.get('/wait', async (c) => {
    entered()
    await new Promise<void>((resolve) => {
      release = resolve
    })
    return c.text('done')
  })
  dispatcher.route(app, { prefix: '/wait', access: 'nobody' }, scope)
  const waiting = call('/wait/wait')
  await inside
  const closing = server.close(5_000)
  await expect(
    new Promise((resolve, reject) =>
      connect(server.port, '127.0.0.1').on('connect', resolve).on('error', reject),
    ),
  ).rejects.toThrow('ECONNREFUSED')
  expect(dispatcher.draining.aborted).toBe(true)
  release()
  expect(await (await waiting).text()).toBe('done')
  expect(await closing).toEqual({ cut: 0 })
})

test('below a mount every refusal has the form of its standard, whoever refuses', async () => {
  const statuses = { 401: 403, 405: 400, 413: 400, 415: 400, 'module-off': 400 }
  const details = { 'token-invalid': { vi: 'Khóa sai', en: 'Wrong <key>' } }
  const body = '<error status="{status}" code="{code}">{detail}</error>'
  const forms: RefusalForm[] = [
    {
      suffix: '.json',
      contentType: 'application/json',
      escape: 'json',
      statuses,
      body: '[{"code":{status},"why":"{detail}"}]',
    },
    { contentType: 'text/xml; charset=utf-8', escape: 'xml', statuses, details, body },
  ]
  const door = status('demo', 'on', ['/door/v2'])
  const withForms = { ...door, manifest: { ...door.manifest, refusals: { '/door/v2': forms } } }
  const modules = [withForms as unknown as ModuleStatus]
  const { apply, call } = await centre(modules)
  const demo = owner('demo', { run: async () => ({ body: 'ran' }) })
  const post = route({ path: '/door/v2/post', method: 'POST', permission: 'public' })
  await apply(demo, { post, elsewhere: route({ path: '/elsewhere', permission: 'public' }) })
  const ask = async (path: string, init: RequestInit = {}) => {
    const answer = await call(path, init)
    return [answer.status, answer.headers.get('content-type'), await answer.text()]
  }
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const xml = 'text/xml; charset=utf-8'
  const wrongType = { method: 'POST', headers: { 'content-type': 'text/xml' }, body: '<a/>' }
  expect(await ask('/door/v2/post', wrongType)).toEqual([
    400,
    xml,
    '<error status="400" code="media-type-unsupported">The body must be JSON, not text/xml</error>',
  ])
  for (const headers of [form, { 'content-type': 'application/json' }])
    expect(
      await ask('/door/v2/post', {
        method: 'POST',
        headers: { ...headers, authorization: 'Bearer broken', 'accept-language': 'en' },
        body: '{}',
      }),
    ).toEqual([403, xml, '<error status="403" code="token-invalid">Wrong &lt;key&gt;</error>'])
  expect(await ask('/door/v2/<a>"]]>.json')).toEqual([
    404,
    'application/json',
    '[{"code":404,"why":"There is nothing at /door/v2/%3Ca%3E%22]]%3E.json"}]',
  ])
  expect((await ask('/door/v2/post')).slice(0, 2)).toEqual([400, xml])
  expect((await call('/door/v2/post')).headers.get('allow')).toBe('POST, OPTIONS')
  const large = { method: 'POST', headers: form, body: `a=${'x'.repeat(2_000_000)}` }
  expect((await ask('/door/v2/post', large))[2]).toContain('code="body-too-large"')
  const many = { method: 'POST', headers: form, body: 'a[]=1&'.repeat(10_000) }
  expect((await ask('/door/v2/post', many))[2]).toContain('more than 1000 fields')
  expect((await call('/api/x/demo/nothing')).headers.get('content-type')).toContain('problem+json')
})

test('the door of a module that is off keeps the form of its standard', async () => {
  const forms: RefusalForm[] = [
    { contentType: 'text/plain', escape: 'xml', statuses: { 'module-off': 400 }, body: '{code}' },
  ]
  const off = status('demo', 'off', ['/door'])
  Object.assign(off.manifest as object, { refusals: { '/door': forms } })
  const { call } = await centre([off])
  const answer = await call('/door/x')
  expect([answer.status, await answer.text()]).toEqual([400, 'module-off'])
})

test('a form keeps what comes several times, and a route may limit how often one caller comes', async () => {
  const { apply, call } = await centre()
  const demo = owner('demo', { run: async ({ body, query }) => ({ body: { body, query } as never }) })
  const rate = { burst: 2, perMinute: 1 }
  await apply(demo, { post: route({ path: '/post', method: 'POST', rate }) })
  const post = (who: string, key?: string) =>
    call('/api/x/demo/post?a=1&b=1&b=2', {
      method: 'POST',
      headers: {
        authorization: who,
        'content-type': 'Application/X-WWW-Form-Urlencoded; charset=UTF-8',
        ...(key ? { 'idempotency-key': key } : {}),
      },
      body: 'x[]=1&x[]=2&y=3&x[]=4',
    })
  expect(await (await post('an')).json()).toEqual({
    body: { 'x[]': ['1', '2', '4'], y: '3' },
    query: { a: '1', b: ['1', '2'] },
  })
  expect((await post('an', 'the-same-key')).status).toBe(200)
  const refused = await post('an')
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60'])
  expect((await post('binh', 'the-same-key')).status).toBe(200)
})

test('a public form needs a token of a page that was opened here', async () => {
  const { apply, call } = await centre()
  const seen: unknown[] = []
  const demo = owner('demo', {
    run: async ({ body }) => {
      seen.push(body)
      return { body: { ok: true } }
    },
  })
  const body = { type: 'object', properties: { text: { type: 'string' } }, additionalProperties: false }
  const form = route({ path: '/send', method: 'POST', permission: 'public', guard: 'public-form', body })
  await apply(demo, { form })
  const post = async (value: unknown) => {
    const headers = { 'content-type': 'application/json' }
    const answer = await call('/api/x/demo/send', { method: 'POST', headers, body: JSON.stringify(value) })
    return [answer.status, ((await answer.json()) as { code?: string }).code]
  }
  const token = formTokens.make()
  expect(await post({ text: 'a' })).toEqual([422, 'form-token-invalid'])
  expect(await post({ text: 'a', _form: { token: `${token}x` } })).toEqual([422, 'form-token-invalid'])
  expect(await post({ text: 'a', _form: { token, trap: 'x' } })).toEqual([422, 'form-refused'])
  expect(await post({ text: 'a', _form: { token, trap: '' } })).toEqual([200, undefined])
  expect(seen).toEqual([{ text: 'a' }])
})

test('a request with the same Idempotency-Key is done once', async () => {
  const { apply, call } = await centre()
  let made = 0
  const run = async () => {
    made += 1
    return { status: 201, headers: { 'x-place': 'a' }, body: { number: made } }
  }
  const form = route({ path: '/send', method: 'POST', permission: 'public' })
  await apply(owner('demo', { run }), { form })
  const post = async (key: string, value: unknown = {}) => {
    const headers = { 'content-type': 'application/json', 'idempotency-key': key }
    const answer = await call('/api/x/demo/send', { method: 'POST', headers, body: JSON.stringify(value) })
    const place = answer.headers.get('x-place')
    return { status: answer.status, place, body: (await answer.json()) as object }
  }
  const all = await Promise.all(Array.from({ length: 100 }, () => post('key-number-1')))
  const same = { status: 201, place: 'a', body: { number: 1 } }
  expect(new Set(all.map((one) => JSON.stringify(one)))).toEqual(new Set([JSON.stringify(same)]))
  expect((await post('key-number-2')).body).toEqual({ number: 2 })
  expect((await post('key-number-1', { other: 1 })).body).toMatchObject({ code: 'idempotency-mismatch' })
  expect((await post('short')).body).toMatchObject({ code: 'idempotency-key-invalid' })
})
