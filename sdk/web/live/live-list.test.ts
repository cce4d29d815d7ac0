import type { AnyRecord, ListQuery, ModelDef } from '@saola/sdk'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changeList, listRule } from './live-list.ts'

const record = (id: string, value: number | null, version = 1): AnyRecord => ({
  id,
  version,
  createdAt: '2026-11-24T02:47:00.000Z',
  createdBy: 'user:1',
  updatedAt: '2026-11-24T02:47:00.000Z',
  updatedBy: 'user:1',
  unit: null,
  value,
})
const byValue = listRule({ sort: [{ field: 'value' }] }, undefined, 0)

test('a changed record takes its place in the order', () => {
  const list = [record('a', 1), record('b', 5), record('c', 9)]
  const after = changeList(list, { record: record('a', 7, 2), deleted: false }, byValue, 25, true)
  expect(after.items.map((one) => one.id)).toEqual(['b', 'a', 'c'])
})

test('an older version than the known one changes nothing', () => {
  const list = [record('a', 1, 3)]
  expect(changeList(list, { record: record('a', 7, 2), deleted: false }, byValue, 25, true).items).toBe(list)
})

test('a record that no longer matches leaves', () => {
  const rule = listRule({ filter: { op: '>', args: [{ property: 'value' }, 3] } }, undefined, 0)
  const list = [record('a', 5), record('b', 6)]
  const after = changeList(list, { record: record('a', 1, 2), deleted: false }, rule, 25, true)
  expect(after.items.map((one) => one.id)).toEqual(['b'])
})

test('what leaves a full list leaves a gap that the server must fill', () => {
  const list = [record('a', 1), record('b', 2)]
  expect(changeList(list, { record: record('a', 1), deleted: true }, byValue, 2, false).short).toBe(true)
  const moved = changeList(list, { record: record('a', 99, 2), deleted: false }, byValue, 2, false)
  expect(moved).toMatchObject({ short: true, items: [{ id: 'b' }, { id: 'a', value: 99 }] })
})

test('a list of one never empties while its record changes', () => {
  const after = changeList([record('a', 1)], { record: record('a', 2, 2), deleted: false }, byValue, 1, false)
  expect(after).toMatchObject({ short: true, items: [{ id: 'a', value: 2 }] })
})

test('a record beyond the end of a longer list is not shown', () => {
  const list = [record('a', 1), record('b', 2)]
  expect(changeList(list, { record: record('z', 99), deleted: false }, byValue, 2, false).items).toBe(list)
})

test('newest first without a sort', () => {
  const rule = listRule({}, undefined, 0)
  const newer = { ...record('b', 1), createdAt: '2026-11-24T03:00:00.000Z' }
  const after = changeList([record('a', 1)], { record: newer, deleted: false }, rule, 25, true)
  expect(after.items.map((one) => one.id)).toEqual(['b', 'a'])
})

test('following events gives the list that the server would give, or asks for it', () => {
  const change = fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    value: fc.option(fc.integer({ min: 0, max: 9 })),
    deleted: fc.boolean(),
  })
  const rule = listRule(
    { sort: [{ field: 'value' }], filter: { op: '>', args: [{ property: 'value' }, 2] } },
    undefined,
    0,
  )
  fc.assert(
    fc.property(fc.array(change, { maxLength: 40 }), fc.integer({ min: 1, max: 4 }), (changes, limit) => {
      const server = new Map<string, AnyRecord>()
      let shown: readonly AnyRecord[] = []
      let complete = true
      let version = 1
      for (const { id, value, deleted } of changes) {
        version += 1
        const changed = record(id, value, version)
        if (deleted) server.delete(id)
        else server.set(id, changed)
        const all = [...server.values()].filter(rule.matches).sort(rule.compare)
        const after = changeList(shown, { record: changed, deleted }, rule, limit, complete)
        const truth = all.slice(0, limit)
        shown = after.short ? truth : after.items
        complete = after.short ? all.length <= limit : after.complete
        expect(shown.map((one) => one.id)).toEqual(truth.map((one) => one.id))
      }
    }),
  )
})

test('a list with a search or a distance takes only what the server would find', () => {
  const label = { vi: 'x' }
  const model: ModelDef = {
    label,
    fields: {
      text: { type: 'text', label },
      phone: { type: 'phone', label },
      place: { type: 'point', label },
    },
    search: ['text', 'phone'],
  }
  const report = (text: string, longitude: number | null) => ({
    ...record(text, 1),
    text,
    phone: '+84912345678',
    place: longitude === null ? null : { type: 'Point', coordinates: [longitude, 18.67] },
  })
  const [burst, tree, far] = [report('Vỡ ống nước', 105.69), report('Cây đổ', 105.6995), report('Nước', null)]
  const finds = (query: ListQuery) => [burst, tree, far].filter(listRule(query, model, 0).matches)
  expect(finds({ search: 'vo NUOC' })).toEqual([burst])
  expect(finds({ search: '0912 cay' })).toEqual([tree])
  const near = { point: [105.69, 18.67], metres: 1_002 } as const
  expect(finds({ near })).toEqual([burst, tree])
  expect(finds({ near: { ...near, metres: 1_000 } })).toEqual([burst])
  const rule = listRule({ near: { ...near, point: [105.6994, 18.67] }, sort: [{ field: 'near' }] }, model, 0)
  expect([burst, tree].toSorted(rule.compare)).toEqual([tree, burst])
})

test('a time that moves is read anew by the clock, and a filter that is none selects nothing', () => {
  const since: ListQuery = {
    filter: { op: '>=', args: [{ property: 'createdAt' }, { op: 'today', args: [] }] },
  }
  const at = (text: string) => listRule(since, undefined, Date.parse(text)).matches(record('a', 1))
  expect(at('2026-11-24T23:59:59+07:00')).toBe(true)
  expect(at('2026-11-25T00:00:00+07:00')).toBe(false)
  expect(
    listRule({ filter: { op: 'explode', args: [] } as never }, undefined, 0).matches(record('a', 1)),
  ).toBe(false)
})
