import { expect, test } from 'vitest'
import { covers } from './capability.ts'

test.each([
  [['net:a.vn'], 'net:a.vn:443', true],
  [['net:a.vn:443'], 'net:a.vn:80', false],
  [['net:*.nghean.gov.vn'], 'net:khi.nghean.gov.vn:443', true],
  [['net:*.nghean.gov.vn'], 'net:nghean.gov.vn:443', false],
  [['net:*.nghean.gov.vn'], 'net:evilnghean.gov.vn:443', false],
  [['net:127.0.0.1:8099'], 'net:127.0.0.1:8099', true],
  [['net:[::1]:80'], 'net:[::1]:80', true],
  [['records:own'], 'records:own', true],
  [['records:read:a.b'], 'records:write:a.b', false],
  [[], 'notify', false],
])('%j covers %s: %s', (granted, needed, expected) => {
  expect(covers(new Set(granted), needed)).toBe(expected)
})
