import type { Filter, Scalar } from '@saola/cql2'
import type { ModelDef } from '@saola/sdk'
import * as fc from 'fast-check'

const label = { vi: 'Nhãn', en: 'Label' }

/** A small world with few values, so that filters meet records often. */
export const world: ModelDef = {
  label,
  fields: {
    name: { type: 'text', label },
    alias: { type: 'text', label },
    level: { type: 'number', label },
    count: { type: 'integer', label },
    open: { type: 'boolean', label },
    shut: { type: 'boolean', label },
    seen: { type: 'datetime', label },
    heard: { type: 'datetime', label },
    state: { type: 'select', label, options: { low: { label }, high: { label }, Mid: { label } } },
    place: { type: 'point', label },
  },
  indexes: {
    byName: { fields: ['name', 'level'] },
    bySeen: { fields: ['seen'] },
    byState: { fields: ['state', 'count'] },
  },
}

const texts = fc.constantFrom(
  '',
  'a',
  'A',
  'B',
  'đường',
  'duong',
  'Đường',
  'Vinh',
  'ộ',
  'o',
  '\u{1F6B2}',
  '\uFF5E',
  '𝔸',
  "'",
  '"',
  '%',
  '\\',
  'z',
)
const integers = fc.constantFrom(-9007199254740991, -2, -1, 0, 1, 2, 3, 9007199254740991)
const numbers = fc.constantFrom(-1e300, -1.5, -1, 0, 0.1, 0.30000000000000004, 0.3, 1, 2, 2.5, 1e21, 5e-324)
const instants = fc.constantFrom(
  '2026-07-01T00:00:00Z',
  '2026-07-01T07:00:00+07:00',
  '2026-07-01T00:00:00.001Z',
  '2026-06-30T23:59:59.999Z',
  '1969-07-20T20:17:40Z',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999Z',
)
// Finer than what is stored.
const moments = fc.oneof(
  instants,
  fc.constantFrom('2026-07-01T00:00:00.0004Z', '2026-06-30T23:59:59.999999999Z'),
)
const states = fc.constantFrom('low', 'high', 'Mid')
const longitude = fc.constantFrom(-180, -170, -10, 0, 5, 105.69, 170, 180)
const latitude = fc.constantFrom(-90, -10, 0, 5, 18.67, 90)
const place = fc.tuple(longitude, latitude).map((coordinates) => ({ type: 'Point', coordinates }))

const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { freq: 5, nil: null })

export const values: fc.Arbitrary<Record<string, unknown>> = fc.record({
  name: maybe(texts),
  alias: maybe(texts),
  level: maybe(numbers),
  count: maybe(integers),
  open: maybe(fc.boolean()),
  shut: maybe(fc.boolean()),
  seen: maybe(instants),
  heard: maybe(instants),
  state: maybe(states),
  place: maybe(place),
})

const literals: Record<string, fc.Arbitrary<Scalar>> = {
  name: texts,
  alias: texts,
  level: numbers,
  count: integers,
  open: fc.boolean(),
  seen: moments.map((timestamp) => ({ timestamp })),
  heard: moments.map((timestamp) => ({ timestamp })),
  createdAt: moments.map((timestamp) => ({ timestamp })),
  state: fc.oneof(states, texts),
  version: fc.integer({ min: 0, max: 2 }),
  unit: texts,
}

const field = fc.constantFrom(...Object.keys(literals))
const operator = fc.constantFrom('=', '<>', '<', '<=', '>', '>=')
const of = (name: string) => literals[name] as fc.Arbitrary<Scalar>
const pairs = fc.constantFrom(
  ['name', 'alias'],
  ['level', 'count'],
  ['count', 'level'],
  ['count', 'version'],
  ['seen', 'heard'],
  ['seen', 'createdAt'],
  ['open', 'shut'],
  ['name', 'state'],
)
const box = fc
  .tuple(longitude, latitude, longitude, latitude)
  .map(([west, a, east, b]) => ({ bbox: [west, Math.min(a, b), east, Math.max(a, b)] }))

const predicate = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(operator, field)
      .chain(([op, property]) => of(property).map((value) => ({ op, args: [{ property }, value] }))),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(operator, pairs)
      .map(([op, [a, b]]) => ({ op, args: [{ property: a }, { property: b }] })),
  },
  {
    weight: 3,
    arbitrary: field.chain((property) =>
      fc.array(of(property), { maxLength: 5 }).map((list) => ({ op: 'in', args: [{ property }, list] })),
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom('level', 'count', 'seen')
      .chain((property) =>
        fc
          .tuple(of(property), of(property))
          .map((range) => ({ op: 'between', args: [{ property }, ...range] })),
      ),
  },
  {
    weight: 1,
    arbitrary: fc
      .oneof(field, fc.constant('place'))
      .map((property) => ({ op: 'isNull', args: [{ property }] })),
  },
  {
    weight: 3,
    arbitrary: fc
      .oneof(box, place)
      .map((shape) => ({ op: 's_intersects', args: [{ property: 'place' }, shape] })),
  },
)

/** A valid filter over {@link world}. */
export const filter = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    { weight: 8, arbitrary: predicate },
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

/** Moments at which a filter runs: before, between and after the records of {@link values}. */
export const at = fc.constantFrom(
  ...['2026-06-30T16:59:59.999Z', '2026-06-30T17:00:00Z', '2026-07-01T00:00:00Z', '2026-07-02T03:04:05Z'].map(
    Date.parse,
  ),
)

const shift = fc.constantFrom('P1D', '-P1D', 'PT7H', '-PT7H', '-P21500D', 'P0D', '-PT1M')
const momentLiteral = fc.record({
  op: fc.constantFrom('now', 'today'),
  args: fc.oneof(
    fc.constant([]),
    shift.map((by) => [by]),
  ),
})

/** A predicate that holds times that move. */
export const moving = fc.oneof(
  fc
    .tuple(operator, fc.constantFrom('seen', 'heard', 'createdAt'), momentLiteral)
    .map(([op, property, moment]) => ({ op, args: [{ property }, moment] })),
  fc
    .tuple(fc.constantFrom('seen', 'heard'), momentLiteral, momentLiteral)
    .map(([property, low, high]) => ({ op: 'between', args: [{ property }, low, high] })),
)

export const sort = fc.uniqueArray(
  fc.record({
    field: fc.constantFrom(
      'name',
      'level',
      'count',
      'open',
      'seen',
      'state',
      'createdAt',
      'version',
      'unit',
      'id',
    ),
    descending: fc.boolean(),
  }),
  { selector: ({ field: name }) => name, minLength: 1, maxLength: 3 },
)
