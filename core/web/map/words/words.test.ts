import { expect, test } from 'vitest'
import { en } from './en.ts'
import { vi } from './vi.ts'

function shapeOf(value: unknown, path = ''): string[] {
  if (typeof value === 'function') return [`${path}(${value.length})`]
  if (typeof value !== 'object' || value === null) return [`${path}:${typeof value}`]
  return Object.entries(value).flatMap(([key, inner]) => shapeOf(inner, `${path}/${key}`))
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value === 'function') return [String((value as (...args: string[]) => string)('2', '3'))]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : []
}

test('both languages say the same things, and none is left in the other', () => {
  expect(shapeOf(en).sort()).toEqual(shapeOf(vi).sort())
  const vietnamese = /[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/i
  expect(textsOf(en).filter((text) => vietnamese.test(text))).toEqual([])
  expect([...textsOf(vi), ...textsOf(en)].filter((text) => text.trim() === '')).toEqual([])
})
