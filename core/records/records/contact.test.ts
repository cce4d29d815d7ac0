import { expect, test } from 'vitest'
import { codeOf, codePattern, yearOf } from './codes.ts'
import { readEmail, readPhone } from './contact.ts'

test.each([
  ['113', '113'],
  ['1022', '1022'],
  ['1800 1091', '18001091'],
  ['0912 345 678', '+84912345678'],
  ['0912.345.678', '+84912345678'],
  ['(0238) 384-4123', '+842383844123'],
  ['+84 912 345 678', '+84912345678'],
  ['+84 (0)912 345 678', '+84912345678'],
  ['84912345678', '+84912345678'],
  ['0084912345678', '+84912345678'],
  ['+1 202 555 0143', '+12025550143'],
])('the number %s is stored as %s', (text, stored) => {
  expect(readPhone(text)).toBe(stored)
})

test.each(['', '0', '12', '091234567', '09123456789', '+84 12', 'gọi tôi', '0912345678x', '+0912345678'])(
  'the number %j is refused',
  (text) => {
    expect(readPhone(text)).toBeUndefined()
  },
)

test('e-mail addresses become lower case; what is none is refused', () => {
  expect(readEmail(' Lan.Nguyen@Vinh.Example ')).toBe('lan.nguyen@vinh.example')
  for (const wrong of [
    'lan',
    'lan@',
    '@x.vn',
    'a@b',
    'a b@c.vn',
    'a..b@c.vn',
    'a@-c.vn',
    `${'a'.repeat(70)}@c.vn`,
  ])
    expect(readEmail(wrong), wrong).toBeUndefined()
})

test('codes carry the year in Vietnam, and are read by their pattern', () => {
  expect(yearOf(Date.parse('2026-12-31T17:00:00Z'))).toBe(2027)
  expect(yearOf(Date.parse('2026-12-31T16:59:59Z'))).toBe(2026)
  expect(codeOf('PA-{year}-{number:6}', 2026, 123)).toBe('PA-2026-000123')
  expect(codeOf('{number:2}', 2026, 123)).toBe('123')
  expect(codePattern('PA-{year}-{number:6}').exec('PA-2026-000123')?.groups).toMatchObject({
    year: '2026',
    number: '000123',
  })
  expect(codePattern('A.{number:2}').test('AX12')).toBe(false)
})
