import { compile, type MovingFilter, parseCql2Json } from '@saola/cql2'
import type { ModelDef } from '@saola/sdk'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { joinFilters, printFilters, readFilters, readRest } from './filters.ts'
import { groupAt, periodFilter, printPeriod, readPeriod, stretchOf } from './periods.ts'

const NIGHT = Date.parse('2026-11-24T02:47:10+07:00')
const label = { vi: 'Nhãn' }
const model: ModelDef = {
  label,
  fields: {
    status: {
      type: 'status',
      label,
      initial: 'new',
      states: {
        new: { label: { vi: 'Mới' } },
        busy: { label: { vi: 'Đang làm' } },
        done: { label: { vi: 'Xong' } },
      },
      transitions: {},
    },
    kind: { type: 'relation', label, model: 'kind' },
    name: { type: 'text', label },
    level: { type: 'integer', label },
    open: { type: 'boolean', label },
    at: { type: 'datetime', label },
    due: { type: 'datetime', label },
  },
}
const now = { op: 'now', args: [] } as const
const today = { op: 'today', args: [] } as const

test.each([
  ['today', { from: today, to: { op: 'today', args: ['P1D'] } }],
  ['today-P1D', { from: { op: 'today', args: ['-P1D'] }, to: today }],
  ['..now', { to: now }],
  ['now..now+PT4H', { from: now, to: { op: 'now', args: ['PT4H'] } }],
  ['2026-11-24', { from: at('2026-11-23T17:00:00.000Z'), to: at('2026-11-24T17:00:00.000Z') }],
  ['2026-11-24T02', { from: at('2026-11-23T19:00:00.000Z'), to: at('2026-11-23T20:00:00.000Z') }],
  ['2026-12', { from: at('2026-11-30T17:00:00.000Z'), to: at('2026-12-31T17:00:00.000Z') }],
] as const)('the period %s is read and written', (text, period) => {
  expect(readPeriod(text)).toEqual(period)
  expect(printPeriod(period)).toBe(text)
})

function at(timestamp: string) {
  return { timestamp }
}

test.each([
  '',
  '..',
  'now',
  'tomorrow',
  '2026-13',
  '2026-02-30',
  '2026-11-24T24',
  'now+4h',
  'a..b',
  '1..2..3',
  'today+PT1H',
])('the period %j is none', (text) => {
  expect(readPeriod(text)).toBeUndefined()
})

test('a space typed for a plus in an address is one', () => {
  expect(readPeriod('..now PT4H')).toEqual({ to: { op: 'now', args: ['PT4H'] } })
})

test('an instant lies in the hour, day and month that are called after it', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }), (date) => {
      for (const unit of ['hour', 'day', 'month'] as const) {
        const stretch = stretchOf(groupAt(date.getTime(), unit))
        expect(stretch && stretch.from <= date.getTime() && date.getTime() < stretch.to).toBe(true)
      }
    }),
  )
})

test('a filter becomes parameters that people can change', () => {
  const filter: MovingFilter = {
    op: 'and',
    args: [
      { op: 'in', args: [{ property: 'status' }, ['new', 'busy']] },
      { op: '<', args: [{ property: 'due' }, now] },
      { op: '=', args: [{ property: 'kind' }, 'k1'] },
      { op: 'isNull', args: [{ property: 'unit' }] },
      { op: '=', args: [{ property: 'level' }, 3] },
    ],
  }
  const never = { op: '<>', args: [{ property: 'status' }, 'done'] } as const
  expect(printFilters(never, model)).toEqual({ 'f.status': '!done' })
  expect(printFilters(filter, model)).toEqual({
    'f.status': 'new,busy',
    'f.due': '..now',
    'f.kind': 'k1',
    'f.unit': '-',
    'f.level': '=3',
  })
  expect(printFilters(periodFilter('at', readPeriod('today') ?? {}), model)).toEqual({ 'f.at': 'today' })
  const other: MovingFilter = { op: 'not', args: [{ op: '=', args: [{ property: 'open' }, true] }] }
  expect(printFilters(other, model)).toEqual({ filter: JSON.stringify(other) })
  expect(printFilters(undefined, model)).toEqual({})
})

test('what an address holds and is no filter is left out', () => {
  for (const text of ['{', '{"op":"explode","args":[]}', '[]', '7'])
    expect(readRest({ filter: text })).toBeUndefined()
  expect(
    readFilters({ 'f.at': 'never', 'f.level': '1.5', 'f.unknown': 'x', 'f.__proto__': 'x' }, model),
  ).toEqual({})
})

const instants = fc
  .constantFrom(-3, -1, 0, 1, 5)
  .map((hours) => new Date(NIGHT + hours * 3_600_000).toISOString())
const record = fc.record({
  status: fc.constantFrom('new', 'busy', 'done'),
  kind: fc.constantFrom('k1', 'k2', null),
  unit: fc.constantFrom('u1', 'u2', null),
  name: fc.constantFrom('a', '=a', '-', 'a,b', null),
  level: fc.constantFrom(1, 2, 3, null),
  open: fc.constantFrom(true, false, null),
  at: fc.option(instants),
  due: fc.option(instants),
})
const edge = fc.oneof(
  instants.map((timestamp) => ({ timestamp })),
  fc.constantFrom(now, today, { op: 'now', args: ['PT4H'] }, { op: 'today', args: ['-P1D'] }),
)
const is = (op: string, property: string, value: unknown) => ({ op, args: [{ property }, value] })
const test1 = fc.oneof(
  fc.subarray(['new', 'busy', 'done', 'gone']).map((list) => is('in', 'status', list)),
  fc.constantFrom('new', 'gone').map((one) => is('=', 'status', one)),
  fc.constantFrom('new', 'gone').map((one) => is('<>', 'status', one)),
  fc.constantFrom('k1', 'k2').map((one) => is('<>', 'kind', one)),
  fc.subarray(['k1', 'k2']).map((list) => is('in', 'kind', list)),
  fc.constantFrom('a', '=a', '-', 'a,b').map((text) => is('=', 'name', text)),
  fc.constantFrom('kind', 'unit', 'at', 'level').map((property) => ({ op: 'isNull', args: [{ property }] })),
  fc
    .tuple(fc.constantFrom('=', '>=', '<'), fc.constantFrom(1, 2))
    .map(([op, value]) => is(op, 'level', value)),
  fc.boolean().map((value) => is('=', 'open', value)),
  fc
    .tuple(fc.constantFrom('>=', '<', '>'), fc.constantFrom('at', 'due'), edge)
    .map(([op, property, value]) => is(op, property, value)),
)
const tree = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    { weight: 5, arbitrary: test1 },
    { weight: 1, arbitrary: fc.record({ op: fc.constant('not'), args: fc.tuple(tie('tree')) }) },
    {
      weight: 4,
      arbitrary: fc.record({
        op: fc.constantFrom('and', 'and', 'or'),
        args: fc.array(tie('tree'), { minLength: 2, maxLength: 4 }),
      }),
    },
  ),
})).tree as fc.Arbitrary<MovingFilter>

test('a filter that went through an address selects the very same records', () => {
  const select = (filter: MovingFilter) => {
    const parsed = parseCql2Json(filter, { now: NIGHT })
    if (!parsed.ok) throw new Error(parsed.error.message)
    return compile(parsed.filter)
  }
  let telling = 0
  fc.assert(
    fc.property(tree, fc.array(record, { minLength: 12, maxLength: 12 }), (filter, records) => {
      const search = Object.fromEntries(new URLSearchParams(printFilters(filter, model)))
      const again = joinFilters(undefined, readFilters(search, model), model, readRest(search)) ?? true
      const expected = records.filter(select(filter))
      expect(records.filter(select(again))).toEqual(expected)
      if (expected.length > 0 && expected.length < 12) telling += 1
    }),
    { numRuns: 500, seed: 20261124 },
  )
  expect(telling).toBeGreaterThan(150)
})
