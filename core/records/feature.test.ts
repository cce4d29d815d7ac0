import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createKernel, type Desired, type Kernel, silentLog } from '@saola/kernel'
import type { Manifest, ModelDef } from '@saola/sdk'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordsFeature } from './feature.ts'
import type { Db } from './index.ts'
import { accessRef, recordsRef, seedsRef } from './refs.ts'
import { onEachDatabase, type TestDatabase } from './testkit/databases.ts'
import { actorWith, administrator } from './testkit/records.ts'
import { condition } from './testkit/wait.ts'

const label = { vi: 'Nhãn', en: 'Label' }
const station: ModelDef = {
  label,
  fields: { code: { type: 'text', label }, pm25: { type: 'number', label } },
  rights: { read: ['operator', 'inspector'] },
}

// What a vendor's code does here is written into the records themselves, as a plugin could.
const server = `
const code = (ctx, code) => ctx.records('station').create({ code })
const run = (ref) => ({ module: './server.js', export: 'default.' + ref })
export default {
  expand: (ctx) => code(ctx, 'expand'),
  contract: (ctx) => code(ctx, 'contract'),
  start: async (ctx) => void (await code(ctx, 'start')),
  heard: async (ctx, event) => {
    if (event.data.code !== 'ring') return
    await ctx.records('station').update(event.subject, { pm25: 7 })
    await ctx.emit({ kind: 'event', id: 'air.rang', version: 1 }, { code: event.data.code })
  },
  rang: (ctx, event) => code(ctx, 'heard ' + event.data.code),
}
`
const ref = (name: string) => ({ module: './server.js', export: `default.${name}` })

onEachDatabase('records in a kernel', (make) => {
  let database: TestDatabase
  let dir: string
  let db: Db
  let kernel: Kernel
  let revision = 0

  const begin = async (demoData: boolean) => {
    db = await database.open()
    kernel = createKernel({ engine: '1.0.0', log: silentLog, cloneBoundary: true })
    await kernel.startFeatures([recordsFeature({ db, demoData })])
    await kernel.discover({ workspace: [], installed: join(dir, 'installed') })
  }
  const desire = (on: boolean, studio: Desired['studio'] = {}) =>
    kernel.reconcile({
      revision: ++revision,
      modules: {
        air: {
          state: on ? 'on' : 'off',
          approved: {
            capabilities: ['records:own', 'emit:air.rang'],
            mounts: [],
            native: [],
            unsigned: true,
          },
        },
        ...Object.fromEntries(
          Object.keys(studio).map((id) => [
            id,
            { state: 'on' as const, approved: { capabilities: [], mounts: [], native: [] } },
          ]),
        ),
      },
      studio,
      overrides: {},
    })
  const stations = () => kernel.services.get(recordsRef).repository('air.station', administrator)
  const codes = async () =>
    (await stations().list({ sort: [{ field: 'id' }], limit: 500 })).items.map(({ code }) => code)

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'saola-feature-'))
    const at = join(dir, 'installed', 'air', '1.0.0')
    await mkdir(at, { recursive: true })
    await writeFile(join(at, 'server.js'), server)
    const manifest: Manifest = {
      manifest: 1,
      id: 'air',
      version: '1.0.0',
      engine: '^1.0.0',
      name: label,
      capabilities: ['records:own', 'emit:air.rang'],
      start: ref('start'),
      files: { 'server.js': createHash('sha256').update(server).digest('hex') },
      contributes: {
        models: { station },
        roles: { inspector: { label, grants: ['air.see'] } },
        permissions: { see: { label, roles: ['officer'] } },
        migrations: {
          second: { order: 2, phase: 'contract', run: ref('contract') },
          first: { order: 1, phase: 'expand', run: ref('expand') },
        },
        seeds: {
          base: {
            kind: 'required',
            records: { station: { key: 'code', values: [{ code: 's1' }, { code: 's2' }] } },
          },
          demo: { kind: 'demo', records: { station: { key: 'code', values: [{ code: 'd1' }] } } },
        },
        on: {
          made: { event: 'air.station.created', run: ref('heard') },
          rang: { event: 'air.rang', run: ref('rang') },
        },
      },
    }
    await writeFile(join(at, 'manifest.json'), JSON.stringify(manifest))
    database = await make()
    await begin(false)
  })
  afterAll(async () => {
    await kernel.stop()
    await database.remove()
    await rm(dir, { recursive: true })
  })

  test('a module brings its model, migrations, seeds and listeners', async () => {
    expect(() => kernel.services.get(recordsRef).repository('air.station', administrator)).toThrow(
      expect.objectContaining({ code: 'module-off' }),
    )
    await desire(true)
    expect(kernel.status('air')).toMatchObject({ state: 'on', faults: [] })
    await condition(async () => (await codes()).includes('contract'))
    expect(await codes()).toEqual(['expand', 'start', 's1', 's2', 'contract'])
    const ring = await stations().create({ code: 'ring' })
    await condition(async () => (await codes()).includes('heard ring'))
    expect(await stations().get(ring.id)).toMatchObject({ pm25: 7, updatedBy: 'plugin:air', version: 2 })
  })

  test('its roles and permissions come and go with it', async () => {
    const access = kernel.services.get(accessRef)
    const [officer, inspector] = [actorWith('officer'), actorWith('air.inspector')]
    expect(access.can(officer, 'air.see')).toBe(true)
    expect(access.can(officer, 'air.station:read')).toBe(false)
    expect(access.permissions(inspector)).toEqual(['air.see', 'air.station:read'])
    expect(access.permissions(administrator)).toContain('air.station:delete')
    await desire(false)
    expect(access.can(officer, 'air.see')).toBe(false)
    expect(access.permissions(inspector)).toEqual([])
    expect([...access.roles().keys()]).toEqual(['administrator', 'operator', 'officer'])
    expect(access.can(administrator, 'anything:at-all')).toBe(true)
    expect(() => stations()).toThrow(expect.objectContaining({ code: 'module-off' }))
  })

  test('on again nothing is done twice, and what was deleted stays deleted', async () => {
    await desire(true)
    const [seed] = (await stations().list({ filter: { op: '=', args: [{ property: 'code' }, 's1'] } })).items
    await stations().delete(seed?.id ?? '')
    await desire(false)
    await desire(true)
    const now = await codes()
    expect(now.filter((code) => ['expand', 'contract', 's1', 's2'].includes(String(code)))).toEqual([
      'expand',
      's2',
      'contract',
    ])
    expect(await kernel.services.get(seedsRef).plant({ demo: true })).toBe(1)
    expect(await codes()).toContain('d1')
  })

  test('a model made in the Studio is as good as one of a plugin', async () => {
    const studio = {
      own: {
        name: label,
        contributes: { models: { note: { label, fields: { a: { type: 'text', label } } } } },
      },
    }
    await desire(true, studio as Desired['studio'])
    const notes = kernel.services.get(recordsRef).repository('own.note', administrator)
    const { id } = await notes.create({ a: 'x' })
    expect(await notes.get(id)).toMatchObject({ a: 'x' })
    await desire(true)
    expect(() => kernel.services.get(recordsRef).repository('own.note', administrator)).toThrow(
      expect.objectContaining({ code: 'module-off' }),
    )
  })

  test('a second process finds everything done', async () => {
    const before = await codes()
    await kernel.stop()
    await db.close()
    await begin(true)
    await desire(true)
    expect(kernel.status('air')?.faults).toEqual([])
    expect((await codes()).filter((code) => code !== 'start').length).toBe(
      before.filter((code) => code !== 'start').length,
    )
  })
})
