import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { silentLog } from '../log.ts'
import { createKernel, type Kernel } from './kernel.ts'

let dir: string
let kernel: Kernel
let revision = 0

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'saola-containment-'))
  const limits = { startTimeout: 100, callTimeout: 100, drainLimit: 100 }
  kernel = createKernel({ engine: '1.0.0', log: silentLog, cloneBoundary: true, ...limits })
})

afterEach(async () => {
  await kernel.stop()
  await rm(dir, { recursive: true })
})

const code = (name: string) => ({ module: './server.js', export: name })

async function place(id: string, source: string, head: object = {}): Promise<void> {
  const at = join(dir, id, '1.0.0')
  await mkdir(at, { recursive: true })
  await writeFile(join(at, 'server.js'), source)
  const files = { 'server.js': createHash('sha256').update(source).digest('hex') }
  const common = { manifest: 1, id, version: '1.0.0', engine: '^1.0.0', name: { vi: id }, contributes: {} }
  await writeFile(join(at, 'manifest.json'), JSON.stringify({ ...common, ...head, files }))
}

async function on(modules: Record<string, string[]>): Promise<void> {
  await kernel.discover({ workspace: [], installed: dir })
  const wanted = Object.entries(modules).map(([id, capabilities]) => {
    const approved = { capabilities, mounts: [], native: [], unsigned: true }
    return [id, { state: 'on' as const, approved }]
  })
  const desired = { modules: Object.fromEntries(wanted), studio: {}, overrides: {} }
  await kernel.reconcile({ revision: ++revision, ...desired })
}

const whatFailed = (id: string) => kernel.status(id)?.faults.map((fault) => fault.what)

test('a service that throws or never answers is the fault of who offers it', async () => {
  const service = (name: string) => ({ service: `geo.${name}`, version: 1, create: code(name) })
  await place(
    'geo',
    `export const coder = async () => ({ fine: async () => 1, throws: async () => { throw new Error('no') }, hangs: () => new Promise(() => {}) })
     export const broken = async () => { throw new Error('cannot be made') }
     export const stuck = () => new Promise(() => {})`,
    { contributes: { provides: { a: service('coder'), b: service('broken'), c: service('stuck') } } },
  )
  await place(
    'map',
    `export const call = async (ctx, name, method) => (await ctx.use({ kind: 'service', id: 'geo.' + name, version: 1 }))[method]()`,
    { contributes: {} },
  )
  await on({ geo: [], map: ['use:geo.coder', 'use:geo.broken', 'use:geo.stuck'] })
  const call = (name: string, method: string) =>
    kernel.owner('map')?.invoke(code('call'), [name, method], { what: 'call', timeout: 5_000 })
  await expect(call('coder', 'throws')).rejects.toThrow('no')
  await expect(call('coder', 'hangs')).rejects.toMatchObject({ code: 'plugin-timeout', culprit: 'geo' })
  await expect(call('coder', 'missing')).rejects.toMatchObject({ code: 'service-method-missing' })
  await expect(call('coder', 'constructor')).rejects.toMatchObject({ code: 'service-method-missing' })
  await expect(call('broken', 'any')).rejects.toThrow('cannot be made')
  await expect(call('stuck', 'any')).rejects.toMatchObject({ code: 'plugin-timeout', culprit: 'geo' })
  expect(whatFailed('geo')).toEqual([
    'service geo.coder.throws',
    'service geo.coder.hangs',
    'service geo.broken',
    'service geo.stuck',
  ])
  expect(await call('coder', 'fine')).toBe(1)
  expect([kernel.status('geo')?.state, kernel.status('map')?.state]).toEqual(['on', 'on'])
})

test.each([
  ['throws', `throw new Error('no')`],
  ['never resolves', 'await new Promise(() => {})'],
])('a point whose owner %s hurts nobody who contributes to it', async (_, body) => {
  const points = { sources: { schema: { type: 'object' }, changed: code('changed') } }
  await place('camera', `export const changed = async () => { ${body} }`, { contributes: { points } })
  await place('demo', '', { contributes: { 'camera.sources': { gate: {} } } })
  await on({ camera: [], demo: [] })
  expect(kernel.status('demo')).toMatchObject({ state: 'on', faults: [] })
  expect(kernel.status('demo')?.reason).toBeUndefined()
  expect(whatFailed('camera')).toEqual(['point camera.sources'])
  await on({ camera: [] })
  expect(kernel.status('demo')?.state).toBe('off')
  expect(kernel.registry.leftovers('demo')).toBe(0)
})

test.each([
  ['throws', `throw new Error('no')`, 'no'],
  ['never resolves', 'await new Promise(() => {})', 'stop of bad took longer than 100 ms'],
])('a module whose end %s goes off all the same, and others after it', async (_, body, message) => {
  const faults: unknown[] = []
  kernel.on('fault', (detail) => faults.push(detail))
  await place('bad', `export const start = async () => async () => { ${body} }`, { start: code('start') })
  await place('good', 'export const start = async () => () => { globalThis.goodEnded = true }', {
    start: code('start'),
  })
  await on({ bad: [], good: [] })
  await on({})
  expect([kernel.status('bad')?.state, kernel.status('good')?.state]).toEqual(['off', 'off'])
  expect((globalThis as { goodEnded?: boolean }).goodEnded).toBe(true)
  expect(faults).toMatchObject([{ plugin: 'bad', fault: { what: 'stop', message } }])
})

test('what a start opened after its time limit is closed at once', async () => {
  const shared = globalThis as { mayStart?: Promise<void>; lateEnded?: boolean }
  let go = () => {}
  shared.mayStart = new Promise((resolve) => {
    go = resolve
  })
  await place(
    'late',
    'export const start = async () => { await globalThis.mayStart; return () => { globalThis.lateEnded = true } }',
    { start: code('start') },
  )
  await on({ late: [] })
  expect(kernel.status('late')).toMatchObject({ state: 'failed', reason: { code: 'plugin-timeout' } })
  go()
  await vi.waitFor(() => expect(shared.lateEnded).toBe(true), { interval: 5 })
})

test('whoever watches the event loop is told whose code runs, exactly as long as it does', async () => {
  const seen: string[] = []
  const end = kernel.watchEntries((plugin) => {
    seen.push(plugin)
    return () => void seen.push(`end of ${plugin}`)
  })
  Object.assign(globalThis, { seenEntries: seen })
  await place(
    'busy',
    `export const run = async () => { globalThis.seenEntries.push('first part'); await null; globalThis.seenEntries.push('second part') }
     export const throws = () => { throw new Error('no') }`,
  )
  await on({ busy: [] })
  const run = (name: string) => kernel.owner('busy')?.invoke(code(name), [], { what: name, timeout: 1_000 })
  await run('run')
  const spent = seen.splice(0)
  expect(spent.filter((entry) => entry !== 'second part').slice(-3)).toEqual([
    'busy',
    'first part',
    'end of busy',
  ])
  await expect(run('throws')).rejects.toThrow('no')
  expect(seen.filter((entry) => entry === 'busy')).toHaveLength(
    seen.filter((entry) => entry === 'end of busy').length,
  )
  end()
  seen.length = 0
  await run('run')
  expect(seen).toEqual(['first part', 'second part'])
})
