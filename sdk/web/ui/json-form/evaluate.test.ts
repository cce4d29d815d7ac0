import { expect, test } from 'vitest'
import { evaluate, withDefaults } from './evaluate.ts'
import { formWords, messagesFor } from './messages.ts'
import { fromPointer, setIn, toPointer } from './path.ts'
import { prepare, resolveRefs } from './schema.ts'

const sensor = {
  type: 'object',
  $defs: { place: { type: 'string', 'x-title': { vi: 'Nơi đặt', en: 'Place' }, minLength: 2 } },
  properties: {
    kind: {
      'x-title': { vi: 'Loại', en: 'Kind' },
      oneOf: [
        { const: 'air', 'x-title': { vi: 'Không khí', en: 'Air' } },
        { const: 'noise', title: 'Tiếng ồn' },
      ],
    },
    pollutant: { type: 'string', title: 'Chất' },
    level: { type: 'number', maximum: 140 },
    place: { $ref: '#/$defs/place' },
    tags: {
      type: 'array',
      uniqueItems: true,
      items: {
        type: 'object',
        properties: { key: { type: 'string' }, note: { type: 'string' } },
        required: ['key'],
        if: { properties: { key: { const: 'other' } }, required: ['key'] },
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
        then: { required: ['note'] },
        else: { properties: { note: false } },
      },
    },
  },
  required: ['kind'],
  dependentRequired: { level: ['place'] },
  allOf: [
    {
      if: { properties: { kind: { const: 'air' } }, required: ['kind'] },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { required: ['pollutant'], properties: { level: false } },
      else: { properties: { pollutant: false } },
    },
  ],
}

const run = (value: unknown, lang: 'vi' | 'en' = 'vi') => evaluate(prepare(sensor, lang), value)
const names = (value: unknown) => run(value).nodes.map((node) => node.name)

test('titles, options and sentences follow the language', () => {
  expect(run({}).nodes[0]).toMatchObject({
    label: 'Loại',
    kind: 'select',
    options: [{ value: 'air', label: 'Không khí' }, { label: 'Tiếng ồn' }],
  })
  expect(run({}, 'en').nodes[0]).toMatchObject({ label: 'Kind', options: [{ label: 'Air' }, {}] })
  expect(run({}).errors.get('/kind')).toBe('Hãy điền mục này')
  expect(run({}, 'en').errors.get('/kind')).toBe('This is needed')
})

test('conditions show, require and hide', () => {
  expect(names({ kind: 'noise' })).toEqual(['kind', 'level', 'place', 'tags'])
  const air = run({ kind: 'air', level: 50 })
  expect(air.nodes.map((node) => node.name)).toEqual(['kind', 'pollutant', 'place', 'tags'])
  expect([...air.errors]).toEqual([['/pollutant', 'Hãy điền mục này']])
  expect(air.value).toEqual({ kind: 'air' })
})

test('references and dependentRequired hold', () => {
  const result = run({ kind: 'noise', level: 200, place: 'x' })
  expect(result.nodes.find((node) => node.name === 'place')?.label).toBe('Nơi đặt')
  expect(result.errors.get('/level')).toBe('Từ 140 trở xuống')
  expect(result.errors.get('/place')).toBe('Cần ít nhất 2 ký tự')
  expect(run({ kind: 'noise', level: 2 }).errors.get('/place')).toBe('Hãy điền mục này')
})

test('each row of a list follows its own conditions', () => {
  const result = run({ kind: 'noise', tags: [{ key: 'other' }, { key: 'x' }, {}, { key: 'x' }] })
  const rows = result.nodes.find((node) => node.name === 'tags')?.rows
  expect(rows?.map((row) => row.map((node) => node.name))).toEqual([
    ['key', 'note'],
    ['key'],
    ['key'],
    ['key'],
  ])
  expect([...result.errors.keys()].sort()).toEqual(['/tags', '/tags/0/note', '/tags/2/key'])
})

test('a schema inside itself ends as free JSON', () => {
  const tree = { type: 'object', properties: { child: { $ref: '#' } } }
  expect(resolveRefs(tree)).toEqual({
    type: 'object',
    properties: { child: { type: 'object', properties: { child: {} } } },
  })
})

test('defaults, constants and the no of a required yes or no are filled in', () => {
  const schema = {
    type: 'object',
    properties: {
      type: { const: 'sms' },
      agree: { type: 'boolean' },
      retries: { type: 'integer', default: 3 },
      deep: { type: 'object', properties: { on: { type: 'boolean', default: true } } },
      empty: { type: 'object', properties: { text: { type: 'string' } } },
    },
    required: ['type', 'agree'],
  }
  expect(withDefaults(schema, { retries: 5 })).toEqual({
    type: 'sms',
    agree: false,
    retries: 5,
    deep: { on: true },
  })
})

test('every sentence exists in both languages', () => {
  const limits = { minLength: 2, maximum: 1204.5, type: 'integer', format: 'email', const: true }
  const vi = messagesFor(limits, 'vi')
  const en = messagesFor(limits, 'en')
  expect(Object.keys(en)).toEqual(Object.keys(vi))
  expect(vi.maximum).toBe('Từ 1.204,5 trở xuống')
  expect(en.maximum).toBe('1,204.5 or less')
  expect(Object.keys(formWords.en)).toEqual(Object.keys(formWords.vi))
})

test('pointers go there and back', () => {
  expect(toPointer(['a/b', 0, 'c~d'])).toBe('/a~1b/0/c~0d')
  expect(fromPointer('#/a~1b/0/c~0d')).toEqual(['a/b', '0', 'c~d'])
  expect(setIn({ a: [{ b: 1 }], c: 2 }, ['a', 0, 'b'], undefined)).toEqual({ a: [{}], c: 2 })
})
