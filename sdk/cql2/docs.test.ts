import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compile, defaultLimits, type Fields, filterErrors, operators, parseCql2Json } from './index.ts'

const page = readFileSync(new URL('../../docs/reference/cql2.md', import.meta.url), 'utf8')
const records = JSON.parse(/```json records\n(.*?)```/s.exec(page)?.[1] ?? '')
const examples = [...page.matchAll(/```json filter\n(.*?)```\n\nSelects: ([^\n]*)/gs)].map(
  ([, filter = '', names = '']) => [filter, names] as const,
)
const fields: Fields = { name: 'text', pm25: 'number', online: 'boolean', seen: 'datetime', place: 'point' }

test('the page has six examples and no other code', () => {
  expect(examples).toHaveLength(6)
  expect(page.match(/```json/g)).toHaveLength(7)
})

test.each(examples)('the example %s selects %s', (text, names) => {
  const result = parseCql2Json(JSON.parse(text), { fields })
  if (!result.ok) throw new Error(result.error.message)
  const selected = records.filter(compile(result.filter, fields)).map((row: { name: string }) => row.name)
  expect(selected.join(', ')).toBe(names)
})

test('the page names every operator, error code and limit', () => {
  for (const op of operators.keys()) expect(page).toContain(`\`${op}\``)
  for (const code of Object.values(filterErrors)) expect(page).toContain(`| \`${code}\` |`)
  for (const [name, value] of Object.entries(defaultLimits)) {
    expect(page).toMatch(new RegExp(`\`${name}\`.*\\| ${value.toLocaleString('en')} \\|`))
  }
})
