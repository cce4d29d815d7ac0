import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { createTestCentre, type TestCentre } from '@saola/sdk-testing'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { built } from './testkit/built.ts'

const REPORTS = '/api/records/field-reports.report'
const text = 'Nước ngập tới đầu gối, gọi tôi 0912 345 678, CCCD 040399012345'
const location = { type: 'Point', coordinates: [105.6897, 18.6609] }
let dir = ''
let centre: TestCentre

beforeAll(async () => {
  dir = await built()
  centre = await createTestCentre({ plugins: [dir], on: ['field-reports'] })
}, 120_000)
afterAll(async () => {
  await centre?.[Symbol.asyncDispose]()
  if (dir) await rm(dir, { recursive: true, force: true })
})

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms))

async function send(values: object, key = randomUUID()) {
  const { body: token } = await centre.call<{ token: string; after: number }>('/api/forms/token')
  await pause(token.after)
  const body = { ...values, _form: { token: token.token, trap: '' } }
  return centre.call<{ code: string; path: string; title?: string }>('/api/x/field-reports/reports', {
    method: 'POST',
    body: body as never,
    headers: { 'idempotency-key': key },
  })
}

const find = async (code: string, role: string, units: string[] = []) => {
  const filter = encodeURIComponent(JSON.stringify({ op: '=', args: [{ property: 'code' }, code] }))
  const path = `${REPORTS}?filter-lang=cql2-json&filter=${filter}`
  const { body } = await centre.call<{ items: Record<string, unknown>[] }>(path, {
    token: await centre.token(role, units),
  })
  return body.items[0] ?? {}
}

test('every report that was planted gets its deadline, and stands still where it waits for somebody', async () => {
  const token = await centre.token()
  const lacking = async (wanted: object) => {
    const filter = encodeURIComponent(JSON.stringify(wanted))
    const path = `${REPORTS}?limit=1&count=exact&filter-lang=cql2-json&filter=${filter}`
    return (await centre.call<{ count: number }>(path, { token })).body.count
  }
  const none = (property: string) => ({ op: 'isNull', args: [{ property }] })
  const waits = { op: '=', args: [{ property: 'status' }, 'need-information'] }
  await vi.waitUntil(async () => (await lacking(none('dueAt'))) === 0, 30_000)
  await vi.waitUntil(
    async () => (await lacking({ op: 'and', args: [waits, none('pausedAt')] })) === 0,
    30_000,
  )
  expect(await lacking(waits)).toBe(6)
})

test('the demonstration is there: 400 reports as fresh as this moment, 128 of them open', async () => {
  const token = await centre.token()
  const { body } = await centre.call<{ items: { key: string; count: number }[]; total: number }>(
    `${REPORTS}/counts?by=status`,
    { token },
  )
  expect(body.total).toBe(400)
  const done = ['resolved', 'closed', 'merged', 'referred', 'rejected', 'spam', 'withdrawn']
  const open = body.items.filter(({ key }) => !done.includes(key))
  expect(open.reduce((sum, { count }) => sum + count, 0)).toBe(128)
  const late = {
    op: 'and',
    args: [
      { op: 'in', args: [{ property: 'status' }, open.map(({ key }) => key)] },
      { op: '<', args: [{ property: 'dueAt' }, { timestamp: new Date().toISOString() }] },
    ],
  }
  const filter = encodeURIComponent(JSON.stringify(late))
  const overdue = await centre.call<{ total: number }>(
    `${REPORTS}/counts?by=status&filter-lang=cql2-json&filter=${filter}`,
    { token },
  )
  expect(overdue.body.total).toBe(7)
  const { body: list } = await centre.call<{ items: { requestedAt: string }[] }>(
    `${REPORTS}?sort=-requestedAt&limit=1`,
    { token },
  )
  expect(Date.now() - Date.parse(list.items[0]?.requestedAt ?? '')).toBeLessThan(3_600_000)
})

test('a citizen sends a report, follows it, and only who may sees who it was', async () => {
  const values = { category: 'flooding', description: text, location, name: 'Lê Lan', phone: '0912345678' }
  const key = randomUUID()
  const made = await send(values, key)
  expect(made.status).toBe(201)
  const { code } = made.body
  expect(code).toMatch(/^PA-\d{4}-\d{6}$/)
  expect((await send(values, key)).body.code).toBe(code)

  const open = await centre.call<Record<string, unknown>>(`/api/x/field-reports/reports/${code}`)
  expect(open.body).toMatchObject({ code, status: 'received', category: { code: 'flooding' } })
  expect(open.body.description).toBe('Nước ngập tới đầu gối, gọi tôi •••, CCCD •••')
  expect(JSON.stringify(open.body)).not.toMatch(/Lan|912345678/)
  const page = await centre.call<string>(`/portal/field-reports/${code}`)
  expect(page.status).toBe(200)
  expect(page.body).toContain('Ngập úng')
  expect(page.body).not.toMatch(/Lê Lan|040399012345|0912 345 678/)

  const seen = await find(code, 'operator')
  expect(seen).toMatchObject({ reporterName: 'Lê Lan', reporterPhone: '+84912345678', description: text })
  expect(Date.parse(String(seen.dueAt)) - Date.parse(String(seen.requestedAt))).toBe(4 * 3_600_000)
  expect(await find(code, 'officer', ['cap-nuoc'])).toEqual({})
  const given = await centre.call(`${REPORTS}/${seen.id}`, {
    method: 'PATCH',
    token: await centre.token('operator'),
    body: { unit: 'cap-nuoc' },
  })
  expect(given.status).toBe(200)
  const theirs = { code, reporterName: null, reporterPhone: null }
  expect(await find(code, 'officer', ['cap-nuoc'])).toMatchObject(theirs)
  expect(await find(code, 'officer', ['thuy-loi'])).toEqual({})

  const step = await centre.call(`${REPORTS}/${seen.id}`, {
    method: 'PATCH',
    token: await centre.token('operator'),
    body: { status: 'verified' },
  })
  expect(step.status).toBe(200)
  await expect
    .poll(
      async () => {
        const path = `/api/x/field-reports/reports/${code}`
        const { body } = await centre.call<{ history: { status: string }[] }>(path)
        return body.history.map(({ status }) => status)
      },
      { timeout: 60_000 },
    )
    .toEqual(['received', 'verified'])
}, 120_000)

test('a place elsewhere, swapped numbers, an unknown category and no place are refused in words', async () => {
  const given = { category: 'flooding', description: 'x', location }
  const at = (coordinates: number[]) => ({ ...given, location: { type: 'Point', coordinates } })
  const swapped = await send(at([18.66, 105.68]))
  expect(swapped).toMatchObject({ status: 422, body: { code: 'place-outside' } })
  expect(swapped.body.title).toContain('đổi chỗ')
  expect(await send(at([102.6, 17.97]))).toMatchObject({ status: 422, body: { code: 'place-outside' } })
  expect(await send({ ...given, category: 'nope' })).toMatchObject({
    status: 422,
    body: { code: 'category-missing' },
  })
  const { location: _, ...nowhere } = given
  expect(await send(nowhere)).toMatchObject({ status: 422, body: { code: 'place-missing' } })
}, 60_000)

test('what is sensitive is blurred, what is hidden is not there, what is near is offered', async () => {
  const noise = (await send({ category: 'noise', description: 'Hát to', location, address: 'Số 5' })).body
  const open = await centre.call(`/api/x/field-reports/reports/${noise.code}`)
  expect(open.body).toMatchObject({ position: [105.69, 18.66], address: null })
  const hidden = (await send({ category: 'security', description: 'x', location })).body
  expect((await centre.call(`/api/x/field-reports/reports/${hidden.code}`)).status).toBe(404)
  expect((await centre.call(`/portal/field-reports/${hidden.code}`)).status).toBe(404)
  await send({ category: 'tree', description: 'Cây đổ', location })
  const near = await centre.call<{ items: { description: string }[] }>(
    '/api/x/field-reports/nearby?category=tree&longitude=105.6897&latitude=18.661',
  )
  expect(near.body.items.map(({ description }) => description)).toContain('Cây đổ')
}, 60_000)

test('the same reports answer at the door of Open311', async () => {
  const services = await centre.call<{ service_code: string }[]>('/open311/v2/services.json')
  expect(services.status).toBe(200)
  expect(services.body.map(({ service_code }) => service_code)).toContain('flooding')
  const requests = await centre.call<unknown[]>('/open311/v2/requests.json')
  expect([requests.status, requests.body.length > 0]).toEqual([200, true])
})
