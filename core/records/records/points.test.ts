import type { ModelDef } from '@saola/sdk'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Db } from '../db/db.ts'
import { onEachDatabase, type TestDatabase } from '../testkit/databases.ts'
import { actorWith, administrator, testRecords } from '../testkit/records.ts'
import { MOST_POINTS, NO_KEY, POINT_SCALE, type Points } from './points.ts'
import type { CoreRepository } from './records.ts'

const label = { vi: 'Nhãn', en: 'Label' }
const report: ModelDef = {
  label,
  fields: {
    text: { type: 'text', label },
    place: { type: 'point', label },
    home: { type: 'point', label, personal: true },
    kind: { type: 'select', label, options: { a: { label }, b: { label } } },
    urgent: { type: 'boolean', label },
    level: { type: 'number', label },
    seen: { type: 'datetime', label },
    reporter: { type: 'text', label, personal: true },
  },
  search: ['text', 'reporter'],
  rights: { read: ['officer'] },
}
const placeless: ModelDef = { label, fields: { text: { type: 'text', label } } }

/** Points as a person would write them down, the newest first. */
function plain(points: Points) {
  return Array.from({ length: points.count }, (_, at) => ({
    id: Buffer.from(points.ids.subarray(at * 16, at * 16 + 16)).toString('hex'),
    at: [(points.longitudes[at] ?? 0) / POINT_SCALE, (points.latitudes[at] ?? 0) / POINT_SCALE],
    of: points.groups.map((group) => {
      const value = group.values[at] ?? 0
      if (group.type === 'number') return Number.isNaN(value) ? null : value
      return value === NO_KEY ? null : group.keys[value]
    }),
  }))
}

onEachDatabase('points of a map', (make) => {
  let database: TestDatabase
  let db: Db
  let all: CoreRepository
  let officer: CoreRepository
  let set: Awaited<ReturnType<typeof testRecords>>
  const at = (longitude: number, latitude: number) => ({ type: 'Point', coordinates: [longitude, latitude] })
  const refusal = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      ({ code }) => code,
    )
  const ids: string[] = []

  beforeAll(async () => {
    database = await make()
    db = await database.open()
    set = await testRecords(db, { report, placeless })
    all = set.records.repository('t.report', administrator)
    officer = set.records.repository('t.report', actorWith('officer'))
    for (const values of [
      { text: 'Vỡ ống nước', place: at(105.6912345, 18.6798765), kind: 'a', urgent: true, level: 1.5 },
      { text: 'Cây đổ', place: at(-180, -90), kind: 'b', urgent: false, reporter: 'Lan' },
      { text: 'Không rõ chỗ', kind: 'a' },
      { text: 'Ngập nước', place: at(179.9999999, 90), home: at(105, 18) },
      { text: 'Bị xóa', place: at(105.6, 18.6), kind: 'a' },
    ])
      ids.push((await all.create(values)).id)
    await all.delete(ids.at(-1) ?? '')
  })
  afterAll(() => database.remove())

  test('come whole and exact, the newest first, without deleted records and those without a position', async () => {
    const points = await all.points({ group: ['kind', 'urgent', 'level'] })
    expect(points).toMatchObject({ field: 'place', count: 3, total: 3, unplaced: 1 })
    expect(plain(points)).toEqual([
      { id: ids[3]?.replaceAll('-', ''), at: [179.9999999, 90], of: [null, null, null] },
      { id: ids[1]?.replaceAll('-', ''), at: [-180, -90], of: ['b', false, null] },
      { id: ids[0]?.replaceAll('-', ''), at: [105.6912345, 18.6798765], of: ['a', true, 1.5] },
    ])
  })

  test('follow filter, search and distance', async () => {
    const kind = (value: string) => ({ op: '=' as const, args: [{ property: 'kind' }, value] as never })
    expect(await all.points({ filter: kind('a') as never })).toMatchObject({ count: 1, unplaced: 1 })
    expect(await all.points({ search: 'nuoc' })).toMatchObject({ count: 2, total: 2, unplaced: 0 })
    expect(await all.points({ near: { point: [105.69, 18.68], metres: 500 } })).toMatchObject({ count: 1 })
    expect(await all.points({ search: 'nobody' })).toMatchObject({ count: 0, total: 0, unplaced: 0 })
  })

  test('who may not know personal fields gets no positions of them, and none by them', async () => {
    expect(await all.points({ field: 'home' })).toMatchObject({ field: 'home', count: 1, unplaced: 3 })
    expect(plain(await all.points({ group: ['reporter'] })).map(({ of }) => of[0])).toEqual([
      null,
      'Lan',
      null,
    ])
    for (const query of [{ field: 'home' }, { group: ['reporter'] }])
      expect(await refusal(officer.points(query))).toBe('points-invalid')
    const reporter = { op: '=', args: [{ property: 'reporter' }, 'Lan'] } as never
    expect(await refusal(officer.points({ filter: reporter }))).toBe('filter-unknown-field')
    expect(await officer.points({ search: 'lan' })).toMatchObject({ count: 0 })
    expect(await officer.points({})).toMatchObject({ count: 3 })
    const nobody = set.records.repository('t.report', actorWith('operator'))
    expect(await refusal(nobody.points({}))).toBe('forbidden')
  })

  test('what cannot be a point or a group is refused', async () => {
    for (const query of [
      { field: 'text' },
      { field: 'nope' },
      { field: "place'; drop table" },
      { group: ['nope'] },
      { group: ['place'] },
      { group: ['seen'] },
      { group: ['toString'] },
      { group: ['kind', 'urgent', 'level', 'text'] },
    ])
      expect(await refusal(all.points(query)), JSON.stringify(query)).toBe('points-invalid')
    const none = set.records.repository('t.placeless', administrator)
    expect(await refusal(none.points({}))).toBe('points-invalid')
  })

  test('have the same version until one of them changes', async () => {
    const version = async () => (await all.points({ group: ['kind'] })).version
    const before = await version()
    expect(await version()).toBe(before)
    await all.update(ids[0] ?? '', { text: 'Vỡ ống nước lớn' })
    expect(await version()).toBe(before)
    await all.update(ids[0] ?? '', { kind: 'b' })
    const after = await version()
    expect(after).not.toBe(before)
    await all.update(ids[0] ?? '', { kind: 'a', place: at(105.6912346, 18.6798765) })
    expect([before, after]).not.toContain(await version())
    await all.update(ids[0] ?? '', { place: at(105.6912345, 18.6798765) })
    expect(await version()).toBe(before)
  })

  test(`of more than ${MOST_POINTS} the newest come, and how many there are is said`, {
    timeout: 120_000,
  }, async () => {
    const before = set.records.model('t.report')
    expect(before).toBeDefined()
    const [row] = await db.read.rows('select count(*) from t__report')
    const made = MOST_POINTS + 5 - Number(row?.[0])
    const numbers =
      db.dialect === 'sqlite'
        ? `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${made}) select i from n`
        : `select i from generate_series(1, ${made}) i`
    // Older than every other record.
    const id =
      db.dialect === 'sqlite'
        ? "printf('00000000-0000-7000-8000-%012d', i)"
        : "format('00000000-0000-7000-8000-%s', lpad(i::text, 12, '0'))"
    const now = db.dialect === 'sqlite' ? "'2026-01-01T00:00:00.000Z'" : 'now()'
    await db.tx(async (tx) => {
      await tx.run(
        `insert into t__report (id, version, "createdAt", "createdBy", "updatedAt", "updatedBy", "place.lon", "place.lat", kind)
         select ${id}, 1, ${now}, 'x', ${now}, 'x', 105.0 + i * 1e-6, 18.5, 'a' from (${numbers}) numbers`,
      )
    })
    const points = await all.points({ group: ['kind'] })
    expect(points).toMatchObject({ count: MOST_POINTS, total: made + 3, unplaced: 1 })
    expect(plain(points)[0]?.id).toBe(ids[3]?.replaceAll('-', ''))
    expect(plain(points).at(-1)?.id).not.toContain('000000000001')
    expect(await refusal(all.points({ group: ['id'] }))).toBe('points-invalid')
  })
})
