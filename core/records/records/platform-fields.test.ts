import { Problem } from '@saola/kernel'
import type { FileRef, ModelDef } from '@saola/sdk'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Db } from '../db/db.ts'
import { onEachDatabase, type TestDatabase } from '../testkit/databases.ts'
import { actorWith, administrator, testRecords } from '../testkit/records.ts'
import type { FileBinder } from './files.ts'
import type { CoreRepository } from './records.ts'

const label = { vi: 'Nhãn', en: 'Label' }
const report: ModelDef = {
  label,
  fields: {
    code: { type: 'code', label, pattern: 'PA-{year}-{number:6}' },
    text: { type: 'text', label },
    status: {
      type: 'status',
      label,
      initial: 'received',
      since: 'statusAt',
      states: {
        received: { label },
        verified: { label },
        rejected: { label },
        closed: { label, final: true },
      },
      transitions: {
        verify: { label, from: ['received'], to: 'verified', roles: ['dispatcher'] },
        reject: { label, from: ['received'], to: 'rejected', needs: ['text'] },
        close: { label, from: ['verified'], to: 'closed' },
      },
    },
    statusAt: { type: 'datetime', label },
    category: { type: 'relation', label, model: 'category' },
    photos: { type: 'image', label, most: 3 },
    answers: { type: 'json', label, schema: { type: 'object', maxProperties: 2 } },
  },
  rights: { read: ['officer', 'dispatcher'], update: ['officer', 'dispatcher'] },
}
const category: ModelDef = { label, fields: { name: { type: 'text', label } } }
const work: ModelDef = {
  label,
  fields: {
    suggested: { type: 'unit', label },
    status: {
      type: 'status',
      label,
      initial: 'new',
      states: { new: { label }, given: { label } },
      transitions: {
        give: { label, from: ['new'], to: 'given', needs: ['unit'], fills: { unit: 'suggested' } },
      },
    },
  },
  assign: ['dispatcher'],
}
const plain: ModelDef = { label, fields: { code: { type: 'code', label, pattern: 'K{number:3}' } } }

const bound: string[] = []
const files: FileBinder = {
  async bind(ids, { field, recordId, kind }) {
    if (ids.includes('bad')) throw new Problem('file-unusable', 422, 'The file is not usable')
    bound.push(...ids.map((id) => `${field} ${id} ${kind} ${recordId.length}`))
    return ids.map((id): FileRef => ({ id, name: `${id}.jpg`, type: 'image/jpeg', size: 7 }))
  },
  async release(ids) {
    bound.push(...ids.map((id) => `-${id}`))
  },
}

onEachDatabase('fields that the platform keeps', (make) => {
  let database: TestDatabase
  let db: Db
  let now = Date.parse('2026-11-24T02:47:00Z')
  let set: Awaited<ReturnType<typeof testRecords>>
  let reports: CoreRepository
  let categories: CoreRepository

  beforeAll(async () => {
    database = await make()
    db = await database.open()
    set = await testRecords(db, { report, category, plain, work }, { clock: () => now, files })
    reports = set.records.repository('t.report', administrator)
    categories = set.records.repository('t.category', administrator)
  })
  afterAll(() => database.remove())
  const refusal = (work: Promise<unknown>) =>
    work.then(
      () => ({ code: 'done' }),
      ({ code, status, extra }) => ({ code, status, extra }),
    )

  test('codes are unique and increasing within the year in Vietnam, over several processes', async () => {
    const other = await testRecords(await database.open(), { report, category }, { clock: () => now, files })
    const elsewhere = other.records.repository('t.report', administrator)
    const made = await Promise.all(
      Array.from({ length: 30 }, (_, at) => (at % 2 ? reports : elsewhere).create({ text: String(at) })),
    )
    const codes = made.map(({ code }) => String(code))
    expect(new Set(codes).size).toBe(30)
    expect(codes.toSorted()[0]).toBe('PA-2026-000001')
    const next = await reports.create({})
    expect(String(next.code) > (codes.toSorted().at(-1) ?? '')).toBe(true)
    expect((await reports.get(next.id))?.code).toBe(next.code)
    now = Date.parse('2026-12-31T17:00:00Z')
    expect((await reports.create({})).code).toBe('PA-2027-000001')
    now = Date.parse('2026-12-31T16:59:59Z')
    expect(String((await reports.create({})).code)).toMatch(/^PA-2026-0000\d\d$/)
  })

  test('nobody but the platform gives a code; records made elsewhere keep theirs, and it is not given again', async () => {
    const plains = set.records.repository('t.plain', administrator)
    expect(await refusal(plains.create({ code: 'K007' }))).toMatchObject({ code: 'validation-failed' })
    const first = await plains.create({})
    expect(first.code).toBe('K001')
    expect(await refusal(plains.update(first.id, { code: 'K002' }))).toMatchObject({
      extra: { errors: [{ pointer: '/code', code: 'field-read-only' }] },
    })
    const seeding = set.records.trusted('t.plain', { id: 'plugin:t', unit: null, seeding: true })
    expect((await seeding.create({ code: 'K041' })).code).toBe('K041')
    expect((await seeding.create({ code: 'K007' })).code).toBe('K007')
    expect((await plains.create({})).code).toBe('K042')
    expect(await refusal(seeding.create({ code: 'K041' }))).toMatchObject({
      code: 'unique-conflict',
      extra: { fields: ['code'] },
    })
    expect(await refusal(seeding.create({ code: 'x' }))).toMatchObject({ code: 'validation-failed' })
  })

  test('a status starts at its first state and moves along its steps, by role and need', async () => {
    expect(await refusal(reports.create({ status: 'closed' }))).toMatchObject({
      code: 'transition-refused',
      status: 422,
      extra: { from: null, allowed: [{ to: 'received' }] },
    })
    const record = await reports.create({ status: 'received' })
    expect((await reports.create({})).status).toBe('received')
    const officer = set.records.repository('t.report', actorWith('officer'))
    const dispatcher = set.records.repository('t.report', actorWith('t.dispatcher', 'officer'))
    expect(await refusal(officer.update(record.id, { status: 'verified' }))).toMatchObject({
      code: 'transition-refused',
      extra: { field: 'status', from: 'received', to: 'verified', allowed: [{ name: 'reject' }] },
    })
    expect(await refusal(officer.update(record.id, { status: 'rejected' }))).toMatchObject({
      code: 'transition-refused',
      extra: { missing: ['text'] },
    })
    expect(await refusal(reports.update(record.id, { status: 'closed' }))).toMatchObject({
      code: 'transition-refused',
    })
    expect(await refusal(reports.update(record.id, { status: null }))).toMatchObject({
      code: 'validation-failed',
    })
    expect((await dispatcher.update(record.id, { status: 'verified' })).status).toBe('verified')
    expect((await officer.update(record.id, { status: 'verified', text: 'x' })).text).toBe('x')
    expect((await reports.update(record.id, { status: 'closed' })).status).toBe('closed')
    const rejected = await reports.create({})
    expect((await officer.update(rejected.id, { status: 'rejected', text: 'đùa' })).version).toBe(2)
    const seeding = set.records.trusted('t.report', { id: 'plugin:t', unit: null, seeding: true })
    expect((await seeding.create({ status: 'closed' })).status).toBe('closed')
  })

  test('a relation names a record that is there', async () => {
    const { id } = await categories.create({ name: 'Nước' })
    const record = await reports.create({ category: id })
    const nobody = '01927f2e-0000-7000-8000-000000000000'
    const missing = {
      code: 'relation-missing',
      status: 422,
      extra: { field: 'category', model: 't.category' },
    }
    expect(await refusal(reports.create({ category: nobody }))).toMatchObject(missing)
    expect(await refusal(reports.update(record.id, { category: nobody }))).toMatchObject(missing)
    await categories.delete(id)
    expect((await reports.update(record.id, { text: 'as it was' })).category).toBe(id)
    expect((await reports.update(record.id, { category: null })).category).toBeNull()
    expect(await refusal(reports.update(record.id, { category: id }))).toMatchObject(missing)
  })

  test('the moment of the last step is kept by the platform alone', async () => {
    now = Date.parse('2026-11-24T02:47:00Z')
    const record = await reports.create({})
    expect(record.statusAt).toBe('2026-11-24T02:47:00.000Z')
    now += 60_000
    expect((await reports.update(record.id, { text: 'x' })).statusAt).toBe(record.statusAt)
    const verified = await reports.update(record.id, { status: 'verified' })
    expect([verified.statusAt, verified.updatedAt]).toEqual([verified.updatedAt, '2026-11-24T02:48:00.000Z'])
    expect((await reports.get(record.id))?.statusAt).toBe(verified.statusAt)
    expect(await refusal(reports.update(record.id, { statusAt: null }))).toMatchObject({
      extra: { errors: [{ pointer: '/statusAt', code: 'field-read-only' }] },
    })
  })

  test('JSON comes back as it was, and filters ask only whether it is there', async () => {
    const answers = { depth: 'Đầu gối', more: [1, null, { a: true }] }
    const record = await reports.create({ answers })
    expect((await reports.get(record.id))?.answers).toEqual(answers)
    expect((await reports.update(record.id, { answers: {} })).answers).toEqual({})
    expect((await reports.update(record.id, { answers: null })).answers).toBeNull()
    expect(await refusal(reports.create({ answers: { a: 1, b: 2, c: 3 } }))).toMatchObject({
      extra: { errors: [{ pointer: '/answers', code: 'json-mismatch' }] },
    })
    const there = { op: 'not', args: [{ op: 'isNull', args: [{ property: 'answers' }] }] } as const
    expect((await reports.list({ filter: there })).items).toEqual([])
    expect(await refusal(reports.list({ sort: [{ field: 'answers' }] }))).toMatchObject({
      code: 'sort-invalid',
    })
  })

  test('files are bound with the record, kept while they are named, released after', async () => {
    bound.length = 0
    const record = await reports.create({ photos: [{ id: 'a' }, { id: 'b' }] })
    expect(record.photos).toEqual([
      { id: 'a', name: 'a.jpg', type: 'image/jpeg', size: 7 },
      { id: 'b', name: 'b.jpg', type: 'image/jpeg', size: 7 },
    ])
    expect(await reports.get(record.id)).toEqual(record)
    const same = await reports.update(record.id, { photos: [{ id: 'a' }, { id: 'b' }] })
    expect(same.version).toBe(1)
    const changed = await reports.update(record.id, { photos: [{ id: 'c' }, { id: 'a' }], text: 'x' })
    expect((changed.photos as FileRef[]).map(({ id }) => id)).toEqual(['c', 'a'])
    expect(bound).toEqual(['photos a image 36', 'photos b image 36', 'photos c image 36', '-b'])
    expect((await reports.update(record.id, { photos: [] })).photos).toBeNull()
    const without = { op: 'isNull', args: [{ property: 'photos' }] } as const
    expect((await reports.list({ filter: without, limit: 500 })).items.map(({ id }) => id)).toContain(
      record.id,
    )
    expect(
      await refusal(reports.list({ filter: { op: '=', args: [{ property: 'photos' }, 'a'] } })),
    ).toMatchObject({ status: 400 })
    expect(await refusal(reports.list({ sort: [{ field: 'photos' }] }))).toMatchObject({
      code: 'sort-invalid',
    })
    const before = await reports.count()
    expect(await refusal(reports.create({ photos: [{ id: 'bad' }] }))).toMatchObject({
      code: 'file-unusable',
    })
    expect(await refusal(reports.update(record.id, { photos: [{ id: 'bad' }] }))).toMatchObject({
      code: 'file-unusable',
    })
    expect(await reports.count()).toBe(before)
    const none = await testRecords(db, { report, category })
    expect(
      await refusal(none.records.repository('t.report', administrator).create({ photos: [{ id: 'a' }] })),
    ).toMatchObject({ code: 'files-unavailable', status: 503 })
  })

  test('the faster of two who change files wins, and the other hears of it', async () => {
    const record = await reports.create({})
    await Promise.all([
      reports.update(record.id, { photos: [{ id: 'p' }] }),
      reports.update(record.id, { photos: [{ id: 'q' }] }),
      reports.update(record.id, { text: 'z' }),
    ])
    expect((await reports.get(record.id))?.version).toBe(4)
    expect(
      await refusal(reports.update(record.id, { photos: [{ id: 'r' }] }, { ifVersion: 1 })),
    ).toMatchObject({ code: 'version-conflict' })
  })

  test('a step fills what is empty; where units are assigned, nobody brings the own one', async () => {
    const works = set.records.repository('t.work', administrator)
    const made = await works.create({ suggested: 'cap-nuoc' })
    expect(made.unit).toBeNull()
    expect(await works.update(made.id, { status: 'given' })).toMatchObject({ unit: 'cap-nuoc', version: 2 })
    const other = await works.create({ suggested: 'cap-nuoc' })
    expect((await works.update(other.id, { status: 'given', unit: 'dien-luc' })).unit).toBe('dien-luc')
    const none = await works.create({})
    expect(await refusal(works.update(none.id, { status: 'given' }))).toMatchObject({
      code: 'transition-refused',
      extra: { missing: ['unit'] },
    })
  })

  test('code that answers for itself says to which unit a record belongs', async () => {
    const trusted = set.records.trusted('t.report', { id: 'plugin:t', unit: null })
    const record = await trusted.create({ unit: 'vinh-hung' })
    expect(record.unit).toBe('vinh-hung')
    const moved = await trusted.update(record.id, { unit: 'vinh-phu', text: 'x' })
    expect(await trusted.get(record.id)).toEqual(moved)
    expect(moved.unit).toBe('vinh-phu')
    expect(await refusal(trusted.update(record.id, { unit: 'a b' }))).toMatchObject({
      code: 'validation-failed',
    })
    const officer = set.records.repository('t.report', actorWith('officer'))
    expect(await refusal(officer.update(record.id, { unit: 'vinh-hung' }))).toMatchObject({
      extra: { errors: [{ pointer: '/unit', code: 'field-read-only' }] },
    })
  })
})
