import { expect, test } from 'vitest'
import { dueAt, PLAIN } from './calendar.ts'

const at = (time: string) => Date.parse(`${time}:00+07:00`)
const due = (start: string, hours: number, clock: 'always' | 'working' = 'working') =>
  new Date(dueAt(at(start), hours, clock, PLAIN) + 7 * 3_600_000).toISOString().slice(0, 16)

// 24 November 2026 is a Tuesday.
test.each([
  ['2026-11-24T08:00', 2, '2026-11-24T10:00'],
  ['2026-11-24T11:00', 1, '2026-11-24T14:00'],
  ['2026-11-24T12:10', 1, '2026-11-24T14:30'],
  ['2026-11-24T02:47', 7.5, '2026-11-24T17:00'],
  ['2026-11-24T16:59', 1, '2026-11-25T08:29'],
  ['2026-11-24T23:00', 0.5, '2026-11-25T08:00'],
  ['2026-11-27T16:00', 2, '2026-11-30T08:30'],
  ['2026-11-28T09:00', 1, '2026-11-30T08:30'],
  ['2026-11-24T07:30', 75, '2026-12-07T17:00'],
])('working hours from %s: %d hours end at %s', (start, hours, end) => {
  expect(due(start, hours)).toBe(end)
})

test('a clock that never stops counts nights and weekends', () => {
  expect(due('2026-11-27T23:00', 4, 'always')).toBe('2026-11-28T03:00')
})

test('nothing allowed is due with the next working minute', () => {
  expect(due('2026-11-24T12:00', 0)).toBe('2026-11-24T13:30')
})

test('what is no deadline is refused', () => {
  expect(() => dueAt(Number.NaN, 1, 'working', PLAIN)).toThrow(RangeError)
  expect(() => dueAt(0, -1, 'always', PLAIN)).toThrow(RangeError)
  expect(() => dueAt(0, Number.POSITIVE_INFINITY, 'working', PLAIN)).toThrow(RangeError)
})
