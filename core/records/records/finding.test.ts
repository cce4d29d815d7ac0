import type { ModelDef } from '@saola/sdk'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Db } from '../db/db.ts'
import { onEachDatabase, type TestDatabase } from '../testkit/databases.ts'
import { actorWith, administrator, testRecords } from '../testkit/records.ts'
import type { CoreRepository } from './records.ts'

const label = { vi: 'Nhãn', en: 'Label' }
const report: ModelDef = {
  label,
  fields: {
    text: { type: 'text', label },
    place: { type: 'point', label },
    seen: { type: 'datetime', label },
    kind: { type: 'select', label, options: { a: { label }, b: { label } } },
    urgent: { type: 'boolean', label },
    reporter: { type: 'text', label, personal: true },
    phone: { type: 'phone', label, personal: true },
  },
  search: ['text', 'reporter', 'phone'],
  comments: true,
  personal: ['operator'],
  rights: { read: ['officer', 'operator'], create: ['officer'], update: ['officer'] },
}
const quiet: ModelDef = { label, fields: { text: { type: 'text', label } } }

onEachDatabase('finding and counting records', (make) => {
  let database: TestDatabase
  let db: Db
  let set: Awaited<ReturnType<typeof testRecords>>
  let all: CoreRepository
  let officer: CoreRepository
  let dispatcher: CoreRepository
  const at = (longitude: number, latitude: number) => ({ type: 'Point', coordinates: [longitude, latitude] })

  beforeAll(async () => {
    database = await make()
    db = await database.open()
    set = await testRecords(db, { report, quiet })
    all = set.records.repository('t.report', administrator)
    officer = set.records.repository('t.report', actorWith('officer'))
    dispatcher = set.records.repository('t.report', actorWith('operator'))
    await all.create({
      text: 'Vỡ ống nước ở ngã ba 100%_x!',
      place: at(105.69, 18.67),
      seen: '2026-11-23T16:59:59Z',
      kind: 'a',
      urgent: true,
      reporter: 'Nguyễn Thị Lan',
      phone: '0912 345 678',
    })
    await all.create({
      text: 'Cây đổ, nước ngập',
      place: at(105.6995, 18.67),
      seen: '2026-11-23T17:00:00Z',
      kind: 'b',
      reporter: 'Trần Văn Đức',
    })
    await all.create({ text: 'Hoà bình', place: at(179.9999, 0), seen: '2026-11-30T17:00:00Z', kind: 'b' })
    await all.create({ text: 'cực', place: at(10, 89.999) })
  })
  afterAll(() => database.remove())
  const texts = async (query: Parameters<CoreRepository['list']>[0], of = all) =>
    (await of.list({ sort: [{ field: 'createdAt' }], ...query })).items.map(({ text }) =>
      String(text).slice(0, 3),
    )
  const refusal = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      ({ code }) => code,
    )

  test('a search finds all its words without case, accents and đ', async () => {
    expect(await texts({ search: 'vo nuoc' })).toEqual(['Vỡ '])
    expect(await texts({ search: 'NƯỚC' })).toEqual(['Vỡ ', 'Cây'])
    expect(await texts({ search: 'nước'.normalize('NFD') })).toEqual(['Vỡ ', 'Cây'])
    expect(await texts({ search: 'hòa' })).toEqual(['Hoà'])
    expect(await texts({ search: 'cay do' })).toEqual(['Cây'])
    expect(await texts({ search: '' })).toHaveLength(4)
    for (const [search, found] of Object.entries({ '100%': 1, '%_x': 1, 'x!': 1, '%x': 0, _: 1, "'": 0 }))
      expect(await texts({ search }), search).toHaveLength(found)
    expect((await all.list({ search: 'nuoc', count: true, limit: 1 })).count).toBe(2)
    const page = await all.list({ search: 'nuoc', limit: 1 })
    const rest = await all.list({ search: 'nuoc', limit: 1, cursor: page.next ?? '' })
    expect(rest.items).toHaveLength(1)
    expect(await refusal(all.list({ search: 'vo', limit: 1, cursor: page.next ?? '' }))).toBe(
      'cursor-invalid',
    )
    expect(await refusal(all.list({ search: 'a b c d e f g h i' }))).toBe('search-invalid')
    expect(await refusal(all.list({ search: 'x'.repeat(201) }))).toBe('search-invalid')
    expect(await refusal(all.list({ search: 'a\0' }))).toBe('search-invalid')
    const plain = set.records.repository('t.quiet', administrator)
    expect(await refusal(plain.list({ search: 'a' }))).toBe('search-invalid')
  })

  test('a search follows changes of a record, and of the fields that it covers', async () => {
    const { id } = await all.create({ text: 'đèn tắt' })
    await all.update(id, { text: 'đèn sáng' })
    expect(await texts({ search: 'den sang' })).toHaveLength(1)
    expect(await texts({ search: 'den tat' })).toHaveLength(0)
    await all.delete(id)
    expect(await texts({ search: 'den' })).toHaveLength(0)
    const plain = () => set.records.repository('t.quiet', administrator)
    await plain().create({ text: 'Vỡ ống' })
    await set.use({ quiet: { ...quiet, search: ['text'] } })
    expect((await plain().list({ search: 'vo ong' })).items).toHaveLength(1)
  })

  test('who may not know personal fields reads null, and cannot find, order or count by them', async () => {
    const [seen] = (await officer.list({ search: 'vo nuoc' })).items
    expect(seen).toMatchObject({ kind: 'a', reporter: null, phone: null })
    expect(await officer.get(seen?.id ?? '')).toEqual(seen)
    expect((await dispatcher.get(seen?.id ?? ''))?.phone).toBe('+84912345678')
    expect((await officer.list({ fields: ['reporter'], search: 'vo' })).items[0]?.reporter).toBeNull()
    expect((await officer.revisions(seen?.id ?? ''))[0]?.data).toMatchObject({ kind: 'a', reporter: null })
    expect((await dispatcher.revisions(seen?.id ?? ''))[0]?.data?.reporter).toBe('Nguyễn Thị Lan')
    expect(await texts({ search: 'lan 0912345678' }, dispatcher)).toHaveLength(1)
    expect(await texts({ search: 'lan nuoc' }, dispatcher)).toHaveLength(1)
    expect(await texts({ search: 'lan' }, officer)).toHaveLength(0)
    const doors = (name: string, as = officer) => [
      as.list({ filter: { op: 'isNull', args: [{ property: name }] } }),
      as.list({ sort: [{ field: name }] }),
      as.counts({ by: name }),
      as.count({ op: '=', args: [{ property: name }, 'x'] }),
    ]
    const answers = async (name: string, as = officer) =>
      Promise.all(
        doors(name, as).map((door) =>
          door.then(
            () => 'done',
            (error) => `${error.code} ${error.message.replaceAll(name, '…')}`,
          ),
        ),
      )
    expect(await answers('reporter')).toEqual(await answers('nonesuch'))
    expect(await answers('reporter', dispatcher)).toEqual(['done', 'done', 'done', 'done'])
    const made = await officer.create({ text: 'mới', reporter: 'Lê Minh' })
    expect(made.reporter).toBeNull()
    expect((await all.get(made.id))?.reporter).toBe('Lê Minh')
    expect(await refusal(officer.update(made.id, { reporter: 'x' }))).toBe('forbidden')
    expect((await officer.update(made.id, { text: 'mới hơn' })).reporter).toBeNull()
    expect((await all.get(made.id))?.reporter).toBe('Lê Minh')
    await all.delete(made.id)
    expect(set.access.permissions(actorWith('operator'))).toContain('t.report:personal')
    expect(set.access.permissions(actorWith('officer'))).not.toContain('t.report:personal')
    expect(set.access.permissions(administrator)).not.toContain('t.quiet:personal')
  })

  test('a distance is exact on the ground, over the antimeridian and the pole too', async () => {
    const near = (longitude: number, latitude: number, metres: number) => ({
      near: { point: [longitude, latitude] as const, metres },
    })
    // 0.0095 degrees of longitude at 18.67° N are 1000.8 m.
    expect(await texts(near(105.69, 18.67, 1_000))).toEqual(['Vỡ '])
    expect(await texts(near(105.69, 18.67, 1_002))).toEqual(['Vỡ ', 'Cây'])
    expect(await texts({ ...near(105.6994, 18.67, 2_000), sort: [{ field: 'near' }] })).toEqual([
      'Cây',
      'Vỡ ',
    ])
    expect(await texts(near(-179.9999, 0, 50))).toEqual(['Hoà'])
    expect(await texts(near(-170, 89.999, 500))).toEqual(['cực'])
    expect((await all.list({ ...near(105.69, 18.67, 2_000), search: 'cay', count: true })).count).toBe(1)
    const first = await all.list({ ...near(105.69, 18.67, 2_000), sort: [{ field: 'near' }], limit: 1 })
    expect(first.next).toBeNull()
    for (const [longitude, latitude, metres] of [
      [181, 0, 1],
      [0, 91, 1],
      [0, 0, 0],
      [0, 0, 500_001],
      [Number.NaN, 0, 1],
    ] as const)
      expect(await refusal(all.list(near(longitude, latitude, metres)))).toBe('near-invalid')
    expect(await refusal(all.list({ near: { point: [0, 0], metres: 1, field: 'text' } }))).toBe(
      'near-invalid',
    )
    expect(await refusal(all.list({ sort: [{ field: 'near' }] }))).toBe('sort-invalid')
  })

  test('records are counted by field, and by time in Vietnam', async () => {
    expect(await all.counts({ by: 'kind' })).toEqual({
      items: [
        { key: 'b', count: 2 },
        { key: null, count: 1 },
        { key: 'a', count: 1 },
      ],
      total: 4,
    })
    expect((await all.counts({ by: 'urgent' })).items).toEqual([
      { key: null, count: 3 },
      { key: true, count: 1 },
    ])
    const seen = { filter: { op: 'not', args: [{ op: 'isNull', args: [{ property: 'seen' }] }] } } as const
    const keys = async (by: string) => (await all.counts({ by, ...seen })).items.map(({ key }) => key)
    expect(await keys('day(seen)')).toEqual(['2026-11-23', '2026-11-24', '2026-12-01'])
    expect(await keys('hour(seen)')).toEqual(['2026-11-23T23', '2026-11-24T00', '2026-12-01T00'])
    expect(await keys('week(seen)')).toEqual(['2026-11-23', '2026-11-30'])
    expect(await keys('month(seen)')).toEqual(['2026-11', '2026-12'])
    expect((await all.counts({ by: 'kind', search: 'nuoc' })).total).toBe(2)
    for (const by of ['place', 'none', 'day(kind)', 'year(seen)', 'day(', ''])
      expect(await refusal(all.counts({ by })), by).toBe('counts-invalid')
  })

  test('people comment on records where the model allows it', async () => {
    const { id } = await all.create({ text: 'x' })
    const first = await officer.comment(id, { text: 'Đã **xem**\r\nxong' })
    const open = await all.comment(id, { text: 'Đang sửa', visibility: 'public' })
    expect(first).toEqual({
      id: expect.any(String),
      text: 'Đã **xem**\nxong',
      visibility: 'internal',
      at: expect.any(String),
      by: 'user:officer',
    })
    expect(await dispatcher.comments(id)).toEqual([first, open])
    expect(await dispatcher.comments(id, { visibility: 'public' })).toEqual([open])
    expect(await refusal(dispatcher.comment(id, { text: 'x' }))).toBe('forbidden')
    for (const wrong of [{ text: '' }, { text: ' \n' }, { text: '<b>x' }, { text: 'x'.repeat(10_001) }, {}])
      expect(await refusal(officer.comment(id, wrong as never))).toBe('validation-failed')
    expect(await refusal(officer.comment(id, { text: 'x', visibility: 'all' as never }))).toBe(
      'validation-failed',
    )
    expect(await refusal(officer.comment('01927f2e-0000-7000-8000-000000000000', { text: 'x' }))).toBe(
      'record-missing',
    )
    const plain = set.records.repository('t.quiet', administrator)
    expect(await refusal(plain.comments(id))).toBe('comments-unavailable')
    const told = await db.read.all('select subject from outbox_event where type = ?', ['t.report.commented'])
    expect(told).toEqual([{ subject: id }, { subject: id }])
    await all.delete(id)
  })
})
