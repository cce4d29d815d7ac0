import { expect, test } from 'vitest'
import { canonicalAddress, reach } from './address.ts'

test.each([
  ['8.8.8.8', 'public'],
  ['2606:4700::1111', 'public'],
  ['64:ff9b::808:808', 'public'],
  ['::ffff:8.8.8.8', 'public'],
  ['127.0.0.1', 'local'],
  ['127.8.9.1', 'local'],
  ['10.0.0.1', 'local'],
  ['172.31.255.255', 'local'],
  ['192.168.1.1', 'local'],
  ['169.254.169.254', 'local'],
  ['100.64.0.1', 'local'],
  ['::1', 'local'],
  ['fd00::1', 'local'],
  ['fe80::1', 'local'],
  ['fec0::1', 'local'],
  ['::ffff:10.0.0.1', 'local'],
  ['::ffff:7f00:1', 'local'],
  ['fe80::1%eth0', 'never'],
  ['64:ff9b::a00:1', 'never'],
  ['64:ff9b:1::808:808', 'never'],
  ['2002:a00:1::', 'never'],
  ['2002:808:808::', 'never'],
  ['2001:0:1234::1', 'never'],
  ['::127.0.0.1', 'never'],
  ['::8.8.8.8', 'never'],
  ['::ffff:0:8.8.8.8', 'never'],
  ['2001:db8::1', 'never'],
  ['0.0.0.0', 'never'],
  ['0.1.2.3', 'never'],
  ['192.0.2.1', 'never'],
  ['198.18.0.1', 'never'],
  ['224.0.0.1', 'never'],
  ['255.255.255.255', 'never'],
  ['ff02::1', 'never'],
  ['::', 'never'],
  ['example.vn', 'never'],
])('%s is %s', (address, expected) => {
  expect(reach(address)).toBe(expected)
})

test('an address has one spelling, a name has none', () => {
  expect(canonicalAddress('[::1]')).toBe('::1')
  expect(canonicalAddress('0:0:0:0:0:0:0:1')).toBe('::1')
  expect(canonicalAddress('[::ffff:7f00:1]')).toBe('127.0.0.1')
  expect(canonicalAddress('10.1.2.3')).toBe('10.1.2.3')
  expect(canonicalAddress('127.1')).toBeUndefined()
  expect(canonicalAddress('khi.nghean.gov.vn')).toBeUndefined()
})
