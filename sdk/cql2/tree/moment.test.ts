import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { compile } from '../evaluate/compile.ts'
import { parseCql2Json } from '../parse/json.ts'
import { isMoving, type Moment, type MovingFilter, momentAt, parseShift } from './moment.ts'

const NIGHT = Date.parse('2026-11-24T02:47:10+07:00')
const since = (moment: unknown, op = '>=') => ({ op, args: [{ property: 'seen' }, moment] })

test.each([
  ['now', undefined, '2026-11-23T19:47:10.000Z'],
  ['now', 'PT4H', '2026-11-23T23:47:10.000Z'],
  ['now', '-P1DT12H30M', '2026-11-22T07:17:10.000Z'],
  ['today', undefined, '2026-11-23T17:00:00.000Z'],
  ['today', '-P1D', '2026-11-22T17:00:00.000Z'],
  ['today', 'P1D', '2026-11-24T17:00:00.000Z'],
] as const)('%s shifted by %s', (op, shift, instant) => {
  expect(momentAt({ op, args: shift === undefined ? [] : [shift] }, NIGHT)).toBe(instant)
})

test('the day begins at midnight in Vietnam, to the millisecond', () => {
  const midnight = Date.parse('2026-11-24T00:00:00+07:00')
  const today = (now: number) => momentAt({ op: 'today', args: [] }, now)
  expect(today(midnight - 1)).toBe('2026-11-22T17:00:00.000Z')
  expect(today(midnight)).toBe('2026-11-23T17:00:00.000Z')
})

test.each(['', 'P', 'PT', '-P', 'P1', '1D', 'P1Y', 'P1M', 'PT1S', 'P1.5D', 'P123456D', 'PT1H1D', 'P1DT'])(
  'the shift %j is none',
  (text) => {
    expect(parseShift(text)).toBeUndefined()
    const result = parseCql2Json(since({ op: 'now', args: [text] }), { now: NIGHT })
    expect(result).toMatchObject({ ok: false, error: { code: 'filter-invalid', pointer: '/args/1/args/0' } })
  },
)

test('a filter with moments becomes one of instants, and is refused without a clock', () => {
  const moving = {
    op: 'between',
    args: [{ property: 'seen' }, { op: 'today', args: [] }, { op: 'now', args: [] }],
  }
  expect(parseCql2Json(moving, { now: NIGHT, fields: { seen: 'datetime' } })).toEqual({
    ok: true,
    filter: {
      op: 'between',
      args: [
        { property: 'seen' },
        { timestamp: '2026-11-23T17:00:00.000Z' },
        { timestamp: '2026-11-23T19:47:10.000Z' },
      ],
    },
  })
  const code = (input: unknown, options = {}) => {
    const result = parseCql2Json(input, options)
    return result.ok ? 'ok' : `${result.error.code} ${result.error.pointer}`
  }
  expect(code(moving)).toBe('filter-op-unsupported /args/1')
  expect(code(since({ op: 'now', args: [] }), { now: NIGHT, fields: { seen: 'text' } })).toBe(
    'filter-type-mismatch /args/1',
  )
  expect(code(since({ op: 'now', args: ['P1D', 'P1D'] }), { now: NIGHT })).toBe('filter-invalid /args/1/args')
  expect(code(since({ op: 'now', args: [], more: 1 }), { now: NIGHT })).toBe('filter-invalid /args/1/more')
  expect(code(since({ op: 'now', args: [4] }), { now: NIGHT })).toBe('filter-invalid /args/1/args/0')
  expect(code(since({ op: 'later', args: [] }), { now: NIGHT })).toBe('filter-op-unsupported /args/1')
  expect(code(since({ op: 'today', args: ['P2D'] }), { now: Date.parse('9999-12-31T12:00:00Z') })).toBe(
    'filter-invalid /args/1/args/0',
  )
})

test('a moment means the same as the instant written out', () => {
  const minutes = fc.integer({ min: -5_000, max: 5_000 })
  const moment = fc.record({
    op: fc.constantFrom('now', 'today') as fc.Arbitrary<Moment['op']>,
    args: fc.option(
      minutes.map((by) => `${by < 0 ? '-' : ''}PT${Math.abs(by)}M`),
      { nil: undefined },
    ),
  })
  const operator = fc.constantFrom('<', '<=', '>', '>=', '=', '<>')
  fc.assert(
    fc.property(moment, operator, minutes, minutes, ({ op, args }, compares, seen, later) => {
      const now = NIGHT + later * 60_000
      const tree = since({ op, args: args === undefined ? [] : [args] }, compares)
      const shift = args === undefined ? 0 : (parseShift(args) as number)
      const day = new Date(now + 7 * 3_600_000).toISOString().slice(0, 10)
      const base = op === 'now' ? now : Date.parse(`${day}T00:00:00+07:00`)
      const written = since({ timestamp: new Date(base + shift).toISOString() }, compares)
      const record = { seen: new Date(NIGHT + seen * 60_000).toISOString() }
      const [moving, fixed] = [parseCql2Json(tree, { now }), parseCql2Json(written)]
      if (!moving.ok || !fixed.ok) throw new Error('refused')
      expect(compile(moving.filter)(record)).toBe(compile(fixed.filter)(record))
    }),
  )
})

test('a filter says whether it moves', () => {
  const still: MovingFilter = since({ timestamp: '2026-07-01T00:00:00Z' }) as MovingFilter
  const moving = since({ op: 'today', args: [] }) as MovingFilter
  expect(
    [undefined, true, still, { op: 'in', args: [{ property: 'a' }, ['now']] } as const].map(isMoving),
  ).toEqual([false, false, false, false])
  expect(isMoving(moving)).toBe(true)
  expect(isMoving({ op: 'or', args: [still, { op: 'not', args: [moving] }] })).toBe(true)
})
