import fc from 'fast-check'
import { expect, test } from 'vitest'
import { masked } from './masking.ts'

test.each([
  ['Gọi tôi 0954 011 139 nhé', 'Gọi tôi ••• nhé'],
  ['sđt 0954.011.139.', 'sđt •••.'],
  ['+84 954 011 139', '•••'],
  ['84954011139', '•••'],
  ['(0954) 011-139', '•••'],
  ['0238 384 4123 hoặc 0238.3844.123', '••• hoặc •••'],
  ['o954 011 139', '•••'],
  ['０９５４０１１１３９', '•••'],
  ['0️⃣9️⃣5️⃣4️⃣0️⃣1️⃣1️⃣1️⃣3️⃣9️⃣ nhé', '••• nhé'],
  ['0954\u200b011\u200b139', '•••'],
  ['0954 – 011 – 139', '•••'],
  ['CCCD 040399012345', 'CCCD •••'],
  ['CCCD 040 399 012 345, ngõ 12', 'CCCD •••, ngõ 12'],
  ['CCCD 040 1 90 012345', 'CCCD •••'],
  ['CMND 182 345 678', 'CMND •••'],
  ['số 182345678', 'số •••'],
  ['cột số 12, đường 46, năm 2026', 'cột số 12, đường 46, năm 2026'],
  ['PA-2026-000123', 'PA-2026-000123'],
  ['mất nước từ 18 giờ 30 ngày 22-11-2026', 'mất nước từ 18 giờ 30 ngày 22-11-2026'],
  ['từ 08-11-2026 06 giờ tới 09/12/2026 18:30', 'từ 08-11-2026 06 giờ tới 09/12/2026 18:30'],
  ['tốn 1.500.000 đồng, sâu 0,5 m, dài 12 m', 'tốn 1.500.000 đồng, sâu 0,5 m, dài 12 m'],
  ['gọi 113, 1022 hay 02 nhà bên', 'gọi 113, 1022 hay 02 nhà bên'],
  ['quốc lộ 46, km 12+300, cột 0912', 'quốc lộ 46, km 12+300, cột 0912'],
])('%s', (text, public_) => {
  expect(masked(text)).toBe(public_)
})

const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((all) => all.join(''))
const separators = fc.constantFrom(' ', '.', '-', ' - ', '\u00a0', '–', '. ', '\u200b', '/', '')
const phone = fc
  .tuple(
    fc.constantFrom('0', '+84', '84', '+84 ', '0084', '(+84) '),
    fc.constantFrom(3, 5, 7, 8, 9),
    digits(8),
  )
  .map(([head, second, rest]) => `${head}${second}${rest}`)
const identity = digits(10).chain((rest) =>
  fc.constantFrom('040', '001', '096').map((head) => head + rest.slice(1)),
)

/** The number in groups, with one kind of separator between them. */
const written = (number: fc.Arbitrary<string>) =>
  fc
    .tuple(number, separators, fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }))
    .map(([text, sep, cuts]) => {
      const shown = [...text]
        .map((digit, at) =>
          at > 0 && cuts[at] && /\d/.test(digit) && /\d/.test(text[at - 1] ?? '') ? sep + digit : digit,
        )
        .join('')
      return { text, shown }
    })
const words = fc.constantFrom('', 'gọi ', 'Liên hệ: ', 'số nhà 12, ', 'ổ gà, ', 'CCCD ')
const ends = fc.constantFrom('', '.', ' nhé', ', ngõ 5', '!', ' (anh Ba)')

test('a telephone or identity number is gone, however it is written and wherever it stands', () => {
  fc.assert(
    fc.property(
      fc.oneof(written(phone), written(identity)),
      words,
      ends,
      ({ text, shown }, before, after) => {
        const out = masked(before + shown + after)
        expect(out.replace(/\D/g, '')).not.toContain(text.replace(/\D/g, '').slice(-6))
        expect(out.startsWith(before.trimEnd().slice(0, 3))).toBe(true)
        expect(masked(out)).toBe(out)
      },
    ),
    { numRuns: 2000 },
  )
})

test('text without long numbers stays as it is', () => {
  const short = fc.tuple(fc.constantFrom('ngõ', 'số', 'đường', 'cao'), fc.integer({ min: 1, max: 9999 }))
  fc.assert(
    fc.property(fc.array(short, { maxLength: 6 }), (parts) => {
      const text = parts.map(([word, number]) => `${word} ${number}`).join(' rồi ')
      expect(masked(text)).toBe(text)
    }),
  )
})

test('long texts take no time', () => {
  const started = performance.now()
  masked('0 '.repeat(2000) + '0912-'.repeat(800))
  masked('1 . '.repeat(1000))
  expect(performance.now() - started).toBeLessThan(500)
})
