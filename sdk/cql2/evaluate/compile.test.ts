import { expect, test } from 'vitest'
import type { Filter } from '../tree/filter.ts'
import { compile, compileTruth } from './compile.ts'
import { compareText } from './scalar.ts'

const at = (longitude: number, latitude: number) => ({
  place: { type: 'Point', coordinates: [longitude, latitude] },
})
const within = (...bbox: [number, number, number, number]): Filter => ({
  op: 's_intersects',
  args: [{ property: 'place' }, { bbox }],
})

test('null, undefined and an absent field are unknown and select nothing', () => {
  const filter: Filter = { op: '<>', args: [{ property: 'a' }, 1] }
  for (const record of [{}, { a: null }, { a: undefined }]) {
    expect(compileTruth(filter)(record)).toBeNull()
    expect(compileTruth({ op: 'not', args: [filter] })(record)).toBeNull()
    expect(compile(filter)(record)).toBe(false)
    expect(compile({ op: 'isNull', args: [{ property: 'a' }] })(record)).toBe(true)
  }
})

test('follows the truth table of the standard', () => {
  const of = { true: true, false: false, null: { op: '=', args: [{ property: 'none' }, 1] } } as const
  const table = [
    ['true', 'true', true, true],
    ['true', 'false', false, true],
    ['false', 'true', false, true],
    ['false', 'false', false, false],
    ['true', 'null', null, true],
    ['false', 'null', false, null],
    ['null', 'true', null, true],
    ['null', 'false', false, null],
    ['null', 'null', null, null],
  ] as const
  for (const [a, b, both, either] of table) {
    expect(compileTruth({ op: 'and', args: [of[a], of[b]] })({})).toBe(both)
    expect(compileTruth({ op: 'or', args: [of[a], of[b]] })({})).toBe(either)
  }
})

test('a type that does not fit is unknown', () => {
  expect(compileTruth({ op: '=', args: [{ property: 'a' }, 1] })({ a: '1' })).toBeNull()
  expect(compileTruth({ op: 'in', args: [{ property: 'a' }, ['1']] })({ a: 1 })).toBeNull()
  expect(compileTruth({ op: '=', args: [{ property: 'a' }, { property: 'b' }] })({ a: 1, b: '1' })).toBeNull()
  expect(compileTruth(within(0, 0, 1, 1))({ place: [0, 0] })).toBeNull()
})

test('an empty list is false even for null', () => {
  expect(compileTruth({ op: 'in', args: [{ property: 'a' }, []] })({ a: null })).toBe(false)
})

test('instants compare as instants, whatever their offset', () => {
  const filter: Filter = { op: '=', args: [{ property: 't' }, { timestamp: '2026-07-01T07:00:00+07:00' }] }
  expect(compile(filter)({ t: '2026-07-01T00:00:00.000Z' })).toBe(true)
  expect(compile(filter)({ t: new Date('2026-07-01T00:00:00Z') })).toBe(true)
  expect(compile(filter)({ t: '2026-07-01T00:00:00.000001Z' })).toBe(false)
  expect(compileTruth(filter)({ t: '2026-07-01' })).toBeNull()
})

test('two properties of instants compare as instants when the fields say so', () => {
  const filter: Filter = { op: '=', args: [{ property: 'a' }, { property: 'b' }] }
  const record = { a: '2026-07-01T00:00:00Z', b: '2026-07-01T07:00:00+07:00' }
  expect(compile(filter)(record)).toBe(false)
  expect(compile(filter, { a: 'datetime', b: 'datetime' })(record)).toBe(true)
})

test('text compares by code points, not by UTF-16 units', () => {
  expect('\uFF5E' < '\u{1F6B2}').toBe(false)
  expect(compareText('\uFF5E', '\u{1F6B2}')).toBeLessThan(0)
  expect(compareText('a', 'ab')).toBeLessThan(0)
  expect(compareText('Z', 'a')).toBeLessThan(0)
  const sample = ['', 'z', 'Đ', 'đ', '\uE000', '\uFFFD', '\u{10000}', '\u{1F6B2}x', 'ab']
  const bytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b))
  expect(sample.toSorted(compareText)).toEqual(sample.toSorted(bytes))
})

test('a field named like a member of Object is just a field', () => {
  for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
    const isNull = compile({ op: 'isNull', args: [{ property: name }] })
    expect(isNull({})).toBe(true)
    expect(isNull(JSON.parse(`{ "${name}": 1 }`))).toBe(false)
  }
})

test('a box includes its edges', () => {
  const select = compile(within(105, 18, 106, 19))
  expect(select(at(105, 18))).toBe(true)
  expect(select(at(106, 19))).toBe(true)
  expect(select(at(106.0001, 18.5))).toBe(false)
  expect(select(at(105.5, 17.9999))).toBe(false)
})

test('a box may cross the antimeridian', () => {
  const select = compile(within(170, -10, -170, 10))
  for (const longitude of [170, 175, 180, -180, -175, -170]) expect(select(at(longitude, 0))).toBe(true)
  for (const longitude of [169, -169, 0]) expect(select(at(longitude, 0))).toBe(false)
})

test('a polygon has edges and holes', () => {
  const square = (low: number, high: number) =>
    [
      [low, low],
      [high, low],
      [high, high],
      [low, high],
      [low, low],
    ] as const
  const select = compile({
    op: 's_intersects',
    args: [{ property: 'place' }, { type: 'Polygon', coordinates: [square(0, 10), square(4, 6)] }],
  })
  expect(select(at(2, 5))).toBe(true)
  expect(select(at(0, 5))).toBe(true)
  expect(select(at(10, 10))).toBe(true)
  expect(select(at(4, 5))).toBe(true)
  expect(select(at(5, 5))).toBe(false)
  expect(select(at(11, 5))).toBe(false)
})
