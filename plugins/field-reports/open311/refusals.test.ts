import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Open311Centre, open311Centre } from './testkit/open311-centre.ts'
import { StrictClient } from './testkit/strict-client.ts'

const FIELDS = { service_code: 'water-supply', lat: '18.66', long: '105.68', description: 'Vỡ ống' }
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
type Errors = { code: number; description: string }[]
let open: Open311Centre

beforeAll(async () => {
  open = await open311Centre()
}, 120_000)
afterAll(() => open?.[Symbol.asyncDispose]())

const count = async () => {
  const { body } = await open.centre.call<{ total: number }>(
    '/api/records/field-reports.report/counts?by=channel',
    { token: await open.centre.token() },
  )
  return body.total
}

test('only a key that was given the right may send', async () => {
  const officer = await open.centre.token('officer')
  const operator = await open.centre.token('operator')
  for (const [key, said] of [
    ['', 'api_key'],
    ['wrong', 'api_key'],
    [officer, 'api_key'],
    [operator, 'api_key'],
  ] as const) {
    for (const format of ['json', 'xml'] as const) {
      const { status, content } = await open.client.post<Errors>(FIELDS, 'errors', { key, format })
      expect([status, content[0]?.code]).toEqual([403, 403])
      expect(content[0]?.description).toContain(said)
    }
  }
  const wrong = new StrictClient(open.centre.url, 'wrong')
  expect(await wrong.get('requests', 'errors')).toMatchObject([{ code: 403 }])
  // The key of an application reads nothing but what everybody may.
  const { status } = await open.centre.call('/api/records/field-reports.report', { token: open.key })
  expect(status).toBe(403)
  // Nor does the door tell an officer more than a stranger.
  const requests = async (token?: string) => {
    const options = token ? { token } : {}
    const { body } = await open.centre.call<Record<string, unknown>[]>('/open311/v2/requests.json', options)
    // Deadlines are still being worked out: their values move.
    return body.map((one) => [one.service_request_id, ...Object.keys(one)])
  }
  const theirs = await open.centre.token('officer', ['cap-nuoc'])
  expect(await requests(theirs)).toEqual(await requests())
})

test.each([
  ['no service', { service_code: '' }, 400, 'service_code is missing'],
  ['an unknown service', { service_code: 'x' }, 404, 'service_code "x" was not found'],
  ['a hidden service', { service_code: 'security' }, 404, 'was not found'],
  ['a decimal comma', { lat: '18,67' }, 400, 'write 18.67'],
  ['swapped coordinates', { lat: '105.68', long: '18.66' }, 400, 'are swapped'],
  ['a place at sea', { lat: '18.9', long: '106.4' }, 400, 'outside Nghệ An'],
  ['a place in Laos', { lat: '17.97', long: '102.6' }, 400, 'outside Nghệ An'],
  ['half a place', { long: '' }, 400, 'long is missing'],
  ['no place', { lat: '', long: '' }, 400, 'must be given'],
  ['a NUL', { description: 'a\0b' }, 400, 'control characters'],
  ['a control character', { description: 'a\u001b[31m' }, 400, 'control characters'],
  ['a direction character', { address_string: 'a\u202egpj.exe' }, 400, 'control characters'],
  ['a long text', { description: 'ư'.repeat(4001) }, 400, 'at most 4000'],
  ['an answer nobody asked for', { 'attribute[x]': '1' }, 400, 'not one of the service'],
  ['a missing answer', { service_code: 'flooding' }, 400, 'attribute[depth] is missing'],
  ['a wrong telephone number', { phone: 'gọi' }, 400, 'telephone'],
  ['a number that is too short to be one', { phone: '+84 1' }, 400, 'reporterPhone'],
  ['a script as link', { media_url: 'javascript:alert(1)' }, 400, 'media_url'],
])('%s is refused in both formats', async (_what, change, status, said) => {
  const before = await count()
  for (const format of ['json', 'xml'] as const) {
    const { content, ...answer } = await open.client.post<Errors>({ ...FIELDS, ...change }, 'errors', {
      format,
    })
    expect(answer.status).toBe(status)
    expect(content[0]?.code).toBe(status)
    expect(content.map(({ description }) => description).join()).toContain(said)
  }
  expect(await count()).toBe(before)
  open.pass(5000)
})

test('errors are said in the language of who asks', async () => {
  const vi = { headers: { 'accept-language': 'vi' } }
  const { content } = await open.client.post<Errors>({ ...FIELDS, lat: '18,67' }, 'errors', vi)
  expect(content[0]?.description).toContain('hãy viết 18.67')
})

test('script, markup and decomposed letters stay text in every field', async () => {
  const script = '<script>alert("]]>")</script>&amp;'
  const sent = await open.client.post<{ service_request_id: string }[]>({
    ...FIELDS,
    description: `${script} ${'Vỡ nước'.normalize('NFD')}`,
    address_string: script,
    first_name: script,
    last_name: script,
  })
  const id = sent.content[0]?.service_request_id
  expect(await open.client.get(`requests/${id}`, 'service_requests')).toMatchObject([
    { description: `${script} Vỡ nước`, address: script },
  ])
})

test('bodies that are no form, too large, too deep, with too many fields or not UTF-8', async () => {
  const before = await count()
  const post = (body: BodyInit, type: string, format = 'xml') =>
    open.client.refused(`requests.${format}?api_key=${open.key}`, {
      method: 'POST',
      headers: { 'content-type': type },
      body,
    })
  const entity = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
  for (const type of ['text/xml', 'application/xml', 'multipart/form-data; boundary=x', 'text/plain']) {
    const { status, content } = await post(entity, type)
    expect([status, content[0]?.code]).toEqual([400, 400])
    expect(JSON.stringify(content)).not.toContain('root:')
  }
  const form = FORM['content-type']
  const cases: [BodyInit, string, string][] = [
    [`description=${'x'.repeat(30 * 1024 * 1024)}`, form, 'larger than'],
    ['attribute[x][]=1&'.repeat(10_000), form, 'fields'],
    [
      Buffer.from('service_code=water-supply&lat=18.66&long=105.68&description=V\xe1\xbb\xff', 'latin1'),
      form,
      'UTF-8',
    ],
    ['service_code=water-supply&lat=18.66&long=105.68&description=%ff%fe', form, 'UTF-8'],
    ['service_code=water-supply&service_code=road&lat=18.66&long=105.68', form, 'more than once'],
    ['', form, 'service_code is missing'],
    [`{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`, 'application/json', 'deeper'],
    ['{"service_code":', 'application/json', 'not JSON'],
    ['[1]', 'application/json', 'must be a form'],
  ]
  for (const [body, type, said] of cases) {
    for (const format of ['json', 'xml']) {
      const { status, content } = await post(body, type, format)
      expect(status, said).toBe(400)
      expect(content.map(({ description }) => description).join()).toContain(said)
    }
  }
  expect(await count()).toBe(before)
}, 60_000)

test('addresses and methods that are none, dates and pages that do not fit', async () => {
  const key = `api_key=${open.key}`
  for (const [address, status] of [
    ['requests/PA-1999-000001.json', 404],
    ['requests/x.xml', 404],
    ['tokens/x.json', 404],
    ['services/x.xml', 404],
    ['services', 404],
    ['', 404],
    ['services.yaml', 404],
    ['requests/..%2f..%2fx.json', 404],
    ['requests/%ff%00.json', 404],
    [`requests/${'x'.repeat(5000)}.json`, 404],
    ['a/b/c/d.json', 404],
  ] as const)
    expect((await open.client.refused(`${address}?${key}`)).status, address).toBe(status)
  for (const method of ['PUT', 'DELETE', 'PATCH']) {
    const { status, headers } = await open.client.refused(`requests.json?${key}`, { method })
    expect([status, headers.get('allow')]).toEqual([400, 'HEAD, GET, POST, OPTIONS'])
  }
  const queries: Record<string, string>[] = [
    { start_date: '24/11/2026' },
    { start_date: '2026-11-24' },
    { end_date: '2026-11-24T02:47:00' },
    { start_date: '2026-01-01T00:00:00Z', end_date: '2026-06-01T00:00:00Z' },
    { status: 'pending' },
    { page: '-1' },
    { page_size: '100000' },
    { radius: '5' },
  ]
  for (const query of queries)
    expect(await open.client.get('requests', 'errors', query)).toMatchObject([{ code: 400 }])
  expect(await open.client.get('requests', 'errors', { service_code: 'nope' })).toMatchObject([{ code: 404 }])
})

test('a clock that runs an hour ahead loses nothing', async () => {
  const soon = new Date(Date.now() + 3_600_000).toISOString()
  expect(await open.client.get<object[]>('requests', 'service_requests', { end_date: soon })).not.toEqual([])
  expect(await open.client.get('requests', 'service_requests', { start_date: soon })).toEqual([])
})

test('who comes too often hears of it here too: without a key by address, with one by key', async () => {
  let status = 0
  let headers = new Headers()
  for (let asked = 0; asked < 100 && status !== 429; asked += 1) {
    const answer = await fetch(`${open.centre.url}/open311/v2/discovery.xml`)
    ;({ status, headers } = answer)
    await answer.text()
  }
  expect(status).toBe(429)
  const refused = await open.client.refused('services.json')
  expect([refused.status, refused.content[0]?.code]).toEqual([429, 429])
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await open.client.get<object[]>('services', 'services')).toHaveLength(15)
})

test('while the module is off the door says so in its own form', async () => {
  await open.centre.disable('field-reports')
  for (const address of ['services.json', 'requests.xml', 'nothing']) {
    const { status, content } = await open.client.refused(address)
    expect([status, content[0]?.code]).toEqual([400, 400])
    expect(content[0]?.description).toMatch(/tắt|off/)
  }
  await open.centre.enable('field-reports')
  expect((await open.client.get<object[]>('services', 'services')).length).toBe(15)
}, 60_000)

test('a province names its jurisdiction, its contact and what the door is for', async () => {
  const token = await open.centre.token()
  const path = '/api/config/settings/field-reports'
  const settings = {
    open311Contact: 'Phòng 101',
    open311KeyService: 'Gửi thư cho phòng 101',
    open311Jurisdiction: 'nghean.gov.vn',
    open311Type: 'test',
  }
  expect(await open.centre.call(path, { method: 'PUT', token, body: settings })).toMatchObject({
    status: 201,
  })
  expect(await open.client.get('discovery', 'discovery')).toMatchObject({
    contact: 'Phòng 101',
    key_service: 'Gửi thư cho phòng 101',
    endpoints: [{ type: 'test' }],
  })
  const other = { jurisdiction_id: 'hatinh.gov.vn' }
  expect(await open.client.get('services', 'errors', other)).toMatchObject([{ code: 404 }])
  expect((await open.client.post<Errors>({ ...FIELDS, ...other }, 'errors')).status).toBe(404)
  const own = { jurisdiction_id: 'nghean.gov.vn' }
  expect((await open.client.get<object[]>('services', 'services', own)).length).toBe(15)
})
