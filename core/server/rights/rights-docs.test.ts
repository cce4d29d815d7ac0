import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createToken } from '../identity/index.ts'
import { sqliteStore } from '../testkit/databases.ts'
import { caller, running } from '../testkit/running.ts'

const page = readFileSync(new URL('../../../docs/reference/rights.md', import.meta.url), 'utf8')
const examples = [
  ...page.matchAll(/```http(?: as officer of (\S+))?\n(.*?)```\n\n```json (\d+)\n(.*?)```/gs),
].map(([, unit, request = '', status = '', answer = '']) => ({
  unit,
  request,
  status: Number(status),
  answer: JSON.parse(answer) as unknown,
}))

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
  const officers = new Map<string, { id: string; token: string }>()
  for (const unit of ['truong-vinh', 'vinh-hung'])
    officers.set(unit, await createToken(one.centre.db, { name: unit, roles: ['officer'], units: [unit] }))
  let made = ''
  for (const { unit, request, status, answer } of examples) {
    const told = request
      .replace('{id}', made)
      .replace(/\{officer of (\S+)\}/, (_all, name) => `token:${officers.get(name)?.id}`)
    const [head = '', body] = told.trim().split('\n\n')
    const [, method = '', path = ''] = /^(\w+) (.*)$/.exec(head) ?? []
    const call = unit
      ? caller(one.centre.url, { authorization: `Bearer ${officers.get(unit)?.token}` })
      : one.call
    const reply = await call(method, encodeURI(path), body)
    expect(reply.body, head).toEqual(expected(answer))
    expect(reply.status, head).toBe(status)
    made = reply.body.id ?? made
  }
})
