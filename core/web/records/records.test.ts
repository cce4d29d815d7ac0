import type { AnyRecord, ModelDef } from '@saola/sdk'
import { expect, test } from 'vitest'
import { fullModel, recordsHref } from './address.ts'
import { parseSort, printSort, spokenPhone, titleOf } from './describe.ts'
import { joinFilters, readFilters } from './filters.ts'
import { changedValues, formValues, modelSchema } from './model-schema.ts'
import { toneOf } from './tone.ts'

const model: ModelDef = {
  label: { vi: 'Trạm', en: 'Station' },
  fields: {
    name: { type: 'text', label: { vi: 'Tên' }, required: true, order: 1 },
    state: {
      type: 'select',
      label: { vi: 'Mức' },
      order: 2,
      options: {
        good: { label: { vi: 'Tốt' }, tone: 'ok', order: 1 },
        bad: { label: { vi: 'Xấu' }, tone: 'crit', order: 2 },
      },
    },
    value: { type: 'number', label: { vi: 'Số đo' }, measure: 'mm', minimum: 0, order: 3 },
    live: { type: 'boolean', label: { vi: 'Chạy' }, order: 4 },
    place: { type: 'point', label: { vi: 'Chỗ' }, order: 5 },
  },
}
const record: AnyRecord = {
  id: '1',
  version: 3,
  createdAt: '2026-11-24T00:00:00.000Z',
  createdBy: 'user:1',
  updatedAt: '2026-11-24T00:00:00.000Z',
  updatedBy: 'user:1',
  unit: null,
  name: 'Ga Vinh',
  state: 'good',
  value: 4,
  live: null,
  place: null,
}

test('filters of the address become one filter, and what means nothing is left out', () => {
  const values = readFilters(
    { 'f.state': 'bad,unknown', 'f.value': '10', 'f.live': 'maybe', 'f.nothing': '1', sort: '-value' },
    model,
  )
  expect(values).toEqual({ state: 'bad,unknown', value: '10' })
  const standing = { op: '=', args: [{ property: 'live' }, true] } as const
  expect(joinFilters(standing, values, model)).toEqual({
    op: 'and',
    args: [
      standing,
      { op: 'in', args: [{ property: 'state' }, ['bad']] },
      { op: '>=', args: [{ property: 'value' }, 10] },
    ],
  })
  expect(joinFilters(undefined, { value: '10' }, model)).toEqual({
    op: '>=',
    args: [{ property: 'value' }, 10],
  })
  expect(joinFilters(undefined, {}, model)).toBeUndefined()
})

test('a telephone number is written as people say it', () => {
  expect(['+84912345678', '1022', '+33612345678'].map(spokenPhone)).toEqual([
    '0912 345 678',
    '1022',
    '+33612345678',
  ])
})

test('a sort is read as it is written', () => {
  expect(parseSort('-value,name')).toEqual([
    { field: 'value', descending: true },
    { field: 'name', descending: false },
  ])
  expect(printSort(parseSort('-value,name') ?? [])).toBe('-value,name')
  expect(parseSort('')).toBeUndefined()
})

test('a form sends only what changed, and null for what was emptied', () => {
  expect(formValues(record, model)).toEqual({ name: 'Ga Vinh', state: 'good', value: 4 })
  expect(changedValues(record, { name: 'Ga Vinh', state: 'bad' }, model)).toEqual({
    state: 'bad',
    value: null,
  })
  expect(changedValues(undefined, { name: 'A', value: 0 }, model)).toEqual({ name: 'A', value: 0 })
  const schema = modelSchema(model) as { required: string[]; properties: Record<string, object> }
  expect(schema.required).toEqual(['name'])
  expect(schema.properties.value).toMatchObject({ type: 'number', minimum: 0, 'x-unit': 'mm' })
})

test('a value gets the tone of the first stop that holds it, a state its own', () => {
  const stops = [
    { upTo: 5, tone: 'ok', label: { vi: 'Ít' } },
    { tone: 'crit', label: { vi: 'Nhiều' } },
  ]
  expect(toneOf(5, model.fields.value, stops)?.tone).toBe('ok')
  expect(toneOf(5.1, model.fields.value, stops)?.tone).toBe('crit')
  expect(toneOf('bad', model.fields.state)?.tone).toBe('crit')
  expect(toneOf(null, model.fields.value, stops)).toBeUndefined()
  expect(titleOf(record, model)).toBe('Ga Vinh')
})

test('records open on the page that a module brought for them', () => {
  const ui = {
    pages: {
      'a.list': {
        plugin: 'a',
        label: { vi: 'Danh sách' },
        face: 'operate' as const,
        path: '/list',
        use: 'core.list',
        options: { model: 'thing' },
      },
    },
  }
  expect(recordsHref(ui as never, 'a.thing')).toBe('/operate/a/list')
  expect(recordsHref(ui as never, 'b.thing')).toBe('/operate/records/b.thing')
  expect(fullModel('a', 'b.thing')).toBe('b.thing')
})
