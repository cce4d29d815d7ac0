import type { FieldDef, ModelDef } from '@saola/sdk'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Shape } from './api.ts'
import { changesOf, documentOf, type Fields, keyFrom, moved, ordered, rebase, settled } from './draft.ts'

const field = (vi: string, more: object = {}): FieldDef => ({ type: 'text', label: { vi }, ...more })
const base: ModelDef = {
  label: { vi: 'Trạm' },
  fields: { name: field('Tên', { order: 1 }), dust: field('Bụi', { order: 2 }) },
}
const shapeOf = (own: Fields = {}, more: Partial<Shape> = {}): Shape => ({
  id: 'air.station',
  revision: 3,
  override: true,
  module: { id: 'air', name: { vi: 'Không khí' }, state: 'on' },
  document: { fields: own },
  base,
  model: { ...base, fields: { ...base.fields, ...own } },
  archived: {},
  records: 2,
  uses: [],
  by: null,
  byName: null,
  at: null,
  ...more,
})

test("of a plugin's fields only words are written, of own ones everything", () => {
  const shape = shapeOf()
  const draft = {
    ...base.fields,
    name: field('Tên trạm', { order: 1 }),
    x_owner: field('Chủ'),
  }
  expect(documentOf(shape, draft)).toEqual({
    fields: { name: { label: { vi: 'Tên trạm' } }, x_owner: field('Chủ') },
  })
  const made = shapeOf({}, { base: null, override: false, document: base, model: base })
  expect(documentOf(made, draft)).toEqual({ ...base, fields: draft })
})

test('a draft knows what it changes', () => {
  const shape = shapeOf({ x_old: field('Cũ') }, { archived: { x_gone: {} as never } })
  const draft = {
    ...base.fields,
    dust: field('Bụi mịn', { order: 2 }),
    x_new: field('Mới'),
    x_gone: field('Về'),
  }
  expect([...changesOf(shape, draft)]).toEqual([
    ['dust', 'changed'],
    ['x_new', 'new'],
    ['x_gone', 'restored'],
    ['x_old', 'archived'],
  ])
})

test('a draft goes on top of what somebody else has published', () => {
  const old = shapeOf({ x_a: field('A') })
  const fresh = shapeOf({ x_a: field('A của họ'), x_theirs: field('Của họ') })
  const mine = { ...old.model.fields, x_a: field('A của tôi'), x_mine: field('Của tôi') }
  const { fields, both } = rebase(old, fresh, mine)
  expect(Object.keys(fields).sort()).toEqual(['dust', 'name', 'x_a', 'x_mine', 'x_theirs'])
  expect([fields.x_a?.label.vi, both]).toEqual(['A của tôi', ['x_a']])
})

test('keys come from labels, and none is taken', () => {
  expect(keyFrom('Mức nguy hiểm', 'x_', [])).toBe('x_mucNguyHiem')
  expect(keyFrom('Đường kính', '', ['duongkinh'])).toBe('duongKinh2')
  expect(keyFrom('12 m', '', [])).toBe('f12M')
  expect(keyFrom('…', 'x_', ['x_field'])).toBe('x_field2')
})

test('a moved field is where it was put, whatever the orders were', () => {
  const orders = fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 2, maxLength: 8 })
  fc.assert(
    fc.property(orders, fc.nat(), fc.constantFrom(-1 as const, 1 as const), (list, pick, by) => {
      const fields = Object.fromEntries(list.map((order, at) => [`f${at}`, field('x', { order })]))
      const before = ordered(fields)
      const name = before[pick % before.length] as string
      const at = before.indexOf(name)
      const wanted = [...before]
      const to = at + by
      if (to >= 0 && to < before.length) wanted.splice(to, 0, ...wanted.splice(at, 1))
      expect(ordered(moved(fields, name, by))).toEqual(wanted)
    }),
  )
})

test('options get keys out of their words when they are published', () => {
  const field = {
    type: 'select',
    label: { vi: 'Mức' },
    options: {
      low: { label: { vi: 'Thấp' } },
      'unnamed-1': { label: { vi: 'Rất cao' } },
      'unnamed-2': { label: { vi: 'Thấp', en: 'Low' } },
    },
    default: 'unnamed-1',
  } as FieldDef
  expect(settled(field)).toMatchObject({
    options: { low: {}, ratCao: { label: { vi: 'Rất cao' } }, low2: { label: { en: 'Low' } } },
    default: 'ratCao',
  })
})
