import { createHash } from 'node:crypto'
import { access, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Manifest } from '@saola/sdk'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { defineFeature } from '../feature/feature.ts'
import { silentLog } from '../log.ts'
import { Problem } from '../owner/errors.ts'
import type { Owner } from '../owner/owner.ts'
import { createKernel, type Kernel } from './kernel.ts'
import type { Desired, DesiredModule } from './state.ts'

let dir: string
let kernel: Kernel
let revision = 0
/** What the test's own point `signs` holds: full id → text and owner version. */
const signs = new Map<string, { text: string; owner: Owner }>()
const seen: string[] = []
const discarded: string[] = []

const feature = defineFeature({
  id: 'core-signs',
  name: { vi: 'Biển', en: 'Signs' },
  start: async (ctx) => {
    ctx.point<{ text: string; run?: { module: string; export: string } }>({
      id: 'signs',
      schema: {
        type: 'object',
        properties: { text: { type: 'string' }, run: { type: 'object' } },
        required: ['text'],
        additionalProperties: false,
      },
      stage: 'serve',
      discard: (all, fate) => {
        for (const id of all.keys()) discarded.push(`${fate} ${id}`)
      },
      check: (delta) =>
        [...delta.added]
          .filter(([, sign]) => sign.text === 'forbidden')
          .map(([name]) => ({
            kind: 'refuses' as const,
            point: 'signs',
            subject: `${delta.owner.id}.${name}`,
            text: { vi: 'Không được', en: 'Not allowed' },
          })),
      apply: (delta, scopeOf) => {
        for (const [name, sign] of delta.added) {
          if (sign.text === 'breaks') throw new Error('the point broke')
          scopeOf(name).set(signs, `${delta.owner.id}.${name}`, { text: sign.text, owner: delta.owner })
        }
        for (const [name, { to }] of delta.changed) {
          scopeOf(name).set(signs, `${delta.owner.id}.${name}`, { text: to.text, owner: delta.owner })
        }
        seen.push(`${delta.owner.id} +${delta.added.size} ~${delta.changed.size} -${delta.removed.size}`)
      },
    })
  },
})

interface PackageOptions {
  version?: string
  code?: string
  contributes?: object
  head?: object
}

/** Writes a built package: manifest and one server module. */
async function pack(id: string, options: PackageOptions = {}): Promise<string> {
  const { version = '1.0.0', code = '', contributes = {}, head = {} } = options
  const at = join(dir, 'installed', id, version)
  await mkdir(at, { recursive: true })
  await writeFile(join(at, 'server.js'), `export default {${code}}`)
  const hash = createHash('sha256').update(`export default {${code}}`).digest('hex')
  const manifest = {
    manifest: 1,
    id,
    version,
    engine: '^1.0.0',
    name: { vi: id, en: id },
    contributes,
    ...(code.includes('start') ? { start: { module: './server.js', export: 'default.start' } } : {}),
    files: { 'server.js': hash },
    ...head,
  } as unknown as Manifest
  await writeFile(join(at, 'manifest.json'), JSON.stringify(manifest))
  return at
}

const on = (more: Partial<DesiredModule> = {}): DesiredModule => ({
  state: 'on',
  approved: { capabilities: [], mounts: [], native: [], unsigned: true },
  ...more,
})

async function reconcile(modules: Record<string, DesiredModule>, more: Partial<Desired> = {}): Promise<void> {
  await kernel.discover({ workspace: [], installed: join(dir, 'installed') })
  await kernel.reconcile({ revision: ++revision, modules, studio: {}, overrides: {}, ...more })
}

const sign = (text: string) => ({ signs: { one: { text } } })
const status = (id: string) => kernel.status(id)

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'saola-kernel-'))
  seen.length = 0
  kernel = createKernel({
    engine: '1.0.0',
    log: silentLog,
    startTimeout: 100,
    drainLimit: 200,
    cloneBoundary: true,
  })
  await kernel.startFeatures([feature])
})

afterEach(async () => {
  await kernel.stop()
  expect(signs.size).toBe(0)
  await rm(dir, { recursive: true })
})

test('a module appears, changes by its difference only, and leaves nothing', async () => {
  await pack('rain', { contributes: { signs: { one: { text: 'a' }, two: { text: 'b' } } } })
  await reconcile({ rain: on() })
  expect(status('rain')).toMatchObject({ state: 'on', version: '1.0.0' })
  expect([...signs.keys()]).toEqual(['rain.one', 'rain.two'])

  await reconcile({ rain: on() }, { overrides: { signs: { 'rain.one': { text: 'overridden' } } } })
  expect(seen.at(-1)).toBe('rain +0 ~1 -0')
  expect(signs.get('rain.one')?.text).toBe('overridden')

  await reconcile({ rain: { ...on(), state: 'off' } })
  expect(signs.size).toBe(0)
  expect(kernel.registry.leftovers('rain')).toBe(0)
})

test('nothing of a package runs before it is approved, and what is missing is named', async () => {
  await pack('nosy', { code: 'start(){ globalThis.nosyRan = true }', head: { capabilities: ['net:a.vn'] } })
  await reconcile({ nosy: on() })
  expect(status('nosy')).toMatchObject({ state: 'blocked', reason: { code: 'approval-required' } })
  expect(status('nosy')?.reason?.text.en).toContain('net:a.vn')
  expect((globalThis as { nosyRan?: boolean }).nosyRan).toBeUndefined()
  const plan = await kernel.plan('nosy', 'on')
  expect(plan.missing.capabilities).toEqual(['net:a.vn'])
})

test.each([
  ['throws', 'start(){ throw new Error("boom") }', {}, 'start-failed'],
  ['never resolves', 'start(){ return new Promise(() => {}) }', {}, 'plugin-timeout'],
  [
    'asks what was not granted',
    'async start(ctx){ await ctx.use({kind:"service",id:"a.b",version:1}) }',
    {},
    'capability-denied',
  ],
  ['breaks a point', '', sign('breaks'), 'start-failed'],
  ['is refused by a check', '', sign('forbidden'), 'change-refused'],
  ['does not fit a schema', '', { signs: { one: { text: 5 } } }, 'contribution-invalid'],
  ['names an unknown point', '', { nonsense: { one: {} } }, 'contribution-invalid'],
])('a module that %s fails alone', async (_, code, contributes, expected) => {
  await pack('bad', { code, contributes })
  await pack('good', { contributes: sign('fine') })
  await pack('needs-bad', { head: { requires: { bad: '^1' } } })
  await reconcile({ bad: on(), good: on(), 'needs-bad': on() })
  expect(status('bad')).toMatchObject({ state: 'failed', reason: { code: expected } })
  expect(status('needs-bad')).toMatchObject({ state: 'blocked', reason: { culprit: 'bad' } })
  expect(status('good')?.state).toBe('on')
  expect([...signs.keys()]).toEqual(['good.one'])
  expect(kernel.registry.leftovers('bad')).toBe(0)
})

test('a broken manifest, a wrong engine and a changed file are told apart', async () => {
  await pack('newer', { head: { engine: '^2.0.0' } })
  const at = await pack('touched', { code: 'start(){}' })
  await writeFile(join(at, 'server.js'), 'export default { start() { globalThis.evil = 1 } }')
  const broken = await pack('broken')
  await writeFile(join(broken, 'manifest.json'), '{ not json')
  await reconcile({ newer: on(), touched: on(), broken: on() })
  expect(status('newer')?.reason?.code).toBe('engine-mismatch')
  expect(status('touched')?.reason?.code).toBe('package-tampered')
  expect((globalThis as { evil?: number }).evil).toBeUndefined()
  expect(status('broken')?.state).toBe('failed')
})

test('a new version is swapped in; one that throws leaves the old one running with the reason', async () => {
  const route = { signs: { one: { text: 'x', run: { module: './server.js', export: 'default.run' } } } }
  await pack('air', {
    code: 'run: async () => "old", async start(){ return () => { globalThis.airGone = "1.0.0" } }',
    contributes: route,
  })
  await reconcile({ air: on({ version: '1.0.0' }) })
  const call = () =>
    signs
      .get('air.one')
      ?.owner.invoke({ module: './server.js', export: 'default.run' }, [], { what: 'run', timeout: 500 })
  expect(await call()).toBe('old')

  await pack('air', { version: '1.0.1', code: 'start(){ throw new Error("no feed") }', contributes: route })
  await reconcile({ air: on({ version: '1.0.1' }) })
  expect(status('air')).toMatchObject({ version: '1.0.0', state: 'on' })
  expect(status('air')?.reason?.text.en).toContain('no feed')
  expect(await call()).toBe('old')

  await pack('air', { version: '1.1.0', code: 'run: async () => "new"', contributes: route })
  await reconcile({ air: on({ version: '1.1.0' }) })
  expect(status('air')).toMatchObject({ version: '1.1.0', state: 'on' })
  expect(status('air')?.reason).toBeUndefined()
  expect(await call()).toBe('new')
  expect((globalThis as { airGone?: string }).airGone).toBe('1.0.0')
})

test('work in flight finishes when a module goes off; a handler that hangs is cut off and noted', async () => {
  const run = { module: './server.js', export: 'default.run' }
  const code =
    'run: (ctx, ms) => new Promise((done, fail) => { const t = setTimeout(() => done("finished"), ms); ctx.signal.addEventListener("abort", () => { clearTimeout(t); fail(ctx.signal.reason) }) })'
  await pack('slow', { code, contributes: { signs: { one: { text: 'x', run } } } })
  await reconcile({ slow: on() })
  const owner = signs.get('slow.one')?.owner
  const inFlight = owner?.invoke(run, [30], { what: 'route', timeout: 1000 })
  await reconcile({})
  expect(await inFlight).toBe('finished')

  await reconcile({ slow: on() })
  const late = signs.get('slow.one')?.owner.invoke(run, [60_000], { what: 'route', timeout: 20 })
  await expect(late).rejects.toMatchObject({ code: 'plugin-timeout', status: 504 })
  expect(status('slow')?.faults).toMatchObject([{ what: 'route' }])
  expect(status('slow')?.state).toBe('on')
})

test('services cross between plugins by name, are checked, and survive a swap', async () => {
  const ref = 'async start(ctx){ globalThis.geo = await ctx.use({kind:"service",id:"geo.coder",version:1}) }'
  const provides = {
    provides: {
      coder: {
        service: 'geo.coder',
        version: 1,
        create: { module: './server.js', export: 'default.create' },
      },
    },
  }
  await pack('geo', { code: 'create: async () => ({ code: async (s) => s.length })', contributes: provides })
  await pack('user', { code: ref, head: { requires: { geo: '^1' }, capabilities: ['use:geo.coder'] } })
  const user = on({ approved: { capabilities: ['use:geo.coder'], mounts: [], native: [], unsigned: true } })
  await reconcile({ geo: on(), user })
  expect(status('user')?.reason).toBeUndefined()
  const coder = (globalThis as unknown as { geo: { code(s: string): Promise<number> } }).geo
  expect(await coder.code('abc')).toBe(3)
  await pack('geo', {
    version: '1.1.0',
    code: 'create: async () => ({ code: async (s) => s.length * 10 })',
    contributes: provides,
  })
  await reconcile({ geo: on(), user })
  expect(await coder.code('abc')).toBe(30)
  await reconcile({})
  await expect(coder.code('abc')).rejects.toMatchObject({ code: 'service-unavailable', culprit: 'geo' })
})

test('a plugin opens a point for others and hears of every change', async () => {
  const points = {
    points: {
      sources: {
        schema: { type: 'object', required: ['url'] },
        changed: { module: './server.js', export: 'default.changed' },
      },
    },
  }
  await pack('camera', {
    code: 'changed: async (ctx, all) => { globalThis.sources = all }',
    contributes: points,
  })
  await pack('demo', { contributes: { 'camera.sources': { gate: { url: 'rtsp://gate' } } } })
  await reconcile({ demo: on() })
  expect(status('demo')?.state).toBe('on')
  await reconcile({ demo: on(), camera: on() })
  expect((globalThis as { sources?: object }).sources).toEqual({ 'demo.gate': { url: 'rtsp://gate' } })
  await reconcile({ camera: on() })
  expect((globalThis as { sources?: object }).sources).toEqual({})
})

test('a plan says what would appear and vanish, and who stands in the way', async () => {
  await pack('base', { contributes: sign('a') })
  await pack('top', { head: { requires: { base: '^1' } } })
  await reconcile({})
  const plan = await kernel.plan('base', 'on')
  expect(plan.contributions).toEqual([{ point: 'signs', id: 'base.one', change: 'adds' }])
  expect(plan.missing.unsigned).toBe(true)
  expect((await kernel.plan('top', 'on')).blockedBy).toMatchObject([
    { code: 'requires-off', culprit: 'base' },
  ])
  await reconcile({ base: on(), top: on() })
  const off = await kernel.plan('base', 'off')
  expect(off.contributions).toEqual([{ point: 'signs', id: 'base.one', change: 'removes' }])
  expect(off.blockedBy).toMatchObject([{ code: 'has-dependants', culprit: 'top' }])
  expect(signs.has('base.one')).toBe(true)
  await expect(kernel.plan('nothing', 'on')).rejects.toBeInstanceOf(Problem)
})

test('a package is removed only when it is off, and the points decide what becomes of its data', async () => {
  const at = await pack('old', { contributes: sign('x') })
  await reconcile({ old: on() })
  await expect(kernel.remove('old')).rejects.toMatchObject({ code: 'module-on' })
  await reconcile({})
  await kernel.remove('old', 'purge')
  expect(discarded).toEqual(['purge old.one'])
  await expect(access(at)).rejects.toThrow()
  expect(status('old')).toBeUndefined()
  await expect(kernel.remove('old')).rejects.toMatchObject({ code: 'module-unknown' })
})

test('fifty cycles leave no registration and no timer', async () => {
  await pack('cycle', {
    code: 'start(){ const t = setInterval(() => {}, 1000); return () => clearInterval(t) }',
    contributes: sign('x'),
  })
  await reconcile({ cycle: on() })
  await reconcile({})
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
  const before = timers()
  for (let i = 0; i < 50; i++) {
    await reconcile({ cycle: on() })
    await reconcile({})
  }
  expect(timers()).toBeLessThanOrEqual(before)
  expect(kernel.registry.leftovers('cycle')).toBe(0)
  expect(status('cycle')?.state).toBe('off')
})
