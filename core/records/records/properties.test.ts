import { compareText, compile, filterTypeOf, type MovingFilter, parseCql2Json } from '@saola/cql2'
import type { AnyRecord, Sort } from '@saola/sdk'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { at, filter, moving, sort, values, world } from '../testkit/arbitraries.ts'
import { onEachDatabase, type TestDatabase } from '../testkit/databases.ts'
import { administrator, testRecords } from '../testkit/records.ts'
import type { CoreRepository } from './records.ts'

const SEED = 20261124
const RECORDS = 60

onEachDatabase('queries', (make) => {
  let database: TestDatabase
  let repository: CoreRepository
  let all: AnyRecord[]
  let clock = 0

  beforeAll(async () => {
    database = await make()
    clock = Date.parse('2026-07-01T00:00:00Z')
    const { records } = await testRecords(await database.open(), { world }, { clock: () => clock })
    repository = records.repository('t.world', administrator)
    for (const some of fc.sample(values, { seed: SEED, numRuns: RECORDS })) {
      // Several records share an instant.
      if (some.open) clock += 1
      await repository.create(some)
    }
    // One that no list may ever show.
    await repository.delete((await repository.create({ name: 'deleted' })).id)
    all = (await repository.list({ limit: 500 })).items
    expect(all.length).toBe(RECORDS)
  })
  afterAll(() => database.remove())

  test('a filter selects in the database what the evaluator selects', async () => {
    const fields = new Map(repositoryFields())
    let some = 0
    let cases = 0
    const agree = fc.asyncProperty(filter, async (tree) => {
      const selects = compile(tree, fields)
      const expected = all.filter((record) => selects(record)).map(({ id }) => id)
      const { items, count } = await repository.list({ filter: tree, limit: 500, count: true })
      expect(items.map(({ id }) => id)).toEqual(expected)
      expect(count).toBe(expected.length)
      cases++
      if (expected.length > 0 && expected.length < all.length) some++
    })
    await fc.assert(agree, { seed: SEED, numRuns: 400 })
    expect(some / cases).toBeGreaterThan(0.3)
  })

  test('times that move select in the database what the evaluator selects at that moment', async () => {
    const fields = new Map(repositoryFields())
    let some = 0
    let cases = 0
    const agree = fc.asyncProperty(filter, moving, at, async (tree, test, now) => {
      clock = now
      const both = { op: 'and', args: [test, { op: 'or', args: [tree, test] }] } as MovingFilter
      const fixed = parseCql2Json(both, { now })
      if (!fixed.ok) throw new Error(fixed.error.message)
      const selects = compile(fixed.filter, fields)
      const expected = all.filter((record) => selects(record)).map(({ id }) => id)
      const { items } = await repository.list({ filter: both, limit: 500 })
      expect(items.map(({ id }) => id)).toEqual(expected)
      expect((await repository.counts({ by: 'open', filter: both })).total).toBe(expected.length)
      cases++
      if (expected.length > 0 && expected.length < all.length) some++
    })
    await fc.assert(agree, { seed: SEED, numRuns: 300 })
    expect(some / cases).toBeGreaterThan(0.3)
  })

  test('a list with times that move goes on with its cursor', async () => {
    const filter = { op: '<', args: [{ property: 'createdAt' }, { op: 'now', args: [] }] } as const
    clock = Date.parse('2027-01-01T00:00:00Z')
    const first = await repository.list({ filter, limit: 40 })
    clock += 60_000
    const second = await repository.list({ filter, limit: 40, cursor: first.next ?? '' })
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(all.map(({ id }) => id))
  })

  test('an order is the same everywhere, and pages put together are the whole', async () => {
    const ordered = fc.asyncProperty(sort, fc.integer({ min: 1, max: 30 }), async (keys, limit) => {
      const expected = [...all].sort(comparator(keys)).map(({ id }) => id)
      expect((await repository.list({ sort: keys, limit: 500 })).items.map(({ id }) => id)).toEqual(expected)
      const seen: string[] = []
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const page = await repository.list({ sort: keys, limit, cursor })
        seen.push(...page.items.map(({ id }) => id))
        cursor = page.next
      }
      expect(seen).toEqual(expected)
    })
    await fc.assert(ordered, { seed: SEED, numRuns: 100 })
  })

  function repositoryFields() {
    return Object.entries(world.fields).map(([name, { type }]) => [name, filterTypeOf(type)] as const)
  }
})

function comparator(keys: Sort[]): (a: AnyRecord, b: AnyRecord) => number {
  const last = keys.at(-1)
  const full = [...keys, { field: 'id', descending: last?.descending }]
  return (a, b) => {
    for (const { field, descending } of full) {
      const order = compareValues(a[field], b[field])
      if (order !== 0) return descending ? -order : order
    }
    return 0
  }
}

function compareValues(a: unknown, b: unknown): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null)
  if (typeof a === 'string') return compareText(a, b as string)
  return Number(a) - Number(b)
}
