import { compile, type Filter, filterTypeOf } from '@saola/cql2'
import type { Actor, AnyRecord, FieldDef, Json, ModelDef, Role } from '@saola/sdk'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkModels } from '../models/check.ts'
import type { CoreRepository } from '../records/records.ts'
import { filter, values, world } from '../testkit/arbitraries.ts'
import { onEachDatabase, type TestDatabase } from '../testkit/databases.ts'
import { deltaOf, testOwner } from '../testkit/owner.ts'
import { actorWith, administrator, testRecords } from '../testkit/records.ts'
import { checkRole } from './check-role.ts'

const SEED = 20261124
const label = { vi: 'Nhãn', en: 'Label' }
const text: FieldDef = { type: 'text', label }
const mine = { op: 'in', args: [{ property: 'unit' }, { param: 'actor.units' }] } as const
const open = { op: '<>', args: [{ property: 'state' }, 'closed'] } as const

const report: ModelDef = {
  label,
  fields: {
    name: text,
    state: text,
    secret: text,
    phone: { type: 'phone', label, personal: true },
    place: { type: 'point', label },
    other: { type: 'relation', label, model: 'report' },
    key: text,
  },
  rights: {
    read: ['operator', { role: 'officer', where: mine, hide: ['secret'] }],
    create: ['operator', { role: 'officer', where: { op: 'isNull', args: [{ property: 'key' }] } }],
    update: ['operator', { role: 'officer', where: { op: 'and', args: [mine, open] } }],
    delete: [{ role: 'officer', where: false }],
  },
  personal: ['operator'],
  assign: ['operator', 'head'],
  comments: true,
  search: ['name', 'secret', 'phone'],
  indexes: { byKey: { fields: ['key'], unique: true } },
}

const someone = (roles: string[], ...units: string[]): Actor => ({
  ...actorWith(...roles),
  id: `user:${units.join('-')}`,
  units,
})

onEachDatabase('rights', (make) => {
  let database: TestDatabase
  let set: Awaited<ReturnType<typeof testRecords>>
  const as = (actor: Actor) => set.records.repository('t.report', actor)
  const a = someone(['officer'], 'a')
  const b = someone(['officer'], 'b')
  const none = someone(['officer'])
  const operator = someone(['operator'], 'centre')
  const code = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error: { code?: string }) => error.code,
    )
  const add = (unit: string, values: Record<string, Json> = {}): Promise<AnyRecord> =>
    set.records.trusted('t.report', { id: 'plugin:t', unit: null }).create({ unit, state: 'open', ...values })

  beforeAll(async () => {
    database = await make()
    set = await testRecords(await database.open(), { report, world })
  })
  afterAll(() => database.remove())

  test('a scope selects in the database what the evaluator selects, whatever else is asked', async () => {
    const worlds = set.records.repository('t.world', administrator)
    for (const some of fc.sample(values, { seed: SEED, numRuns: 50 })) await worlds.create(some)
    const all = (await worlds.list({ limit: 500 })).items
    const fields = new Map(Object.entries(world.fields).map(([name, { type }]) => [name, filterTypeOf(type)]))
    let some = 0
    let cases = 0
    const reader = someone(['t.scoped'])
    const agree = fc.asyncProperty(filter, filter, async (where, asked) => {
      const grants = [{ permission: 't.world:read', where }]
      set.roles.set('t.scoped', { plugin: 't', data: { label, grants } })
      const [within, selects] = [compile(where, fields), compile(asked, fields)]
      const expected = all.filter((record) => within(record) && selects(record)).map(({ id }) => id)
      const scoped = set.records.repository('t.world', reader)
      const page = await scoped.list({ filter: asked as Filter, limit: 500, count: true })
      expect(page.items.map(({ id }) => id)).toEqual(expected)
      expect(page.count).toBe(expected.length)
      const reached = all.filter(within).map(({ id }) => id)
      expect(await Promise.all(all.map(async ({ id }) => (await scoped.get(id))?.id ?? null))).toEqual(
        all.map(({ id }) => (reached.includes(id) ? id : null)),
      )
      cases++
      if (reached.length > 0 && reached.length < all.length) some++
    })
    await fc.assert(agree, { seed: SEED, numRuns: 120 })
    expect(some / cases).toBeGreaterThan(0.3)
  })

  test('somebody sees the records of their units in every list, count and search', async () => {
    const point = (x: number) => ({ type: 'Point', coordinates: [105 + x, 18] })
    const own = await add('a', { name: 'Vỡ nước', place: point(0.1) })
    const foreign = await add('b', { name: 'Vỡ nước to', place: point(0.2) })
    const near = { near: { point: [105.1, 18] as const, metres: 100_000 } }
    const doors = async (repository: CoreRepository) => ({
      list: (await repository.list()).items.length,
      count: (await repository.list({ count: true, limit: 1 })).count,
      total: await repository.count(),
      counts: (await repository.counts({ by: 'unit' })).items.map(({ key }) => key),
      points: (await repository.points({})).total,
      search: (await repository.list({ search: 'vo nuoc' })).items.map(({ id }) => id),
      near: (await repository.list({ ...near, sort: [{ field: 'near' }] })).items.map(({ id }) => id),
      named: (await repository.list({ filter: { op: '=', args: [{ property: 'unit' }, 'b'] } })).items.length,
    })
    expect(await doors(as(operator))).toEqual({
      list: 2,
      count: 2,
      total: 2,
      counts: ['a', 'b'],
      points: 2,
      search: [foreign.id, own.id],
      near: [own.id, foreign.id],
      named: 1,
    })
    expect(await doors(as(a))).toEqual({
      list: 1,
      count: 1,
      total: 1,
      counts: ['a'],
      points: 1,
      search: [own.id],
      near: [own.id],
      named: 0,
    })
    const nothing = { list: 0, count: 0, total: 0, counts: [], points: 0, search: [], near: [], named: 0 }
    expect(await doors(as(none))).toEqual(nothing)
    await expect(as(someone([])).list()).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('a map asked for by several at once is each one’s own', async () => {
    const [all, own, theirs] = await Promise.all([as(operator), as(a), as(b)].map((one) => one.points({})))
    expect(all?.total).toBe((own?.total ?? 0) + (theirs?.total ?? 0))
    expect(own?.version).not.toBe(theirs?.version)
  })

  test('what somebody may not see is not there, by whatever door', async () => {
    const foreign = await add('b')
    const gone = await add('a')
    await as(administrator).delete(gone.id)
    const guessed = crypto.randomUUID()
    for (const id of [foreign.id, gone.id, guessed]) {
      expect(await as(a).get(id)).toBeNull()
      expect(await as(a).comments(id)).toEqual([])
      expect(await code(as(a).update(id, { name: 'x' }))).toBe('record-missing')
      expect(await code(as(a).update(id, { name: 'x' }, { ifVersion: 9 }))).toBe('record-missing')
      expect(await code(as(a).delete(id))).toBe('record-missing')
      expect(await code(as(a).undo(id))).toBe('record-missing')
      expect(await code(as(a).comment(id, { text: 'x' }))).toBe('record-missing')
      expect(await code(as(a).create({ other: id }))).toBe('relation-missing')
    }
    expect(await as(a).revisions(foreign.id)).toEqual([])
    expect(await as(a).revisions(guessed)).toEqual([])
    // What was theirs when it was deleted still has a history.
    expect((await as(a).revisions(gone.id)).map(({ kind }) => kind)).toEqual(['create', 'delete'])
    expect((await as(administrator).get(foreign.id))?.version).toBe(1)
  })

  test('what is seen is changed only as far as its own condition goes, before and after', async () => {
    const record = await add('a')
    const refused = { code: 'forbidden', extra: { permission: 't.report:update', condition: true } }
    await expect(as(a).update(record.id, { state: 'closed' })).rejects.toMatchObject(refused)
    expect((await as(a).update(record.id, { name: 'x' })).version).toBe(2)
    expect(await code(as(a).comment(record.id, { text: 'x' }))).toBe('done')
    expect(await code(as(a).delete(record.id))).toBe('forbidden')
    await as(operator).update(record.id, { state: 'closed' })
    await expect(as(a).update(record.id, { name: 'y' })).rejects.toMatchObject(refused)
    expect(await code(as(a).comment(record.id, { text: 'y' }))).toBe('forbidden')
    await expect(as(a).create({ key: 'mine' })).rejects.toMatchObject({
      code: 'forbidden',
      extra: { permission: 't.report:create', condition: true },
    })
    expect(await as(a).create({ name: 'new' })).toMatchObject({ unit: null, version: 1 })
  })

  test('who assigns may give a record away; nobody else moves it', async () => {
    const record = await add('a')
    const head = someone(['officer', 'head'], 'a')
    set.roles.set('head', { plugin: 't', data: { label, grants: ['t.report:assign'] } })
    expect(await code(as(a).update(record.id, { unit: 'b' }))).toBe('validation-failed')
    expect(await as(head).update(record.id, { unit: 'b' })).toMatchObject({ unit: 'b' })
    expect(await as(head).get(record.id)).toBeNull()
    expect((await as(b).get(record.id))?.version).toBe(2)
  })

  test('hidden fields are null, and as if they were not there to ask by', async () => {
    const record = await add('a', { name: 'Tên', secret: 'kín', phone: '0912345678' })
    expect(await as(a).get(record.id)).toMatchObject({ name: 'Tên', secret: null, phone: null })
    expect((await as(a).revisions(record.id))[0]?.data).toMatchObject({ secret: null, phone: null })
    expect(await as(operator).get(record.id)).toMatchObject({ secret: 'kín', phone: '+84912345678' })
    const bySecret = { op: 'isNull', args: [{ property: 'secret' }] } as const
    expect(await code(as(a).list({ filter: bySecret }))).toBe('filter-unknown-field')
    expect(await code(as(a).list({ sort: [{ field: 'secret' }] }))).toBe('sort-invalid')
    expect(await code(as(a).counts({ by: 'secret' }))).toBe('counts-invalid')
    expect(await code(as(a).update(record.id, { secret: 'x' }))).toBe('forbidden')
    expect((await as(a).list({ search: 'kin' })).items).toEqual([])
    expect((await as(a).list({ search: '0912345678' })).items).toEqual([])
    expect((await as(a).list({ search: 'ten' })).items.map(({ id }) => id)).toEqual([record.id])
    expect((await as(operator).list({ search: 'kin' })).items.map(({ id }) => id)).toEqual([record.id])
  })

  test('several roles reach what any of them reaches, and show what every reach shows', async () => {
    const role = (grants: Role['grants']) => ({ plugin: 't', data: { label, grants } })
    const inB = { op: '=', args: [{ property: 'unit' }, 'b'] } as const
    set.roles.set('t.ofB', role([{ permission: 't.report:read', where: inB }]))
    set.roles.set('t.blind', role([{ permission: 't.report:read', hide: ['name'] }]))
    set.roles.set('t.plain', role(['t.report:read']))
    const [ofA, ofB] = [await add('a', { name: 'A' }), await add('b', { name: 'B', secret: 's' })]
    const both = as(someone(['officer', 't.ofB'], 'a'))
    expect((await both.get(ofA.id))?.name).toBe('A')
    // The officer's reach hides the field; that of the other role does not cover the same records.
    expect(await both.get(ofB.id)).toMatchObject({ name: 'B', secret: null })
    expect((await as(someone(['t.ofB', 't.blind'])).get(ofB.id))?.name).toBeNull()
    expect(await as(someone(['officer', 't.blind', 't.plain'], 'a')).get(ofB.id)).toMatchObject({
      name: 'B',
      secret: 's',
    })
    for (const name of ['t.ofB', 't.blind', 't.plain']) set.roles.delete(name)
    expect(
      await code(both.get(ofB.id).then((found) => (found ? 'seen' : Promise.reject({ code: 'gone' })))),
    ).toBe('gone')
  })

  test('equal rights are one object, and a cursor goes with them', async () => {
    const model = set.models.get('t.report')
    if (!model) throw new Error('no model')
    const reach = set.access.reach(a, model, 'read')
    expect(set.access.reach(someone(['officer'], 'a'), model, 'read')).toBe(reach)
    expect(set.access.reach(b, model, 'read')).not.toBe(reach)
    await Promise.all([add('a'), add('a'), add('b'), add('b')])
    const { next } = await as(a).list({ limit: 1 })
    expect(await code(as(a).list({ limit: 1, cursor: next ?? '' }))).toBe('done')
    expect(await code(as(b).list({ limit: 1, cursor: next ?? '' }))).toBe('cursor-invalid')
  })

  test('the newest of one unit are read along an index', async () => {
    const db = await database.open()
    const list = `select "id" from "t__report" where "deletedAt" is null and "unit" = 'a' order by "createdAt" desc, "id" desc limit 25`
    if (db.dialect === 'sqlite') {
      const plan = await db.read.all<{ detail: string }>(`explain query plan ${list}`)
      expect(plan.map(({ detail }) => detail)).toEqual([
        expect.stringMatching(/USING (COVERING )?INDEX ix_\w+_unit/),
      ])
      return
    }
    const plan = await db.tx(async (tx) => {
      await tx.run('set local enable_seqscan = off')
      await tx.run('set local enable_sort = off')
      return tx.rows(
        `explain ${list.replace(' desc,', ' desc nulls last,').replace('"id" desc', '"id" desc nulls last')}`,
      )
    })
    expect(plan.flat().join('\n')).toMatch(/Index (Only )?Scan Backward using ix_\w+_unit/)
  })

  test('a plan names what does not fit in rights', async () => {
    const db = await database.open()
    const wrong = { op: '=', args: [{ property: 'nothing' }, 'x'] } as const
    const def: ModelDef = {
      label,
      fields: { name: text },
      rights: { read: [{ role: 'officer', where: wrong, hide: ['absent'] }] },
    }
    const effects = await checkModels(db, set.builder, deltaOf(testOwner('t'), { other: def }))
    const refused = effects.filter(({ kind }) => kind === 'refuses').map(({ text: { en } }) => en)
    expect(refused.join(' ')).toMatch(/absent.*read, officer.*\/args\/0\/property/s)
    const role = (grants: Role['grants']) =>
      checkRole('t.role', { label, grants }, (id) => set.models.get(id)?.filterFields).map(
        (one) => one.text.en,
      )
    expect(role([{ permission: 't.report:read', where: mine, hide: ['secret'] }])).toEqual([])
    expect(role([{ permission: 't.report:read', where: wrong }])[0]).toMatch('no such field')
    expect(role([{ permission: 't.report:update', hide: ['secret'] }])[0]).toMatch('hides')
    expect(role([{ permission: 't.report:read', hide: ['absent', 'id'] }])).toHaveLength(2)
    expect(role([{ permission: 'core.people', where: true }])[0]).toMatch('records of a model')
  })
})
