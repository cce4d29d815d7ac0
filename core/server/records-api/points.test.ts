import { expect, test } from 'vitest'
import { createToken } from '../index.ts'
import { onEachDatabase, type TestStore } from '../testkit/databases.ts'
import { caller, running } from '../testkit/running.ts'
import { POINTS_TYPE } from './points-reply.ts'

const label = { vi: 'Nhãn', en: 'Label' }
const MODEL = {
  label,
  fields: {
    name: { type: 'text', label },
    place: { type: 'point', label },
    level: { type: 'number', label },
    kind: { type: 'select', label, options: { a: { label }, b: { label } } },
    owner: { type: 'text', label, personal: true },
  },
  search: ['name'],
  rights: { read: ['operator'] },
}
const POINTS = '/api/records/t.thing/points'

async function start(store: TestStore) {
  const { call, centre } = await running(store)
  expect((await call('PUT', '/api/config/models/t.thing', MODEL)).status).toBe(201)
  const as = async (role: string) => {
    const { token } = await createToken(centre.db, { name: role, roles: [role] })
    return caller(centre.url, { authorization: `Bearer ${token}` })
  }
  const bytes = async (query = '', more: Record<string, string> = {}) => {
    const { token } = await createToken(centre.db, { name: 'bytes', roles: ['operator'] })
    const headers = { authorization: `Bearer ${token}`, accept: POINTS_TYPE, ...more }
    const answer = await fetch(`${centre.url}${POINTS}${query}`, { headers })
    return { answer, buffer: await answer.arrayBuffer() }
  }
  const at = (longitude: number, latitude: number) => ({ type: 'Point', coordinates: [longitude, latitude] })
  return { call, as, bytes, at }
}

onEachDatabase('points over HTTP', (makeStore) => {
  test('the same points come as JSON and as bytes, and neither twice', async () => {
    const { call, bytes, at } = await start(await makeStore())
    const make = async (values: object) => (await call('POST', '/api/records/t.thing', values)).body.id
    const first = await make({ name: 'một', place: at(105.69, 18.67), kind: 'a', level: 2.5 })
    await make({ name: 'không chỗ' })
    const last = await make({ name: 'hai', place: at(-1.5, -0.25) })

    const json = await call('GET', `${POINTS}?group=kind,level`)
    expect(json.body).toEqual({
      field: 'place',
      count: 2,
      total: 2,
      complete: true,
      unplaced: 1,
      scale: 1e7,
      groups: [
        { field: 'kind', type: 'key', keys: ['a'] },
        { field: 'level', type: 'number' },
      ],
      items: [
        [last, -15_000_000, -2_500_000, null, null],
        [first, 1_056_900_000, 186_700_000, 0, 2.5],
      ],
    })
    const { answer, buffer } = await bytes('?group=kind,level')
    expect(answer.headers.get('content-type')).toBe(POINTS_TYPE)
    expect(new TextDecoder().decode(buffer.slice(0, 4))).toBe('SPT1')
    const length = new DataView(buffer).getUint32(4, true)
    const head = JSON.parse(new TextDecoder().decode(buffer.slice(8, 8 + length)))
    const { items, ...told } = json.body
    expect(head).toEqual(told)
    let from = 8 + length
    const column = (bytesOfOne: number) => {
      const start = from
      from += Math.ceil((bytesOfOne * items.length) / 8) * 8
      return start
    }
    expect(Buffer.from(buffer, column(16), 16).toString('hex')).toBe(last.replaceAll('-', ''))
    expect([...new Int32Array(buffer, column(4), 2)]).toEqual([-15_000_000, 1_056_900_000])
    expect([...new Int32Array(buffer, column(4), 2)]).toEqual([-2_500_000, 186_700_000])
    expect([...new Uint16Array(buffer, column(2), 2)]).toEqual([65_535, 0])
    expect([...new Float64Array(buffer, column(8), 2)]).toEqual([Number.NaN, 2.5])
    expect(from).toBe(buffer.byteLength)

    const tag = answer.headers.get('etag') ?? ''
    const again = await bytes('?group=kind,level', { 'if-none-match': tag })
    expect([again.answer.status, again.buffer.byteLength]).toEqual([304, 0])
    const other = json.headers.get('etag') ?? ''
    expect(other).not.toBe(tag)
    const same = await call('GET', `${POINTS}?group=kind,level`, undefined, { 'if-none-match': other })
    expect(same.status).toBe(304)
    await call('DELETE', `/api/records/t.thing/${last}`)
    expect((await bytes('?group=kind,level', { 'if-none-match': tag })).answer.status).toBe(200)
    expect((await call('GET', POINTS)).body).toMatchObject({
      count: 1,
      items: [[first, 1_056_900_000, 186_700_000]],
    })
  })

  test('filter and search narrow them, rights and masks hold', async () => {
    const { call, as, at } = await start(await makeStore())
    for (const [name, kind] of [
      ['Vỡ ống nước', 'a'],
      ['Cây đổ', 'b'],
    ])
      await call('POST', '/api/records/t.thing', { name, kind, place: at(105, 18), owner: 'Lan' })
    const filter = encodeURIComponent(JSON.stringify({ op: '=', args: [{ property: 'kind' }, 'b'] }))
    const operator = await as('operator')
    expect((await operator('GET', `${POINTS}?filter=${filter}`)).body.count).toBe(1)
    expect((await operator('GET', `${POINTS}?search=vo+nuoc`)).body.count).toBe(1)
    expect((await operator('GET', `${POINTS}?search=vo+nuoc&filter=${filter}`)).body.count).toBe(0)
    expect((await operator('GET', `${POINTS}?near=105,18,100`)).body.count).toBe(2)
    expect(await operator('GET', `${POINTS}?group=owner`)).toMatchObject({
      status: 400,
      body: { code: 'points-invalid' },
    })
    expect((await call('GET', `${POINTS}?group=owner`)).body.groups[0].keys).toEqual(['Lan'])
    expect(await (await as('officer'))('GET', POINTS)).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    })
  })

  test('what nobody should ask is refused in words', async () => {
    const { call } = await start(await makeStore())
    for (const query of [
      'field=name',
      'field=',
      'field=__proto__',
      'field=%00',
      'group=nobody',
      'group=constructor',
      'group=kind,,level',
      'group=place',
      'group=id,name,kind,level',
      `group=${'x'.repeat(4_000)}`,
      'limit=5',
      'sort=name',
      'cursor=x',
      'filter={',
      `filter=${encodeURIComponent('{"op":"=","args":[{"property":"nobody"},1]}')}`,
      'near=1,2',
      'search=a+b+c+d+e+f+g+h+i',
      '__proto__=1',
    ]) {
      const { status, body, headers } = await call('GET', `${POINTS}?${query}`)
      expect([status, headers.get('content-type')], query).toEqual([
        400,
        'application/problem+json; charset=utf-8',
      ])
      expect(body).toMatchObject({ title: expect.any(String), code: expect.any(String) })
    }
    expect((await call('GET', '/api/records/t.nothing/points')).status).toBe(404)
    expect((await call('POST', POINTS, {})).status).toBe(405)
    expect((await call('GET', POINTS, undefined, { 'if-none-match': '*,"x",' })).status).toBe(200)
  })
})
