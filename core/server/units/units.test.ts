import { join } from 'node:path'
import type { Unit } from '@saola/sdk'
import { beforeEach, describe, expect, test } from 'vitest'
import { createToken } from '../identity/index.ts'
import { onEachDatabase, sqliteStore } from '../testkit/databases.ts'
import { code, writePlugin } from '../testkit/plugins.ts'
import { caller, disable, enable, type Running, running } from '../testkit/running.ts'

const square = (west: number, south: number, size: number): [number, number][] => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
]
const label = (vi: string) => ({ vi, en: vi })
const units: Record<string, Unit> = {
  '40': {
    label: label('Tỉnh Nghệ An'),
    kind: 'province',
    area: { geometry: { type: 'Polygon', coordinates: [square(104, 18, 2)] } },
  },
  w1: {
    label: label('Phường Trường Vinh'),
    kind: 'ward',
    parent: '40',
    from: '2025-07-01',
    formerly: [{ name: 'Phường Bến Thủy', district: 'Thành phố Vinh', until: '2025-06-30' }],
    area: {
      schematic: true,
      geometry: {
        type: 'MultiPolygon',
        coordinates: [[square(105, 18.5, 0.4), square(105.1, 18.6, 0.1)], [square(105.6, 18.5, 0.1)]],
      },
    },
  },
  w0: {
    label: label('Phường Bến Thủy'),
    kind: 'ward',
    parent: '40',
    to: '2025-06-30',
  },
  'cap-nuoc': { label: label('Công ty Cấp nước'), kind: 'company', parent: '40', example: true },
}
const put = (one: Running, id: string, set: object) => one.call('PUT', `/api/config/units/${id}`, set)
const ids = (items: { id: string }[]) => items.map(({ id }) => id)

describe('the tree', () => {
  let one: Running
  const found = async (query: string) => (await one.call('GET', `/api/units?${query}`)).body.items

  beforeEach(async () => {
    one = await running(await sqliteStore(), { clock: () => Date.UTC(2026, 10, 24) })
    expect((await put(one, 'city.all', { label: label('Đơn vị'), source: 'x', units })).status).toBe(201)
  })

  test('is listed for everybody as it stands today, each unit before those below it', async () => {
    const answer = await fetch(`${one.centre.url}/api/units`)
    expect(answer.status).toBe(200)
    expect(ids(((await answer.json()) as { items: { id: string }[] }).items)).toEqual([
      '40',
      'cap-nuoc',
      'w1',
    ])
    const tag = answer.headers.get('etag') ?? ''
    const again = await fetch(`${one.centre.url}/api/units`, { headers: { 'if-none-match': tag } })
    expect(again.status).toBe(304)
    await put(one, 'city.more', { label: label('Thêm'), units: { x: { label: label('X'), kind: 'office' } } })
    const changed = await fetch(`${one.centre.url}/api/units`, { headers: { 'if-none-match': tag } })
    expect(changed.status).toBe(200)
  })

  test('has the units of a day, of a kind, below another', async () => {
    expect(ids(await found('at=2025-06-30'))).toEqual(['40', 'cap-nuoc', 'w0'])
    expect(ids(await found('at=2025-07-01&kind=ward'))).toEqual(['w1'])
    expect(ids(await found('at=any&kind=ward,company'))).toEqual(['cap-nuoc', 'w0', 'w1'])
    expect(ids(await found('search=tr&kind=company'))).toEqual([])
    expect(ids(await found('parent=40'))).toEqual(['cap-nuoc', 'w1'])
  })

  test('says all of one unit', async () => {
    expect((await one.call('GET', '/api/units/w1')).body).toEqual({
      id: 'w1',
      label: label('Phường Trường Vinh'),
      kind: 'ward',
      parent: '40',
      from: '2025-07-01',
      to: null,
      example: false,
      formerly: units.w1?.formerly,
      area: units.w1?.area,
      source: 'x',
      license: null,
    })
    expect((await one.call('GET', '/api/units/none')).body).toMatchObject({
      status: 404,
      code: 'unit-missing',
    })
  })

  test('finds by what an address says, old names too', async () => {
    const text = async (words: string, more = '') => found(`text=${encodeURIComponent(words)}${more}`)
    expect(await text('5 Nguyễn Du, p. ben thuy, TP Vinh')).toMatchObject([
      { id: 'w1', formerName: { name: 'Phường Bến Thủy' } },
    ])
    const [today] = await text('Phường Trường Vinh')
    expect(today).toMatchObject({ id: 'w1' })
    expect(today).not.toHaveProperty('formerName')
    expect(ids(await text('Bến Thủy', '&at=2024-01-01'))).toEqual(['w0'])
    expect(ids(await text('cong ty cap nuoc'))).toEqual(['cap-nuoc'])
    expect(await text('12 đường Trường Vinh')).toEqual([])
  })

  test('finds for who is typing', async () => {
    expect(ids(await found('search=ben'))).toEqual(['w1'])
    expect(ids(await found('search=vinh tr'))).toEqual(['w1'])
    expect(ids(await found('search=NUOC'))).toEqual(['cap-nuoc'])
    expect(await found('search=inh')).toEqual([])
    expect(await found('search=')).toEqual([])
  })

  test('finds by position, the lowest first, and not in a hole', async () => {
    expect(ids(await found('point=105.05,18.55'))).toEqual(['w1', '40'])
    expect(ids(await found('point=105.15,18.65'))).toEqual(['40'])
    expect(ids(await found('point=105.65,18.55'))).toEqual(['w1', '40'])
    expect(await found('point=100,10')).toEqual([])
  })

  test.each([
    ['text', `text=${'a'.repeat(301)}`],
    ['point', 'point=18,67,1'],
    ['point', 'point=181,0'],
    ['point', 'point=1e2,0'],
    ['at', 'at=2026-02-30'],
    ['at', 'at=today'],
    ['point', 'text=a&point=1,1'],
    ['what', 'what=1'],
  ])('refuses a bad %s', async (culprit, query) => {
    expect((await one.call('GET', `/api/units?${query}`)).body).toMatchObject({
      code: 'query-invalid',
      culprit,
    })
  })

  test('takes no unit twice, and none above itself', async () => {
    const x = { label: label('X'), kind: 'office' }
    const refused = await put(one, 'other.all', { label: label('Khác'), units: { w1: x } })
    expect(refused.body).toMatchObject({ status: 422, effects: [{ code: 'unit-taken' }] })
    const circle = { a: { ...x, parent: 'b' }, b: { ...x, parent: 'a' } }
    expect((await put(one, 'other.all', { label: label('Khác'), units: circle })).body).toMatchObject({
      status: 422,
      effects: [{ code: 'unit-cycle' }],
    })
    expect(await found('kind=office')).toEqual([])
  })
})

test('a plugin asks the tree, and its own units go with it', async () => {
  const store = await sqliteStore()
  const root = join(store.dataDir, 'source')
  await writePlugin(join(root, 'asker', 'dist'), {
    id: 'asker',
    server: `export const run = async (ctx, { query }) => ({ body: {
      one: await ctx.units.get('w1'), none: await ctx.units.get('w9'),
      below: (await ctx.units.children('40')).map(({ id }) => id),
      named: await ctx.units.find({ text: 'phuong ben thuy' }),
      held: (await ctx.units.find({ point: [105.05, 18.55] })).map(({ id }) => id),
      both: await ctx.units.find({ text: 'x', point: [1, 1] }).catch(({ code }) => code),
    } })`,
    contributes: {
      units: { all: { label: label('Đơn vị'), units } },
      routes: {
        run: { method: 'GET', path: '/run', summary: label('x'), permission: 'public', run: code('run') },
      },
    },
  })
  const one = await running(store, { workspace: [root] })
  await enable(one, 'asker')
  const { body } = await one.call('GET', '/api/x/asker/run')
  expect(body).toMatchObject({
    one: { id: 'w1', kind: 'ward', parent: '40', example: false },
    none: null,
    below: ['cap-nuoc', 'w1'],
    named: [{ id: 'w1', formerName: { district: 'Thành phố Vinh' } }],
    held: ['w1', '40'],
    both: 'query-invalid',
  })
  const plan = (await one.call('GET', '/api/modules/asker/plan?to=off')).body
  expect(plan.effects).toMatchObject([{ kind: 'warns', point: 'units', subject: 'asker.all' }])
  await disable(one, 'asker')
  expect((await one.call('GET', '/api/units')).body).toEqual({ items: [] })
})

onEachDatabase('units in records', (store) => {
  test('an unknown one is refused once there are any; what stands already stays', async () => {
    const one = await running(await store())
    const model = {
      label: label('Việc'),
      fields: { at: { type: 'unit', label: label('Nơi') }, name: { type: 'text', label: label('Tên') } },
    }
    expect((await one.call('PUT', '/api/config/models/city.job', model)).status).toBe(201)
    const path = '/api/records/city.job'
    const made = await one.call('POST', path, { at: 'free', name: 'a' })
    expect(made.status).toBe(201)
    await put(one, 'city.all', { label: label('Đơn vị'), units })
    const refused = await one.call('POST', path, { at: 'nowhere' })
    expect(refused.body).toMatchObject({
      code: 'validation-failed',
      errors: [{ pointer: '/at', code: 'unit-unknown' }],
    })
    expect((await one.call('POST', path, { at: 'w1' })).status).toBe(201)
    const patch = (values: object) => one.call('PATCH', `${path}/${made.body.id}`, values)
    expect((await patch({ name: 'b', at: 'free' })).status).toBe(200)
    expect((await patch({ at: 'elsewhere' })).body).toMatchObject({ code: 'validation-failed' })
    expect((await patch({ at: 'w1' })).status).toBe(200)

    // A unit of a person may have ended or be unknown: their work goes on.
    const { token } = await createToken(one.centre.db, {
      name: 'x',
      roles: ['administrator'],
      units: ['gone'],
    })
    const own = caller(one.centre.url, { authorization: `Bearer ${token}` })
    expect((await own('POST', path, { name: 'c' })).body).toMatchObject({ unit: 'gone' })
    expect((await own('POST', path, { name: 'c', unit: 'nowhere' })).body).toMatchObject({
      errors: [{ pointer: '/unit', code: 'unit-unknown' }],
    })
  })
})
