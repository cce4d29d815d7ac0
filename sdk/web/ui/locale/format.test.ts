import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  formatDateTime,
  formatDue,
  formatDuration,
  formatNumber,
  formatRelative,
  parseNumber,
} from './format.ts'

const NIGHT = Date.parse('2026-11-24T02:47:10+07:00')
const seconds = (count: number) => count * 1000
const minutes = (count: number) => seconds(count * 60)

test('numbers follow the language', () => {
  expect(formatNumber(1204, 'vi')).toBe('1.204')
  expect(formatNumber(41208.5, 'vi')).toBe('41.208,5')
  expect(formatNumber(93.4, 'en')).toBe('93.4')
  expect(formatNumber(-5, 'vi')).toBe('−5')
  expect(formatNumber(46, 'vi', { signDisplay: 'exceptZero' })).toBe('+46')
})

test('what a person types is read generously', () => {
  expect(parseNumber('64,5', 'vi')).toBe(64.5)
  expect(parseNumber('64.5', 'vi')).toBe(64.5)
  expect(parseNumber('1.204', 'vi')).toBe(1204)
  expect(parseNumber('1.204,25', 'vi')).toBe(1204.25)
  expect(parseNumber('1,204.25', 'en')).toBe(1204.25)
  expect(parseNumber('−5', 'en')).toBe(-5)
  expect(parseNumber(' ', 'vi')).toBeNull()
  expect(parseNumber('12 cm', 'vi')).toBeNull()
})

test('every written number is read back', () => {
  const number = fc.double({ min: -1e9, max: 1e9, noNaN: true }).map((value) => Number(value.toFixed(3)) + 0)
  fc.assert(
    fc.property(number, fc.constantFrom('vi' as const, 'en' as const), (value, lang) => {
      const text = formatNumber(value, lang, { maximumFractionDigits: 3 })
      expect(parseNumber(text, lang)).toBe(value)
    }),
  )
})

test('hours are those of Vietnam, whatever the machine says', () => {
  expect(formatDateTime(NIGHT, 'vi', 'time')).toBe('02:47')
  expect(formatDateTime(NIGHT, 'vi')).toBe('02:47 24/11/2026')
  expect(formatDateTime(NIGHT, 'vi', 'exact')).toBe('02:47:10 24/11/2026')
  expect(formatDateTime('2026-11-24T06:57:00Z', 'vi', 'weekday')).toBe('13:57 thứ Ba 24/11')
  expect(formatDateTime(NIGHT, 'en', 'day')).toBe('Tue 24 Nov 2026')
  expect(formatDateTime('no date', 'en')).toBe('')
})

test('ages and deadlines are said as neighbours say them', () => {
  const ago = (passed: number, lang: 'vi' | 'en' = 'vi') => formatRelative(NIGHT - passed, NIGHT, lang)
  expect(ago(0)).toBe('vừa xong')
  expect(ago(seconds(8))).toBe('8 giây trước')
  expect(ago(minutes(59))).toBe('59 phút trước')
  expect(ago(minutes(60 * 26))).toBe('1 ngày trước')
  expect(ago(minutes(60 * 24 * 31))).toBe('24/10/2026')
  expect(ago(-minutes(5))).toBe('sau 5 phút')
  expect(ago(seconds(1), 'en')).toBe('just now')
  expect(ago(minutes(1), 'en')).toBe('1 minute ago')
  expect(formatDue(NIGHT - minutes(127), NIGHT, 'vi')).toBe('quá 2 giờ 07 phút')
  expect(formatDue(NIGHT + minutes(13), NIGHT, 'vi')).toBe('còn 13 phút')
  expect(formatDue(NIGHT + minutes(61), NIGHT, 'en')).toBe('1 hour 01 minute left')
  expect(formatDuration(minutes(60 * 76), 'vi')).toBe('3 ngày 4 giờ')
})
