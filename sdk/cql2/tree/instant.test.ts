import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseDay, parseInstant } from './instant.ts'

test('reads what Date writes', () => {
  const range = { min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59.999Z') }
  fc.assert(
    fc.property(fc.date({ ...range, noInvalidDate: true }), (date) => {
      expect(parseInstant(date.toISOString())).toBe(date.getTime())
      expect(parseDay(date.toISOString().slice(0, 10))).toBe(
        Math.floor(date.getTime() / 86_400_000) * 86_400_000,
      )
    }),
    { seed: 21_065 },
  )
})

test('reads offsets, small letters, fractions and leap seconds', () => {
  expect(parseInstant('1970-01-01T07:00:00+07:00')).toBe(0)
  expect(parseInstant('1969-12-31T14:30:00-09:30')).toBe(0)
  expect(parseInstant('1970-01-01t00:00:00z')).toBe(0)
  expect(parseInstant('1970-01-01T00:00:00-00:00')).toBe(0)
  expect(parseInstant('1970-01-01T00:00:00.5Z')).toBe(parseInstant('1970-01-01T00:00:00.500000Z'))
  expect(parseInstant('1970-01-01T00:00:00.000001Z')).toBeGreaterThan(0)
  expect(parseInstant('2016-12-31T23:59:60Z')).toBe(Date.parse('2017-01-01T00:00:00Z'))
})

test.each([
  '',
  '2026-07-01',
  '2026-07-01T00:00:00',
  '2026-07-01 00:00:00Z',
  '2026-07-01T24:00:00Z',
  '2026-07-01T00:60:00Z',
  '2026-07-01T00:00:61Z',
  '2026-07-01T00:00:00+24:00',
  '2026-07-01T00:00:00.Z',
  '2026-13-01T00:00:00Z',
  '2025-02-29T00:00:00Z',
  '1900-02-29T00:00:00Z',
  '0000-01-01T00:00:00Z',
  '0001-01-01T00:00:00+00:01',
  '9999-12-31T23:59:59-00:01',
  '+02026-07-01T00:00:00Z',
  ' 2026-07-01T00:00:00Z',
  '2026-07-01T00:00:00Z\n',
])('refuses the instant “%s”', (text) => {
  expect(parseInstant(text)).toBeUndefined()
})

test.each(['', '2026-7-1', '2026-04-31', '2026-00-01', '2026-01-00', '0000-01-01', '2026-07-01Z'])(
  'refuses the day “%s”',
  (text) => {
    expect(parseDay(text)).toBeUndefined()
  },
)
