import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { sqliteStore } from '../testkit/databases.ts'
import { running } from '../testkit/running.ts'

const page = readFileSync(new URL('../../../docs/reference/configuration.md', import.meta.url), 'utf8')
const examples = [...page.matchAll(/```http\n(.*?)```\n\n```json (\d+)\n(.*?)```/gs)].map(
  ([, request = '', status = '', answer = '']) => ({
    request,
    status: Number(status),
    answer: JSON.parse(answer) as unknown,
  }),
)

/** What a page says of an answer: members that do not matter there are left out. */
function expected(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(expected)
  if (typeof value !== 'object' || value === null) return value
  return expect.objectContaining(
    Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, expected(inner)])),
  )
}

test('every example of the reference is true, one after the other', async () => {
  expect(page.match(/```http/g)).toHaveLength(examples.length)
  const one = await running(await sqliteStore())
  for (const { request, status, answer } of examples) {
    const [head = '', body] = request.trim().split('\n\n')
    const [first = '', ...lines] = head.split('\n')
    const [method = '', path = ''] = first.split(' ')
    const headers = Object.fromEntries(lines.map((line) => line.split(': ') as [string, string]))
    const reply = await one.call(method, path, body, headers)
    expect(reply.body, head).toEqual(expected(answer))
    expect(reply.status, head).toBe(status)
  }
})
