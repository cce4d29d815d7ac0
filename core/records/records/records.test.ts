import type { ModelDef, Point } from '@saola/sdk'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Db } from '../db/db.ts'
import { onEachDatabase, type TestDatabase } from '../testkit/databases.ts'
import { actorWith, administrator, testRecords } from '../testkit/records.ts'
import type { CoreRepository } from './records.ts'

const label = { vi: 'Nhãn', en: 'Label' }
const station: ModelDef = {
  label,
  fields: {
    name: { type: 'text', label, required: true, maxLength: 20 },
    code: { type: 'text', label },
    pm25: { type: 'number', label, minimum: 0, maximum: 1000 },
    count: { type: 'integer', label, default: 7 },
    active: { type: 'boolean', label, default: true },
    readAt: { type: 'datetime', label },
    state: { type: 'select', label, options: { ok: { label }, bad: { label } } },
    position: { type: 'point', label },
    constructor: { type: 'text' as const, label },
  },
  rights: { read: ['operator'], create: ['officer'] },
  indexes: { byCode: { fields: ['code'], unique: true }, byName: { fields: ['name'] } },
}

onEachDatabase('records', (make) => {
  let database: TestDatabase
  let db: Db
  let now = Date.parse('2026-11-24T02:47:00.123Z')
  let set: Awaited<ReturnType<typeof testRecords>>
  let stations: CoreRepository

  beforeAll(async () => {
    database = await make()
    db = await database.open()
    set = await testRecords(
      db,
      { station, plain: { label, fields: { a: { type: 'text', label } } } },
      { clock: () => now },
    )
    stations = set.records.repository('t.station', administrator)
  })
  afterAll(() => database.remove())

  const events = () =>
    db.read.all<{ type: string; subject: string }>('select type, subject from outbox_event')

  test('creates a record with its defaults, its revision and its event', async () => {
    const record = await stations.create({
      name: 'Vinh',
      pm25: 12.5,
      readAt: '2026-07-01T07:00:00.9999+07:00',
      state: 'bad',
      position: { type: 'Point', coordinates: [105.69, 18.67] } satisfies Point,
      constructor: 'x',
    })
    expect(record).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
      version: 1,
      createdAt: '2026-11-24T02:47:00.123Z',
      createdBy: 'user:admin',
      updatedAt: '2026-11-24T02:47:00.123Z',
      updatedBy: 'user:admin',
      unit: 'vinh',
      name: 'Vinh',
      code: null,
      pm25: 12.5,
      count: 7,
      active: true,
      readAt: '2026-07-01T00:00:00.999Z',
      state: 'bad',
      position: { type: 'Point', coordinates: [105.69, 18.67] },
      constructor: 'x',
    })
    expect(await stations.get(record.id)).toEqual(record)
    expect(
      (await stations.list({ filter: { op: '=', args: [{ property: 'id' }, record.id] } })).items,
    ).toEqual([record])
    expect(await stations.revisions(record.id)).toEqual([
      { version: 1, actor: 'user:admin', at: record.createdAt, kind: 'create', data: record },
    ])
    expect(await events()).toContainEqual({ type: 't.station.created', subject: record.id })
  })

  test('changes only what is given, keeps what it was, and deletes softly', async () => {
    const record = await stations.create({ name: 'A', active: false, pm25: 1 })
    now += 1000
    const changed = await stations.update(record.id, {
      pm25: 2,
      position: { type: 'Point', coordinates: [1, 2] },
    })
    expect(changed).toEqual({
      ...record,
      pm25: 2,
      position: { type: 'Point', coordinates: [1, 2] },
      version: 2,
      updatedAt: new Date(now).toISOString(),
    })
    expect(await stations.get(record.id)).toEqual(changed)
    expect(await stations.update(record.id, { pm25: 2 })).toEqual(changed)
    await stations.delete(record.id, { ifVersion: 2 })
    expect(await stations.get(record.id)).toBeNull()
    await expect(stations.update(record.id, { pm25: 3 })).rejects.toMatchObject({
      code: 'record-missing',
      status: 404,
    })
    await expect(stations.delete(record.id)).rejects.toMatchObject({ code: 'record-missing' })
    const history = await stations.revisions(record.id)
    expect(
      history.map(({ version, kind, data }) => [version, kind, data && Object.keys(data).length]),
    ).toEqual([
      [1, 'create', Object.keys(record).length],
      [2, 'update', 2],
      [3, 'delete', null],
    ])
    expect((await events()).filter(({ subject }) => subject === record.id).map(({ type }) => type)).toEqual([
      't.station.created',
      't.station.updated',
      't.station.deleted',
    ])
  })

  test('refuses a change of what somebody changed before, and loses none of many at once', async () => {
    const record = await stations.create({ name: 'race', count: 0 })
    await stations.update(record.id, { count: 1 })
    const stale = stations.update(record.id, { count: 9 }, { ifVersion: 1 })
    await expect(stale).rejects.toMatchObject({ code: 'version-conflict', status: 412 })
    await expect(stations.delete(record.id, { ifVersion: 1 })).rejects.toMatchObject({
      code: 'version-conflict',
    })
    const fields = ['pm25', 'count', 'code', 'state', 'active'] as const
    const values = { pm25: 5, count: 5, code: 'race', state: 'ok', active: false }
    await Promise.all(fields.map((field) => stations.update(record.id, { [field]: values[field] })))
    expect(await stations.get(record.id)).toMatchObject({ ...values, version: 7 })
  })

  test('says of each value why it does not fit', async () => {
    const refused = stations.create({
      code: 'a\u0000b',
      pm25: Number.NaN,
      count: 1.5,
      active: 'yes',
      readAt: 'yesterday',
      state: 'constructor',
      position: { type: 'Point', coordinates: [181, 0] },
      id: 'mine',
      '"; drop table x; --': 1,
    } as never)
    await expect(refused).rejects.toMatchObject({ code: 'validation-failed', status: 422 })
    const { errors } = (
      (await refused.catch((error) => error)) as { extra: { errors: { pointer: string; code: string }[] } }
    ).extra
    expect(Object.fromEntries(errors.map(({ pointer, code }) => [pointer, code]))).toEqual({
      '/name': 'value-required',
      '/code': 'text-characters',
      '/pm25': 'value-type',
      '/count': 'value-type',
      '/active': 'value-type',
      '/readAt': 'value-type',
      '/state': 'option-unknown',
      '/position': 'value-type',
      '/id': 'field-read-only',
      '/"; drop table x; --': 'field-unknown',
    })
    const code = async (values: object) =>
      stations.create({ name: 'n', ...values } as never).then(
        () => 'created',
        (error) => error.extra.errors[0].code,
      )
    expect(await code({ pm25: -1 })).toBe('number-too-small')
    expect(await code({ pm25: 1001 })).toBe('number-too-large')
    expect(await code({ count: 2 ** 53 })).toBe('value-type')
    expect(await code({ name: 'x'.repeat(21) })).toBe('text-too-long')
    expect(await code({ name: '' })).toBe('value-required')
    expect(await code({ code: 'a\ud800' })).toBe('text-characters')
    // Twenty letters in the eyes of a person, sixty units as typed on some keyboards.
    expect(await code({ name: 'ộ'.normalize('NFD').repeat(20) })).toBe('created')
    expect((await stations.list({ limit: 1 })).items[0]?.name).toBe('ộ'.repeat(20).normalize('NFC'))
    await expect(stations.create([] as never)).rejects.toMatchObject({ code: 'validation-failed' })
    await expect(stations.create('x' as never)).rejects.toMatchObject({ code: 'validation-failed' })
  })

  test('a second record with a unique value is refused until the first is deleted', async () => {
    const first = await stations.create({ name: 'u', code: 'only' })
    const second = stations.create({ name: 'u', code: 'only' })
    await expect(second).rejects.toMatchObject({
      code: 'unique-conflict',
      status: 409,
      extra: { fields: ['code'] },
    })
    await stations.delete(first.id)
    await stations.create({ name: 'u', code: 'only' })
  })

  test('refuses those who lack the permission', async () => {
    const operator = set.records.repository('t.station', actorWith('operator'))
    const officer = set.records.repository('t.station', actorWith('officer'))
    const nobody = set.records.repository('t.station', actorWith())
    expect((await operator.list()).items.length).toBeGreaterThan(0)
    const forbidden = { code: 'forbidden', status: 403 }
    await expect(operator.create({ name: 'x' })).rejects.toMatchObject(forbidden)
    await expect(officer.list()).rejects.toMatchObject(forbidden)
    await expect(officer.get('x')).rejects.toMatchObject(forbidden)
    await officer.create({ name: 'by officer' })
    for (const call of [
      nobody.list(),
      nobody.get('x'),
      nobody.count(),
      nobody.revisions('x'),
      nobody.create({ name: 'x' }),
      nobody.update('x', {}),
      nobody.delete('x'),
    ]) {
      await expect(call).rejects.toMatchObject(forbidden)
    }
  })

  test('tells a model that is off from one that never was', () => {
    expect(() => set.records.repository('t.none', administrator)).toThrow(
      expect.objectContaining({ code: 'model-unknown' }),
    )
    expect(() => set.records.repository('off.x', administrator)).toThrow(
      expect.objectContaining({ code: 'module-off' }),
    )
  })

  test('answers nothing to ids that are none', async () => {
    for (const id of ['', 'x', "' or 1=1 --", '\0', 'a'.repeat(100_000), 7 as never, null as never]) {
      expect(await stations.get(id)).toBeNull()
      expect(await stations.revisions(id)).toEqual([])
    }
  })

  test('gives only the fields asked for', async () => {
    const { items, next } = await stations.list({
      fields: ['name', 'position'],
      sort: [{ field: 'pm25' }],
      limit: 2,
    })
    for (const item of items) expect(Object.keys(item)).toEqual(['id', 'version', 'name', 'position'])
    const more = await stations.list({
      fields: ['name'],
      sort: [{ field: 'pm25' }],
      limit: 2,
      cursor: next ?? '',
    })
    expect(more.items.length).toBeGreaterThan(0)
    await expect(stations.list({ fields: ['nothing'] })).rejects.toMatchObject({ code: 'field-unknown' })
  })

  test('counts what matches', async () => {
    const filter = { op: '=', args: [{ property: 'name' }, 'counted'] } as const
    for (let i = 0; i < 3; i++) await stations.create({ name: 'counted' })
    expect(await stations.list({ filter, count: true, limit: 1 })).toMatchObject({ count: 3 })
    expect(await stations.count(filter)).toBe(3)
  })

  test('refuses what no list can be', async () => {
    for (const limit of [0, -1, 501, 1.5, Number.NaN, '5' as never]) {
      await expect(stations.list({ limit })).rejects.toMatchObject({ code: 'limit-invalid', status: 400 })
    }
    await expect(stations.list({ sort: [{ field: 'nothing' }] })).rejects.toMatchObject({
      code: 'sort-invalid',
    })
    await expect(stations.list({ sort: [{ field: 'position' }] })).rejects.toMatchObject({
      code: 'sort-invalid',
    })
    for (const cursor of ['', 'x', 'e30', Buffer.from('[1,2,3]').toString('base64url'), '\0'.repeat(1000)]) {
      await expect(stations.list({ cursor })).rejects.toMatchObject({ code: 'cursor-invalid', status: 400 })
    }
    const { next } = await stations.list({ limit: 1 })
    const other = stations.list({ limit: 1, cursor: next ?? '', sort: [{ field: 'name' }] })
    await expect(other).rejects.toMatchObject({ code: 'cursor-invalid' })
  })

  test('refuses filters that are too deep or too large, at once', async () => {
    let deep: unknown = { op: 'isNull', args: [{ property: 'name' }] }
    for (let level = 0; level < 10_000; level++) deep = { op: 'not', args: [deep] }
    await expect(stations.list({ filter: deep as never })).rejects.toMatchObject({ code: 'filter-too-deep' })
    const million = {
      op: 'in',
      args: [{ property: 'count' }, Array.from({ length: 1_000_000 }, (_, at) => at)],
    }
    await expect(stations.list({ filter: million as never })).rejects.toMatchObject({
      code: 'filter-too-large',
    })
    // As much as is allowed runs.
    const leaf = (at: number) => ({ op: '=', args: [{ property: 'count' }, at] }) as const
    const wide = { op: 'or', args: Array.from({ length: 600 }, (_, at) => leaf(at)) } as const
    expect((await stations.list({ filter: wide })).items.length).toBeGreaterThan(0)
    const list = {
      op: 'in',
      args: [{ property: 'count' }, Array.from({ length: 1_000 }, (_, at) => at)],
    } as const
    expect((await stations.list({ filter: list })).items.length).toBeGreaterThan(0)
  })

  test('texts that look like SQL are only texts', async () => {
    const nasty = `'; drop "t__station" -- $1 ?`
    const { id } = await set.records.repository('t.plain', administrator).create({ a: nasty })
    const plain = set.records.repository('t.plain', administrator)
    const { items } = await plain.list({ filter: { op: '=', args: [{ property: 'a' }, nasty] } })
    expect(items.map((item) => item.id)).toEqual([id])
    const unknown = plain.list({ filter: { op: '=', args: [{ property: '"id" = 1 or' }, 'x'] } as never })
    await expect(unknown).rejects.toMatchObject({
      code: 'filter-unknown-field',
      extra: { pointer: '/args/0/property' },
    })
  })

  test('a page stays where it was while records come in', async () => {
    const plain = set.records.repository('t.plain', administrator)
    const ids = new Set<string>()
    for (let at = 0; at < 12; at++) ids.add((await plain.create({ a: 'page' })).id)
    const filter = { op: '=', args: [{ property: 'a' }, 'page'] } as const
    const seen: string[] = []
    let cursor: string | null | undefined
    do {
      const page = await plain.list({ filter, limit: 5, cursor: cursor ?? undefined })
      seen.push(...page.items.map(({ id }) => id))
      await plain.create({ a: 'page' })
      cursor = page.next
    } while (cursor)
    expect(seen.length).toBe(12)
    expect(new Set(seen)).toEqual(ids)
  })
})
