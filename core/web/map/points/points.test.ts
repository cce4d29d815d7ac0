import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Clusters } from './clusters.ts'
import { Engine } from './engine.ts'
import type { Bounds, FromWorker, LayerSource, PointChange, View } from './messages.ts'
import { TONES } from './messages.ts'
import { PointTable } from './point-table.ts'
import { POINTS_TYPE, readBytes, readJson } from './read-points.ts'

const WORLD: Bounds = [-180, -85, 180, 85]
const source: LayerSource = {
  layer: 'city.reports',
  url: '/points',
  tone: { field: 'status', by: 'key', tones: { open: 0, done: 3 } },
  picture: 'kind',
}
type Row = [id: string, longitude: number, latitude: number, status: string | null, kind: string | null]

/** As the centre answers in JSON. */
function sent(rows: readonly Row[], more: object = {}) {
  const keys = [...new Set(rows.map((row) => row[3]).filter((key) => key !== null))]
  const kinds = [...new Set(rows.map((row) => row[4]).filter((key) => key !== null))]
  const index = (all: string[], key: string | null) => (key === null ? null : all.indexOf(key))
  return {
    count: rows.length,
    total: rows.length,
    unplaced: 0,
    scale: 1e7,
    groups: [
      { type: 'key', keys },
      { type: 'key', keys: kinds },
    ],
    items: rows.map(([id, longitude, latitude, status, kind]) => [
      id,
      Math.round(longitude * 1e7),
      Math.round(latitude * 1e7),
      index(keys, status),
      index(kinds, kind),
    ]),
    ...more,
  }
}
const tableOf = (rows: readonly Row[], layer = source.layer) =>
  new PointTable({ ...source, layer }, readJson(sent(rows)))
const sumOf = (marks: { count: number }[]) => marks.reduce((sum, { count }) => sum + count, 0)

const row = fc.tuple(
  fc.uuid(),
  fc.oneof(fc.double({ min: 105, max: 106, noNaN: true }), fc.constantFrom(105.69, -179.9999999, 180)),
  fc.oneof(fc.double({ min: 18, max: 19, noNaN: true }), fc.constantFrom(18.67, -84, 84.9)),
  fc.constantFrom('open', 'done', 'unknown', null),
  fc.constantFrom('tree', null),
) as fc.Arbitrary<Row>
const rows = fc.uniqueArray(row, { selector: ([id]) => id, maxLength: 200 })

test('clusters of the whole world sum to the number of points, and so does each tone, at every zoom', () => {
  fc.assert(
    fc.property(rows, rows, fc.integer({ min: 0, max: 20 }), (first, second, zoom) => {
      const tables = [tableOf(first), tableOf(second, 'city.others')]
      const clusters = new Clusters(tables)
      const marks = clusters.marks({ zoom, drawn: WORLD })
      expect(sumOf(marks)).toBe(first.length + second.length)
      for (const [tone] of TONES.entries()) {
        const expected = tables.reduce(
          (sum, table) =>
            sum +
            Array.from({ length: table.length }, (_, at) => table.tone(at)).filter((one) => one === tone)
              .length,
          0,
        )
        expect(marks.reduce((sum, { tones }) => sum + (tones[tone] ?? 0), 0)).toBe(expected)
      }
      expect(clusters.within(WORLD)).toBe(first.length + second.length)
      for (const { cluster, count } of marks) {
        if (cluster !== undefined) expect(clusters.members(cluster, 5).total).toBe(count)
      }
    }),
    { numRuns: 60 },
  )
})

test('a table after changes is the table of what became of the records', () => {
  const change = fc.record({
    id: fc.integer({ min: 0, max: 30 }),
    place: fc.option(fc.tuple(fc.double({ min: 105, max: 106, noNaN: true }), fc.constant(18.5))),
    status: fc.constantFrom('open', 'done', null),
  })
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20 }), fc.array(change, { maxLength: 80 }), (count, changes) => {
      const start = Array.from({ length: count }, (_, at): Row => [String(at), 105, 18, 'open', null])
      const table = tableOf(start)
      const model = new Map(start.map(([id, longitude, latitude]) => [id, `${longitude} ${latitude} 0`]))
      for (const { id, place, status } of changes) {
        table.change({ id: String(id), place, values: { status } })
        if (place === null) model.delete(String(id))
        else
          model.set(
            String(id),
            `${place[0]} ${place[1]} ${status === 'open' ? 0 : status === 'done' ? 3 : 5}`,
          )
      }
      const found = Array.from({ length: table.length }, (_, at) => [
        table.id(at),
        `${table.longitude(at)} ${table.latitude(at)} ${table.tone(at)}`,
      ])
      expect(new Map(found as [string, string][])).toEqual(model)
      expect(found).toHaveLength(model.size)
      for (const [id] of model) expect(table.id(table.find(id) ?? -1)).toBe(id)
    }),
  )
})

test('a value means what its rule says, and nothing when it is none', () => {
  const stops = {
    field: 'aqi',
    by: 'stop' as const,
    stops: [{ upTo: 50, tone: 3 }, { upTo: 100, tone: 2 }, { tone: 0 }],
  }
  const table = new PointTable({ layer: 'a.b', url: '', tone: stops }, readJson(sent([])))
  const tone = (value: unknown) => {
    table.change({ id: 'x', place: [105, 18], values: { aqi: value } })
    return table.tone(table.find('x') ?? 0)
  }
  expect([50, 50.1, 100, 101, null, 'bad'].map(tone)).toEqual([3, 2, 2, 0, 5, 5])
  const keyed = tableOf([['x', 105, 18, 'toString', null]])
  expect(keyed.tone(0)).toBe(5)
})

test('bytes say the same as JSON', () => {
  const head = { ...sent([]), count: 2, total: 7, unplaced: 3, items: undefined }
  head.groups = [
    { type: 'key', keys: ['open'] },
    { type: 'number', keys: [] },
  ]
  const text = new TextEncoder().encode(JSON.stringify(head))
  const first = Math.ceil((8 + text.length) / 8) * 8
  const buffer = new ArrayBuffer(first + 32 + 8 + 8 + 8 + 16)
  const view = new DataView(buffer)
  new Uint8Array(buffer).fill(0x20, 8, first)
  new Uint8Array(buffer).set(new TextEncoder().encode('SPT1'))
  view.setUint32(4, first - 8, true)
  new Uint8Array(buffer).set(text, 8)
  const id = '01930000-0000-7000-8000-0000000000ff'
  const bytes = (id.replaceAll('-', '').match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16))
  new Uint8Array(buffer).set(bytes, first + 16)
  view.setInt32(first + 32 + 4, 1_056_900_000, true)
  view.setInt32(first + 40 + 4, -186_700_000, true)
  view.setUint16(first + 48, 65_535, true)
  view.setFloat64(first + 56, Number.NaN, true)
  view.setFloat64(first + 64, 2.5, true)
  const points = readBytes(buffer)
  expect(points).toMatchObject({ count: 2, total: 7, unplaced: 3 })
  expect([points.id(1), points.longitude(1), points.latitude(1)]).toEqual([id, 105.69, -18.67])
  expect([points.value(0, 0), points.value(0, 1), points.value(1, 0), points.value(1, 1)]).toEqual([
    null,
    'open',
    null,
    2.5,
  ])
  expect(() => readBytes(new ArrayBuffer(16))).toThrow('no points')
})

/** An engine whose time and answers are the test's. */
function start(answers: (() => Response | Promise<Response>)[]) {
  const told: FromWorker[] = []
  const timers: { run: () => void; wait: number }[] = []
  const asked: { url: string; headers: Record<string, string> }[] = []
  let now = 0
  const engine = new Engine({
    fetch: (async (url: string, init: { headers: Record<string, string> }) => {
      asked.push({ url, headers: init.headers })
      return (answers[asked.length - 1] ?? (() => new Response('{}', { status: 503 })))()
    }) as never,
    tell: (message) => void told.push(message),
    now: () => now++,
    later: (run, wait) => {
      const timer = { run, wait }
      timers.push(timer)
      return () => void timers.splice(timers.indexOf(timer), 1)
    },
  })
  const view: View = { zoom: 10, drawn: WORLD, seen: WORLD }
  engine.hear({ type: 'show', layers: [source.layer] })
  engine.hear({ type: 'view', view })
  const pass = () => {
    for (const { run } of timers.splice(0)) run()
  }
  const marks = () => told.filter((message) => message.type === 'marks').at(-1)
  /** Until layers were read so often. */
  const read = (times = 1) =>
    expect
      .poll(() => {
        pass()
        return told.filter(({ type }) => type === 'loaded').length
      })
      .toBe(times)
  return { engine, told, timers, asked, pass, marks, read }
}
const answer = (rows: readonly Row[], headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(sent(rows)), { headers: { 'content-type': 'application/json', ...headers } })
const at = (id: string, status = 'open'): PointChange => ({ id, place: [105.5, 18.5], values: { status } })

test('changes that come while points are read are not lost, and many are one gathering', async () => {
  let reply = (_: Response) => {}
  const { engine, told, timers, pass, marks, asked, read } = start([
    () => new Promise((done) => (reply = done)),
  ])
  engine.hear({ type: 'load', source })
  engine.hear({ type: 'change', layer: source.layer, changes: [at('new')] })
  engine.hear({ type: 'change', layer: source.layer, changes: [{ id: 'old', place: null, values: {} }] })
  reply(
    answer([
      ['old', 105, 18, 'open', null],
      ['kept', 105, 18, 'done', 'tree'],
    ]),
  )
  await read()
  expect(told.find(({ type }) => type === 'loaded')).toMatchObject({ count: 2, total: 2, unplaced: 0 })
  pass()
  expect(marks()).toMatchObject({ seen: 2, shown: 2 })
  expect(asked[0]?.headers.accept).toContain(POINTS_TYPE)
  for (let i = 0; i < 50; i++)
    engine.hear({ type: 'change', layer: source.layer, changes: [at(`more-${i}`)] })
  expect(timers).toHaveLength(1)
  expect(timers[0]?.wait).toBeLessThan(500)
  pass()
  expect(marks()).toMatchObject({ shown: 52 })
  engine.hear({ type: 'change', layer: source.layer, changes: [at('more-1')] })
  expect(timers, 'nothing on the map is different').toHaveLength(0)
})

test('reading anew is cheap when nothing changed, and tells of it when it fails', async () => {
  const { engine, told, asked, read } = start([
    () => answer([['a', 105, 18, 'open', null]], { etag: '"1"' }),
    () => new Response(null, { status: 304 }),
    () => new Response('{"code":"forbidden"}', { status: 403 }),
  ])
  engine.hear({ type: 'load', source })
  await read()
  engine.hear({ type: 'load', source })
  await read(2)
  expect(asked[1]?.headers['if-none-match']).toBe('"1"')
  engine.hear({ type: 'change', layer: source.layer, changes: [at('b')] })
  engine.hear({ type: 'load', source })
  await expect.poll(() => told.at(-1)).toMatchObject({ type: 'failed', status: 403, code: 'forbidden' })
  expect(asked[2]?.headers['if-none-match'], 'what is here is no longer what was read').toBeUndefined()
})

test('what is seen can be listed, the most urgent first, and where everything lies is known', async () => {
  const { engine, told, read } = start([
    () =>
      answer([
        ['1', 105, 18, 'done', null],
        ['2', 105, 18, 'open', 'tree'],
        ['3', 105, 18, 'open', null],
      ]),
  ])
  engine.hear({ type: 'load', source })
  await read()
  const ask = (question: Parameters<Engine['hear']>[0] & { type: 'ask' }) => {
    engine.hear(question)
    return told.at(-1)
  }
  expect(ask({ type: 'ask', seq: 1, question: { what: 'list', limit: 2 } })).toMatchObject({
    answer: {
      total: 3,
      items: [
        { id: '3', tone: 0 },
        { id: '2', tone: 0 },
      ],
    },
  })
  expect(ask({ type: 'ask', seq: 2, question: { what: 'extent' } })).toMatchObject({
    answer: [105, 18, 105, 18],
  })
  const [mark] = told.findLast((message) => message.type === 'marks')?.marks ?? []
  const cluster = mark?.cluster ?? 0
  expect(ask({ type: 'ask', seq: 3, question: { what: 'expand', cluster } })).toMatchObject({
    answer: undefined,
  })
  expect(ask({ type: 'ask', seq: 4, question: { what: 'expand', cluster: 99_999 } })).toMatchObject({
    answer: undefined,
  })
  expect(ask({ type: 'ask', seq: 5, question: { what: 'list', cluster, limit: 9 } })).toMatchObject({
    answer: { total: 3 },
  })
})
