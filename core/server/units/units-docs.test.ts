import { expect, test } from 'vitest'
import { sqliteStore } from '../testkit/databases.ts'
import { expected, readReference } from '../testkit/reference.ts'
import { running } from '../testkit/running.ts'

const { examples } = readReference('units')

test('every example of the reference is true, one after the other', async () => {
  const one = await running(await sqliteStore())
  for (const { request, status, answer } of examples) {
    const [head = '', body] = request.trim().split('\n\n')
    const [, method = '', path = ''] = /^(\w+) (.*)$/.exec(head) ?? []
    const reply = await one.call(method, encodeURI(path), body)
    expect(reply.body, head).toEqual(expected(answer))
    expect(reply.status, head).toBe(status)
  }
})
