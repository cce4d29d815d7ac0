import { rm } from 'node:fs/promises'
import { createTestCentre, type TestCentre } from '@saola/sdk-testing'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Line } from '../calendar/explain.ts'
import { built } from '../testkit/built.ts'

const REPORTS = '/api/records/field-reports.report'
const label = (vi: string) => ({ vi, en: vi })
const office = (vi: string, parent: string) => ({ label: label(vi), kind: 'office', parent })
const units = {
  w1: {
    label: label('Phường Trường Vinh'),
    kind: 'ward',
    formerly: [{ name: 'Phường Bến Thủy' }],
    area: {
      schematic: true,
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [105.68, 18.65],
            [105.7, 18.65],
            [105.7, 18.67],
            [105.68, 18.67],
            [105.68, 18.65],
          ],
        ],
      },
    },
  },
  w2: { label: label('Xã Nghi Lộc'), kind: 'commune' },
  'ha-tang-w1': office('Phòng Hạ tầng', 'w1'),
  'cap-nuoc': { label: label('Công ty Cấp nước'), kind: 'company' },
  'thuy-loi': { label: label('Trạm Thủy lợi'), kind: 'company' },
}

interface Report {
  id: string
  version: number
  unit: string | null
  commune: string | null
  suggestedUnit: string | null
  status: string
  dueAt: string | null
  pausedAt: string | null
}

let dir = ''
let centre: TestCentre
let token = ''
let categories: Record<string, string> = {}

beforeAll(async () => {
  dir = await built()
  centre = await createTestCentre({ plugins: [dir], demoData: false })
  token = await centre.token()
  const set = { label: label('Đơn vị'), units }
  const put = { method: 'PUT', token, body: set as never } as const
  expect((await centre.call('/api/config/units/city.all', put)).status).toBe(201)
  await centre.enable('field-reports')
  const { body } = await centre.call<{ items: { id: string; code: string }[] }>(
    '/api/records/field-reports.category?limit=100',
    { token },
  )
  categories = Object.fromEntries(body.items.map(({ id, code }) => [code, id]))
}, 120_000)
afterAll(async () => {
  await centre?.[Symbol.asyncDispose]()
  if (dir) await rm(dir, { recursive: true, force: true })
})

const call = async (method: 'GET' | 'POST' | 'PATCH', path: string, body?: object, role = 'administrator') =>
  centre.call<Report>(path, { method, token: await centre.token(role), body: body as never })
const read = async (id: string) => (await call('GET', `${REPORTS}/${id}`)).body
const make = async (values: object) => {
  const requestedAt = '2026-11-23T01:00:00Z'
  const made = await call('POST', REPORTS, { description: 'Ngập', requestedAt, ...values }, 'operator')
  expect(made.status).toBe(201)
  await vi.waitUntil(async () => (await read(made.body.id)).dueAt !== null, 20_000)
  return read(made.body.id)
}
const patch = async (id: string, values: object) => {
  const done = await call('PATCH', `${REPORTS}/${id}`, values, 'operator')
  expect(done.status, JSON.stringify(done.body)).toBe(200)
  return done.body
}
const here = { type: 'Point', coordinates: [105.69, 18.66] }

describe('the unit that should handle a report', () => {
  test('is the office of the commune that holds its position', async () => {
    const report = await make({ category: categories.road, location: here, address: 'Xã Nghi Lộc' })
    expect(report).toMatchObject({ commune: 'w1', suggestedUnit: 'ha-tang-w1', unit: null })
  })

  test('is found by an old name in the address; a commune without the office does it itself', async () => {
    const old = await make({ category: categories.road, address: '5 Nguyễn Du, P. ben thuy' })
    expect(old).toMatchObject({ commune: 'w1', suggestedUnit: 'ha-tang-w1' })
    const far = await make({ category: categories.road, address: 'xóm 3, xã Nghi Lộc' })
    expect(far).toMatchObject({ commune: 'w2', suggestedUnit: 'w2' })
  })

  test('is one company everywhere, unless another is laid down for the commune', async () => {
    const report = await make({ category: categories['water-supply'], location: here })
    expect(report.suggestedUnit).toBe('cap-nuoc')
    const rule = { category: categories['water-supply'], commune: 'w2', handler: 'thuy-loi' }
    expect((await call('POST', '/api/records/field-reports.responsibility', rule)).status).toBe(201)
    const there = await make({ category: categories['water-supply'], address: 'xã Nghi Lộc' })
    expect(there.suggestedUnit).toBe('thuy-loi')
  })

  test('follows a place and a category that are put right', async () => {
    const { id } = await make({ category: categories.road, address: 'nơi nào đó' })
    expect(await read(id)).toMatchObject({ commune: null, suggestedUnit: null })
    await patch(id, { location: here })
    await vi.waitUntil(async () => (await read(id)).suggestedUnit === 'ha-tang-w1', 20_000)
    await patch(id, { category: categories['water-supply'] })
    await vi.waitUntil(async () => (await read(id)).suggestedUnit === 'cap-nuoc', 20_000)
  })

  test('gets it with the step of assigning, unless another is named', async () => {
    const { id } = await make({ category: categories.road, location: here })
    await patch(id, { status: 'verified' })
    expect(await patch(id, { status: 'assigned' })).toMatchObject({ unit: 'ha-tang-w1' })
    const other = await make({ category: categories.road, location: here })
    await patch(other.id, { status: 'verified' })
    expect(await patch(other.id, { status: 'assigned', unit: 'thuy-loi' })).toMatchObject({
      unit: 'thuy-loi',
    })
  })

  test('what comes through the form has it at once', async () => {
    const { body: form } = await centre.call<{ token: string; after: number }>('/api/forms/token')
    await new Promise((done) => setTimeout(done, form.after))
    const sent = await centre.call<{ code: string }>('/api/x/field-reports/reports', {
      method: 'POST',
      headers: { 'idempotency-key': 'a-key-of-this-test' },
      body: {
        category: 'road',
        description: 'Ổ gà',
        location: here,
        _form: { token: form.token, trap: '' },
      } as never,
    })
    expect(sent.status).toBe(201)
    const filter = encodeURIComponent(
      JSON.stringify({ op: '=', args: [{ property: 'code' }, sent.body.code] }),
    )
    const { body } = await centre.call<{ items: { id: string }[] }>(
      `${REPORTS}?filter-lang=cql2-json&filter=${filter}`,
      { token },
    )
    const history = await centre.call<{ items: { data: Report }[] }>(
      `${REPORTS}/${body.items[0]?.id}/revisions`,
      { token },
    )
    expect(history.body.items[0]?.data).toMatchObject({ commune: 'w1', suggestedUnit: 'ha-tang-w1' })
  })
})

describe('a deadline', () => {
  interface Explained {
    clock: string
    quota: number
    left: number
    dueAt: string
    pausedAt: string | null
    lines: Line[]
  }
  const explain = (id: string, role = 'operator', units: string[] = []) =>
    centre
      .token(role, units)
      .then((own) => centre.call<Explained>(`/api/x/field-reports/reports/${id}/deadline`, { token: own }))

  test('stands still while information is asked for, moves afterwards, and tells how it came about', async () => {
    const { id, dueAt } = await make({ category: categories['street-light'] })
    const first = (await explain(id)).body
    expect(first).toMatchObject({ clock: 'working', dueAt, pausedAt: null })
    expect(first.lines.reduce((sum, { counted }) => sum + counted, 0)).toBe(first.quota)

    await patch(id, { status: 'need-information' })
    await vi.waitUntil(async () => (await read(id)).pausedAt !== null, 20_000)
    const paused = await read(id)
    expect(paused.dueAt).toBe(dueAt)
    const { body: standing } = await explain(id)
    expect(standing.pausedAt).toBe(paused.pausedAt)
    expect(standing.lines.at(-1)).toMatchObject({
      kind: 'paused',
      intervals: [{ from: paused.pausedAt }],
      reason: { vi: 'Cần thêm thông tin' },
    })
    await patch(id, { status: 'verified' })
    await vi.waitUntil(async () => (await read(id)).pausedAt === null, 20_000)
    const after = await read(id)
    expect(Date.parse(after.dueAt ?? '')).toBeGreaterThanOrEqual(Date.parse(dueAt ?? ''))
    expect((await explain(id)).body.dueAt).toBe(after.dueAt)
  })

  test('comes out right when steps follow each other faster than it is worked out', async () => {
    const { id } = await make({ category: categories.manhole, requestedAt: new Date().toISOString() })
    for (const status of ['need-information', 'verified', 'need-information', 'received', 'need-information'])
      await patch(id, { status })
    await patch(id, { status: 'verified' })
    const settled = async () => {
      const [report, { body }] = [await read(id), await explain(id)]
      return report.pausedAt === null && report.dueAt === body.dueAt && body.pausedAt === null
    }
    await vi.waitUntil(settled, 20_000)
    const due = (await read(id)).dueAt
    await patch(id, { followers: 2 })
    await vi.waitUntil(settled, 20_000)
    expect((await read(id)).dueAt).toBe(due)
  })

  test('is for those who see reports', async () => {
    const { id } = await make({ category: categories.road })
    const visitor = await centre.call(`/api/x/field-reports/reports/${id}/deadline`)
    expect(visitor.status).toBe(401)
    const [foreign, missing] = [await explain(id, 'officer', ['w2']), await explain('0', 'officer', ['w2'])]
    expect(foreign.body).toMatchObject({ status: 404, code: 'report-missing' })
    expect(foreign.body).toEqual(missing.body)
    expect((await explain('0')).body).toMatchObject({ status: 404, code: 'report-missing' })
  })

  test('counts no day that an administrator declares free', async () => {
    const path = '/api/records/field-reports.calendarDay'
    const before = await make({ category: categories['street-light'], requestedAt: '2031-03-03T01:00:00Z' })
    for (const day of ['2031-03-04', '2031-03-05'])
      expect(
        (await call('POST', path, { day, kind: 'holiday', name: 'Ngày thử', basis: 'Thử' })).status,
      ).toBe(201)
    const after = await make({ category: categories['street-light'], requestedAt: '2031-03-03T01:00:00Z' })
    const days = (Date.parse(after.dueAt ?? '') - Date.parse(before.dueAt ?? '')) / 86_400_000
    expect(days).toBe(2)
    const { lines } = (await explain(after.id)).body
    expect(lines.find(({ kind }) => kind === 'free')).toMatchObject({
      day: '2031-03-04',
      until: '2031-03-05',
      basis: 'Thử',
    })
  })
})
