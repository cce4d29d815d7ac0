import { join } from 'node:path'
import { expect, test } from 'vitest'
import { onEachDatabase, sqliteStore, type TestStore } from '../testkit/databases.ts'
import { code, writePlugin } from '../testkit/plugins.ts'
import { caller, enable, running, until } from '../testkit/running.ts'

const ADMIN = { email: 'chi@example.vn', password: 'a-long-password' }
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

/** A plugin with a mount that takes a form, as Open311 does. */
async function hotline(store: TestStore): Promise<string[]> {
  const root = join(store.dataDir, 'source')
  const label = { vi: 'x' }
  await writePlugin(join(root, 'hotline', 'dist'), {
    id: 'hotline',
    mounts: ['/open311/v2'],
    server:
      'export const who = async (ctx, { actor, body, query }) => ({ body: { who: actor.id, body, query } })',
    contributes: {
      permissions: { report: { label, roles: ['operator'] } },
      routes: {
        post: {
          method: 'POST',
          path: '/open311/v2/requests.json',
          summary: label,
          permission: 'hotline.report',
          run: code('who'),
        },
        get: {
          method: 'GET',
          path: '/open311/v2/requests.json',
          summary: label,
          permission: 'hotline.report',
          run: code('who'),
        },
      },
    },
  })
  return [root]
}

onEachDatabase('tokens at the door', (makeStore) => {
  test('forged, expired and revoked ones are refused by name; a revoked one in each process', async () => {
    const store = await makeStore()
    let now = Date.now()
    const one = await running(store, { clock: () => now })
    const two = await running(store)
    const make = async (body: object) => {
      const made = await one.call('POST', '/api/tokens', { name: 'check', roles: ['administrator'], ...body })
      expect(made.status).toBe(201)
      return made.body as { id: string; token: string }
    }
    const at = async (where: typeof one, token: string) => {
      const reply = await caller(where.centre.url, bearer(token))('GET', '/api/modules')
      if (reply.status === 401) expect(reply.headers.get('www-authenticate')).toContain('Bearer')
      return reply.body.code ?? reply.status
    }
    const { token, id } = await make({})
    expect([await at(one, token), await at(two, token)]).toEqual([200, 200])
    const last = token.at(-1) === 'A' ? 'B' : 'A'
    for (const forged of [
      token.slice(0, -1) + last,
      `${token}A`,
      token.slice(6),
      'saola_',
      'x'.repeat(5_000),
    ])
      expect(await at(one, forged)).toBe('token-invalid')
    for (const authorization of ['Bearer', 'Bearer a b', `Basic ${token}`, token])
      expect((await caller(one.centre.url, { authorization })('GET', '/api/modules')).body.code).toBe(
        'token-invalid',
      )

    const short = await make({ expiresAt: new Date(now + 60_000).toISOString() })
    expect(await at(one, short.token)).toBe(200)
    now += 60_001
    expect(await at(one, short.token)).toBe('token-expired')

    expect((await one.call('DELETE', `/api/tokens/${id}`)).status).toBe(204)
    expect(await at(one, token)).toBe('token-revoked')
    const started = performance.now()
    await until(async () => (await at(two, token)) === 'token-revoked')
    // Two seconds are promised; a busy machine gets ten times that.
    expect(performance.now() - started).toBeLessThan(20_000)
    expect((await one.call('DELETE', `/api/tokens/${id}`)).status).toBe(404)
    expect((await one.call('POST', '/api/tokens', { name: 'x', roles: ['king'] })).body.code).toBe(
      'role-unknown',
    )
    const shown = JSON.stringify((await one.call('GET', '/api/tokens')).body)
    expect(shown).toContain('revokedAt')
    expect(shown).not.toContain(token.slice(6))
  })
})

test('a key is taken from the header, the query and the form, and reaches no handler', async () => {
  const store = await sqliteStore()
  const one = await running(store, { workspace: await hotline(store) })
  await enable(one, 'hotline')
  const made = await one.call('POST', '/api/tokens', { name: 'city', roles: ['operator'] })
  const { token, id } = made.body
  const nobody = caller(one.centre.url)
  const path = '/open311/v2/requests.json'
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const who = `token:${id}`
  expect((await nobody('GET', `${path}?a=1&api_key=${token}`)).body).toEqual({ who, query: { a: '1' } })
  expect((await nobody('POST', path, `a=1&api_key=${token}`, form)).body).toEqual({
    who,
    body: { a: '1' },
    query: {},
  })
  for (const name of ['x-api-key', 'api-key', 'api_key'])
    expect((await nobody('GET', path, undefined, { [name]: token })).body.who).toBe(who)
  expect((await nobody('GET', path)).body.code).toBe('sign-in-required')
  expect((await nobody('POST', path, 'a=1', form)).body.code).toBe('sign-in-required')
  expect((await nobody('GET', `${path}?api_key=wrong`)).body.code).toBe('token-invalid')
  expect((await nobody('POST', path, 'a=1&api_key=wrong', form)).body.code).toBe('token-invalid')
  const officer = (await one.call('POST', '/api/tokens', { name: 'x', roles: ['officer'] })).body.token
  expect((await nobody('GET', `${path}?api_key=${officer}`)).body).toMatchObject({
    code: 'forbidden',
    permission: 'hotline.report',
  })
})

test('a cookie counts only for requests of our own pages, and is no key for scripts', async () => {
  const one = await running(await sqliteStore())
  const nobody = caller(one.centre.url)
  const { origin } = new URL(one.centre.url)
  const evil = 'https://evil.example'
  for (const headers of [{ origin: evil }, { 'sec-fetch-site': 'cross-site' }] as Record<string, string>[]) {
    const refused = await nobody('POST', '/api/auth/sign-in', ADMIN, headers)
    expect(refused.body.code).toBe('csrf-refused')
  }
  const signedIn = await nobody('POST', '/api/auth/sign-in', ADMIN, { origin })
  expect(signedIn.status).toBe(200)
  const [set = ''] = signedIn.headers.getSetCookie()
  expect(set).toMatch(/HttpOnly/i)
  expect(set).toMatch(/SameSite=Lax/i)
  const cookie = set.split(';', 1)[0] ?? ''
  const person = (headers: Record<string, string>) => caller(one.centre.url, { cookie, ...headers })
  const make = (headers: Record<string, string>) =>
    person(headers)('POST', '/api/tokens', { name: 'x', roles: ['operator'] })

  expect((await make({ origin })).status).toBe(201)
  expect((await make({ 'sec-fetch-site': 'same-origin' })).status).toBe(201)
  for (const headers of [
    {},
    { origin: evil },
    { origin: 'null' },
    { origin: `${origin}.evil.example` },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'cross-site', origin },
  ] as Record<string, string>[]) {
    const refused = await make(headers)
    expect([refused.status, refused.body.code], JSON.stringify(headers)).toEqual([403, 'csrf-refused'])
  }
  expect((await one.call('GET', '/api/tokens')).body.items).toHaveLength(3)
  // Reading is harmless, and another site cannot see the answer: nothing allows it to.
  const read = await person({ origin: evil })('GET', '/api/session')
  expect([read.status, read.headers.get('access-control-allow-origin')]).toEqual([200, null])
  const [token = '', signature = ''] = cookie.split('.').slice(-2)
  const swapped = (text: string) => (text.startsWith('A') ? 'B' : 'A') + text.slice(1)
  for (const other of [cookie.replace(signature, swapped(signature)), cookie.replace(token, `${token}A`)]) {
    const forged = caller(one.centre.url, { cookie: other, origin })
    expect((await forged('GET', '/api/session')).body.user).toBeNull()
    expect((await forged('GET', '/api/modules')).status).toBe(401)
  }
  await person({ origin })('POST', '/api/auth/sign-out', {})
  expect((await person({ origin })('GET', '/api/session')).body.user).toBeNull()
})
