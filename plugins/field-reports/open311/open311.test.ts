import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Discovery, Service, ServiceDefinition, ServiceRequest } from './geo-report.ts'
import { type Open311Centre, open311Centre } from './testkit/open311-centre.ts'

const FIELDS = { service_code: 'flooding', lat: '18.6609', long: '105.6897', 'attribute[depth]': 'knee' }
type Made = { service_request_id: string; service_notice: string | null; account_id: null }[]
let open: Open311Centre

beforeAll(async () => {
  open = await open311Centre()
}, 120_000)
afterAll(() => open?.[Symbol.asyncDispose]())

const list = (query: Record<string, string> = {}) =>
  open.client.get<ServiceRequest[]>('requests', 'service_requests', query)
const idOf = (content: Made) => content[0]?.service_request_id ?? ''

test('a strict client finds the door, the services and the questions', async () => {
  const discovery = await open.client.get<Discovery>('discovery', 'discovery')
  expect(discovery.endpoints).toMatchObject([
    { url: `${open.centre.url}/open311/v2`, type: 'production', formats: ['text/xml', 'application/json'] },
  ])
  expect(Date.parse(discovery.changeset)).toBeLessThanOrEqual(Date.now() + 1000)
  const services = await open.client.get<Service[]>('services', 'services')
  expect(services).toHaveLength(15)
  expect(services.map((one) => one.service_code)).not.toContain('security')
  for (const { service_code, metadata } of services) {
    const definition = await open.client.get<ServiceDefinition>(
      `services/${service_code}`,
      'service_definition',
    )
    expect(definition.service_code).toBe(service_code)
    expect(definition.attributes.length > 0, service_code).toBe(metadata)
    expect(definition.attributes.map(({ order }) => order)).toEqual(
      definition.attributes.map((_, at) => at + 1),
    )
  }
  expect(await open.client.get('services/security', 'errors')).toMatchObject([{ code: 404 }])
})

test('a changed category moves the changeset', async () => {
  const before = await open.client.get<Discovery>('discovery', 'discovery')
  open.pass(5000)
  const token = await open.centre.token()
  const categories = '/api/records/field-reports.category'
  const { body } = await open.centre.call<{ items: { id: string }[] }>(`${categories}?limit=1`, { token })
  const change = { method: 'PATCH', token, body: { description: 'Đã đổi' } } as const
  expect((await open.centre.call(`${categories}/${body.items[0]?.id}`, change)).status).toBe(200)
  const after = await open.client.get<Discovery>('discovery', 'discovery')
  expect(after.changeset > before.changeset).toBe(true)
  expect(after.endpoints[0]?.changeset).toBe(after.changeset)
})

test('reports are found by state, kind, time, place and page', async () => {
  const all = await list()
  expect(all.length).toBeGreaterThan(300)
  expect(JSON.stringify(all)).not.toMatch(/095\d{7}|"service_code":"security"/)
  const times = all.map((one) => Date.parse(one.requested_datetime))
  expect(times).toEqual(times.toSorted((a, b) => b - a))
  const opened = await list({ status: 'open' })
  const closed = await list({ status: 'closed' })
  expect(opened.length + closed.length).toBe(all.length)
  expect(await list({ status: 'open,closed' })).toEqual(all)
  expect(
    await list({ status: '', service_code: '', start_date: '', jurisdiction_id: 'nghean.gov.vn' }),
  ).toEqual(all)
  expect(new Set(opened.map((one) => one.status))).toEqual(new Set(['open']))
  const roads = await list({ service_code: 'road, tree', page_size: '5' })
  expect(roads).toHaveLength(5)
  expect(await list({ page: '2', page_size: '10' })).toEqual(all.slice(10, 20))
  const [from, to] = [all[60], all[20]].map((one) => one?.requested_datetime ?? '') as [string, string]
  const between = await list({ start_date: from, end_date: to })
  expect(between.length).toBeGreaterThanOrEqual(41)
  expect(between.every((one) => one.requested_datetime >= from && one.requested_datetime <= to)).toBe(true)
  expect(await list({ start_date: '2030-01-01T00:00:00Z' })).toEqual([])
  const near = await list({ lat: '18.6609', long: '105.6897', radius: '800' })
  expect(near.length).toBeGreaterThan(0)
  expect(near.length).toBeLessThan(all.length)
  const two = all.slice(3, 5).map((one) => one.service_request_id)
  expect(await list({ service_request_id: two.join(), status: 'nonsense' })).toEqual(all.slice(3, 5))
  expect(await open.client.get(`requests/${two.join()}`, 'service_requests')).toEqual(all.slice(3, 5))
  expect(await list({ service_request_id: 'PA-1999-000001' })).toEqual([])
  expect(all.some((one) => one.media_url === null)).toBe(true)
}, 60_000)

test('a report that a machine sends is read again in both formats, with its answers kept', async () => {
  const sent = await open.client.post<Made>([
    ...Object.entries(FIELDS),
    ['description', 'Nước ngập <b>đường</b> & "]]>" 🌊,\r\ngọi 0954 011 139'],
    ['first_name', 'An'],
    ['phone', '0954011139'],
    ['email', 'an@example.vn'],
    ['device_id', 'tt222111'],
    ['account_id', '123456'],
    ['media_url', 'https://anh.example/1.jpg'],
  ])
  expect(sent.status).toBe(201)
  const id = idOf(sent.content)
  const [report] = await open.client.get<ServiceRequest[]>(`requests/${id}`, 'service_requests')
  expect(report).toMatchObject({
    service_request_id: id,
    status: 'open',
    status_notes: 'Đã tiếp nhận',
    description: 'Nước ngập <b>đường</b> & "]]>" 🌊, gọi •••',
    lat: 18.6609,
    long: 105.6897,
    media_url: null,
  })
  expect(JSON.stringify(report)).not.toMatch(/an@example|0954|anh\.example/)
  expect(await open.client.get(`tokens/${id}`, 'token')).toEqual([{ service_request_id: id, token: id }])
  const filter = encodeURIComponent(JSON.stringify({ op: '=', args: [{ property: 'code' }, id] }))
  const { body } = await open.centre.call<{ items: object[] }>(
    `/api/records/field-reports.report?filter-lang=cql2-json&filter=${filter}`,
    { token: await open.centre.token('operator') },
  )
  expect(body.items[0]).toMatchObject({
    channel: 'open311',
    attributes: { depth: 'knee' },
    answers: 'Nước sâu tới đâu: Đầu gối',
    mediaUrl: 'https://anh.example/1.jpg',
    reporterPhone: '+84954011139',
    reporterEmail: 'an@example.vn',
  })
  const xml = await open.client.post<Made>({ ...FIELDS, description: 'khác' }, 'submitted', { format: 'xml' })
  expect([xml.status, idOf(xml.content)]).toEqual([201, expect.stringMatching(/^PA-\d{4}-\d{6}$/)])
})

test('several answers of one question, a day and an address alone are taken', async () => {
  const kinds = ['rubble', 'chemical'].map((kind): [string, string] => ['attribute[kinds][]', kind])
  const garbage = await open.client.post<Made>([
    ['service_code', 'garbage'],
    ['address_string', '12 Nguyễn Du, phường Bến Thủy'],
    ['address_id', ''],
    ...kinds,
  ])
  const water = await open.client.post<Made>({
    service_code: 'water-supply',
    address_string: 'Ngõ 5',
    'attribute[since]': '2026-11-23',
  })
  const ids = [idOf(garbage.content), idOf(water.content)]
  const found = await list({ service_request_id: ids.join() })
  expect(found.map(({ lat, address }) => [lat, address])).toContainEqual([null, 'Ngõ 5'])
})

test('the same request a hundred times at once is one report; another key or other words make another', async () => {
  const fields = { ...FIELDS, description: 'Một trăm lần', device_id: 'máy 1' }
  const made = await Promise.all(Array.from({ length: 100 }, () => open.client.post<Made>(fields)))
  expect(new Set(made.map(({ status }) => status))).toEqual(new Set([201]))
  expect(new Set(made.map(({ content }) => idOf(content))).size).toBe(1)
  open.pass(180_000)
  expect(idOf((await open.client.post<Made>(fields)).content)).toBe(idOf(made[0]?.content ?? []))
  const other = { ...fields, description: 'Một trăm lẻ một' }
  expect(idOf((await open.client.post<Made>(other)).content)).not.toBe(idOf(made[0]?.content ?? []))
  const named = { headers: { 'idempotency-key': 'may-1-0001' } }
  const first = idOf((await open.client.post<Made>(fields, 'submitted', named)).content)
  expect(idOf((await open.client.post<Made>(fields, 'submitted', named)).content)).toBe(first)
  expect(first).not.toBe(idOf(made[0]?.content ?? []))
  const mismatch = await open.client.post<{ code: number }[]>(other, 'errors', named)
  expect([mismatch.status, mismatch.content[0]?.code]).toEqual([400, 400])
}, 60_000)

test('closed reports carry the moment of closing, and name who is responsible', async () => {
  const closed = await list({ status: 'closed', page_size: '50' })
  expect(closed.every((one) => Date.parse(one.updated_datetime) >= Date.parse(one.requested_datetime))).toBe(
    true,
  )
  expect(closed.some((one) => one.agency_responsible !== null)).toBe(true)
})
