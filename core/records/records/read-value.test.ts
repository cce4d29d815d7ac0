import type { FieldDef } from '@saola/sdk'
import { expect, test } from 'vitest'
import { readerOf } from './read-value.ts'

const label = { vi: 'Nhãn' }
const read = (field: FieldDef, value: unknown) => {
  const result = readerOf(field)(value)
  return 'code' in result ? result.code : result.value
}

test('rich text keeps its lines, and holds no HTML, no control and no direction characters', () => {
  const field: FieldDef = { type: 'richText', label, maxLength: 100 }
  expect(read(field, '**Vỡ** nước\r\n\t- a < b\n<https://vinh.example> 1<2')).toBe(
    '**Vỡ** nước\n\t- a < b\n<https://vinh.example> 1<2',
  )
  expect(read(field, 'Vỡ'.normalize('NFD'))).toBe('Vỡ')
  for (const html of ['<b>x</b>', '<script', 'a<img src=x>', '<!-- x -->', '</p>', '<br/>', '<?php'])
    expect(read(field, html), html).toBe('text-html')
  for (const bad of ['a\0b', 'a\u001bb', 'a\u202eb', 'a\u2066b', '\ud800'])
    expect(read(field, bad)).toBe('text-characters')
  expect(read(field, 'x'.repeat(101))).toBe('text-too-long')
  expect(read({ type: 'text', label }, 'a\u202eb')).toBe('text-characters')
})

test('files are a list of ids, none twice and not too many', () => {
  const field: FieldDef = { type: 'image', label, most: 2 }
  expect(read(field, [{ id: 'a', name: 'x' }, { id: 'b' }])).toEqual([{ id: 'a' }, { id: 'b' }])
  expect(read(field, [])).toBeNull()
  expect(read(field, [{ id: 'a' }, { id: 'b' }, { id: 'c' }])).toBe('files-too-many')
  for (const wrong of [{ id: 'a' }, 'a', ['a'], [{}], [null], [{ id: 'a' }, { id: 'a' }], [{ id: '../a' }]])
    expect(read(field, wrong)).toBe('value-type')
})

test('ids are held to their form', () => {
  expect(read({ type: 'user', label }, 'user:abc')).toBe('user:abc')
  expect(read({ type: 'user', label }, 'abc')).toBe('value-type')
  expect(read({ type: 'unit', label }, 'vinh-hung')).toBe('vinh-hung')
  expect(read({ type: 'unit', label }, 'a b')).toBe('value-type')
  expect(read({ type: 'relation', label, model: 'x' }, '01927f2e-0000-7000-8000-000000000000')).toBe(
    '01927f2e-0000-7000-8000-000000000000',
  )
  expect(read({ type: 'relation', label, model: 'x' }, 'abc')).toBe('value-type')
})

test('JSON fits the schema of its field and holds nothing that a database cannot keep', () => {
  const schema = { type: 'array', items: { type: 'object', required: ['code'] }, maxItems: 3 }
  const field: FieldDef = { type: 'json', label, schema }
  expect(read(field, [{ code: 'a', left: undefined }])).toEqual([{ code: 'a' }])
  expect(read(field, [])).toEqual([])
  for (const wrong of [{}, 'a', [{}], [{ code: 1 }, {}]]) expect(read(field, wrong)).toBe('json-mismatch')
  const any: FieldDef = { type: 'json', label, schema: {} }
  for (const wrong of ['a\0b', '\ud800', 'x'.repeat(70_000), undefined, () => 1])
    expect(read(any, wrong)).toBe('value-type')
})
