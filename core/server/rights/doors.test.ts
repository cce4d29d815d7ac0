import { join } from 'node:path'
import type { ModelDef } from '@saola/sdk'
import { beforeAll, expect, test } from 'vitest'
import { photo } from '../files/testkit/pictures.ts'
import { createToken } from '../identity/index.ts'
import { onEachDatabase } from '../testkit/databases.ts'
import { code, writePlugin } from '../testkit/plugins.ts'
import { type Call, caller, enable, type Reply, type Running, runningOn } from '../testkit/running.ts'

const label = { vi: 'Nhãn', en: 'Label' }
const mine = { op: 'in', args: [{ property: 'unit' }, { param: 'actor.units' }] } as const
const officer = { role: 'officer', where: mine }
const report: ModelDef = {
  label,
  fields: {
    code: { type: 'code', label, pattern: 'R-{number:4}' },
    name: { type: 'text', label },
    secret: { type: 'text', label },
    phone: { type: 'phone', label, personal: true },
    place: { type: 'point', label },
    photos: { type: 'image', label },
    parent: { type: 'relation', label, model: 'report' },
  },
  rights: {
    read: ['operator', { ...officer, hide: ['secret'] }],
    create: ['operator', 'officer'],
    update: ['operator', officer],
    delete: ['operator', officer],
  },
  personal: ['operator'],
  assign: ['operator'],
  comments: true,
  search: ['name', 'secret'],
}
const server = `
export const list = async (ctx, { actor }) => ({ body: await ctx.records('report', { for: actor }).list() })
export const one = async (ctx, { actor, params }) => {
  const found = await ctx.records('report', { for: actor }).get(params.id)
  return found ? { body: found } : { status: 404, body: { code: 'gone' } }
}`
const path = '/api/records/city.report'

/** Everything that takes the id of a record. */
const doors: Record<string, (call: Call, id: string) => Promise<Reply>> = {
  get: (call, id) => call('GET', `${path}/${id}`),
  'get, changed?': (call, id) => call('GET', `${path}/${id}`, undefined, { 'if-none-match': '"1"' }),
  patch: (call, id) => call('PATCH', `${path}/${id}`, { name: 'x' }),
  'patch, stale': (call, id) => call('PATCH', `${path}/${id}`, { name: 'x' }, { 'if-match': '"7"' }),
  'patch, wrong': (call, id) => call('PATCH', `${path}/${id}`, { nothing: 'x' }),
  'patch, hidden': (call, id) => call('PATCH', `${path}/${id}`, { secret: 'x' }),
  'patch, unit': (call, id) => call('PATCH', `${path}/${id}`, { unit: 'a' }),
  delete: (call, id) => call('DELETE', `${path}/${id}`),
  undo: (call, id) => call('POST', `${path}/${id}/undo`),
  comments: (call, id) => call('GET', `${path}/${id}/comments`),
  'public comments': (call, id) => call('GET', `${path}/${id}/comments?visibility=public`),
  comment: (call, id) => call('POST', `${path}/${id}/comments`, { text: 'x' }),
  revisions: (call, id) => call('GET', `${path}/${id}/revisions`),
  'later revisions': (call, id) => call('GET', `${path}/${id}/revisions?after=1`),
  filter: (call, id) => call('GET', `${path}?count=exact&filter=${equals('id', id)}`),
  'filter by parent': (call, id) => call('GET', `${path}/counts?by=name&filter=${equals('parent', id)}`),
  'relation of a new one': (call, id) => call('POST', path, { name: 'x', parent: id }),
  explain: (call, id) => call('GET', `/api/rights/explain?model=city.report&permission=update&id=${id}`),
  'plugin route': (call, id) => call('GET', `/api/x/city/one/${id}`),
}
const equals = (property: string, value: string) =>
  encodeURIComponent(JSON.stringify({ op: '=', args: [{ property }, value] }))

/** What the answer tells, without what names the request and the id in it. */
function told({ status, body, headers }: Reply, id: string): unknown {
  const { instance: _instance, requestId: _requestId, ...rest } = typeof body === 'object' ? body : { body }
  const kept = ['etag', 'content-type', 'cache-control', 'location', 'allow'].map((name) => headers.get(name))
  return JSON.parse(JSON.stringify([status, kept, rest]).replaceAll(id, '<id>'))
}

onEachDatabase('every door, as everybody', (_store, keep) => {
  let one: Running
  const ids = { own: '', foreign: '', ownGone: '', foreignGone: '', guessed: crypto.randomUUID() }
  const files = { own: '', foreign: '', guessed: 'f'.repeat(32) }
  const calls: Record<string, Call> = {}

  beforeAll(async () => {
    const store = await keep()
    const dir = join(store.dataDir, 'workspace')
    const route = { method: 'GET' as const, summary: label, permission: 'city.view' }
    await writePlugin(join(dir, 'city', 'dist'), {
      id: 'city',
      server,
      capabilities: ['records:own'],
      contributes: {
        models: { report },
        permissions: { view: { label, roles: ['operator', 'officer'] } },
        routes: {
          list: { ...route, path: '/all', run: code('list') },
          one: { ...route, path: '/one/:id', run: code('one') },
        },
      },
    })
    one = await runningOn(store, { workspace: [dir] })
    expect((await enable(one, 'city')).status).toBe(200)
    const as = async (name: string, roles: string[], units: string[] = []) => {
      const { token } = await createToken(one.centre.db, { name, roles, units })
      calls[name] = caller(one.centre.url, { authorization: `Bearer ${token}` })
    }
    calls.administrator = one.call
    calls.anonymous = caller(one.centre.url)
    await as('operator', ['operator'], ['centre'])
    await as('officer of a', ['officer'], ['a'])
    await as('officer of b', ['officer'], ['b'])
    await as('officer of both', ['officer'], ['a', 'b'])
    await as('officer of none', ['officer'])
    await as('nobody', [])
    const operator = calls.operator as Call
    const picture = await photo({ gps: false })
    const make = async (unit: string, name: string) => {
      const staged = await operator('POST', '/api/files?name=anh.jpg', picture, {
        'content-type': 'image/jpeg',
      })
      const made = await operator('POST', path, {
        unit,
        name,
        secret: 'kín',
        phone: '0912345678',
        place: { type: 'Point', coordinates: [105.6, 18.6] },
        photos: [{ id: staged.body.id }],
      })
      expect(made.status).toBe(201)
      await operator('POST', `${path}/${made.body.id}/comments`, { text: 'xem', visibility: 'public' })
      return { id: made.body.id as string, file: staged.body.id as string }
    }
    const [own, foreign] = [await make('a', 'Vỡ nước'), await make('b', 'Vỡ nước')]
    const [ownGone, foreignGone] = [await make('a', 'Đã xóa'), await make('b', 'Đã xóa')]
    for (const { id } of [ownGone, foreignGone]) await operator('DELETE', `${path}/${id}`)
    Object.assign(ids, {
      own: own.id,
      foreign: foreign.id,
      ownGone: ownGone.id,
      foreignGone: foreignGone.id,
    })
    Object.assign(files, { own: own.file, foreign: foreign.file })
    return async () => {
      await one.centre.stop()
      await store.remove()
    }
  })

  const sees: Record<string, (keyof typeof ids)[]> = {
    administrator: ['own', 'foreign'],
    operator: ['own', 'foreign'],
    'officer of a': ['own'],
    'officer of b': ['foreign'],
    'officer of both': ['own', 'foreign'],
    'officer of none': [],
    nobody: [],
    anonymous: [],
  }
  const readers = Object.keys(sees).filter((who) => !['nobody', 'anonymous'].includes(who))
  /** Somebody who could read a record before it was deleted still reads what became of it. */
  const remembers = (who: string, which: keyof typeof ids) =>
    which.endsWith('Gone') && sees[who]?.includes(which === 'ownGone' ? 'own' : 'foreign')

  test.each(Object.keys(sees))('to %s, what may not be seen answers as what is not there', async (who) => {
    const call = calls[who] as Call
    for (const [name, door] of Object.entries(doors)) {
      const nothing = told(await door(call, ids.guessed), ids.guessed)
      for (const which of ['own', 'foreign', 'ownGone', 'foreignGone'] as const) {
        if (sees[who]?.includes(which)) continue
        if (remembers(who, which) && /revisions|comments/.test(name)) continue
        expect(told(await door(call, ids[which]), ids[which]), `${name} of ${which}`).toEqual(nothing)
      }
    }
    // A file is as hidden as its record, also from somebody who has its tag.
    const file = `/api/files/${files.guessed}`
    for (const which of ['own', 'foreign'] as const) {
      if (sees[who]?.includes(which)) continue
      const known = `/api/files/${files[which]}`
      const tag = (await one.call('GET', known)).headers.get('etag') ?? ''
      for (const [method, headers] of [
        ['GET', {}],
        ['GET', { 'if-none-match': tag }],
        ['DELETE', {}],
      ] as const) {
        const nothing = told(await call(method, file, undefined, headers), files.guessed)
        expect(told(await call(method, known, undefined, headers), files[which])).toEqual(nothing)
      }
      const taking = async (id: string) => told(await call('POST', path, { photos: [{ id }] }), id)
      expect(await taking(files[which])).toEqual(await taking(files.guessed))
    }
  })

  test.each(readers)('what %s may see is there, at every door that only looks', async (who) => {
    const call = calls[who] as Call
    for (const which of sees[who] ?? []) {
      for (const name of ['get', 'comments', 'revisions', 'explain', 'plugin route'] as const)
        expect((await doors[name]?.(call, ids[which]))?.status, `${name} of ${which}`).toBe(200)
      expect((await doors['get, changed?']?.(call, ids[which]))?.status).toBe(304)
      const whole = !who.startsWith('officer')
      const { body } = await call('GET', `${path}/${ids[which]}`)
      expect([body.secret, body.phone]).toEqual(whole ? ['kín', '+84912345678'] : [null, null])
      if (which !== 'own') continue
      expect((await call('GET', `/api/files/${files.own}?variant=thumb`)).status).toBe(200)
    }
  })

  test.each(readers)('%s finds the same records by every way of looking', async (who) => {
    const call = calls[who] as Call
    const expected = (sees[who] ?? []).map((which) => ids[which]).sort()
    const found = async (query: string, at = path) => {
      const { status, body } = await call('GET', at + query)
      expect(status, query).toBe(200)
      return (body.items as { id: string }[]).map(({ id }) => id).sort()
    }
    // Others' records of this suite are named otherwise.
    const named = `filter=${equals('name', 'Vỡ nước')}`
    const near = 'near=105.6,18.6,50'
    const ways = [`?${named}`, `?${named}&sort=unit`, '?search=vo+nuoc', `?${near}`, `?${near}&sort=near`]
    for (const way of ways) expect(await found(way), way).toEqual(expected)
    expect((await call('GET', `${path}?${named}&count=exact&limit=1`)).body.count).toBe(expected.length)
    const csv = (await call('GET', `${path}/export.csv?${named}&fields=id,secret,phone&bom=false`))
      .body as string
    expect(csv.match(/[0-9a-f-]{36}/g)?.sort() ?? []).toEqual(expected)
    expect(/kín|912345678/.test(csv)).toBe(!who.startsWith('officer'))
    const counts = (await call('GET', `${path}/counts?by=unit&${named}`)).body
    expect(counts.total).toBe(expected.length)
    const points = (await call('GET', `${path}/points?group=unit&${near}`)).body
    expect((points.items as [string][]).map(([id]) => id).sort()).toEqual(expected)
    expect([points.total, points.unplaced]).toEqual([expected.length, 0])
    const inPlugin = await found('', '/api/x/city/all')
    expect(inPlugin.filter((id) => Object.values(ids).includes(id))).toEqual(expected)
    const pages: string[] = []
    for (let cursor = ''; ; ) {
      const { body } = await call('GET', `${path}?${named}&limit=1${cursor}`)
      pages.push(...(body.items as { id: string }[]).map(({ id }) => id))
      if (body.next === null) break
      cursor = `&cursor=${body.next}`
      const stranger = await (calls['officer of none'] as Call)('GET', `${path}?${named}&limit=1${cursor}`)
      if (who !== 'officer of none') expect(stranger.body.code).toBe('cursor-invalid')
    }
    expect(pages.sort()).toEqual(expected)
    for (const by of who.startsWith('officer') ? ['secret', 'phone'] : []) {
      const asked = [`?filter=${equals(by, 'kín')}`, `?sort=${by}`, `/counts?by=${by}`, `/points?group=${by}`]
      for (const way of asked) {
        const known = await call('GET', path + way)
        const unknown = await call('GET', path + way.replaceAll(by, 'nothing'))
        expect(told(known, by)).toEqual(told(unknown, 'nothing'))
      }
    }
  })

  test('the interface and the API reference speak of the fields that a reader gets', async () => {
    const officerOfA = calls['officer of a'] as Call
    for (const [call, gets] of [
      [officerOfA, false],
      [one.call, true],
    ] as const) {
      const shown = (await call('GET', '/api/ui')).body.models['city.report']
      const hidden = gets ? undefined : true
      expect([shown.fields.secret.hidden, shown.fields.phone.hidden]).toEqual([hidden, hidden])
      expect(shown.within).toEqual(gets ? [] : ['read', 'update', 'delete'])
      expect(shown.search).toEqual(gets ? ['name', 'secret'] : ['name'])
      const { schemas } = (await call('GET', '/openapi.json')).body.components
      const properties = (name: string) => schemas[name].properties ?? schemas[name].allOf[1].properties
      for (const name of ['city.report', 'city.report.patch'])
        expect(['secret' in properties(name), 'phone' in properties(name)]).toEqual([gets, gets])
      expect(properties('city.report.values').phone.writeOnly).toBe(gets ? undefined : true)
    }
  })

  test('an explanation names the role, the condition and the part that fails', async () => {
    const explain = (query: string, call = one.call) =>
      call('GET', `/api/rights/explain?model=city.report&${query}`)
    const [tokens] = [(await one.call('GET', '/api/tokens')).body.items as { id: string; name: string }[]]
    const user = `token:${tokens.find(({ name }) => name === 'officer of a')?.id}`
    const { body } = await explain(`permission=update&id=${ids.foreign}&user=${user}`)
    expect(body).toMatchObject({
      allowed: false,
      actor: { id: user, roles: ['officer'], units: ['a'] },
      decides: { role: 'officer', condition: mine },
      grants: [
        {
          role: 'officer',
          by: { point: 'models', id: 'city.report' },
          condition: { written: mine, meant: { op: '=', args: [{ property: 'unit' }, 'a'] } },
          holds: false,
          failing: [{ pointer: '', holds: false, value: 'b' }],
        },
      ],
    })
    expect((await explain(`id=${ids.own}&user=${user}`)).body).toMatchObject({
      allowed: true,
      hidden: ['phone', 'secret'],
    })
    expect((await explain('permission=assign&user=chi@example.vn')).body).toMatchObject({
      allowed: true,
      decides: { role: 'administrator', condition: null },
    })
    const officerOfA = calls['officer of a'] as Call
    expect((await explain(`permission=delete&id=${ids.own}`, officerOfA)).body.allowed).toBe(true)
    expect((await explain('', officerOfA)).body).toMatchObject({ allowed: true, grants: [{ holds: null }] })
    expect((await explain('', calls.nobody)).body).toMatchObject({
      allowed: false,
      decides: null,
      grants: [],
    })
    expect((await explain(`user=chi@example.vn`, officerOfA)).body.code).toBe('forbidden')
    expect((await explain('user=nobody@example.vn')).body).toMatchObject({
      code: 'query-invalid',
      culprit: 'user',
    })
    expect((await explain('permission=eat')).body.code).toBe('query-invalid')
  })
})
