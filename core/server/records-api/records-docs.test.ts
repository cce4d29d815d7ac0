import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { silentLog } from '@saola/kernel'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Centre, createToken, readEnvironment, startCentre } from '../index.ts'
import { expected, readReference } from '../testkit/reference.ts'

const { page, examples } = readReference('records')
const [, modelId = '', definition = ''] = /```json model (\S+)\n(.*?)```/s.exec(page) ?? []
let dir: string
let centre: Centre
let id = ''

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'saola-records-docs-'))
  centre = await startCentre(readEnvironment({ SAOLA_PORT: '0', SAOLA_DATA: dir }), {
    log: silentLog,
    watchdog: 0,
  })
  expect((await send('administrator', 'PUT', `/api/config/models/${modelId}`, definition)).status).toBe(201)
})
afterAll(async () => {
  await centre.stop()
  await rm(dir, { recursive: true })
})

const tokens = new Map<string, string>()
async function send(role: string, method: string, path: string, body?: string) {
  const token = tokens.get(role) ?? (await createToken(centre.db, { name: role, roles: [role] })).token
  tokens.set(role, token)
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
  const answer = await fetch(centre.url + path, { method, headers, body })
  return { status: answer.status, body: await answer.json() }
}

test('every block of code on the page is an example', () => {
  expect(page.match(/```json/g)).toHaveLength(examples.length + 1)
})

test.each(examples)('$request', async ({ note, request, status, answer }) => {
  const [head = '', body] = request.trim().split('\n\n')
  const [method = '', path = ''] = head.split(' ')
  const reply = await send(note || 'administrator', method, path.replace('{id}', id), body)
  expect(reply.body).toEqual(expected(answer))
  expect(reply.status).toBe(status)
  id ||= reply.body.id ?? ''
})
