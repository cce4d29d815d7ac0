import * as fc from 'fast-check'
import type { FieldType, ScalarKind } from '../tree/fields.ts'
import type { Bbox, Filter, Geometry, Polygon, Position, Scalar } from '../tree/filter.ts'

/** A small world with few values, so that generated filters meet generated records often. */
export const fields = {
  name: 'text',
  title: 'text',
  level: 'number',
  count: 'integer',
  open: 'boolean',
  seen: 'datetime',
  heard: 'datetime',
  day: 'date',
  place: 'point',
  constructor: 'text',
} as const satisfies Record<string, FieldType>

const texts = fc.constantFrom('', 'a', 'A', 'đường', 'duong', 'Vinh', '\u{1F6B2}', '\uFF5E', 'a\u0301', '𝔸')
const integers = fc.integer({ min: -3, max: 3 })
const numbers = fc.oneof(integers, fc.constantFrom(-0.5, 0.1, 2.5))
// The first three are one instant.
const instants = fc.constantFrom(
  '2026-07-01T00:00:00Z',
  '2026-07-01T07:00:00+07:00',
  '2026-06-30t19:00:00.000-05:00',
  '2026-07-01T00:00:00.001Z',
  '2026-06-30T23:59:59.999999Z',
  '1969-07-20T20:17:40Z',
)
const days = fc.constantFrom('2026-06-30', '2026-07-01', '2024-02-29')
const longitude = fc.constantFrom(-180, -170, -10, 0, 5, 10, 105.69, 170, 180)
const latitude = fc.constantFrom(-90, -10, 0, 5, 10, 18.67, 90)
export const position: fc.Arbitrary<Position> = fc.tuple(longitude, latitude)

const values: Record<FieldType, fc.Arbitrary<unknown>> = {
  text: texts,
  number: numbers,
  integer: integers,
  boolean: fc.boolean(),
  datetime: fc.oneof(
    instants,
    instants.map((text) => new Date(text.toUpperCase())),
  ),
  date: days,
  point: position.map((coordinates) => ({ type: 'Point', coordinates })),
  opaque: fc.constant([{ id: 'a' }]),
}

/** One record; each field may be absent, undefined, null, or now and then of a wrong type. */
export const record: fc.Arbitrary<Record<string, unknown>> = fc
  .tuple(
    ...Object.entries(fields).map(([name, type]) =>
      fc
        .oneof(
          { weight: 12, arbitrary: values[type] },
          { weight: 2, arbitrary: fc.constantFrom(null, undefined) },
          { weight: 1, arbitrary: fc.constantFrom('x', 7, true, {}, [], Number.NaN) },
        )
        .map((value) => [name, value] as const),
    ),
  )
  .map((entries) => Object.fromEntries(entries))

const scalars: Record<ScalarKind, fc.Arbitrary<Scalar>> = {
  text: texts,
  number: integers,
  boolean: fc.boolean(),
  timestamp: instants.map((timestamp) => ({ timestamp })),
  date: days.map((date) => ({ date })),
}

const kinds = {
  name: 'text',
  title: 'text',
  level: 'number',
  count: 'number',
  open: 'boolean',
  seen: 'timestamp',
  heard: 'timestamp',
  day: 'date',
  constructor: 'text',
} as const satisfies Record<string, ScalarKind>

const ofKind = fc.constantFrom(...(Object.keys(kinds) as (keyof typeof kinds)[])).map((property) => {
  const kind: ScalarKind = kinds[property]
  return { property, kind, literal: scalars[kind] }
})
const bounds = fc.constantFrom('level', 'count', 'seen', 'day') satisfies fc.Arbitrary<keyof typeof kinds>

export const bbox: fc.Arbitrary<Bbox> = fc
  .tuple(longitude, latitude, longitude, latitude)
  .map(([west, a, east, b]) => ({ bbox: [west, Math.min(a, b), east, Math.max(a, b)] as const }))

const polygon: fc.Arbitrary<Polygon> = fc.array(position, { minLength: 3, maxLength: 6 }).map((corners) => ({
  type: 'Polygon' as const,
  coordinates: [[...corners, corners[0] as Position]],
}))

export const geometry: fc.Arbitrary<Geometry> = fc.oneof(
  { weight: 6, arbitrary: bbox },
  { weight: 1, arbitrary: position.map((coordinates) => ({ type: 'Point' as const, coordinates })) },
  { weight: 2, arbitrary: polygon },
)

const comparisonOp = fc.constantFrom('=', '<>', '<', '<=', '>', '>=')

const pairs = fc.constantFrom(
  ['name', 'title'],
  ['level', 'count'],
  ['seen', 'heard'],
  ['day', 'day'],
  ['open', 'open'],
)

const predicate = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(comparisonOp, ofKind)
      .chain(([op, { property, literal }]) => literal.map((value) => ({ op, args: [{ property }, value] }))),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(comparisonOp, pairs)
      .map(([op, [a, b]]) => ({ op, args: [{ property: a }, { property: b }] })),
  },
  {
    weight: 3,
    arbitrary: ofKind.chain(({ property, literal }) =>
      fc.array(literal, { maxLength: 4 }).map((list) => ({ op: 'in', args: [{ property }, list] })),
    ),
  },
  {
    weight: 2,
    arbitrary: bounds.chain((property) =>
      fc
        .tuple(scalars[kinds[property]], scalars[kinds[property]])
        .map((range) => ({ op: 'between', args: [{ property }, ...range] })),
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(...Object.keys(fields))
      .map((property) => ({ op: 'isNull', args: [{ property }] })),
  },
  {
    weight: 2,
    arbitrary: geometry.map((shape) => ({ op: 's_intersects', args: [{ property: 'place' }, shape] })),
  },
)

/** A valid filter over {@link fields}. */
export const filter: fc.Arbitrary<Filter> = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    { weight: 6, arbitrary: predicate },
    { weight: 1, arbitrary: fc.boolean() },
    { weight: 2, arbitrary: fc.record({ op: fc.constant('not'), args: fc.tuple(tie('tree')) }) },
    {
      weight: 4,
      arbitrary: fc.record({
        op: fc.constantFrom('and', 'or'),
        args: fc.array(tie('tree'), { minLength: 2, maxLength: 4 }),
      }),
    },
  ),
})).tree as fc.Arbitrary<Filter>

/** JSON that looks like a filter but mostly is none: true members and operators at wrong places. */
export const nearFilter: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 5 },
    filter,
    fc.jsonValue(),
    fc.constantFrom(
      '=',
      '__proto__',
      '',
      '\0',
      '\uD800',
      Number.NaN,
      Number.POSITIVE_INFINITY,
      null,
      undefined,
    ),
    fc.dictionary(
      fc.constantFrom(
        'op',
        'args',
        'property',
        'param',
        'timestamp',
        'date',
        'bbox',
        'type',
        'coordinates',
        '__proto__',
      ),
      tie('any'),
      { maxKeys: 3 },
    ),
    fc.record({
      op: fc.constantFrom(
        'and',
        'or',
        'not',
        '=',
        'in',
        'between',
        'isNull',
        's_intersects',
        'like',
        '__proto__',
      ),
      args: fc.array(tie('any'), { maxLength: 3 }),
    }),
    fc.record({
      type: fc.constantFrom('Point', 'Polygon', 'LineString'),
      coordinates: tie('any'),
    }),
    fc.array(tie('any'), { maxLength: 4 }),
  ),
})).any
