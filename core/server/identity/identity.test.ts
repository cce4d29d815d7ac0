import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Db, openDatabase } from '@saola/records'
import type { Actor } from '@saola/sdk'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { onEachDatabase, type TestStore } from '../testkit/databases.ts'
import { type Accounts, openAccounts } from './accounts.ts'
import { cookieValue, verifiedToken } from './cookie.ts'
import { type DemoAccount, firstRun } from './first-run.ts'
import { identifier } from './identify.ts'
import { Sessions } from './sessions.ts'
import { migrateIdentity } from './tables.ts'
import { createToken, listTokens, revokeToken, TokenCheck } from './tokens.ts'

const secret = 's'.repeat(48)

onEachDatabase('identity', (makeStore) => {
  let store: TestStore
  let db: Db
  let accounts: Accounts
  let now: number
  const clock = () => now
  const open = async () => {
    const opened = await openDatabase({ url: store.databaseUrl, file: join(store.dataDir, 'saola.db') })
    onTestFinished(() => opened.close())
    await migrateIdentity(opened)
    return opened
  }
  beforeEach(async () => {
    now = Date.now()
  })
  const setUp = async () => {
    store = await makeStore()
    db = await open()
    accounts = await openAccounts({
      url: store.databaseUrl,
      file: join(store.dataDir, 'identity.db'),
      secret,
    })
    onTestFinished(() => accounts.close())
  }
  const signIn = async (email: string, password: string) => {
    const body = JSON.stringify({ email, password })
    const headers = new Headers({ 'content-type': 'application/json' })
    const answer = await accounts.handle('/sign-in/email', { method: 'POST', headers, body })
    return {
      status: answer.status,
      cookie: answer.headers
        .getSetCookie()
        .map((one) => one.split(';')[0])
        .join('; '),
    }
  }
  const demo: DemoAccount[] = [
    { email: 'an@example.vn', name: 'Trần Thị Ân', role: 'administrator' },
    {
      email: 'binh@example.vn',
      name: 'Lê Bình',
      role: 'operator',
      units: ['vinh'],
      password: 'truc-ban-song-lam',
    },
  ]
  const run = (more: Partial<Parameters<typeof firstRun>[0]> = {}) =>
    firstRun({ db, accounts, dataDir: store.dataDir, demo: [], clock, ...more })

  test('the first start makes an administrator, whose password is shown once', async () => {
    await setUp()
    const [admin] = await run()
    expect(admin).toMatchObject({ email: 'admin@saola.local', role: 'administrator' })
    expect((await signIn(admin?.email ?? '', admin?.password ?? '')).status).toBe(200)
    expect(await run()).toEqual([])
  })

  test('a given address and password are used and not shown', async () => {
    await setUp()
    expect(await run({ adminEmail: 'Chi@example.vn', adminPassword: 'a-long-password' })).toEqual([])
    expect((await signIn('chi@example.vn', 'a-long-password')).status).toBe(200)
    expect((await signIn('chi@example.vn', 'a-long-passworD')).status).toBe(401)
  })

  test('demo accounts are shown at every start and readable by their owner only', async () => {
    await setUp()
    const shown = await run({ demo })
    expect(shown.map((one) => one.email)).toEqual(['an@example.vn', 'binh@example.vn'])
    expect(await run({ demo })).toEqual(shown)
    expect((await stat(join(store.dataDir, 'demo-accounts.json'))).mode & 0o777).toBe(0o600)
  })

  test('a session is found by its signed cookie, and no longer after the sign-out', async () => {
    await setUp()
    const [, operator] = await run({ demo })
    const { cookie } = await signIn('binh@example.vn', operator?.password ?? '')
    const sessions = new Sessions({ db, accounts, secret, clock, allowDemo: true })
    const person = await sessions.personOf(cookie)
    expect(person).toMatchObject({
      email: 'binh@example.vn',
      actor: { kind: 'user', name: 'Lê Bình', roles: ['operator'], units: ['vinh'] },
    })
    expect(sessions.personOf(cookie)).toBe(person)
    expect(await sessions.personOf(cookie.replace(/session_token=./, 'session_token=_'))).toBeUndefined()
    expect(await sessions.personOf('other=1')).toBeUndefined()
    const open = new Sessions({ db, accounts, secret, clock, allowDemo: false })
    expect(await open.personOf(cookie)).toBeUndefined()
    await accounts.handle('/sign-out', {
      method: 'POST',
      headers: new Headers({ cookie, 'content-type': 'application/json', origin: 'http://localhost' }),
      body: '{}',
    })
    expect(sessions.personOf(cookie)).toBe(person)
    now += 5_001
    expect(await sessions.personOf(cookie)).toBeUndefined()
  })

  test('a session ends by itself', async () => {
    await setUp()
    const [admin] = await run()
    const { cookie } = await signIn(admin?.email ?? '', admin?.password ?? '')
    const sessions = new Sessions({ db, accounts, secret, clock, allowDemo: true })
    expect(await sessions.personOf(cookie)).toBeDefined()
    now += 8 * 86_400_000
    expect(await sessions.personOf(cookie)).toBeUndefined()
  })

  test('tokens: only the hash is kept; forged, expired and revoked ones are told apart', async () => {
    await setUp()
    const tokens = new TokenCheck(db, clock)
    const { id, token } = await createToken(db, { name: 'check', roles: ['administrator'] }, { clock })
    expect(token).toMatch(/^saola_[\w-]{43}$/)
    expect(JSON.stringify(await db.read.all('select * from saola_token'))).not.toContain(token)
    expect(await tokens.actorOf(token)).toEqual({
      id: `token:${id}`,
      kind: 'token',
      name: 'check',
      roles: ['administrator'],
      units: [],
    })
    expect(tokens.actorOf(token)).not.toBeInstanceOf(Promise)
    const code = async (which: string) => {
      try {
        return (await tokens.actorOf(which)).id
      } catch (error) {
        return (error as { code: string; status: number }).code
      }
    }
    expect(await code(`saola_${'A'.repeat(43)}`)).toBe('token-invalid')
    now += 1
    const short = await createToken(
      db,
      { name: 'short', roles: [], expiresAt: new Date(now + 1000).toISOString() },
      { clock },
    )
    expect(await code(short.token)).toBe(`token:${short.id}`)
    now += 1000
    expect(await code(short.token)).toBe('token-expired')
    expect(await revokeToken(db, id, clock)).toBe(true)
    expect(await revokeToken(db, id, clock)).toBe(false)
    tokens.forget()
    expect(await code(token)).toBe('token-revoked')
    expect((await listTokens(db)).map((one) => [one.name, !!one.revokedAt])).toEqual([
      ['check', true],
      ['short', false],
    ])
  })

  test('a token revoked by another process is refused as soon as its write is seen', async () => {
    await setUp()
    const tokens = new TokenCheck(db, clock)
    const { id, token } = await createToken(db, { name: 'check', roles: [] })
    await tokens.actorOf(token)
    const seen = new Promise<void>((resolve) => {
      onTestFinished(
        db.onForeignChange(() => {
          tokens.forget()
          resolve()
        }),
      )
    })
    await revokeToken(await open(), id)
    await seen
    await expect(async () => tokens.actorOf(token)).rejects.toMatchObject({ code: 'token-revoked' })
  })

  test('keys are taken from the header, the query and the form', async () => {
    await setUp()
    const { token } = await createToken(db, { name: 'city', roles: [] })
    const identify = identifier(
      new TokenCheck(db, clock),
      new Sessions({ db, accounts, secret, clock, allowDemo: true }),
    )
    const who = async (headers: Record<string, string>, url = 'http://x/', form?: Record<string, string>) =>
      identify(new Request(url, { headers }), form)
    const name = (one: { actor: Actor }) => one.actor.name
    expect(name(await who({ authorization: `Bearer ${token}` }))).toBe('city')
    expect(name(await who({ 'x-api-key': token }))).toBe('city')
    expect(name(await who({}, `http://x/?a=1&api_key=${token}`))).toBe('city')
    expect(name(await who({}, 'http://x/', { api_key: token }))).toBe('city')
    expect(name(await who({}))).toBe('anonymous')
    await expect(who({ authorization: 'Basic eDp5' })).rejects.toMatchObject({ code: 'token-invalid' })
    await expect(who({}, 'http://x/?api_key=wrong')).rejects.toMatchObject({ code: 'token-invalid' })
  })
})

describe('cookies', () => {
  test('are found by their whole name', () => {
    expect(cookieValue('a=1; saola.session_token=x=y; b=2', 'saola.session_token')).toBe('x=y')
    expect(cookieValue('xsaola.session_token=1', 'saola.session_token')).toBeUndefined()
    expect(cookieValue('', 'a')).toBeUndefined()
  })

  test('are refused when broken', () => {
    expect(verifiedToken('%E0%A4%A', secret)).toBeUndefined()
    expect(verifiedToken('nodot', secret)).toBeUndefined()
    expect(verifiedToken('token.AAAA', secret)).toBeUndefined()
  })
})
