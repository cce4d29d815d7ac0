import { expect, test } from 'vitest'
import { onEachDatabase, sqliteStore } from '../testkit/databases.ts'
import { caller, running } from '../testkit/running.ts'
import { createToken, revokeToken } from './tokens.ts'

const account = { email: 'chi@example.vn', password: 'a-long-password' }
const cookieOf = (headers: Headers) =>
  headers
    .getSetCookie()
    .filter((cookie) => !/max-age=0/i.test(cookie))
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ')

onEachDatabase('sign-in', (makeStore) => {
  test('a person signs in, is known, changes something, and signs out', async () => {
    const { centre } = await running(await makeStore())
    const call = caller(centre.url, { origin: centre.url })
    expect((await call('GET', '/api/session')).body).toEqual({ user: null })
    const signedIn = await call('POST', '/api/auth/sign-in', account)
    expect(signedIn.body.user).toMatchObject({
      email: 'chi@example.vn',
      roles: ['administrator'],
      permissions: expect.arrayContaining(['*', 'core.modules']),
    })
    const setCookie = signedIn.headers.getSetCookie().join()
    expect(setCookie).toMatch(/HttpOnly/i)
    expect(setCookie).toMatch(/SameSite=Lax/i)
    const cookie = cookieOf(signedIn.headers)
    expect((await call('GET', '/api/session', undefined, { cookie })).body.user.email).toBe('chi@example.vn')
    expect((await call('GET', '/api/modules', undefined, { cookie })).status).toBe(200)

    const key = { name: 'sensor', roles: ['operator'] }
    const made = await call('POST', '/api/tokens', key, { cookie })
    expect([made.status, made.body.token.length]).toEqual([201, 49])
    const elsewhere = { cookie, origin: 'https://evil.example' }
    expect((await call('POST', '/api/tokens', key, elsewhere)).body).toMatchObject({
      status: 403,
      code: 'csrf-refused',
    })
    const browser = { cookie, 'sec-fetch-site': 'cross-site' }
    expect((await call('DELETE', `/api/tokens/${made.body.id}`, undefined, browser)).body.code).toBe(
      'csrf-refused',
    )
    expect((await call('DELETE', `/api/tokens/${made.body.id}`, undefined, { cookie })).status).toBe(204)

    expect((await call('POST', '/api/auth/sign-out', {}, { cookie })).body).toEqual({ user: null })
    expect((await call('GET', '/api/session', undefined, { cookie })).body).toEqual({ user: null })
    expect((await call('GET', '/api/modules', undefined, { cookie })).body.code).toBe('sign-in-required')
  })

  test('a password is changed, and the old one is worth nothing', async () => {
    const { centre } = await running(await makeStore())
    const call = caller(centre.url, { origin: centre.url })
    const cookie = cookieOf((await call('POST', '/api/auth/sign-in', account)).headers)
    const change = (currentPassword: string, newPassword: string) =>
      call('POST', '/api/auth/change-password', { currentPassword, newPassword }, { cookie })
    expect((await change('wrong-password', 'another-long-one')).body.code).toBe('sign-in-failed')
    expect((await change(account.password, 'short')).body).toMatchObject({
      code: 'body-invalid',
      errors: [{ pointer: '/newPassword' }],
    })
    expect((await change(account.password, 'another-long-one')).body).toEqual({ changed: true })
    expect((await call('POST', '/api/auth/sign-in', account)).status).toBe(401)
    expect(
      (await call('POST', '/api/auth/sign-in', { ...account, password: 'another-long-one' })).status,
    ).toBe(200)
  })
})

test('wrong passwords and unknown people get the same answer, and soon none', async () => {
  const { centre } = await running(await sqliteStore())
  const call = caller(centre.url, { origin: centre.url })
  const wrong = await call('POST', '/api/auth/sign-in', { ...account, password: 'not-the-password' })
  const nobody = await call('POST', '/api/auth/sign-in', {
    email: 'nobody@example.vn',
    password: 'not-the-password',
  })
  expect([wrong.status, wrong.body.code]).toEqual([401, 'sign-in-failed'])
  expect({ ...nobody.body, requestId: '' }).toEqual({ ...wrong.body, requestId: '' })
  let limited = wrong
  for (let tries = 0; tries < 10 && limited.status === 401; tries += 1) {
    limited = await call('POST', '/api/auth/sign-in', { ...account, password: 'not-the-password' })
  }
  expect([limited.status, limited.body.code]).toEqual([429, 'rate-limited'])
  expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0)
})

test('nobody can sign up, and other doors of the library stay shut', async () => {
  const { centre } = await running(await sqliteStore())
  const call = caller(centre.url, { origin: centre.url })
  const body = { email: 'new@example.vn', password: 'a-long-password', name: 'New' }
  expect((await call('POST', '/api/auth/sign-up/email', body)).status).toBe(404)
  expect((await call('GET', '/api/auth/get-session')).status).toBe(404)
  expect((await call('GET', '/api/auth/sign-in')).status).toBe(405)
})

test('signing in from a page of somebody else is refused', async () => {
  const { centre } = await running(await sqliteStore())
  const call = caller(centre.url)
  expect(
    (await call('POST', '/api/auth/sign-in', account, { origin: 'https://evil.example' })).body.code,
  ).toBe('csrf-refused')
  expect((await call('POST', '/api/auth/sign-in', account)).status).toBe(200)
})

test('tokens that are forged, expired or revoked are refused by name, wherever they are sent', async () => {
  const { centre } = await running(await sqliteStore())
  const call = caller(centre.url)
  const as = async (token: string) =>
    (await call('GET', '/api/records/a.b', undefined, { authorization: `Bearer ${token}` })).body
  expect(await as(`saola_${'x'.repeat(43)}`)).toMatchObject({ status: 401, code: 'token-invalid' })
  expect(await as('')).toMatchObject({ code: 'token-invalid' })
  const old = await createToken(centre.db, { name: 'old', roles: [], expiresAt: '2020-01-01T00:00:00.000Z' })
  expect(await as(old.token)).toMatchObject({ status: 401, code: 'token-expired' })
  const gone = await createToken(centre.db, { name: 'gone', roles: [] })
  await revokeToken(centre.db, gone.id)
  expect(await as(gone.token)).toMatchObject({ status: 401, code: 'token-revoked' })
  const good = await createToken(centre.db, { name: 'good', roles: ['administrator'] })
  expect((await call('GET', `/api/modules?api_key=${good.token}`)).status).toBe(200)
  expect((await call('GET', '/api/modules', undefined, { 'x-api-key': good.token })).status).toBe(200)
  const unfit = await call(
    'POST',
    '/api/tokens',
    { name: 'x', roles: ['nobody'] },
    { 'x-api-key': good.token },
  )
  expect(unfit.body).toMatchObject({ status: 422, code: 'role-unknown' })
})

test('what only some may do is refused to others', async () => {
  const { centre } = await running(await sqliteStore())
  const { token } = await createToken(centre.db, { name: 'o', roles: ['operator'] })
  const call = caller(centre.url, { authorization: `Bearer ${token}` })
  for (const path of ['/api/modules', '/api/config', '/api/tokens', '/api/config/trusted-keys/main']) {
    expect((await call('GET', path)).body).toMatchObject({ status: 403, code: 'forbidden' })
    expect((await caller(centre.url)('GET', path)).body).toMatchObject({
      status: 401,
      code: 'sign-in-required',
    })
  }
})
