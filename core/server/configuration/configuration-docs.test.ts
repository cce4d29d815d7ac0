import { expect, test } from 'vitest'
import { sqliteStore } from '../testkit/databases.ts'
import { expected, readReference } from '../testkit/reference.ts'
import { running } from '../testkit/running.ts'

const { examples } = readReference('configuration')

test('every example of the reference is true, one after the other', async () => {
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
