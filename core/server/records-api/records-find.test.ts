import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { silentLog } from '@saola/kernel'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Centre, createToken, readEnvironment, startCentre } from '../index.ts'

let dir: string
let centre: Centre
let admin: string
let operator: string
const label = { vi: 'Nhãn', en: 'Label' }
const REPORTS = '/api/records/city.report'

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'saola-records-api-'))
  centre = await startCentre(readEnvironment({ SAOLA_PORT: '0', SAOLA_DATA: dir }), {
    log: silentLog,
    watchdog: 0,
  })
  admin = (await createToken(centre.db, { name: 'admin', roles: ['administrator'] })).token
  operator = (await createToken(centre.db, { name: 'operator', roles: ['operator'] })).token
  const answer = await call('/api/config/models/city.report', 'PUT', {
    label,
    fields: {
      code: { type: 'code', label, pattern: 'PA-{year}-{number:6}' },
      text: { type: 'text', label },
      place: { type: 'point', label },
      reporter: { type: 'text', label, personal: true },
      status: {
        type: 'status',
        label,
        initial: 'received',
        states: { received: { label }, done: { label } },
        transitions: { finish: { label, from: ['received'], to: 'done' } },
      },
      photos: { type: 'image', label },
    },
    search: ['text', 'reporter'],
    comments: true,
    rights: { read: ['operator'], update: ['operator'] },
  })
  expect(answer.status).toBe(201)
})
afterAll(async () => {
  await centre.stop()
  await rm(dir, { recursive: true })
})

async function call(path: string, method = 'GET', body?: object, token = admin) {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
  const answer = await fetch(centre.url + path, { method, headers, body: body && JSON.stringify(body) })
  return { status: answer.status, body: await answer.json() }
}

test('search, distance, counts and comments over HTTP, personal fields by right', async () => {
  const place = { type: 'Point', coordinates: [105.69, 18.67] }
  const made = await call(REPORTS, 'POST', { text: 'Vỡ ống nước', place, reporter: 'Lan' })
  expect(made).toMatchObject({
    status: 201,
    body: { status: 'received', code: expect.stringMatching(/^PA-/) },
  })
  await call(REPORTS, 'POST', { text: 'Cây đổ' })
  const items = async (query: string, token = admin) =>
    (await call(`${REPORTS}?${query}`, 'GET', undefined, token)).body.items
  expect(await items('search=vo+nuoc')).toHaveLength(1)
  expect(await items('search=lan')).toHaveLength(1)
  expect(await items('search=lan', operator)).toHaveLength(0)
  expect((await items('search=vo', operator))[0].reporter).toBeNull()
  expect(await items('near=105.69,18.671,200&sort=near')).toHaveLength(1)
  expect(await call(`${REPORTS}?near=105.69,18,67`)).toMatchObject({ status: 200, body: { items: [] } })
  for (const near of ['105.69,18.67', '105.69 18.67 5', '105,69,18,67,5', 'a,b,c', '181,0,5', '0,0,-1'])
    expect(await call(`${REPORTS}?near=${encodeURIComponent(near)}`), near).toMatchObject({
      status: 400,
      body: { code: 'near-invalid' },
    })
  expect((await call(`${REPORTS}/counts?by=status&search=vo`)).body).toEqual({
    items: [{ key: 'received', count: 1 }],
    total: 1,
  })
  expect((await call(`${REPORTS}/counts?by=day(createdAt)`)).body.total).toBe(2)
  expect(await call(`${REPORTS}/counts?by=reporter`, 'GET', undefined, operator)).toMatchObject({
    status: 400,
    body: { code: 'counts-invalid' },
  })
  expect(await call(`${REPORTS}/counts`)).toMatchObject({ status: 400, body: { code: 'query-invalid' } })
  const one = `${REPORTS}/${made.body.id}`
  const wrote = await call(`${one}/comments`, 'POST', { text: 'Đã gọi đội sửa' }, operator)
  expect(wrote).toMatchObject({ status: 201, body: { visibility: 'internal' } })
  expect((await call(`${one}/comments`)).body).toEqual({ items: [wrote.body] })
  expect((await call(`${one}/comments?visibility=public`)).body).toEqual({ items: [] })
  expect((await call(`${one}/comments?visibility=x`)).status).toBe(422)
  expect((await call(`${REPORTS}/nope/comments`)).status).toBe(404)
})

test('a step that is not allowed is refused with those that are', async () => {
  const { body: record } = await call(REPORTS, 'POST', {})
  const one = `${REPORTS}/${record.id}`
  expect((await call(one, 'PATCH', { status: 'done' })).body.status).toBe('done')
  expect(await call(one, 'PATCH', { status: 'received' })).toMatchObject({
    status: 422,
    body: { code: 'transition-refused', field: 'status', from: 'done', to: 'received', allowed: [] },
  })
})

test('a picture that was never uploaded is refused, and nothing is kept of the record', async () => {
  const before = (await call(`${REPORTS}?count=exact&limit=1`)).body.count
  const answer = await call(REPORTS, 'POST', { text: 'x', photos: [{ id: 'a'.repeat(32) }] })
  expect(answer.status).toBeGreaterThanOrEqual(400)
  expect(answer.body.code).toMatch(/^file/)
  expect((await call(`${REPORTS}?count=exact&limit=1`)).body.count).toBe(before)
})
