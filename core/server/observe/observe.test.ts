import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createKernel, defineFeature, Problem, Scope, silentLog } from '@saola/kernel'
import { EVERYTHING, openDatabase } from '@saola/records'
import type { Actor } from '@saola/sdk'
import { expect, onTestFinished, test } from 'vitest'
import { ANONYMOUS, Dispatcher, httpRef, listen, PluginApps, Proxies, subApp } from '../http/index.ts'
import { jobsFeature, jobsRef } from '../jobs/index.ts'
import { streamFeature } from '../stream/index.ts'
import { metricsRef, observeFeature, readinessRef } from './feature.ts'
import { createLog } from './log.ts'
import { Readiness } from './readiness.ts'
import { redact } from './redact.ts'

/** Collects what a log writes, line by line. */
function lines(level?: 'debug') {
  const written: Record<string, unknown>[] = []
  const log = createLog({
    level,
    destination: { write: (line: string) => void written.push(JSON.parse(line)) },
  })
  return { log, written }
}

test('passwords, tokens, keys and cookies never reach the log, wherever they stand', () => {
  const { log, written } = lines()
  const secrets = 'hunter2'
  log.child({ token: secrets, plugin: 'demo' }).warn(
    {
      password: secrets,
      headers: { Authorization: `Bearer ${secrets}`, cookie: secrets, 'set-cookie': [secrets], accept: 'x' },
      deep: [
        {
          api_key: secrets,
          apiKey: secrets,
          'X-API-Key': secrets,
          access_token: secrets,
          newPassword: secrets,
        },
      ],
      url: `https://a.vn/x?q=1&api_key=${secrets}&y=2`,
      database: `postgres://saola:${secrets}@db/x`,
      err: Object.assign(new Error(`refused Bearer ${secrets}`, { cause: new Error(`?token=${secrets}`) }), {
        secret: secrets,
      }),
    },
    'said',
  )
  expect(JSON.stringify(written)).not.toContain(secrets)
  expect(written[0]).toMatchObject({
    msg: 'said',
    plugin: 'demo',
    headers: { accept: 'x' },
    url: 'https://a.vn/x?q=1&api_key=[redacted]&y=2',
    err: {
      type: 'Error',
      message: 'refused Bearer [redacted]',
      stack: expect.stringContaining('observe.test'),
    },
  })
})

test('redacting changes nothing else, and survives what is deep or circular', () => {
  const at = new Date(0)
  expect(redact({ a: [1, 'x', null, { at }], b: undefined, tokens: 3, say: 'basic = 1' })).toEqual({
    a: [1, 'x', null, { at }],
    b: undefined,
    tokens: 3,
    say: 'basic = 1',
  })
  const loop: Record<string, unknown> = {}
  loop.self = loop
  expect(JSON.stringify(redact(loop))).toContain('[deep]')
})

const administrator: Actor = { id: 'user:1', kind: 'user', name: 'an', roles: ['administrator'], units: [] }

/** A centre with these features, on a real server and database. */
async function centre() {
  const dir = mkdtempSync(join(tmpdir(), 'saola-observe-'))
  const db = await openDatabase({ file: join(dir, 'saola.db') })
  const { log, written } = lines('debug')
  const kernel = createKernel({ engine: '1.0.0', log: silentLog })
  const plugins = new PluginApps(kernel)
  const dispatcher = new Dispatcher({ log, clock: Date.now, proxies: new Proxies([]), plugins })
  dispatcher.identifyBy((request) => {
    const who = request.headers.get('authorization')
    return { actor: who ? { ...administrator, roles: [who] } : ANONYMOUS, by: 'token' }
  })
  kernel.services.provide(httpRef, () => dispatcher)
  const probe = defineFeature({
    id: 'core-probe',
    name: { vi: 'thử' },
    start: async ({ scope }) => {
      const app = subApp()
      app.get('/:id', (c) => c.text(c.req.param('id')))
      app.get('/:id/broken', () => {
        throw new Error('không')
      })
      dispatcher.route(app, { prefix: '/api/probe', access: 'anyone' }, scope)
    },
  })
  const feed = { tail: () => () => {}, after: async () => [] }
  await kernel.startFeatures([
    observeFeature({ log, db, can: (actor) => actor.roles.includes('administrator'), watchdog: 0 }),
    jobsFeature({ db }),
    streamFeature({ feed, reach: () => EVERYTHING, identify: () => administrator }),
    probe,
  ])
  const server = await listen(dispatcher, { host: '127.0.0.1', port: 0 })
  let stopped = false
  const stop = async () => {
    if (stopped) return
    stopped = true
    await server.close(0)
    await kernel.stop()
    await db.close().catch(() => {})
    rmSync(dir, { recursive: true })
  }
  onTestFinished(stop)
  const get = (path: string, headers: Record<string, string> = {}) => fetch(server.url + path, { headers })
  return { db, kernel, dispatcher, written, get, stop }
}

test('every request is one line: what answered, how long, who; probes only in detail; failures as errors', async () => {
  const { get, written } = await centre()
  await get('/api/probe/7?api_key=hunter2', { authorization: 'operator' })
  await get('/api/probe/7/broken')
  await get('/healthz')
  const requests = written.filter((line) => line.msg === 'request')
  expect(requests).toMatchObject([
    { level: 30, method: 'GET', target: '/api/probe', path: '/api/probe/7', status: 200, actor: 'user:1' },
    { level: 50, path: '/api/probe/7/broken', status: 500 },
    { level: 20, path: '/healthz', status: 200 },
  ])
  expect(requests[0]).toMatchObject({ ms: expect.any(Number), requestId: expect.stringMatching(/.-1$/) })
  expect(requests[1]).not.toHaveProperty('actor')
  expect(JSON.stringify(written)).not.toContain('hunter2')
})

test('metrics tell of requests by what answered, jobs, streams, the database, the event loop', async () => {
  const { get, kernel } = await centre()
  for (const id of ['1', '2', '3']) await get(`/api/probe/${id}`)
  const queue = kernel.services.get(jobsRef)
  await new Promise<void>((resolve) => {
    void queue.define('core.probe', async () => resolve()).then(() => queue.send('core.probe', 1))
  })
  await queue.send('core.rest', null)
  await expect
    .poll(async () => (await get('/metrics')).text())
    .toContain('saola_jobs_total{name="core.probe",outcome="done"} 1')
  const response = await get('/metrics')
  expect(response.headers.get('content-type')).toContain('text/plain')
  const text = await response.text()
  expect(text).toContain('saola_http_requests_total{method="GET",target="/api/probe",status="200"} 3')
  expect(text).toContain('saola_http_request_seconds_count{target="/api/probe"} 3')
  expect(text).toContain('saola_jobs{name="core.rest",state="waiting"} 1')
  expect(text).toContain('saola_streams_open 0')
  expect(text).toMatch(/saola_database_ping_seconds\{dialect="sqlite"\} \d/)
  expect(text).toMatch(/nodejs_eventloop_delay_seconds\{quantile="0.99"\} \d/)
  expect(text).toMatch(/process_cpu_seconds_total \d/)
  expect(text).not.toContain('/api/probe/1')
})

test('a database that is away hides nothing else of the metrics', async () => {
  const { kernel, db } = await centre()
  await db.close()
  const text = await kernel.services.get(metricsRef).text()
  expect(text).toContain('process_resident_memory_bytes')
  expect(text).not.toContain('saola_database_ping_seconds{')
})

test('metrics are for this machine or for who holds the permission, also behind a proxy that nobody trusts', async () => {
  const { get, dispatcher } = await centre()
  const forwarded = { 'x-forwarded-for': '203.0.113.7' }
  expect((await get('/metrics')).status).toBe(200)
  expect((await get('/metrics', forwarded)).status).toBe(401)
  expect((await get('/metrics', { ...forwarded, authorization: 'operator' })).status).toBe(403)
  expect((await get('/metrics', { ...forwarded, authorization: 'administrator' })).status).toBe(200)
  const elsewhere = { incoming: { headers: {}, socket: { remoteAddress: '203.0.113.7' } } }
  const answer = await dispatcher.fetch(new Request('http://a/metrics'), elsewhere as never)
  expect(answer.status).toBe(401)
})

test('alive is not ready: every check must pass, and a stopping process is not ready', async () => {
  const { get, kernel, dispatcher, db } = await centre()
  const readiness = kernel.services.get(readinessRef)
  const scope = new Scope('test')
  let reconciled = false
  readiness.add('modules', () => reconciled || 'not reconciled yet', scope)
  const before = await get('/readyz')
  expect(before.status).toBe(503)
  expect(await before.json()).toMatchObject({
    status: 'not-ready',
    checks: { database: { ok: true }, modules: { ok: false, reason: 'not reconciled yet' } },
  })
  reconciled = true
  expect((await get('/readyz')).status).toBe(200)
  await db.close()
  const away = await get('/readyz')
  expect([away.status, (await get('/healthz')).status]).toEqual([503, 200])
  await scope.dispose()
  dispatcher.drain()
  expect(await (await get('/readyz')).json()).toMatchObject({ status: 'stopping' })
})

test('a check that throws or hangs fails by itself, without its text', async () => {
  const readiness = new Readiness(30)
  const scope = new Scope('test')
  readiness.add('throws', () => Promise.reject(new Problem('x', 500, 'postgres://secret')), scope)
  readiness.add('hangs', () => new Promise(() => {}), scope)
  const { ready, checks } = await readiness.report()
  expect(ready).toBe(false)
  expect(checks).toMatchObject({ throws: { reason: 'Problem' }, hangs: { reason: 'no answer within 30 ms' } })
})

test('starting and stopping leaves no reading behind', async () => {
  const first = await centre()
  const metrics = first.kernel.services.get(metricsRef)
  await first.stop()
  const text = await metrics.text()
  expect(text).not.toContain('process_cpu_seconds_total')
  expect(text).not.toContain('saola_streams_open')
})
