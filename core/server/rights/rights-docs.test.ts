import { expect, test } from 'vitest'
import { createToken } from '../identity/index.ts'
import { sqliteStore } from '../testkit/databases.ts'
import { expected, readReference } from '../testkit/reference.ts'
import { caller, running } from '../testkit/running.ts'

const { examples } = readReference('rights')

test('every example of the reference is true, one after the other', async () => {
  const one = await running(await sqliteStore())
  const officers = new Map<string, { id: string; token: string }>()
  for (const unit of ['truong-vinh', 'vinh-hung'])
    officers.set(unit, await createToken(one.centre.db, { name: unit, roles: ['officer'], units: [unit] }))
  let made = ''
  for (const { note, request, status, answer } of examples) {
    const unit = /^as officer of (\S+)$/.exec(note)?.[1]
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
