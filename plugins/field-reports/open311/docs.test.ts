import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Open311Centre, open311Centre } from './testkit/open311-centre.ts'

const page = readFileSync(new URL('../../../docs/reference/open311.md', import.meta.url), 'utf8')
const examples = [...page.matchAll(/```http( key)?\n(.*?)```\n\n```(json|xml) (\d+)\n(.*?)```/gs)].map(
  ([, key, request = '', format = '', status = '', answer = '']) => ({
    key,
    request,
    format,
    status,
    answer,
  }),
)
let open: Open311Centre

beforeAll(async () => {
  open = await open311Centre()
}, 120_000)
afterAll(() => open?.[Symbol.asyncDispose]())

test('every block on the page is an example', () => {
  expect(page.match(/```(http|json|xml)/g)).toHaveLength(examples.length * 2)
  expect(examples.length).toBeGreaterThan(4)
})

test.each(examples)('$request', async ({ key, request, format, status, answer }) => {
  const [head = '', body] = request.trim().split('\n\n')
  const [method = '', path = ''] = head.split(' ')
  const reply = await fetch(open.centre.url + path, {
    method,
    headers: key ? { api_key: open.key } : {},
    ...(body ? { body: new URLSearchParams(body) } : {}),
  })
  const text = await reply.text()
  expect(reply.status, text).toBe(Number(status))
  if (format === 'xml') expect(text.trim()).toBe(answer.trim())
  else expect(JSON.parse(text)).toEqual(expected(JSON.parse(answer)))
})

/** What a page says of an answer, as what an answer must be. */
function expected(value: unknown): unknown {
  if (value === '…') return expect.any(String)
  if (Array.isArray(value)) return value.map(expected)
  if (typeof value !== 'object' || value === null) return value
  return expect.objectContaining(
    Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, expected(inner)])),
  )
}
