import { expect, test } from 'vitest'
import { onEachDatabase } from '../testkit/databases.ts'
import { type FuzzReport, fuzz } from '../testkit/fuzz/fuzz.ts'
import { running } from '../testkit/running.ts'

const SEED = 20_261_124
/** Requests per operation. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 120)

const label = (vi: string) => ({ vi, en: vi })
const field = (type: string, more: object = {}) => ({ type, label: label(type), ...more })
const MODEL = {
  label: label('Phản ánh'),
  comments: true,
  search: ['text', 'rich'],
  fields: {
    code: field('code', { pattern: 'PA-{year}-{number:6}' }),
    text: field('text', { maxLength: 100, required: true }),
    rich: field('richText'),
    integer: field('integer', { minimum: 0, maximum: 100 }),
    number: field('number'),
    yes: field('boolean'),
    at: field('datetime'),
    kind: field('select', { options: { red: { label: label('Đỏ') }, blue: { label: label('Xanh') } } }),
    place: field('point'),
    phone: field('phone', { personal: true }),
    mail: field('email', { personal: true }),
    photos: field('image', { most: 2 }),
    other: field('relation', { model: 'city.report' }),
    status: field('status', {
      initial: 'new',
      states: { new: { label: label('Mới') }, done: { label: label('Xong'), final: true } },
      transitions: { finish: { label: label('Xong'), from: ['new'], to: 'done' } },
    }),
  },
  indexes: { byInteger: { fields: ['integer'] } },
}

const is = (property: string, op: string, value: unknown) => ({ op, args: [{ property }, value] })
const filters = [
  is('integer', '<', 50),
  is('text', 'like', '%v%'),
  is('status', 'in', ['new', 'done']),
  is('at', '>', { timestamp: '2026-11-24T02:47:00Z' }),
  { op: 'not', args: [{ op: 'isNull', args: [{ property: 'place' }] }] },
  { op: 'and', args: [is('yes', '=', true), is('kind', '<>', 'red')] },
  is('phone', '=', '+84912345678'),
]
const SAMPLES = {
  filter: filters.map((one) => JSON.stringify(one)),
  'filter-lang': ['cql2-json'],
  search: ['vo nuoc', 'đèn', 'x'],
  near: ['105.69,18.67,500', '105.69,18.67,500000'],
  sort: ['-createdAt', 'integer,-text', 'near', 'status'],
  fields: ['text', 'text,place,photos', 'status'],
  by: ['status', 'kind', 'day(at)', 'hour(createdAt)', 'yes'],
  group: ['status', 'kind,status'],
  phone: ['0912345678', '113', null],
  mail: ['a@b.vn', null],
  photos: [null, []],
  other: [null],
  rich: ['Nước **vỡ**', null],
  'If-Match': ['"1"', '"2"'],
}

onEachDatabase('requests drawn from the OpenAPI document', (makeStore) => {
  test(`break no promise: seed ${SEED}`, async () => {
    const store = await makeStore()
    const { centre, token, call } = await running(store)
    const put = await call('PUT', '/api/config/models/city.report', MODEL)
    expect(put.status, JSON.stringify(put.body)).toBe(201)
    const ids: string[] = []
    for (const text of ['Vỡ ống nước', 'Đèn hỏng', 'Cây đổ']) {
      const { body } = await call('POST', '/api/records/city.report', { text })
      ids.push(body.id)
    }
    const { body: document } = await call('GET', '/openapi.json')
    const rows = async () =>
      centre.db.read.all(
        `select (select count(*) from record_revision) as revisions, (select count(*) from outbox_event) as events,
                (select count(*) from record_comment) as comments, (select count(*) from city__report) as reports,
                (select sum(version) from city__report) as versions`,
      )
    const report: FuzzReport = await fuzz({
      url: centre.url,
      headers: { authorization: `Bearer ${token}` },
      document,
      seed: SEED,
      runs: RUNS,
      known: { 'city.report': ids },
      samples: SAMPLES,
      // It never ends; the stream has tests of its own.
      without: ['/api/stream'],
      state: rows,
    })
    expect(report.findings, JSON.stringify(report.findings, null, 2)).toEqual([])
    expect(report.requests).toBe(report.operations * RUNS)
    process.stdout.write(`${report.requests} requests: ${JSON.stringify(report.statuses)}\n`)
  }, 300_000)
})
