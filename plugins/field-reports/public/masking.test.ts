import { expect, test } from 'vitest'
import { masked } from './masking.ts'

test.each([
  ['Gọi tôi 0954 011 139 nhé', 'Gọi tôi ••• nhé'],
  ['sđt 0954.011.139.', 'sđt •••.'],
  ['+84 954 011 139', '•••'],
  ['CCCD 040399012345', 'CCCD •••'],
  ['CCCD 040 399 012 345, ngõ 12', 'CCCD •••, ngõ 12'],
  ['cột số 12, đường 46, năm 2026', 'cột số 12, đường 46, năm 2026'],
  ['PA-2026-000123', 'PA-2026-000123'],
  ['mất nước từ 18 giờ 30 ngày 22-11-2026', 'mất nước từ 18 giờ 30 ngày 22-11-2026'],
])('%s', (text, public_) => {
  expect(masked(text)).toBe(public_)
})
