import type { Json } from '@saola/sdk'
import { expect, test } from 'vitest'
import catalogue from '../demo/categories.json' with { type: 'json' }
import { answersText, type Question } from '../models/question.ts'
import { isInNgheAn } from './area.ts'
import { Refused } from './geo-report.ts'
import { readRequestsQuery } from './read-query.ts'
import { readReport } from './read-report.ts'
import { aCategory } from './testkit/examples.ts'

const NOW = Date.parse('2026-11-24T02:47:00+07:00')
const attributesOf = (code: string): Json =>
  catalogue.find((one) => one.code === code)?.attributes as unknown as Json
const label = { vi: 'Nhãn' }
const values = ['a', 'b', 'c'].map((key) => ({ key, label }))
const everyKind: Json = [
  { code: 's', label, datatype: 'string', required: true },
  { code: 't', label, datatype: 'text' },
  { code: 'n', label, datatype: 'number' },
  { code: 'd', label, datatype: 'datetime' },
  { code: 'one', label, datatype: 'singlevaluelist', values },
  { code: 'many', label, datatype: 'multivaluelist', values },
  { code: 'notice', label, datatype: 'string', variable: false, required: true },
]
const categories = [
  aCategory(),
  aCategory({ id: '02', code: 'flooding', name: 'Ngập úng', attributes: attributesOf('flooding') }),
  aCategory({ id: '04', code: 'other', name: 'Khác', attributes: everyKind }),
  aCategory({ id: '03', code: 'noise', name: 'Tiếng ồn', sensitive: true }),
]
const here = { lat: '18.6872', long: '105.6831' }
const water = { service_code: 'water-supply', description: 'Vỡ ống', ...here }

function refusalOf(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    if (error instanceof Refused)
      return error.errors.map((one) => `${one.code} ${one.description.en}`).join(' | ')
    throw error
  }
  return 'taken'
}

test.each([
  ['Vinh', 105.68, 18.68, true],
  ['Cửa Lò', 105.72, 18.81, true],
  ['Hoàng Mai', 105.71, 19.27, true],
  ['Mường Xén', 104.13, 19.4, true],
  ['Quế Phong', 104.9, 19.62, true],
  ['Thanh Thủy', 105.25, 18.75, true],
  ['out at sea', 106.2, 18.9, false],
  ['Laos', 103.2, 19.45, false],
  ['Hà Tĩnh', 105.9, 18.34, false],
  ['Thanh Hóa', 105.78, 19.8, false],
  ['Hà Nội', 105.85, 21.03, false],
  ['nowhere', 0, 0, false],
])('%s', (_name, longitude, latitude, inside) => {
  expect(isInNgheAn(longitude, latitude)).toBe(inside)
})

test('a report is read from a form', () => {
  const report = readReport(
    {
      ...water,
      service_code: 'flooding',
      'attribute[depth]': 'knee',
      first_name: 'An',
      last_name: 'Nguyễn',
      phone: '0954 011 139',
      email: 'an@example.vn',
      media_url: 'http://127.0.0.1/x.jpg',
      jurisdiction_id: 'nghean',
    },
    categories,
  )
  expect(report).toMatchObject({
    position: [105.6831, 18.6872],
    name: 'Nguyễn An',
    phone: '0954 011 139',
    email: 'an@example.vn',
  })
  expect(report.description).toBe('Vỡ ống')
  expect(report.attributes).toEqual({ depth: 'knee' })
  expect(report.mediaUrl).toBe('http://127.0.0.1/x.jpg')
  expect(report.category.id).toBe('02')
})

test('an address is enough, and the text may be missing', () => {
  const report = readReport({ service_code: 'water-supply', address_string: '12 Nguyễn Du' }, categories)
  expect(report).toMatchObject({ address: '12 Nguyễn Du', description: 'Nước sạch' })
})

test('answers of every datatype are read, from a form and from JSON', () => {
  const form = {
    ...water,
    service_code: 'other',
    'attribute[s]': ' một ',
    'attribute[t]': 'hai\r\nba',
    'attribute[n]': '-12.50',
    'attribute[d]': '2026-11-24T02:47 07:00',
    'attribute[one]': 'b',
    'attribute[many][]': ['a', 'c', 'a'],
    'attribute[notice]': '',
    'attribute[unknown]': '',
  }
  const answers = {
    s: 'một',
    t: 'hai\nba',
    n: -12.5,
    d: '2026-11-24T02:47:00+07:00',
    one: 'b',
    many: ['a', 'c'],
  }
  expect(readReport(form, categories).attributes).toEqual(answers)
  expect(answersText(everyKind as unknown as Question[], answers)).toBe(
    'Nhãn: một · Nhãn: hai ba · Nhãn: -12.5 · Nhãn: 2026-11-24T02:47:00+07:00 · Nhãn: Nhãn · Nhãn: Nhãn, Nhãn',
  )
  const json = { ...water, service_code: 'other', attribute: { ...answers, n: '-12.5' } }
  expect(readReport(json, categories).attributes).toEqual(answers)
  const day = { ...water, service_code: 'other', 'attribute[s]': 'x', 'attribute[d]': '2026-11-24' }
  expect(readReport(day, categories).attributes).toEqual({ s: 'x', d: '2026-11-24T00:00:00+07:00' })
})

test.each([
  [{ 'attribute[s]': ['x', 'y'] }, 'attribute[s] takes one value'],
  [{ 'attribute[s]': 'x', 'attribute[n]': '1,5' }, 'attribute[n] must be a number with a decimal point'],
  [{ 'attribute[s]': 'x', 'attribute[n]': '0x10' }, 'attribute[n] must be a number'],
  [{ 'attribute[s]': 'x', 'attribute[d]': '24/11/2026' }, 'attribute[d] must be a date'],
  [{ 'attribute[s]': 'x', 'attribute[d]': '2026-02-31' }, 'attribute[d] must be a date'],
  [
    { 'attribute[s]': 'x', 'attribute[many][]': ['a', 'x'] },
    'attribute[many] must be one of a, b, c, not "x"',
  ],
  [{ 'attribute[s]': 'x', 'attribute[one]': ['a', 'b'] }, 'attribute[one] takes one value'],
  [{ 'attribute[s]': 'x', 'attribute[notice]': 'y', 'attribute[z]': '1' }, 'attribute[z] is not one of'],
  [{ 'attribute[s]': 'x', 'attribute[many][a][b]': 'y' }, 'must be attribute[code] or attribute[code][]'],
  [{ attribute: [['s', 'x']] }, 'attribute must name its code'],
  [{ attribute: { s: { deep: [[[['x']]]] } } }, 'attribute[s] must be a text'],
  [{ attribute: { s: 'x', __proto__x: 'y' } }, 'attribute[__proto__x] is not one of'],
])('answers %j are refused', (given, refusal) => {
  expect(refusalOf(() => readReport({ ...water, service_code: 'other', ...given }, categories))).toContain(
    refusal,
  )
})

test('everything that is wrong is said at once, with the code of each', () => {
  const given = { service_code: 'nope', lat: '18,67', long: '105.7', phone: 'gọi', description: '\u0001' }
  expect(refusalOf(() => readReport(given, categories)).split(' | ')).toHaveLength(4)
})

test('decomposed letters are composed', () => {
  const { description } = readReport({ ...water, description: 'Vỡ nước'.normalize('NFD') }, categories)
  expect(description).toBe('Vỡ nước'.normalize('NFC'))
})

test.each([
  ['no service_code', { ...here }, '400 service_code is missing'],
  ['unknown service_code', { ...water, service_code: 'x' }, '404 service_code "x" was not found'],
  ['a hidden category', { ...water, service_code: 'security' }, '404 service_code "security" was not found'],
  ['no place', { service_code: 'water-supply' }, '400 lat and long, or address_string, must be given'],
  ['half a place', { ...water, long: '' }, '400 long is missing: lat and long belong together'],
  [
    'a comma',
    { ...water, lat: '18,67' },
    '400 lat must be decimal degrees with a point (WGS 84), not "18,67"; write 18.67',
  ],
  ['words', { ...water, lat: 'Vinh' }, '400 lat must be decimal degrees with a point (WGS 84), not "Vinh"'],
  ['1e2', { ...water, lat: '1e2' }, '400 lat must be decimal degrees with a point (WGS 84), not "1e2"'],
  [
    'a swap',
    { ...water, lat: '105.68', long: '18.68' },
    '400 lat and long are swapped: lat=105.68, long=18.68 should be lat=18.68, long=105.68',
  ],
  [
    'Laos',
    { ...water, lat: '19.45', long: '103.2' },
    '400 The point lat=19.45, long=103.2 lies outside Nghệ An',
  ],
  [
    'an address id alone',
    { service_code: 'water-supply', address_id: '7' },
    '400 lat and long, or address_string, must be given; address_id is not known here',
  ],
  [
    '4001 characters',
    { ...water, description: 'ư'.repeat(4001) },
    '400 description must have at most 4000 characters',
  ],
  ['NUL', { ...water, description: 'a\0b' }, '400 description holds control characters'],
  ['bidi', { ...water, description: 'a\u202eb' }, '400 description holds control characters'],
  ['what is not UTF-8', { ...water, description: 'V\ufffd \ufffdng' }, '400 description is not UTF-8'],
  ['twice the same', { ...water, description: ['a', 'b'] }, '400 description came more than once'],
  ['an object for a text', { ...water, description: { a: [] } }, '400 description must be a text'],
  [
    'a script as link',
    { ...water, media_url: 'javascript:alert(1)' },
    '400 media_url must be an http or https address',
  ],
  [
    'a file as link',
    { ...water, media_url: 'file:///etc/passwd' },
    '400 media_url must be an http or https address',
  ],
  [
    'a key in a link',
    { ...water, media_url: 'http://a:b@x.vn/1.jpg' },
    '400 media_url must be an http or https address',
  ],
  ['no answer', { ...water, service_code: 'flooding' }, '400 attribute[depth] is missing: How deep'],
  [
    'a wrong answer',
    { ...water, service_code: 'flooding', 'attribute[depth]': 'hip' },
    '400 attribute[depth] must be one of ankle, knee, above, not "hip"',
  ],
  [
    'an unknown question',
    { ...water, 'attribute[x]': '1' },
    '400 attribute[x] is not one of the service: see services/{code}',
  ],
  [
    'no number',
    { ...water, service_code: 'x', phone: 'gọi', email: 'an' },
    '404 service_code "x" was not found | 400 phone must be a telephone number | 400 email must be an e-mail address',
  ],
])('a report with %s is refused', (_name, given, refusal) => {
  expect(refusalOf(() => readReport(given, categories))).toBe(refusal)
})

test('4000 characters outside the basic plane are taken', () => {
  expect(refusalOf(() => readReport({ ...water, description: '🌊'.repeat(4000) }, categories))).toBe('taken')
})

const span = (given: object) => JSON.stringify(readRequestsQuery({ ...given }, categories, NOW).filter)

test('dates make a span of at most 90 days', () => {
  expect(span({})).toContain('2026-11-23T19:47:00.999Z')
  expect(span({})).toContain('2026-08-25T19:47:00.000Z')
  expect(span({ end_date: '2026-06-01T00:00:00Z' })).toContain('2026-03-03T00:00:00.000Z')
  expect(span({ start_date: '2026-01-01T00:00:00Z' })).toContain('2026-04-01T00:00:00.999Z')
  expect(span({ start_date: '2026-11-01T00:00:00 07:00' })).toContain('2026-10-31T17:00:00.000Z')
})

test('a circle leaves sensitive kinds out, which are otherwise in', () => {
  expect(span({})).toContain('"03"')
  expect(span({ ...here, radius: '500' })).not.toContain('"03"')
  expect(readRequestsQuery({ ...here, radius: '500' }, categories, NOW).near).toEqual({
    point: [105.6831, 18.6872],
    metres: 500,
  })
})

test('pages and ids', () => {
  expect(readRequestsQuery({}, categories, NOW)).toMatchObject({ skip: 0, take: 1000 })
  expect(readRequestsQuery({ page: '3', page_size: '50' }, categories, NOW)).toMatchObject({
    skip: 100,
    take: 50,
  })
  expect(readRequestsQuery({ page: '2' }, categories, NOW)).toMatchObject({ skip: 100, take: 100 })
  const byIds = readRequestsQuery({ service_request_id: 'PA-1, PA-2,PA-1', start_date: 'x' }, categories, NOW)
  expect(byIds.ids).toEqual(['PA-1', 'PA-2'])
})

test.each([
  [{ status: 'done' }, '400 status must be open, closed or both'],
  [{ service_code: 'security' }, '404 service_code "security" was not found'],
  [{ start_date: '24/11/2026' }, '400 start_date must be a date'],
  [{ start_date: '2026-11-24T02:47:00' }, '400 start_date must be a date'],
  [{ end_date: '2026-02-31T00:00:00Z' }, '400 end_date must be a date'],
  [
    { start_date: '2026-01-01T00:00:00Z', end_date: '2026-04-02T00:00:00Z' },
    '400 start_date and end_date may not span more than 90 days',
  ],
  [
    { start_date: '2026-03-01T00:00:00Z', end_date: '2026-02-01T00:00:00Z' },
    '400 start_date must not be after end_date',
  ],
  [{ page: '0' }, '400 page must be'],
  [{ page_size: '1001' }, '400 page_size must be'],
  [{ page: '2', page_size: '-1' }, '400 page_size must be'],
  [{ page: '9999', page_size: '1000' }, '400 page 9999 of 1000 lies beyond'],
  [{ radius: '5' }, '400 radius needs lat and long'],
  [{ ...here, radius: '0' }, '400 radius must be metres'],
  [{ lat: '18,67', long: '105.68' }, '400 lat must be decimal'],
  [
    { service_request_id: Array.from({ length: 101 }, (_, at) => `PA-${at}`).join() },
    '400 service_request_id takes',
  ],
])('a search for %j is refused', (given, refusal) => {
  expect(refusalOf(() => readRequestsQuery(given, categories, NOW))).toContain(refusal)
})
