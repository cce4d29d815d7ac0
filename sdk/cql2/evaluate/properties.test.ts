import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { fields, filter, record } from '../testkit/arbitraries.ts'
import { reference } from '../testkit/reference.ts'
import type { Filter } from '../tree/filter.ts'
import { compile, compileTruth, type Truth } from './compile.ts'

const seed = 21_065
const records = fc.array(record, { minLength: 12, maxLength: 12 })
const levels = new Map<Truth, number>([
  [false, 0],
  [null, 0.5],
  [true, 1],
])

test('agrees with the reference evaluator, on filters that select some records and not all', () => {
  let runs = 0
  let telling = 0
  fc.assert(
    fc.property(filter, records, (tree, rows) => {
      const truth = compileTruth(tree, fields)
      const select = compile(tree, fields)
      for (const row of rows) {
        expect(levels.get(truth(row))).toBe(reference(tree, row))
        expect(select(row)).toBe(reference(tree, row) === 1)
      }
      const selected = rows.filter(select).length
      runs += 1
      if (selected > 0 && selected < rows.length) telling += 1
    }),
    { seed, numRuns: 2_000 },
  )
  expect(telling / runs).toBeGreaterThan(0.3)
})

const same = (a: Filter, b: Filter, rows: Record<string, unknown>[]) => {
  const left = compileTruth(a, fields)
  const right = compileTruth(b, fields)
  for (const row of rows) expect(left(row)).toBe(right(row))
}
const not = (part: Filter): Filter => ({ op: 'not', args: [part] })
const and = (...args: Filter[]): Filter => ({ op: 'and', args })
const or = (...args: Filter[]): Filter => ({ op: 'or', args })

test('keeps the laws of three-valued logic', () => {
  fc.assert(
    fc.property(filter, filter, filter, records, (a, b, c, rows) => {
      same(not(not(a)), a, rows)
      same(not(and(a, b)), or(not(a), not(b)), rows)
      same(not(or(a, b)), and(not(a), not(b)), rows)
      same(and(a, b), and(b, a), rows)
      same(and(a, or(b, c)), or(and(a, b), and(a, c)), rows)
      same(and(a, true), a, rows)
      same(or(a, false), a, rows)
    }),
    { seed, numRuns: 300 },
  )
})

test('selects no record both by a filter and by its contrary', () => {
  fc.assert(
    fc.property(filter, records, (tree, rows) => {
      const yes = compile(tree, fields)
      const no = compile(not(tree), fields)
      for (const row of rows) expect(yes(row) && no(row)).toBe(false)
    }),
    { seed, numRuns: 500 },
  )
})

test('takes any record without throwing', () => {
  fc.assert(
    fc.property(
      filter,
      fc.dictionary(fc.constantFrom(...Object.keys(fields)), fc.anything()),
      (tree, row) => {
        expect(typeof compile(tree, fields)(row)).toBe('boolean')
      },
    ),
    { seed, numRuns: 1_000 },
  )
})
