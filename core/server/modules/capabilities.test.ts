import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Ctx, Repository } from '@saola/sdk'
import { expect, onTestFinished, test } from 'vitest'
import { sqliteStore } from '../testkit/databases.ts'
import { code, type TestPlugin, writePlugin } from '../testkit/plugins.ts'
import { enable, running } from '../testkit/running.ts'

const label = (vi: string) => ({ vi, en: vi })
const thing = {
  label: label('x'),
  comments: true,
  fields: { name: { type: 'text' as const, label: label('x') } },
}

/** Every member of ctx that can be called. A new one makes this a type error until it stands in the table below. */
type Callable =
  | Exclude<keyof Ctx, 'plugin' | 'signal' | 'records' | 'http' | 'files' | 'units' | 'log'>
  | `records.${keyof Repository}`
  | `http.${keyof Ctx['http']}`
  | `files.${keyof Ctx['files']}`
  | `units.${keyof Ctx['units']}`
  | `log.${keyof Ctx['log']}`

/** What a member needs; the records of others need something else than one's own. */
const NEEDS = (net: string): Record<Callable, (string | null)[]> => ({
  'records.get': ['records:own', 'records:read:target.thing'],
  'records.list': ['records:own', 'records:read:target.thing'],
  'records.create': ['records:own', 'records:write:target.thing'],
  'records.update': ['records:own', 'records:write:target.thing'],
  'records.delete': ['records:own', 'records:write:target.thing'],
  'records.counts': ['records:own', 'records:read:target.thing'],
  'records.revisions': ['records:own', 'records:read:target.thing'],
  'records.comments': ['records:own', 'records:read:target.thing'],
  'records.comment': ['records:own', 'records:write:target.thing'],
  'http.fetch': [net],
  'files.put': ['files:own'],
  'units.get': [null],
  'units.find': [null],
  'units.children': [null],
  emit: ['emit:asker.rang'],
  use: ['use:target.echo'],
  settings: [null],
  t: [null],
  'log.debug': [null],
  'log.info': [null],
  'log.warn': [null],
  'log.error': [null],
})

/** What is found out behind the door: nothing has the id x, and a letter is no file that is taken in. */
const BEHIND: Record<string, string> = {
  'records.update': 'record-missing',
  'records.delete': 'record-missing',
  'records.comment': 'record-missing',
  'files.put': 'file-type-unsupported',
}

/** Tries every call, and says of each how it went. */
const server = (port: number) => `
  const calls = {
    'http.fetch': (ctx) => [() => ctx.http.fetch('http://127.0.0.1:${port}/')],
    'files.put': (ctx) => [() => ctx.files.put({ name: 'a.txt', bytes: new TextEncoder().encode('x') })],
    'units.get': (ctx) => [() => ctx.units.get('x')],
    'units.find': (ctx) => [() => ctx.units.find({ text: 'x' })],
    'units.children': (ctx) => [() => ctx.units.children('x')],
    emit: (ctx) => [() => ctx.emit({ kind: 'event', id: 'asker.rang', version: 1 }, { a: 1 })],
    use: (ctx) => [async () => (await ctx.use({ kind: 'service', id: 'target.echo', version: 1 })).echo('x')],
    settings: (ctx) => [() => ctx.settings()],
    t: (ctx) => [async () => ctx.t('hello')],
  }
  for (const level of ['debug', 'info', 'warn', 'error'])
    calls['log.' + level] = (ctx) => [async () => ctx.log[level]('said', { a: 1 })]
  const args = { get: ['x'], list: [], create: [{ name: 'x' }], update: ['x', {}], delete: ['x'],
    counts: [{ by: 'name' }], revisions: ['x'], comments: ['x'], comment: ['x', { text: 'x' }] }
  for (const [method, given] of Object.entries(args))
    calls['records.' + method] = (ctx) => ['thing', 'target.thing'].map((model) => () => ctx.records(model)[method](...given))
  export const run = async (ctx) => {
    const body = {}
    for (const [name, make] of Object.entries(calls)) {
      body[name] = []
      for (const call of make(ctx)) body[name].push(await call().then(() => 'done', (error) => error.code ?? String(error)))
    }
    return { body }
  }
  export const members = async (ctx) => {
    const body = []
    const functions = (prefix, of) => { for (const name in of) if (typeof of[name] === 'function') body.push(prefix + name) }
    for (const name in ctx) {
      if (name === 'records') functions('records.', ctx.records('thing'))
      else if (typeof ctx[name] === 'function') body.push(name)
      else if (name !== 'signal') functions(name + '.', ctx[name])
    }
    return { body }
  }
  export const uncloneable = async (ctx) => {
    const name = await (async () => ctx.records('thing').create({ name: () => 1 }))().catch((error) => error.name)
    const values = { name: 'mine' }
    const made = await ctx.records('thing').create(values)
    made.name = 'changed'
    return { body: [name, (await ctx.records('thing').get(made.id)).name] }
  }`

test('every call of ctx is refused without its capability, counted, and allowed with it', async () => {
  const outside = createServer((_request, response) => response.end('hi'))
  await once(outside.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => void outside.close())
  const { port } = outside.address() as AddressInfo
  const needs = NEEDS(`net:127.0.0.1:${port}`)
  const all = [...new Set(Object.values(needs).flat())].filter((one) => one !== null)

  const store = await sqliteStore()
  const root = join(store.dataDir, 'source')
  const place = (plugin: TestPlugin) =>
    writePlugin(join(root, `${plugin.id}-${plugin.version}`, 'dist'), plugin)
  await place({
    id: 'target',
    version: '1.0.0',
    server: 'export const make = async () => ({ echo: async (x) => x })',
    contributes: {
      models: { thing },
      provides: { echo: { service: 'target.echo', version: 1, create: code('make') } },
    },
  })
  const route = (name: string) => ({
    method: 'GET' as const,
    path: `/${name}`,
    summary: label(name),
    permission: 'public',
    run: code(name),
  })
  const asker = (version: string, capabilities: string[]) =>
    place({
      id: 'asker',
      version,
      capabilities,
      server: server(port),
      contributes: {
        models: { thing },
        routes: { run: route('run'), members: route('members'), uncloneable: route('uncloneable') },
        locales: { vi: { hello: 'Xin chào' } },
      },
    })
  await asker('1.0.0', all)
  await asker('2.0.0', [])
  for (const [at, without] of all.entries())
    await asker(
      `1.1.${at}`,
      all.filter((one) => one !== without),
    )

  const one = await running(store, { workspace: [root] })
  await enable(one, 'target')
  const denied = async () => (await one.call('GET', '/api/modules/asker')).body.counters.denied
  const tryAll = async (version: string) => {
    expect((await enable(one, 'asker', version)).body, version).toMatchObject({ state: 'on', version })
    const before = await denied()
    const { body } = await one.call('GET', '/api/x/asker/run')
    return { outcomes: body as Record<string, string[]>, denied: (await denied()) - before }
  }

  const full = await tryAll('1.0.0')
  expect(Object.keys(full.outcomes).sort()).toEqual(Object.keys(needs).sort())
  expect(full.denied).toBe(0)
  for (const [name, outcomes] of Object.entries(full.outcomes)) {
    const behind = BEHIND[name] ?? 'done'
    for (const outcome of outcomes) expect(outcome, name).toBe(behind)
  }
  const members = (await one.call('GET', '/api/x/asker/members')).body
  expect(members.sort()).toEqual(Object.keys(needs).sort())

  for (const [version, granted] of [
    ...all.map((without, at) => [`1.1.${at}`, all.filter((one) => one !== without)] as const),
    ['2.0.0', []] as const,
  ]) {
    const { outcomes, denied: count } = await tryAll(version)
    let expected = 0
    for (const [name, wanted] of Object.entries(needs)) {
      for (const [at, capability] of wanted.entries()) {
        const open = capability === null || (granted as string[]).includes(capability)
        if (!open) expected += 1
        const outcome = open ? full.outcomes[name]?.[at] : 'capability-denied'
        expect(outcomes[name]?.[at], `${name} with ${granted.join(', ')}`).toBe(outcome)
      }
    }
    expect(count).toBe(expected)
  }

  await enable(one, 'asker', '1.0.0')
  expect((await one.call('GET', '/api/x/asker/uncloneable')).body).toEqual(['DataCloneError', 'mine'])
  const metrics = (await one.call('GET', '/metrics')).body
  expect(metrics).toMatch(/saola_plugin_denied_total\{plugin="asker"\} \d+/)
})
