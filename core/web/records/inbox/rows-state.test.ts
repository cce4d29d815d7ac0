import type { AnyRecord } from '@saola/sdk'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addPage, changeRows, noRows, type RowsState } from './rows-state.ts'

const record = (id: string, open = true): AnyRecord => ({
  id,
  version: 1,
  createdAt: '2026-11-24T02:47:00.000Z',
  createdBy: 'user:1',
  updatedAt: '2026-11-24T02:47:00.000Z',
  updatedBy: 'user:1',
  unit: null,
  open,
})
const rules = { matches: (one: AnyRecord) => one.open === true, complete: false, moved: () => false }
const event = (one: AnyRecord, more = {}) => ({ record: one, deleted: false, created: false, ...more })
const shown = (state: RowsState) => [...state.arrived, ...state.read]

test('what arrives stands above, what is only elsewhere in the list waits for its page', () => {
  const read = addPage(noRows, ['a', 'b'])
  const fresh = changeRows(read, event(record('n'), { created: true }), rules)
  expect(shown(fresh)).toEqual(['n', 'a', 'b'])
  expect(changeRows(read, event(record('z')), rules)).toBe(read)
  expect(shown(changeRows(read, event(record('z')), { ...rules, complete: true }))).toEqual(['z', 'a', 'b'])
  expect(shown(addPage(fresh, ['b', 'n', 'c']))).toEqual(['n', 'a', 'b', 'c'])
})

test('a row that no longer belongs stays, marked, until the list is read again; it may come back', () => {
  const read = addPage(noRows, ['a', 'b'])
  const gone = changeRows(read, event(record('a', false)), rules)
  expect([shown(gone), [...gone.gone], gone.loose]).toEqual([['a', 'b'], ['a'], true])
  expect([...changeRows(gone, event(record('a')), rules).gone]).toEqual([])
  expect([...changeRows(read, event(record('b'), { deleted: true }), rules).gone]).toEqual(['b'])
  expect(changeRows(read, event(record('a')), rules)).toBe(read)
  expect(changeRows(read, event(record('a')), { ...rules, moved: () => true }).loose).toBe(true)
})

test('no event moves a row that is on the screen', () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g')
  const change = fc.record({ id, open: fc.boolean(), deleted: fc.boolean(), created: fc.boolean() })
  fc.assert(
    fc.property(fc.array(change, { maxLength: 30 }), fc.boolean(), (changes, complete) => {
      let state = addPage(noRows, ['a', 'b', 'c'])
      for (const { id: changed, open, ...how } of changes) {
        const before = shown(state)
        state = changeRows(state, { record: record(changed, open), ...how }, { ...rules, complete })
        expect(shown(state).slice(-before.length)).toEqual(before)
        expect(new Set(shown(state)).size).toBe(shown(state).length)
      }
    }),
  )
})
