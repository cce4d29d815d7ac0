import { once } from 'node:events'
import { connect } from 'node:net'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { onEachDatabase, sqliteStore, type TestStore } from '../testkit/databases.ts'
import { type Reply, type Running, running } from '../testkit/running.ts'

const label = (vi: string) => ({ vi, en: vi })
const field = (type: string, more: object = {}) => ({ type, label: label(type), ...more })
const MODEL = {
  label: label('x'),
  fields: {
    name: field('text', { maxLength: 100 }),
    n: field('number'),
    i: field('integer'),
    b: field('boolean'),
    d: field('datetime'),
    s: field('select', { options: { red: { label: label('Đỏ') } } }),
    p: field('point'),
  },
}
const RECORDS = '/api/records/t.thing'
/** Texts that only a stack, a driver or a statement would bring into an answer. */
const INSIDE = /SQLITE_|syntax error|node_modules|\.ts:\d|\n\s+at |t__thing|\$1\b|pg_|ECONN|relation "/

async function start(store: TestStore): Promise<Running> {
  const one = await running(store)
  expect((await one.call('PUT', '/api/config/models/t.thing', MODEL)).status).toBe(201)
  return one
}

/** A refusal in the words of a problem document, with nothing of the inside in it. */
function refused(reply: Reply, status: number, code?: string): void {
  const { body, headers } = reply
  expect([reply.status, body.code ?? body], JSON.stringify(body)).toEqual([status, code ?? body.code])
  expect(headers.get('content-type')).toContain('application/problem+json')
  expect(body).toMatchObject({ status, title: expect.any(String), detail: expect.any(String) })
  expect(JSON.stringify(body)).not.toMatch(INSIDE)
}

function harmless(reply: Reply): void {
  expect(reply.status, JSON.stringify(reply.body)).toBeLessThan(500)
  expect(JSON.stringify(reply.body)).not.toMatch(INSIDE)
}

const filtered = (filter: unknown) =>
  `${RECORDS}?filter-lang=cql2-json&filter=${encodeURIComponent(typeof filter === 'string' ? filter : JSON.stringify(filter))}`
const compare = (property: string, value: unknown, op = '=') => ({ op, args: [{ property }, value] })
const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`

onEachDatabase('hostile requests', (makeStore) => {
  test('a body that does not fit is refused with the place', async () => {
    const { call } = await start(await makeStore())
    const post = (body: unknown, headers?: Record<string, string>) => call('POST', RECORDS, body, headers)
    for (const [body, pointer] of [
      [{ nobody: 1 }, '/nobody'],
      [{ constructor: 1 }, '/constructor'],
      [{ toString: 1 }, '/toString'],
      [{ "name'; drop table t__thing; --": 1 }, "/name'; drop table t__thing; --"],
      [{ name: 5 }, '/name'],
      [{ name: ['x'] }, '/name'],
      [{ name: 'x'.repeat(101) }, '/name'],
      [{ name: 'a\u0000b' }, '/name'],
      [{ n: '5' }, '/n'],
      [{ i: 1.5 }, '/i'],
      [{ i: 2 ** 60 }, '/i'],
      [{ b: 'true' }, '/b'],
      [{ d: 'tomorrow' }, '/d'],
      [{ d: '2026-02-30T00:00:00Z' }, '/d'],
      [{ s: 'blue' }, '/s'],
      [{ s: 'constructor' }, '/s'],
      [{ p: { type: 'Point', coordinates: [500, 0] } }, '/p'],
      [{ p: { type: 'Point', coordinates: ['1', '2'] } }, '/p'],
      [{ p: 'here' }, '/p'],
    ] as const) {
      const reply = await post(body)
      expect([reply.status, reply.body.code, reply.body.errors?.[0]?.pointer]).toEqual([
        422,
        'validation-failed',
        pointer.replaceAll('~', '~0').replaceAll('/', (slash, at) => (at === 0 ? slash : '~1')),
      ])
    }
    refused(await post('{ "name": '), 400, 'json-invalid')
    refused(await post('{"n": 1e400}'), 422, 'validation-failed')
    refused(await post('{"__proto__": {"name": "x"}}'), 400, 'json-invalid')
    refused(await post('{"a": {"\\u005f_proto__": 1}}'), 400, 'json-invalid')
    refused(await post(nested(100_000)), 400, 'body-too-deep')
    for (const body of ['[]', 'null', '5', '"x"', '']) refused(await post(body), 422, 'body-invalid')
    refused(await post(JSON.stringify({ name: 'x'.repeat(1_100_000) })), 413, 'body-too-large')
    refused(await post('name=x', { 'content-type': 'text/plain' }), 415, 'media-type-unsupported')
    refused(await post('name=x', { 'content-type': 'application/x-www-form-urlencoded' }), 415)
    expect((await call('GET', `${RECORDS}?count=exact`)).body.count).toBe(0)
  })

  test('a list that cannot be is refused, whatever is asked', async () => {
    const { call } = await start(await makeStore())
    const get = (path: string) => call('GET', path)
    refused(await get(filtered(nested(4_000))), 400, 'filter-too-deep')
    refused(await get(filtered(`${'{"op":"not","args":['.repeat(300)}true${']}'.repeat(300)}`)), 400)
    const numbers = (count: number) => Array.from({ length: count }, (_, at) => at)
    for (const [filter, code] of [
      [nested(10_000), undefined],
      [compare('i', numbers(1_000_000), 'in'), undefined],
    ] as const) {
      const reply = await fetchUrl(get, filtered(filter))
      expect([414, 431, 'cut']).toContain(reply)
      expect(code).toBeUndefined()
    }
    harmless(await get(filtered(compare('i', numbers(1_500), 'in'))))
    refused(await get(`${RECORDS}?filter=name%3D%27x%27`), 400, 'filter-lang-unsupported')
    refused(await get(`${RECORDS}?filter=name&filter-lang=cql2-text`), 400, 'filter-lang-unsupported')
    refused(await get(`${RECORDS}?filter=true&filter-lang=sql`), 400, 'filter-lang-unsupported')
    for (const filter of [
      '{',
      'null',
      '[]',
      '5',
      {},
      { op: 'constructor', args: [] },
      { op: '__proto__', args: [true] },
      { op: '=', args: {} },
      { op: '=', args: [] },
      { op: 'and' },
      compare('nobody', 1),
      compare('__proto__', 1),
      compare('constructor', 1),
      compare("name' or '1'='1", 1),
      compare('n', 'five'),
      compare('i', { a: 1 }),
      compare('d', 'tomorrow', '>'),
      compare('s', ['red']),
      compare('p', 1),
      { op: 's_intersects', args: [{ property: 'p' }, { bbox: ['a', 0, 1, 1] }] },
      { op: 's_intersects', args: [{ property: 'name' }, { bbox: [0, 0, 1, 1] }] },
      { op: 'isNull', args: ['x'] },
      { op: 'in', args: [{ property: 'i' }, 'x'] },
    ])
      refused(await get(filtered(filter)), 400)
    for (const filter of [
      compare('name', 'a\u0000b'),
      compare('name', '\ud800'),
      compare('name', "x'; drop table t__thing; --"),
      compare('i', 1e300),
      compare('i', 0.5, '>'),
      compare('i', 2 ** 63),
      compare('n', -0),
      compare('id', 'not-an-id'),
      compare('version', 1e40),
      compare('createdAt', '0000-00-00T00:00:00Z', '>'),
      { op: 's_intersects', args: [{ property: 'p' }, { bbox: [1e308, -1e308, 1e308, 1e308] }] },
    ])
      harmless(await get(filtered(filter)))
    for (const query of [
      'sort=nobody',
      'sort=__proto__',
      'sort=constructor',
      'sort=name;drop',
      'sort=',
      'sort=-',
      `sort=${'name,'.repeat(60)}name`,
      'fields=nobody',
      'fields=__proto__',
      'fields=*',
      'limit=0',
      'limit=501',
      'limit=-1',
      'limit=1e2',
      'count=yes',
      'cursor=x',
      'cursor=e30',
      `cursor=${'A'.repeat(5_000)}`,
      'offset=5',
      '__proto__=1',
    ])
      refused(await get(`${RECORDS}?${query}`), 400)
    for (const query of [
      'limit=1&limit=2',
      'sort=name&sort=n',
      'filter=true&filter=false',
      '%E0%A4%A=1',
      'fields=%00',
    ])
      harmless(await get(`${RECORDS}?${query}`))
  })

  test('names that are none lead nowhere, and nothing is done by the wrong method', async () => {
    const { call, centre } = await start(await makeStore())
    for (const model of [
      '__proto__',
      'constructor',
      't.__proto__',
      't.constructor',
      'sqlite_master',
      'T.THING',
      "t.thing'--",
      't.thing%00',
      '%E0%A4%A',
      'x'.repeat(5_000),
    ]) {
      for (const method of ['GET', 'POST']) {
        const reply = await call(method, `/api/records/${model}`, method === 'POST' ? {} : undefined)
        refused(reply, 404)
      }
    }
    for (const id of ['x', '__proto__', "' or 1=1 --", '%00', '%2e%2e%2f', '0'.repeat(5_000), '%F0%9F']) {
      for (const method of ['GET', 'PATCH', 'DELETE'])
        refused(
          await call(method, `${RECORDS}/${id}`, method === 'PATCH' ? {} : undefined),
          404,
          'record-missing',
        )
    }
    refused(await call('GET', `${RECORDS}/x/revisions`), 404, 'record-missing')
    refused(await call('GET', `${RECORDS}/x/revisions?after=-1`), 400, 'query-invalid')

    const made = await call('POST', RECORDS, { name: 'x' })
    const { id } = made.body
    for (const tag of ['1', '"a"', '"1", "2"', '""', `"${'9'.repeat(30)}"`])
      refused(
        await call('PATCH', `${RECORDS}/${id}`, { name: 'y' }, { 'if-match': tag }),
        400,
        'if-match-invalid',
      )
    expect((await call('PATCH', `${RECORDS}/${id}`, { name: 'y' }, { 'if-match': '"1"' })).status).toBe(200)
    refused(
      await call('PATCH', `${RECORDS}/${id}`, { name: 'z' }, { 'if-match': '"1"' }),
      412,
      'version-conflict',
    )
    refused(
      await call('DELETE', `${RECORDS}/${id}`, undefined, { 'if-match': '"1"' }),
      412,
      'version-conflict',
    )
    refused(
      await call('PATCH', `${RECORDS}/${id}`, { id: 'other', version: 9, createdBy: 'me' }),
      422,
      'validation-failed',
    )

    for (const [method, path, allow] of [
      ['PUT', RECORDS, 'HEAD, GET, POST, OPTIONS'],
      ['DELETE', RECORDS, 'HEAD, GET, POST, OPTIONS'],
      ['POST', `${RECORDS}/${id}`, 'HEAD, GET, PATCH, DELETE, OPTIONS'],
    ] as const) {
      const reply = await call(method, path, {})
      refused(reply, 405, 'method-not-allowed')
      expect(reply.headers.get('allow')).toBe(allow)
    }
    const options = await call('OPTIONS', RECORDS)
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'HEAD, GET, POST, OPTIONS'])
    const head = await call('HEAD', `${RECORDS}/${id}`)
    expect([head.status, head.headers.get('etag'), head.body]).toEqual([200, '"2"', ''])
    expect(await centre.db.read.get('select count(*) as n from t__thing')).toMatchObject({
      n: expect.anything(),
    })
  })

  test('whatever JSON comes, nothing breaks', async () => {
    const { call } = await start(await makeStore())
    const names = fc.constantFrom(
      'name',
      'n',
      'i',
      'b',
      'd',
      's',
      'p',
      'id',
      'unit',
      'version',
      '__proto__',
      'x',
    )
    const value = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.string({ unit: 'binary' }), fc.double())
    const body = fc.dictionary(names, value, { maxKeys: 4 })
    const op = fc.constantFrom('=', '<', '>=', '<>', 'in', 'isNull', 'and', 'or', 'not', 's_intersects', 'x')
    const arg = fc.oneof(
      names.map((property) => ({ property })),
      value,
      fc.array(value, { maxLength: 3 }),
    )
    const filter = fc.record({ op, args: fc.array(arg, { maxLength: 3 }) })
    await fc.assert(
      fc.asyncProperty(body, filter, async (values, tree) => {
        const replies = [call('POST', RECORDS, values), call('GET', filtered(tree))]
        for (const reply of await Promise.all(replies)) harmless(reply)
      }),
      { numRuns: 40 },
    )
  })
})

/** What is too long for the line is refused there, or the connection is cut while it is still being sent. */
async function fetchUrl(get: (path: string) => Promise<Reply>, path: string): Promise<number | 'cut'> {
  return get(path).then(
    (reply) => reply.status,
    () => 'cut',
  )
}

const HARDLY_HTTP: [string, string, number][] = [
  ['garbage', 'GARBAGE\r\n\r\n', 400],
  ['no host', 'GET /healthz HTTP/1.1\r\n\r\n', 400],
  [
    'two lengths',
    'POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
    400,
  ],
  [
    'length and chunks',
    'POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    400,
  ],
  ['broken chunks', 'POST /api/session HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n', 400],
  ['a header on two lines', 'GET /healthz HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n', 400],
  ['a NUL in a header', 'GET /healthz HTTP/1.1\r\nHost: x\r\nA: \0\r\n\r\n', 400],
  ['an unknown method', 'BREW /api/session HTTP/1.1\r\nHost: x\r\n\r\n', 400],
  ['a method for tunnels', 'CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n', 0],
  [
    'an upgrade',
    'GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    200,
  ],
  ['a target that is no path', 'GET http://[/ HTTP/1.1\r\nHost: x\r\n\r\n', 400],
  ['a target elsewhere', 'GET http://evil.example/healthz HTTP/1.1\r\nHost: x\r\n\r\n', 200],
  ['a host that is none', 'GET /healthz HTTP/1.1\r\nHost: a b/\r\n\r\n', 400],
]

test('what is hardly HTTP is answered or cut off, and hurts nobody else', async () => {
  const { centre } = await running(await sqliteStore())
  for (const [what, text, status] of HARDLY_HTTP) {
    const answer = await sendRaw(centre.port, text)
    expect(Number(answer.slice(9, 12)), `${what}: ${answer}`).toBe(status)
    expect(answer).not.toMatch(INSIDE)
  }
  expect((await fetch(`${centre.url}/healthz`)).status).toBe(200)
})

async function sendRaw(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  let answer = ''
  socket.on('data', (chunk) => {
    answer += chunk.toString()
  })
  socket.end(text)
  await once(socket, 'close')
  return answer
}
