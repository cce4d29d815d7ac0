import { expect, test } from 'vitest'
import { createToken } from '../identity/index.ts'
import { onEachDatabase, sqliteStore, type TestStore } from '../testkit/databases.ts'
import { type Call, caller, running } from '../testkit/running.ts'

const label = (en: string) => ({ vi: en, en })
const road = {
  label: label('Road'),
  fields: {
    name: { type: 'text', label: label('Name'), required: true },
    lanes: { type: 'integer', label: label('Lanes') },
    at: { type: 'point', label: label('At') },
  },
  rights: { read: ['operator'] },
}
const roads = '/api/records/city.road'

async function withRoads(
  store: TestStore,
): Promise<{ call: Call; url: string; db: Awaited<ReturnType<typeof running>>['centre']['db'] }> {
  const { call, centre } = await running(store)
  expect((await call('PUT', '/api/config/models/city.road', road)).status).toBe(201)
  return { call, url: centre.url, db: centre.db }
}
const filter = (tree: unknown) => `filter-lang=cql2-json&filter=${encodeURIComponent(JSON.stringify(tree))}`

onEachDatabase('records over HTTP', (makeStore) => {
  test('a record is made, read, changed, deleted, and remembered', async () => {
    const { call } = await withRoads(await makeStore())
    const made = await call('POST', roads, {
      name: 'Quang Trung',
      lanes: 4,
      at: { type: 'Point', coordinates: [105.68, 18.67] },
    })
    const { id } = made.body
    expect([made.status, made.headers.get('etag'), made.headers.get('location')]).toEqual([
      201,
      '"1"',
      `${roads}/${id}`,
    ])
    const read = await call('GET', `${roads}/${id}`)
    expect([read.status, read.body, read.headers.get('etag')]).toEqual([200, made.body, '"1"'])
    expect((await call('GET', `${roads}/${id}`, undefined, { 'if-none-match': '"1"' })).status).toBe(304)

    const patched = await call(
      'PATCH',
      `${roads}/${id}`,
      { lanes: 6 },
      { 'if-match': '"1"', 'content-type': 'application/merge-patch+json' },
    )
    expect([patched.status, patched.body.lanes, patched.headers.get('etag')]).toEqual([200, 6, '"2"'])
    const stale = await call('PATCH', `${roads}/${id}`, { lanes: 8 }, { 'if-match': '"1"' })
    expect([stale.status, stale.body.code]).toEqual([412, 'version-conflict'])
    expect((await call('DELETE', `${roads}/${id}`, undefined, { 'if-match': '"1"' })).status).toBe(412)
    expect((await call('GET', `${roads}/${id}/revisions`)).body.items).toHaveLength(2)
    expect((await call('DELETE', `${roads}/${id}`)).status).toBe(204)
    expect((await call('GET', `${roads}/${id}`)).body).toMatchObject({ status: 404, code: 'record-missing' })
  })

  test('a list is filtered, sorted, counted and paged', async () => {
    const { call } = await withRoads(await makeStore())
    for (let lanes = 1; lanes <= 7; lanes += 1) await call('POST', roads, { name: `Road ${lanes}`, lanes })
    const wide = filter({ op: '>=', args: [{ property: 'lanes' }, 3] })
    const first = (await call('GET', `${roads}?${wide}&sort=-lanes&limit=3&count=exact&fields=lanes`)).body
    expect(first).toMatchObject({ count: 5, items: [{ lanes: 7 }, { lanes: 6 }, { lanes: 5 }] })
    expect(Object.keys(first.items[0]).sort()).toEqual(['id', 'lanes', 'version'])
    const next = (await call('GET', `${roads}?${wide}&sort=-lanes&limit=3&cursor=${first.next}`)).body
    expect(next).toMatchObject({ items: [{ lanes: 4 }, { lanes: 3 }], next: null })
    expect(next.count).toBeUndefined()
  })
})

test('bad input of every kind is refused with its place', async () => {
  const { call } = await withRoads(await sqliteStore())
  const refused = async (method: string, path: string, body?: unknown, headers?: Record<string, string>) => {
    const answer = await call(method, path, body, headers)
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    expect(JSON.stringify(answer.body)).not.toMatch(/SQLITE|at .*\.ts:|select /i)
    return `${answer.status} ${answer.body.code}`
  }
  expect(await refused('GET', '/api/records/city.nothing')).toBe('404 model-unknown')
  expect(await refused('GET', '/api/records/nothing')).toBe('404 model-unknown')
  expect(await refused('POST', roads, '{"name":')).toBe('400 json-invalid')
  expect(await refused('POST', roads, '[]')).toBe('422 body-invalid')
  expect(await refused('POST', roads, { name: 'a', width: 3 })).toBe('422 validation-failed')
  expect(await refused('POST', roads, { name: 5 })).toBe('422 validation-failed')
  expect(await refused('POST', roads, {})).toBe('422 validation-failed')
  expect(await refused('POST', roads, 'a=b', { 'content-type': 'text/plain' })).toBe(
    '415 media-type-unsupported',
  )
  expect(await refused('POST', roads, { name: 'x'.repeat(2_000_000) })).toBe('413 body-too-large')
  expect(await refused('POST', roads, `{"name":${'['.repeat(20_000)}${']'.repeat(20_000)}}`)).toBe(
    '400 body-too-deep',
  )
  expect(await refused('PUT', roads, {})).toBe('405 method-not-allowed')
  expect(await refused('GET', `${roads}?limit=0`)).toBe('400 query-invalid')
  expect(await refused('GET', `${roads}?nothing=1`)).toBe('400 query-invalid')
  expect(await refused('GET', `${roads}?sort=width`)).toMatch(/^400 /)
  expect(await refused('GET', `${roads}?cursor=abc`)).toBe('400 cursor-invalid')
  expect(await refused('GET', `${roads}?filter=lanes%3D3&filter-lang=cql2-text`)).toBe(
    '400 filter-lang-unsupported',
  )
  expect(await refused('GET', `${roads}?filter-lang=cql2-json&filter=%7B`)).toBe('400 filter-invalid')
  expect(await refused('GET', `${roads}?${filter({ op: '=', args: [{ property: 'width' }, 3] })}`)).toMatch(
    /^400 filter-/,
  )
  let deep: unknown = { op: '=', args: [{ property: 'lanes' }, 3] }
  for (let level = 0; level < 300; level += 1) deep = { op: 'not', args: [deep] }
  expect(await refused('GET', `${roads}?${filter(deep)}`)).toBe('400 filter-too-deep')
  const many = { op: 'in', args: [{ property: 'lanes' }, Array.from({ length: 1_000_000 }, () => 1)] }
  expect(
    (await call('GET', `${roads}?${filter(many)}`).catch(() => ({ status: 431 }))).status,
  ).toBeGreaterThanOrEqual(400)
  expect(await refused('PATCH', `${roads}/no-such-id`, { lanes: 1 })).toBe('404 record-missing')
  expect(await refused('PATCH', `${roads}/no-such-id`, { lanes: 1 }, { 'if-match': 'abc' })).toBe(
    '400 if-match-invalid',
  )
})

test('rights are those of the model', async () => {
  const { call, url, db } = await withRoads(await sqliteStore())
  const { id } = (await call('POST', roads, { name: 'A' })).body
  const { token } = await createToken(db, { name: 'o', roles: ['operator'] })
  const operator = caller(url, { authorization: `Bearer ${token}` })
  expect((await operator('GET', `${roads}/${id}`)).status).toBe(200)
  expect((await operator('POST', roads, { name: 'B' })).body).toMatchObject({
    status: 403,
    code: 'forbidden',
  })
  expect((await caller(url)('GET', roads)).body).toMatchObject({ status: 401, code: 'sign-in-required' })
})
