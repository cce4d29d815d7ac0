import { expect, test } from 'vitest'
import { compile } from '../evaluate/compile.ts'
import { parseCql2Template } from '../parse/json.ts'
import type { FilterTemplate } from '../tree/filter.ts'
import { bind, type Params, type ParamValue } from './bind.ts'

const rows: FilterTemplate = { op: 'in', args: [{ property: 'unit' }, { param: 'actor.units' }] }

function bound(template: FilterTemplate, params: Params) {
  const result = bind(template, params)
  if (!result.ok) throw new Error(result.error.code)
  return result.filter
}

test('puts a list in the place of a placeholder', () => {
  const filter = bound(rows, { 'actor.units': ['vinh', 'cua-lo'] })
  expect(filter).toEqual({ op: 'in', args: [{ property: 'unit' }, ['vinh', 'cua-lo']] })
  const select = compile(filter)
  expect([{ unit: 'vinh' }, { unit: 'hue' }, {}].map(select)).toEqual([true, false, false])
})

test('an empty list grants nothing', () => {
  expect(compile(bound(rows, new Map([['actor.units', []]])))({ unit: 'vinh' })).toBe(false)
})

test.each([
  ['absent', {}],
  ['null', { 'actor.units': null }],
  ['inherited', Object.create({ 'actor.units': ['vinh'] })],
])('a value that is %s is refused', (_, params) => {
  expect(bind(rows, params)).toMatchObject({
    ok: false,
    error: { code: 'filter-param-missing', pointer: '/args/1/param' },
  })
})

test('a predicate without property becomes a constant, the rest stays', () => {
  const template: FilterTemplate = {
    op: 'or',
    args: [
      { op: '=', args: [{ param: 'actor.role' }, 'administrator'] },
      { op: 'in', args: [{ param: 'actor.unit' }, ['vinh', { param: 'home' }]] },
      { op: 'not', args: [{ op: 'between', args: [{ param: 'hour' }, 7, 17] }] },
      { op: '<', args: [{ param: 'hour' }, { property: 'closes' }] },
    ],
  }
  const params = { 'actor.role': 'officer', 'actor.unit': 'cua-lo', home: 'cua-lo', hour: 9 }
  expect(bound(template, params)).toEqual({
    op: 'or',
    args: [false, true, { op: 'not', args: [true] }, { op: '>', args: [{ property: 'closes' }, 9] }],
  })
})

test('instants that are equal fold to true whatever their offset', () => {
  const template: FilterTemplate = {
    op: '=',
    args: [{ param: 'now' }, { timestamp: '2026-07-01T07:00:00+07:00' }],
  }
  expect(bound(template, { now: { timestamp: '2026-07-01T00:00:00Z' } })).toBe(true)
})

test.each([
  ['a list for one value', { op: '=', args: [{ property: 'a' }, { param: 'p' }] }, ['x'], '/args/1'],
  ['one value for a list', { op: 'in', args: [{ property: 'a' }, { param: 'p' }] }, 'x', '/args/1'],
  ['a mixed list', { op: 'in', args: [{ property: 'a' }, { param: 'p' }] }, ['x', 1], '/args/1/1'],
  ['a text against a number', { op: '=', args: [{ param: 'p' }, 1] }, 'x', '/args/1'],
  ['a text as bound', { op: 'between', args: [{ property: 'a' }, 1, { param: 'p' }] }, 'x', '/args/2'],
  ['a text for a number field', { op: '=', args: [{ property: 'level' }, { param: 'p' }] }, 'x', '/args/1'],
] satisfies [string, FilterTemplate, ParamValue, string][])('refuses %s', (_, template, p, pointer) => {
  expect(parseCql2Template(template).ok).toBe(true)
  expect(bind(template, { p }, { a: 'text', level: 'number' })).toMatchObject({
    ok: false,
    error: { code: 'filter-type-mismatch', pointer },
  })
})

test('a value meets the rules of a literal', () => {
  expect(bind(rows, { 'actor.units': ['a\0'] })).toMatchObject({ error: { code: 'filter-invalid' } })
})

test('refuses a template too deep for recursion', () => {
  let deep: FilterTemplate = rows
  for (let level = 0; level < 100_000; level++) deep = { op: 'not', args: [deep] }
  expect(bind(deep, { 'actor.units': [] })).toMatchObject({ error: { code: 'filter-too-deep' } })
})
