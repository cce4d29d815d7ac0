import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { filter } from '../testkit/arbitraries.ts'
import type { Filter } from '../tree/filter.ts'
import { canonical } from './canonical.ts'
import { shape } from './shape.ts'

const box = (west: number, east: number): Filter => ({
  op: 's_intersects',
  args: [{ property: 'place' }, { bbox: [west, 0, east, 1] }],
})

test('prints one text whatever the order of members', () => {
  const a: Filter = { op: '=', args: [{ property: 'a"b' }, { timestamp: '2026-07-01T00:00:00Z' }] }
  const b: Filter = { args: [{ property: 'a"b' }, { timestamp: '2026-07-01T00:00:00Z' }], op: '=' }
  expect(canonical(a)).toBe('{"op":"=","args":[{"property":"a\\"b"},{"timestamp":"2026-07-01T00:00:00Z"}]}')
  expect(canonical(b)).toBe(canonical(a))
  expect(canonical({ op: 'in', args: [{ property: 'unit' }, { param: 'actor.units' }] })).toBe(
    '{"op":"in","args":[{"property":"unit"},{"param":"actor.units"}]}',
  )
})

test('the shape holds kinds in the place of literals', () => {
  const tree: Filter = {
    op: 'and',
    args: [
      { op: '=', args: [{ property: 'name' }, '?text'] },
      { op: 'in', args: [{ property: 'count' }, [3, 4]] },
      { op: '>', args: [{ property: 'a' }, { property: 'b' }] },
      { op: 'not', args: [box(0, 1)] },
      true,
    ],
  }
  expect(shape(tree)).toEqual({
    shape:
      '{"op":"and","args":[{"op":"=","args":[{"property":"name"},"?text"]},' +
      '{"op":"in","args":[{"property":"count"},["?number","?number"]]},' +
      '{"op":">","args":[{"property":"a"},{"property":"b"}]},' +
      '{"op":"not","args":[{"op":"s_intersects","args":[{"property":"place"},"?bbox"]}]},true]}',
    literals: ['?text', 3, 4, { bbox: [0, 0, 1, 1] }],
  })
})

test('what needs another query has another shape', () => {
  const list = (...values: number[]): Filter => ({ op: 'in', args: [{ property: 'a' }, values] })
  const text: Filter = { op: '=', args: [{ property: 'a' }, '1'] }
  const number: Filter = { op: '=', args: [{ property: 'a' }, 1] }
  const shapes = [box(0, 1), box(1, 0), list(), list(1), list(1, 2), text, number, true, false].map(
    (tree) => shape(tree).shape,
  )
  expect(new Set(shapes).size).toBe(shapes.length)
  expect(shape(list(1, 2)).shape).toBe(shape(list(3, 4)).shape)
})

test('shape and literals together tell filters apart exactly as the canonical text does', () => {
  fc.assert(
    fc.property(filter, filter, (a, b) => {
      const same = JSON.stringify(shape(a)) === JSON.stringify(shape(b))
      expect(same).toBe(canonical(a) === canonical(b))
      expect(shape(a).shape.match(/"\?[a-zA-Z-]+"/g) ?? []).toHaveLength(shape(a).literals.length)
    }),
    { seed: 21_065, numRuns: 500 },
  )
})
