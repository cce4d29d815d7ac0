import { rm } from 'node:fs/promises'
import { createTestCentre, type TestCentre } from '@saola/sdk-testing'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { built } from '../testkit/built.ts'
import type { GeoError, ServiceRequest } from './geo-report.ts'
import * as specification from './testkit/specification.ts'

const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true })
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
let dir = ''
let centre: TestCentre
let key = ''

beforeAll(async () => {
  dir = await built()
  centre = await createTestCentre({ plugins: [dir], on: ['field-reports'] })
  key = await centre.token('field-reports.open311')
}, 120_000)
afterAll(async () => {
  await centre?.[Symbol.asyncDispose]()
  if (dir) await rm(dir, { recursive: true, force: true })
})

async function get<T>(path: string, schema?: object): Promise<T> {
  const { status, body } = await centre.call<T>(`/open311/v2/${path}`)
  expect({ status, body }).toMatchObject({ status: 200 })
  if (schema) fits(schema, body)
  return body
}

function fits(schema: object, value: unknown) {
  ajv.validate(schema, value)
  expect(ajv.errors ?? []).toEqual([])
}

async function post(fields: Record<string, string>, path = 'requests.json') {
  const answer = await fetch(`${centre.url}/open311/v2/${path}`, {
    method: 'POST',
    headers: FORM,
    body: new URLSearchParams(fields),
  })
  return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() }
}

test('a stranger finds the door, the services and the questions', async () => {
  const discovery = await get<{ endpoints: { url: string }[] }>('discovery.json', specification.discovery)
  expect(discovery.endpoints[0]?.url).toBe(`${centre.url}/open311/v2`)
  const services = await get<{ service_code: string }[]>('services.json', specification.services)
  expect(services).toHaveLength(15)
  expect(services.map((one) => one.service_code)).not.toContain('security')
  await get('services/flooding.json', specification.serviceDefinition)
  expect((await centre.call('/open311/v2/services/security.json')).status).toBe(404)
  expect(await get<string>('services.xml')).toMatch(
    /^<\?xml version="1.0" encoding="UTF-8"\?>\n<services><service>/,
  )
  expect(await get<string>('discovery.xml')).toContain('<formats><format>text/xml</format>')
})

test('reports are found by state, kind, place and page', async () => {
  const all = await get<ServiceRequest[]>('requests.json', specification.serviceRequests)
  expect(all.length).toBeGreaterThan(300)
  expect(JSON.stringify(all)).not.toMatch(/095\d{7}|"service_code":"security"/)
  const open = await get<ServiceRequest[]>('requests.json?status=open')
  const closed = await get<ServiceRequest[]>('requests.json?status=closed')
  expect(open.length + closed.length).toBe(all.length)
  expect(new Set(open.map((one) => one.status))).toEqual(new Set(['open']))
  const roads = await get<ServiceRequest[]>('requests.json?service_code=road,tree&page_size=5')
  expect(roads).toHaveLength(5)
  const second = await get<ServiceRequest[]>('requests.json?page=2&page_size=10')
  expect(second.map((one) => one.service_request_id)).toEqual(
    all.slice(10, 20).map((one) => one.service_request_id),
  )
  const near = await get<ServiceRequest[]>('requests.json?lat=18.6609&long=105.6897&radius=800')
  expect(near.length).toBeGreaterThan(0)
  expect(near.length).toBeLessThan(all.length)
  const two = all.slice(3, 5).map((one) => one.service_request_id)
  expect(await get<ServiceRequest[]>(`requests.json?service_request_id=${two}`)).toEqual(all.slice(3, 5))
})

test('a report that a machine sends is read again in both formats', async () => {
  const sent = await post({
    api_key: key,
    service_code: 'flooding',
    lat: '18.6609',
    long: '105.6897',
    description: 'Nước ngập <b>đường</b>,\r\ngọi 0954 011 139',
    'attribute[depth]': 'knee',
    first_name: 'An',
    phone: '0954011139',
    email: 'an@example.vn',
  })
  expect(sent).toMatchObject({ status: 201 })
  const made = JSON.parse(sent.text) as { service_request_id: string }[]
  fits(specification.submitted, made)
  const id = made[0]?.service_request_id ?? ''
  const [report] = await get<ServiceRequest[]>(`requests/${id}.json`, specification.serviceRequests)
  expect(report).toMatchObject({
    service_request_id: id,
    status: 'open',
    description: 'Nước ngập <b>đường</b>, gọi •••',
    lat: 18.6609,
    long: 105.6897,
  })
  expect(JSON.stringify(report)).not.toMatch(/an@example|0954/)
  const xml = await get<string>(`requests/${id}.xml`)
  expect(xml).toContain('<description>Nước ngập &lt;b&gt;đường&lt;/b&gt;, gọi')
  expect(await get(`tokens/${id}.json`, specification.token)).toEqual([{ service_request_id: id, token: id }])
})

test('what is wrong is said in the form of the specification', async () => {
  const fields = { service_code: 'water-supply', lat: '18.66', long: '105.68' }
  const cases: [number, Record<string, string>][] = [
    [403, fields],
    [403, { ...fields, api_key: 'wrong' }],
    [404, { ...fields, api_key: key, service_code: 'security' }],
    [400, { ...fields, api_key: key, lat: '18,67' }],
    [400, { ...fields, api_key: key, lat: '105.68', long: '18.66' }],
    [400, { ...fields, api_key: key, phone: '1' }],
  ]
  for (const [status, given] of cases) {
    const json = await post(given)
    expect(json).toMatchObject({ status })
    const errors = JSON.parse(json.text) as GeoError[]
    fits(specification.errors, errors)
    expect(errors[0]?.code).toBe(status)
    // Visitors without an account have a small allowance each minute.
    if (given.lat !== fields.lat || given.phone) continue
    const xml = await post(given, 'requests.xml')
    expect(xml).toMatchObject({ status, type: 'text/xml; charset=utf-8' })
    expect(xml.text).toContain(`<errors><error><code>${status}</code><description>`)
  }
  const entity = await fetch(`${centre.url}/open311/v2/requests.xml?api_key=${key}`, {
    method: 'POST',
    headers: { 'content-type': 'text/xml' },
    body: '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
  })
  expect(entity.status).toBe(400)
  expect(await entity.text()).toContain('<errors><error><code>400</code>')
  for (const path of ['requests/PA-1999-000001', 'tokens/x', 'services/x', 'requests/x'])
    fits(specification.errors, (await centre.call(`/open311/v2/${path}.json`)).body)
  expect((await centre.call('/open311/v2/requests.json?start_date=24/11/2026')).status).toBe(400)
})
