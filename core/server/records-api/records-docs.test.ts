import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { silentLog } from '@saola/kernel'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Centre, createToken, readEnvironment, startCentre } from '../index.ts'

const page = readFileSync(new URL('../../../docs/reference/records.md', import.meta.url), 'utf8')
const [, modelId = '', definition = ''] = /```json model (\S+)\n(.*?)```/s.exec(page) ?? []
const examples = [...page.matchAll(/```http( \w+)?\n(.*?)```\n\n```json (\d+)\n(.*?)```/gs)].map(
  ([, role = ' administrator', request = '', status = '', answer = '']) => ({
    role: role.trim(),
    request,
    status: Number(status),
    answer: JSON.parse(answer) as unknown,
  }),
)
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

/** What a page says of an answer, as what an answer must be. */
function expected(value: unknown): unknown {
  if (value === '…') return expect.any(String)
  if (Array.isArray(value)) return value.map(expected)
  if (typeof value !== 'object' || value === null) return value
  return expect.objectContaining(
    Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, expected(inner)])),
  )
}

test('every block of code on the page is an example', () => {
  expect(page.match(/```http/g)).toHaveLength(examples.length)
  expect(page.match(/```json/g)).toHaveLength(examples.length + 1)
})

test.each(examples)('$request', async ({ role, request, status, answer }) => {
  const [head = '', body] = request.trim().split('\n\n')
  const [method = '', path = ''] = head.split(' ')
  const reply = await send(role, method, path.replace('{id}', id), body)
  expect(reply.body).toEqual(expected(answer))
  expect(reply.status).toBe(status)
  id ||= reply.body.id ?? ''
})
