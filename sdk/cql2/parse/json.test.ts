import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonical } from '../print/canonical.ts'
import { fields, filter, nearFilter } from '../testkit/arbitraries.ts'
import { operators } from '../tree/operators.ts'
import { filterErrors } from './errors.ts'
import { type ParseOptions, parseCql2Json, parseCql2Template } from './json.ts'

const seed = 21_065
const is = (property: string, value: unknown, op = '=') => ({ op, args: [{ property }, value] })

function refusal(input: unknown, options?: ParseOptions): [string, string] {
  const result = parseCql2Json(input, options)
  if (result.ok) throw new Error(`accepted ${JSON.stringify(result.filter)}`)
  expect(result.error.message).toMatch(/\S/)
  return [result.error.code, result.error.pointer]
}

test('reads every operator, and gives a copy', () => {
  const filters = [
    true,
    ...['=', '<>', '<', '<=', '>', '>='].map((op) => is('a', 1, op)),
    {
      op: 'and',
      args: [is('a', 'x'), { op: 'or', args: [is('b', true), { op: 'not', args: [is('c', 1)] }] }],
    },
    is('a', ['x', 'y'], 'in'),
    is('a', [], 'in'),
    is('a', { property: 'b' }),
    is('t', { timestamp: '2026-07-01T00:00:00Z' }),
    is('d', { date: '2026-07-01' }),
    { op: 'between', args: [{ property: 'a' }, 1, 2] },
    { op: 'isNull', args: [{ property: 'a' }] },
    is('g', { bbox: [105, 18, 106, 19] }, 's_intersects'),
    is('g', { type: 'Point', coordinates: [105, 18] }, 's_intersects'),
    is(
      'g',
      {
        type: 'Polygon',
        coordinates: [
          [
            [0, 0],
            [1, 0],
            [1, 1],
            [0, 0],
          ],
        ],
      },
      's_intersects',
    ),
  ]
  for (const input of filters) {
    const result = parseCql2Json(input)
    expect(result).toEqual({ ok: true, filter: input })
    if (result.ok && typeof input === 'object') expect(result.filter).not.toBe(input)
  }
  const used = JSON.stringify(filters)
  for (const op of operators.keys()) expect(used).toContain(`"op":"${op}"`)
})

test.each([
  ['nothing', undefined, 'filter-invalid', ''],
  ['null', null, 'filter-invalid', ''],
  ['a text', 'a = 1', 'filter-invalid', ''],
  ['a list', [], 'filter-invalid', ''],
  ['no operator', { args: [] }, 'filter-invalid', ''],
  ['no operands', { op: 'and' }, 'filter-invalid', '/args'],
  ['one operand of two', { op: '=', args: [{ property: 'a' }] }, 'filter-invalid', '/args'],
  ['three operands of two', { op: '=', args: [{ property: 'a' }, 1, 2] }, 'filter-invalid', '/args'],
  ['an "and" of one', { op: 'and', args: [true] }, 'filter-invalid', '/args'],
  ['an operator of Object', { op: 'constructor', args: [] }, 'filter-op-unsupported', '/op'],
  [
    'an unknown operator',
    { op: 'not', args: [{ op: 'like', args: [] }] },
    'filter-op-unsupported',
    '/args/0/op',
  ],
  ['another member', { op: 'isNull', args: [{ property: 'a' }], not: true }, 'filter-invalid', '/not'],
  ['an ambiguous operand', is('a', { date: '2026-07-01', timestamp: 'x' }), 'filter-invalid', '/args/1/date'],
  ['a null literal', is('a', null), 'filter-invalid', '/args/1'],
  ['a literal on the left', { op: '=', args: [1, 1] }, 'filter-op-unsupported', '/args/0'],
  ['arithmetic', is('a', { op: '+', args: [1, 2] }), 'filter-op-unsupported', '/args/1'],
  ['an interval', is('a', { interval: ['..', '..'] }), 'filter-op-unsupported', '/args/1'],
  ['an infinite number', is('a', Number.POSITIVE_INFINITY), 'filter-invalid', '/args/1'],
  ['no number', is('a', [1, Number.NaN], 'in'), 'filter-invalid', '/args/1/1'],
  ['a NUL character', is('a', 'x\0'), 'filter-invalid', '/args/1'],
  ['half a character', is('a', '\uD83D'), 'filter-invalid', '/args/1'],
  ['an empty name', is('', 1), 'filter-invalid', '/args/0/property'],
  ['a name that is none', is(7 as never, 1), 'filter-invalid', '/args/0/property'],
  ['no such day', is('a', { date: '2026-02-29' }), 'filter-invalid', '/args/1/date'],
  ['no such time', is('a', { timestamp: '2026-07-01 00:00' }), 'filter-invalid', '/args/1/timestamp'],
  ['a list of lists', is('a', [[1]], 'in'), 'filter-invalid', '/args/1/0'],
  ['a mixed list', is('a', [1, '1'], 'in'), 'filter-type-mismatch', '/args/1/1'],
  [
    'bounds of two types',
    { op: 'between', args: [{ property: 'a' }, 1, { date: '2026-07-01' }] },
    'filter-type-mismatch',
    '/args/2',
  ],
  [
    'a text as bound',
    { op: 'between', args: [{ property: 'a' }, 'a', 'b'] },
    'filter-type-mismatch',
    '/args/1',
  ],
  ['a placeholder', is('a', { param: 'actor.id' }), 'filter-param-missing', '/args/1'],
  ['a box of three', is('g', { bbox: [1, 2, 3] }, 's_intersects'), 'filter-invalid', '/args/1/bbox'],
  ['a box upside down', is('g', { bbox: [0, 2, 1, 1] }, 's_intersects'), 'filter-invalid', '/args/1/bbox'],
  [
    'a box off the globe',
    is('g', { bbox: [0, 0, 181, 1] }, 's_intersects'),
    'filter-invalid',
    '/args/1/bbox',
  ],
  [
    'an open ring',
    is(
      'g',
      {
        type: 'Polygon',
        coordinates: [
          [
            [0, 0],
            [1, 0],
            [1, 1],
            [0, 1],
          ],
        ],
      },
      's_intersects',
    ),
    'filter-invalid',
    '/args/1/coordinates/0',
  ],
  [
    'a line',
    is('g', { type: 'LineString', coordinates: [] }, 's_intersects'),
    'filter-op-unsupported',
    '/args/1',
  ],
  [
    'a geometry that compares',
    is('g', { type: 'Point', coordinates: [0, 0] }),
    'filter-op-unsupported',
    '/args/1',
  ],
])('refuses %s', (_, input, code, pointer) => {
  expect(refusal(input)).toEqual([code, pointer])
})

test('refuses a filter 10,000 levels deep, and a million, without using the stack', () => {
  const text = `${'{"op":"not","args":['.repeat(10_000)}true${']}'.repeat(10_000)}`
  expect(refusal(JSON.parse(text))).toEqual(['filter-too-deep', '/args/0'.repeat(64)])
  let deep: unknown = true
  for (let level = 0; level < 1_000_000; level++) deep = { op: 'and', args: [true, deep] }
  expect(refusal(deep)[0]).toBe('filter-too-deep')
  // Even a caller who allows everything cannot get a tree on which recursion would fail.
  const limits = { depth: 1e9, nodes: 1e9 }
  expect(refusal(deep, { limits })[0]).toBe('filter-too-deep')
  let list: unknown = 1
  for (let level = 0; level < 100_000; level++) list = [list]
  expect(refusal(is('a', list, 'in'))).toEqual(['filter-invalid', '/args/1/0'])
})

test('accepts exactly as much as the limits say', () => {
  const nested = (levels: number) => {
    let tree: unknown = is('a', 1)
    for (let level = 1; level < levels; level++) tree = { op: 'not', args: [tree] }
    return tree
  }
  expect(parseCql2Json(nested(64)).ok).toBe(true)
  expect(refusal(nested(65))[0]).toBe('filter-too-deep')

  const wide = (parts: number) => ({ op: 'or', args: Array.from({ length: parts }, () => true) })
  expect(parseCql2Json(wide(1_999)).ok).toBe(true)
  expect(refusal(wide(2_000))).toEqual(['filter-too-large', '/args'])

  const list = (length: number) =>
    is(
      'a',
      Array.from({ length }, (_, at) => at),
      'in',
    )
  expect(parseCql2Json(list(1_000)).ok).toBe(true)
  expect(refusal(list(1_001))).toEqual(['filter-too-large', '/args/1'])
  expect(refusal(list(1_000_000))).toEqual(['filter-too-large', '/args/1'])
  expect(refusal({ op: 'or', args: [list(600), list(600)] })).toEqual(['filter-too-large', '/args/1/args/1'])

  expect(parseCql2Json(is('a', 'x'.repeat(4_096))).ok).toBe(true)
  expect(refusal(is('a', 'x'.repeat(4_097)))).toEqual(['filter-too-large', '/args/1'])
  expect(refusal(is('x'.repeat(4_097), 1))).toEqual(['filter-too-large', '/args/0/property'])

  const ring = Array.from({ length: 9_999 }, () => [0, 0])
  const polygon = (...coordinates: unknown[]) => is('g', { type: 'Polygon', coordinates }, 's_intersects')
  expect(parseCql2Json(polygon(ring)).ok).toBe(true)
  expect(refusal(polygon(ring, ring))[0]).toBe('filter-too-large')
  expect(refusal(polygon(...Array.from({ length: 20_000 }, () => [])))[0]).toBe('filter-too-large')
})

test('a backend can leave out geometries that it cannot run', () => {
  const options = { geometries: ['bbox'] } as const
  expect(parseCql2Json(is('g', { bbox: [0, 0, 1, 1] }, 's_intersects'), options).ok).toBe(true)
  const point = is('g', { type: 'Point', coordinates: [0, 0] }, 's_intersects')
  expect(refusal(point, options)).toEqual(['filter-op-unsupported', '/args/1'])
})

test('checks names and types against the fields', () => {
  const model = {
    name: 'text',
    level: 'number',
    count: 'integer',
    open: 'boolean',
    seen: 'datetime',
    day: 'date',
    place: 'point',
  } as const
  const options = { fields: model }
  const instant = { timestamp: '2026-07-01T00:00:00Z' }
  for (const input of [
    is('name', 'x'),
    is('level', 0.5, '>'),
    is('count', 2 ** 53 - 1),
    is('count', { property: 'level' }, '<'),
    is('open', true),
    is('seen', instant, '>='),
    is('day', { date: '2026-07-01' }),
    is('place', { bbox: [0, 0, 1, 1] }, 's_intersects'),
    { op: 'isNull', args: [{ property: 'place' }] },
  ]) {
    expect(parseCql2Json(input, options)).toEqual({ ok: true, filter: input })
    expect(parseCql2Json(input, { fields: new Map(Object.entries(model)) }).ok).toBe(true)
  }
  for (const [input, code, pointer] of [
    [is('nme', 'x'), 'filter-unknown-field', '/args/0/property'],
    [is('__proto__', 'x'), 'filter-unknown-field', '/args/0/property'],
    [is('constructor', 'x'), 'filter-unknown-field', '/args/0/property'],
    [is('name', { property: 'x' }), 'filter-unknown-field', '/args/1/property'],
    [{ op: 'and', args: [true, is('toString', 'x')] }, 'filter-unknown-field', '/args/1/args/0/property'],
    [is('name', 1), 'filter-type-mismatch', '/args/1'],
    [is('name', [1], 'in'), 'filter-type-mismatch', '/args/1/0'],
    [is('count', 0.5), 'filter-type-mismatch', '/args/1'],
    [is('count', 1e300), 'filter-type-mismatch', '/args/1'],
    [is('seen', { date: '2026-07-01' }), 'filter-type-mismatch', '/args/1'],
    [is('seen', '2026-07-01T00:00:00Z'), 'filter-type-mismatch', '/args/1'],
    [is('name', { property: 'level' }), 'filter-type-mismatch', '/args/1'],
    [is('name', { property: 'place' }), 'filter-type-mismatch', '/args/1'],
    [is('place', { property: 'place' }), 'filter-type-mismatch', '/args/0'],
    [is('place', [], 'in'), 'filter-type-mismatch', '/args/0'],
    [is('name', { bbox: [0, 0, 1, 1] }, 's_intersects'), 'filter-type-mismatch', '/args/0'],
    [{ op: 'between', args: [{ property: 'open' }, 1, 2] }, 'filter-type-mismatch', '/args/1'],
  ] as const) {
    expect([input, ...refusal(input, options)]).toEqual([input, code, pointer])
  }
})

test('a template may name the placeholders it is given', () => {
  const row = is('unit', { param: 'actor.units' }, 'in')
  expect(parseCql2Template(row)).toEqual({ ok: true, filter: row })
  expect(parseCql2Template(row, { params: ['actor.units'], fields: { unit: 'text' } }).ok).toBe(true)
  expect(parseCql2Template(row, { params: ['actor.id'] })).toMatchObject({
    error: { code: filterErrors.paramMissing, pointer: '/args/1/param' },
  })
  const left = { op: '=', args: [{ param: 'actor.role' }, 'officer'] }
  expect(parseCql2Template(left)).toEqual({ ok: true, filter: left })
})

test('parsing what was printed gives the same filter', () => {
  fc.assert(
    fc.property(filter, (tree) => {
      const first = parseCql2Json(tree, { fields })
      expect(first).toEqual({ ok: true, filter: tree })
      expect(parseCql2Json(JSON.parse(canonical(tree)), { fields })).toEqual(first)
    }),
    { seed, numRuns: 1_000 },
  )
})

test('never throws, and what it accepts it accepts again', () => {
  let accepted = 0
  fc.assert(
    fc.property(fc.oneof(nearFilter, fc.jsonValue(), fc.anything()), (input) => {
      const result = parseCql2Json(input)
      if (!result.ok) {
        expect(Object.values(filterErrors)).toContain(result.error.code)
        return
      }
      accepted += 1
      expect(parseCql2Json(JSON.parse(canonical(result.filter)))).toEqual(result)
    }),
    { seed, numRuns: 3_000 },
  )
  expect(accepted).toBeGreaterThan(100)
})
