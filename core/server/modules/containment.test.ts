import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { sqliteStore, type TestStore } from '../testkit/databases.ts'
import { code, type TestPlugin, writePlugin } from '../testkit/plugins.ts'
import { enable, type Running, running, until } from '../testkit/running.ts'

const label = (vi: string) => ({ vi, en: vi })
const route = (name: string, more: object = {}) => ({
  method: 'GET' as const,
  path: `/${name}`,
  summary: label(name),
  permission: 'public',
  run: code(name),
  ...more,
})
const hangs = '() => new Promise(() => {})'
const throws = (text: string) => `async () => { throw new Error('${text}') }`

const good: TestPlugin = {
  id: 'good',
  server: `export const hi = async () => ({ body: 'hi' }); export const health = async () => ({ ok: true, detail: { vi: 'tốt' } })`,
  contributes: { routes: { hi: route('hi') } },
  health: code('health'),
}

async function start(store: TestStore, ...plugins: TestPlugin[]): Promise<Running> {
  const workspace = join(store.dataDir, 'source')
  for (const plugin of [good, ...plugins]) await writePlugin(join(workspace, plugin.id, 'dist'), plugin)
  const one = await running(store, { workspace: [workspace] })
  for (const { id } of [good, ...plugins]) await enable(one, id)
  return one
}

const item = async ({ call }: Running, id: string) => (await call('GET', `/api/modules/${id}`)).body
const faults = async (one: Running, id: string) =>
  (await item(one, id)).faults.map(({ what, message }: { what: string; message: string }) => [what, message])

test('routes, jobs, listeners and stray promises that fail are noted on their module; all others answer', async () => {
  const timed = { timeout: 100 }
  const job = (name: string) => ({ label: label(name), every: 60, ...timed, run: code(name) })
  const on = (name: string) => ({ event: 'bad.thing.created', ...timed, run: code(name) })
  const one = await start(await sqliteStore(), {
    id: 'bad',
    capabilities: ['records:own'],
    server: `
      export const routeThrows = ${throws('route broke')}
      export const routeHangs = ${hangs}
      export const throwsOdd = async () => { throw undefined }
      export const jobThrows = ${throws('job broke')}
      export const jobHangs = ${hangs}
      export const listenerThrows = ${throws('listener broke')}
      export const listenerHangs = ${hangs}
      export const strays = async () => {
        setTimeout(() => { throw new Error('from a timer') })
        void Promise.reject(new Error('not awaited'))
        return { body: 'fine' }
      }`,
    contributes: {
      models: { thing: { label: label('x'), fields: { name: { type: 'text', label: label('x') } } } },
      routes: {
        throws: route('routeThrows'),
        hangs: route('routeHangs', timed),
        odd: route('throwsOdd'),
        strays: route('strays'),
      },
      jobs: { throws: job('jobThrows'), hangs: job('jobHangs') },
      on: { throws: on('listenerThrows'), hangs: on('listenerHangs') },
    },
  })
  const { call } = one
  expect((await call('POST', '/api/records/bad.thing', { name: 'x' })).status).toBe(201)
  const thrown = await call('GET', '/api/x/bad/routeThrows')
  expect([thrown.status, thrown.body.code, thrown.body.culprit]).toEqual([500, 'plugin-failed', 'bad'])
  expect(JSON.stringify(thrown.body)).not.toContain('broke')
  const hung = await call('GET', '/api/x/bad/routeHangs')
  expect([hung.status, hung.body.code, hung.body.culprit]).toEqual([504, 'plugin-timeout', 'bad'])
  expect((await call('GET', '/api/x/bad/throwsOdd')).body.code).toBe('plugin-failed')
  expect((await call('GET', '/api/x/bad/strays')).body).toBe('fine')

  const late = (what: string) => [what, `${what} of bad took longer than 100 ms`]
  const expected = [
    ['route throws', 'route broke'],
    late('route hangs'),
    ['route odd', 'undefined'],
    ['job throws', 'job broke'],
    late('job hangs'),
    ['listener throws', 'listener broke'],
    late('listener hangs'),
    ['not awaited', 'from a timer'],
    ['not awaited', 'not awaited'],
  ]
  await vi.waitFor(async () => expect(await faults(one, 'bad')).toEqual(expect.arrayContaining(expected)), {
    timeout: 15_000,
    interval: 20,
  })
  expect(await item(one, 'bad')).toMatchObject({ state: 'on' })
  expect(await faults(one, 'good')).toEqual([])
  expect((await call('GET', '/api/x/good/hi')).body).toBe('hi')
  expect((await call('GET', '/api/records/bad.thing')).body.items).toHaveLength(1)
})

test('a module that cannot start is failed with its reason; its dependants are blocked by its name', async () => {
  const server = { throws: throws('no feed'), broken: 'this is not JavaScript', silent: '1' }
  const starting = (id: keyof typeof server): TestPlugin => ({
    id,
    server: id === 'broken' ? server.broken : `export const start = ${server[id]}`,
    start: code('start'),
  })
  const needs: TestPlugin = { id: 'needs', requires: { throws: '^1' } }
  const denied: TestPlugin = {
    id: 'denied',
    server: `export const start = async (ctx) => { await ctx.http.fetch('http://127.0.0.1:1/') }`,
    start: code('start'),
  }
  const one = await start(
    await sqliteStore(),
    starting('throws'),
    starting('broken'),
    starting('silent'),
    denied,
    needs,
  )
  const state = async (id: string) => {
    const { state, reason } = await item(one, id)
    return [state, reason?.code, reason?.culprit]
  }
  expect(await state('throws')).toEqual(['failed', 'start-failed', 'throws'])
  expect((await item(one, 'throws')).reason.text.en).toBe('Did not start: no feed')
  expect(await state('broken')).toEqual(['failed', 'start-failed', 'broken'])
  expect(await state('silent')).toEqual(['failed', 'start-failed', 'silent'])
  expect(await state('denied')).toEqual(['failed', 'capability-denied', 'denied'])
  expect(await state('needs')).toEqual(['blocked', 'requires-failed', 'throws'])
  expect(await state('good')).toEqual(['on', undefined, undefined])
})

test('health is asked for one module and for the metrics; one that fails is not well and holds nothing up', async () => {
  const sick = (id: string, health: string): TestPlugin => ({
    id,
    server: `export const health = ${health}`,
    health: code('health'),
  })
  const one = await start(
    await sqliteStore(),
    sick('throws', throws('no')),
    sick('hangs', hangs),
    sick('odd', `async () => 'fine'`),
    { id: 'silent' },
  )
  expect((await item(one, 'good')).health).toEqual({ ok: true, detail: { vi: 'tốt' } })
  for (const id of ['throws', 'hangs', 'odd'])
    expect((await item(one, id)).health, id).toMatchObject({ ok: false, detail: { en: expect.any(String) } })
  expect((await item(one, 'silent')).health).toBeUndefined()
  expect(await faults(one, 'throws')).toEqual([['health', 'no']])
  const metrics = (await one.call('GET', '/metrics')).body
  expect(metrics).toContain('saola_plugin_healthy{plugin="good"} 1')
  expect(metrics).toContain('saola_plugin_healthy{plugin="hangs"} 0')
  expect(metrics).not.toContain('saola_plugin_healthy{plugin="silent"}')
  await one.call('POST', '/api/modules/good/disable', {})
  expect((await item(one, 'good')).health).toBeUndefined()
  await until(async () => !(await one.call('GET', '/metrics')).body.includes('healthy{plugin="good"}'))
})
