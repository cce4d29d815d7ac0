import { expect, test } from 'vitest'
import { guardForm } from './guard.ts'
import { FormTokens, LONGEST, SHORTEST } from './tokens.ts'

test('a token is good between the shortest and the longest time a person needs', () => {
  let now = 1_000_000
  const tokens = new FormTokens({ secret: 'a', clock: () => now })
  const token = tokens.make()
  const send = () => guardForm(tokens, { text: 'x', _form: { token } })
  now += SHORTEST - 1
  expect(send).toThrow(expect.objectContaining({ code: 'form-too-fast' }))
  now += 1
  expect(send()).toEqual({ text: 'x' })
  now += LONGEST
  expect(send).toThrow(expect.objectContaining({ code: 'form-token-invalid' }))
})

test('only our own tokens count', () => {
  const tokens = new FormTokens({ secret: 'a' })
  const other = new FormTokens({ secret: 'b' }).make()
  const [, random, signature] = tokens.make().split('.')
  for (const token of [undefined, 7, '', 'a.b.c', other, `zzz.${random}.${signature}`]) {
    expect(() => tokens.check(token)).toThrow(expect.objectContaining({ code: 'form-token-invalid' }))
  }
  expect(() => guardForm(tokens, [])).toThrow(expect.objectContaining({ code: 'form-token-invalid' }))
})
