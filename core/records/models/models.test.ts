import type { FieldDef, ModelDef } from '@saola/sdk'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Builder, builderFor } from '../build/builder.ts'
import type { Db } from '../db/db.ts'
import { quote } from '../db/quote.ts'
import { onEachDatabase, type TestDatabase } from '../testkit/databases.ts'
import { contribute, deltaOf, testOwner } from '../testkit/owner.ts'
import { checkModels } from './check.ts'
import { introspect } from './introspect.ts'
import { LiveMap } from './live-map.ts'
import { compileModel, tableName } from './model.ts'
import { type Models, modelsPoint } from './point.ts'
import { modelSteps, readStored } from './stored.ts'
import { syncModel } from './sync.ts'

const label = { vi: 'Nhãn', en: 'Label' }
const text: FieldDef = { type: 'text', label }
const number: FieldDef = { type: 'number', label }
const model = (fields: ModelDef['fields'], more: Partial<ModelDef> = {}): ModelDef => ({
  label,
  fields,
  ...more,
})

onEachDatabase('models', (make) => {
  let database: TestDatabase
  let db: Db
  let builder: Builder
  const owner = testOwner('air-quality')
  const models: Models = new LiveMap()
  const apply = (data: Record<string, ModelDef>, before?: Record<string, ModelDef>) =>
    contribute(
      modelsPoint(db, builder, models, () => 0),
      owner,
      data,
      before,
    )
  const kinds = async (data: Record<string, ModelDef>, before?: Record<string, ModelDef>) =>
    (await checkModels(db, builder, deltaOf(owner, data, before))).map(({ kind }) => kind)
  const row = async (name: string, values: Record<string, string | number | null>) => {
    const all = { id: crypto.randomUUID(), version: 1, createdAt: '2026-01-01T00:00:00.000Z', createdBy: 'x' }
    const full = { ...all, updatedAt: all.createdAt, updatedBy: 'x', ...values }
    const columns = Object.keys(full).map(quote).join(', ')
    const sql = `insert into ${quote(tableName('air-quality', name))} (${columns}) values (${Object.keys(full).map(() => '?')})`
    await db.tx((tx) => tx.run(sql, Object.values(full)))
  }
  const found = (name: string) => introspect(db.dialect, db.read, tableName('air-quality', name))

  beforeAll(async () => {
    database = await make()
    db = await database.open()
    builder = builderFor(db.dialect)
    await db.migrate('records', modelSteps)
  })
  afterAll(() => database.remove())

  test('makes a table, adds fields and archives them, and brings them back', async () => {
    const first = model({ a: text, p: { type: 'point', label } })
    expect(await kinds({ one: first })).toEqual(['adds'])
    const scope = await apply({ one: first })
    expect(models.has('air-quality.one')).toBe(true)
    expect((await found('one'))?.columns).toContain('p.lon')
    await row('one', { a: 'kept' })

    const second = model({ p: { type: 'point', label }, n: { ...number, default: 5 } })
    expect((await kinds({ one: second }, { one: first })).sort()).toEqual(['adds', 'removes'])
    await apply({ one: second }, { one: first })
    expect((await readStored(db.read, 'air-quality.one'))?.fields.a).toEqual({ type: 'text', archived: true })
    expect(await db.read.all('select a, n from "air-quality__one"')).toEqual([{ a: 'kept', n: 5 }])

    expect(await kinds({ one: first }, { one: second })).toEqual(['changes', 'removes'])
    await apply({ one: first }, { one: second })
    await scope.dispose()
  })

  test('says how many records a closed model keeps', async () => {
    const def = model({ a: text })
    await apply({ counted: def })
    await row('counted', { a: 'x' })
    const [effect] = await checkModels(db, builder, deltaOf(owner, {}, { counted: def }))
    expect(effect).toMatchObject({ kind: 'removes', subject: 'air-quality.counted' })
    expect(effect?.text).toEqual({
      vi: 'Đóng mô hình dữ liệu “Nhãn”; 1 bản ghi được giữ lại.',
      en: 'Closes the model “Label”; its 1 record are kept.',
    })
  })

  test('refuses another type, also of an archived field', async () => {
    const def = model({ a: text, b: text })
    await apply({ typed: def })
    await apply({ typed: model({ a: text }) }, { typed: def })
    const wrong = model({ a: number, b: number })
    expect(await kinds({ typed: wrong })).toEqual(['refuses', 'refuses', 'adds'])
    await expect(apply({ typed: wrong })).rejects.toMatchObject({ code: 'model-change-refused' })
  })

  test('refuses a required field that records would lack, unless it has a default', async () => {
    const def = model({ a: text })
    await apply({ filled: def })
    expect(
      await kinds({ filled: model({ a: text, b: { ...text, required: true } }) }, { filled: def }),
    ).toEqual(['adds'])
    await row('filled', { a: null })
    const required = model({ a: { ...text, required: true }, b: { ...text, required: true } })
    expect(await kinds({ filled: required }, { filled: def })).toEqual(['refuses', 'adds', 'refuses'])
    const fallback = model({ a: text, b: { ...text, required: true, default: "it's" } })
    expect(await kinds({ filled: fallback }, { filled: def })).toEqual(['adds'])
    await apply({ filled: fallback }, { filled: def })
    expect(await db.read.all('select b from "air-quality__filled"')).toEqual([{ b: "it's" }])
  })

  test('refuses a unique index over equal values and names that clash', async () => {
    const def = model({ a: text })
    await apply({ unique: def })
    await row('unique', { a: 'same' })
    await row('unique', { a: 'same' })
    const unique = model({ a: text }, { indexes: { byA: { fields: ['a'], unique: true } } })
    expect(await kinds({ unique }, { unique: def })).toEqual(['refuses'])
    await expect(apply({ unique }, { unique: def })).rejects.toThrow()
    expect(await kinds({ clash: model({ ab: text, aB: text, createdat: text }) })).toEqual([
      'refuses',
      'refuses',
      'adds',
    ])
    expect(await kinds({ unknown: model({ a: text }, { title: 'b' }) })).toEqual(['refuses', 'adds'])
    const schema = { type: 'nothing' }
    expect(await kinds({ shapeless: model({ a: { type: 'json', label: { vi: 'A' }, schema } }) })).toEqual([
      'refuses',
      'adds',
    ])
  })

  test('refuses a status that names states it does not have, and warns of states that go', async () => {
    const state = (states: string[], initial = 'open'): ModelDef =>
      model({
        state: {
          type: 'status',
          label,
          initial,
          states: Object.fromEntries(states.map((name) => [name, { label }])),
          transitions: { close: { label, from: ['open'], to: 'closed', needs: ['a'] } },
        },
        a: text,
      })
    const good = state(['open', 'closed', 'held'])
    expect(await kinds({ flow: good })).toEqual(['adds'])
    expect(await kinds({ bad: state(['open']) })).toEqual(['refuses', 'adds'])
    expect(await kinds({ bad: state(['open', 'closed'], 'none') })).toEqual(['refuses', 'adds'])
    await apply({ flow: model({ a: text }) })
    await row('flow', { a: 'x' })
    await apply({ flow: good }, { flow: model({ a: text }) })
    const kept = await db.read.all(`select state from ${quote(tableName('air-quality', 'flow'))}`)
    expect(kept).toEqual([{ state: 'open' }])
    expect(await kinds({ flow: state(['closed', 'held'], 'held') }, { flow: good })).toContain('warns')
  })

  test('warns of values that a narrower field no longer allows', async () => {
    const options = { low: { label }, high: { label } }
    const def = model({ s: { type: 'select', label, options }, n: number })
    await apply({ narrow: def })
    await row('narrow', { s: 'high', n: 50 })
    const narrow = model({
      s: { type: 'select', label, options: { low: { label } } },
      n: { ...number, maximum: 10 },
    })
    expect(await kinds({ narrow }, { narrow: def })).toEqual(['warns', 'warns'])
  })

  test('follows its indexes, and is safe to run again after it was cut short', async () => {
    const indexed = model({ a: text }, { indexes: { byA: { fields: ['a'] } } })
    await apply({ again: indexed })
    const before = (await found('again'))?.indexes.size
    expect(before).toBe(2)
    await apply({ again: model({ a: text, b: text }) }, { again: indexed })
    expect((await found('again'))?.indexes.size).toBe(1)
    // As if the process had died after the table and before the ledger and the index.
    await db.tx((tx) => tx.run("delete from record_model where id = 'air-quality.again'"))
    await apply({ again: indexed })
    expect((await found('again'))?.indexes.size).toBe(2)
  })

  test('keeps names apart that a database would cut or confuse', async () => {
    const long = 'x'.repeat(60)
    const def = model({
      [`${long}aaa`]: { type: 'point', label },
      [`${long}bbb`]: { type: 'point', label },
      constructor: text,
    })
    await apply({ [long]: def })
    expect((await found(long))?.columns.size).toBe(8 + 5)
  })

  test('two processes bring in the same model at the same time', async () => {
    const other = await database.open()
    const def = model({ a: text }, { indexes: { byA: { fields: ['a'] } } })
    const compiled = compileModel(builder, 'air-quality', 'race', def)
    await Promise.all([
      syncModel(db, builder, compiled, () => 0),
      syncModel(other, builder, compiled, () => 0),
    ])
    const wider = compileModel(
      builder,
      'air-quality',
      'race',
      model({ a: text, b: text }, { indexes: { byB: { fields: ['b'] } } }),
    )
    await Promise.all([syncModel(db, builder, wider, () => 0), syncModel(other, builder, wider, () => 0)])
    expect((await found('race'))?.columns).toContain('b')
  })
})
