import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Delta, type Owner, Scope } from '@saola/kernel'
import type { FileRef, Json, ModelDef, Seed } from '@saola/sdk'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FileBinder } from '../records/files.ts'
import { onEachDatabase, type TestDatabase } from '../testkit/databases.ts'
import { administrator, testRecords } from '../testkit/records.ts'
import { Seeds, seedSteps } from './seeds.ts'

const label = { vi: 'Nhãn', en: 'Label' }
const state = { label }
const report: ModelDef = {
  label,
  comments: true,
  fields: {
    code: { type: 'code', label, pattern: 'PA-{year}-{number:6}' },
    text: { type: 'text', label, required: true },
    status: {
      type: 'status',
      label,
      initial: 'received',
      since: 'statusAt',
      states: { received: state, assigned: state, closed: state },
      transitions: { assign: { label, from: ['received'], to: 'assigned' } },
    },
    statusAt: { type: 'datetime', label },
    mergedInto: { type: 'relation', label, model: 'report' },
    photos: { type: 'image', label },
    afterPhotos: { type: 'image', label },
  },
}
const NOW = Date.parse('2026-11-24T02:47:00Z')
const hang = 'name:Nguyễn Thị Hằng'
const seed: Seed = {
  kind: 'demo',
  records: {
    report: {
      key: 'code',
      values: [
        // Names a record that stands after it.
        {
          code: 'PA-2026-000001',
          text: 'Trùng',
          $history: [
            { at: 'now-60m', by: 'anonymous', values: {} },
            {
              at: 'now-50m',
              by: hang,
              values: { mergedInto: { $record: 'report', code: 'PA-2026-000002' } },
            },
          ],
        },
        {
          code: 'PA-2026-000002',
          text: 'Vỡ ống nước',
          photos: [{ $file: 'assets/a.jpg' }],
          $history: [
            { at: 'now-60m', by: 'anonymous', values: { status: 'received' } },
            { at: 'now-50m', by: hang, values: { status: 'assigned', unit: 'cap-nuoc' } },
            {
              at: 'now-5m',
              by: 'name:Trần Hữu Nam',
              values: {
                status: 'closed',
                afterPhotos: [{ $file: 'assets/a.jpg' }, { $file: 'assets/b.jpg' }],
              },
            },
          ],
          $comments: [
            { at: 'now-40m', by: hang, text: 'Đã gọi thợ.' },
            { at: 'now-5m', by: 'name:Trần Hữu Nam', text: 'Xong.', visibility: 'public' },
          ],
        },
        { code: 'PA-2026-000003', text: 'Như cũ' },
      ],
    },
  },
}

onEachDatabase('a seed', (make) => {
  let database: TestDatabase
  let dir = ''
  const planted: string[] = []
  const files: FileBinder = {
    bind: async (ids) => ids.map((id): FileRef => ({ id, name: `${id}.jpg`, type: 'image/jpeg', size: 1 })),
    plant: async (pictures) => {
      planted.push(...pictures.map(({ name, bytes, owner }) => `${name} ${bytes.length} ${owner}`))
      return pictures.map(({ name }) => ({ id: name.slice(0, 1), name, type: 'image/jpeg', size: 1 }))
    },
  }
  const setUp = async () => {
    const db = await database.open()
    await db.migrate('seeds', seedSteps)
    const set = await testRecords(db, { report }, { clock: () => NOW, files })
    const seeds = new Seeds(
      db,
      set.records,
      () => NOW,
      true,
      () => files,
    )
    const owner = {
      id: 't',
      dir,
      manifest: { files: { 'assets/a.jpg': '', 'assets/b.jpg': '' } },
    } as unknown as Owner
    const apply = (one: Seed) => {
      const delta = { owner, added: new Map([['demo', one]]), changed: new Map(), removed: new Map() }
      const point = seeds.point()
      return {
        check: point.check?.(delta as Delta<Seed>),
        run: () => point.apply(delta as Delta<Seed>, () => new Scope('t')),
      }
    }
    return { apply, reports: set.records.repository('t.report', administrator) }
  }
  beforeAll(async () => {
    database = await make()
    dir = await mkdtemp(join(tmpdir(), 'saola-seed-'))
    await mkdir(join(dir, 'assets'))
    for (const name of ['a', 'b']) await writeFile(join(dir, 'assets', `${name}.jpg`), name)
  })
  afterAll(async () => {
    await database.remove()
    await rm(dir, { recursive: true })
  })

  test('brings records with their past, so that history reads right', async () => {
    const { apply, reports } = await setUp()
    await apply(seed).run()
    const { items } = await reports.list({ sort: [{ field: 'code' }] })
    expect(items.map(({ code }) => code)).toEqual(['PA-2026-000001', 'PA-2026-000002', 'PA-2026-000003'])
    const [twin, main, plain] = items as [(typeof items)[0], (typeof items)[0], (typeof items)[0]]
    expect(twin.mergedInto).toBe(main.id)
    expect(main).toMatchObject({
      version: 3,
      status: 'closed',
      statusAt: '2026-11-24T02:42:00.000Z',
      unit: 'cap-nuoc',
      createdAt: '2026-11-24T01:47:00.000Z',
      createdBy: 'anonymous',
      updatedAt: '2026-11-24T02:42:00.000Z',
      updatedBy: 'name:Trần Hữu Nam',
      photos: [{ id: 'a' }],
      afterPhotos: [{ id: 'a' }, { id: 'b' }],
    })
    expect(planted.toSorted()).toEqual(['a.jpg 1 plugin:t', 'a.jpg 1 plugin:t', 'b.jpg 1 plugin:t'])
    expect(await reports.revisions(main.id)).toMatchObject([
      {
        version: 1,
        kind: 'create',
        actor: 'anonymous',
        at: '2026-11-24T01:47:00.000Z',
        data: {
          version: 1,
          status: 'received',
          unit: null,
          afterPhotos: null,
          photos: [{ id: 'a' }],
          text: 'Vỡ ống nước',
        },
      },
      { version: 2, kind: 'update', actor: hang, data: { status: 'assigned', unit: 'cap-nuoc' } },
      { version: 3, data: { status: 'closed', afterPhotos: [{ id: 'a', name: 'a.jpg' }, { id: 'b' }] } },
    ])
    expect(await reports.comments(main.id)).toMatchObject([
      { by: hang, text: 'Đã gọi thợ.', visibility: 'internal', at: '2026-11-24T02:07:00.000Z' },
      { text: 'Xong.', visibility: 'public' },
    ])
    expect(plain).toMatchObject({ version: 1, status: 'received', createdBy: 'plugin:t' })
    const changed = await reports.update(main.id, { text: 'Đã sửa' })
    expect(changed.version).toBe(4)
  })

  test('is planted once, and a past that is none is refused before anything happens', async () => {
    const { apply, reports } = await setUp()
    await apply(seed).run()
    expect((await reports.list()).items).toHaveLength(3)
    const pasts: Record<string, Json>[] = [
      { $history: [] },
      { $history: [{ at: 'now-1m', by: 'user:1', values: {} }] },
      { $history: [{ by: hang, values: {} }] },
      { $history: 'x' },
      { $comments: [{ at: 'now-1m', by: hang }] },
    ]
    for (const past of pasts) {
      const bad: Seed = {
        kind: 'demo',
        records: { report: { key: 'code', values: [{ code: 'x', text: 'x', ...past }] } },
      }
      expect(await apply(bad).check, JSON.stringify(past)).toMatchObject([
        { kind: 'refuses', code: 'seed-invalid' },
      ])
    }
    const missing: Seed = {
      kind: 'demo',
      records: {
        report: {
          key: 'code',
          values: [{ code: 'PA-2026-000009', text: 'x', photos: [{ $file: '../../etc/passwd' }] }],
        },
      },
    }
    await expect(apply(missing).run()).rejects.toThrow('has no file')
  })
})
