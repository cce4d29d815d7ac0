import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { fold } from './fold.ts'

test.each([
  ['Vỡ  ống\n NƯỚC ', 'vo ong nuoc'],
  ['hoà', 'hoa'],
  ['hòa', 'hoa'],
  ['ĐƯỜNG Đặng Thái Thân', 'duong dang thai than'],
  ['PA-2026-000123', 'pa-2026-000123'],
  ['  a  b ', 'a b'],
  ['', ''],
  ['Ðà', 'ða'],
])('%j folds to %j', (text, folded) => {
  expect(fold(text)).toBe(folded)
  expect(fold(text.normalize('NFD'))).toBe(folded)
})

test('what is folded stays so, in either form of Unicode', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const folded = fold(text)
      expect(fold(folded)).toBe(folded)
      expect(fold(text.normalize('NFD'))).toBe(folded)
      expect(fold(text.normalize('NFC'))).toBe(folded)
    }),
  )
})
