import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { access, mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { onEachDatabase, sqliteStore } from '../testkit/databases.ts'
import { code, type TestPlugin, writePlugin } from '../testkit/plugins.ts'
import { disable, enable, install, running, until } from '../testkit/running.ts'
import { packageOf, sha256 } from '../testkit/tar.ts'

const label = (vi: string) => ({ vi, en: vi })

/** A plugin whose route tells which code runs. */
const rain = (version: string, says = version, more: Partial<TestPlugin> = {}): TestPlugin => ({
  id: 'rain',
  version,
  server: `export const say = async () => ({ body: '${says}' })`,
  contributes: {
    routes: {
      say: { method: 'GET', path: '/say', permission: 'public', summary: label('x'), run: code('say') },
    },
  },
  ...more,
})

interface Key {
  id: string
  pem: string
  privateKey: KeyObject
}

function newKey(): Key {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const id = sha256(publicKey.export({ type: 'spki', format: 'der' })).slice(0, 16)
  return { id, pem: publicKey.export({ type: 'spki', format: 'pem' }) as string, privateKey }
}

/** The text of a signature by a key, which may claim to be another one's or for another file. */
function signed(bytes: Uint8Array, by: Key, claims: { key?: string; sha256?: string } = {}): string {
  const hash = sha256(bytes)
  const signature = sign(null, Buffer.from(hash, 'hex'), by.privateKey).toString('base64')
  return JSON.stringify({ algorithm: 'ed25519', sha256: hash, key: by.id, signature, ...claims })
}

const trust = (...keys: Key[]) => ({
  keys: Object.fromEntries(keys.map((key, at) => [`vendor${at}`, { publicKey: key.pem }])),
})

onEachDatabase('packages', (makeStore) => {
  test('a package is installed once, whatever comes after under its name', async () => {
    const one = await running(await makeStore())
    const bytes = packageOf(rain('1.0.0'))
    const installed = { id: 'rain', version: '1.0.0', sha256: sha256(bytes), signature: 'unsigned' }
    const made = await install(one, bytes)
    expect([made.status, made.body, made.headers.get('location')]).toEqual([
      201,
      installed,
      '/api/modules/rain',
    ])
    const { revision } = one.centre.configuration.snapshot
    expect((await install(one, bytes)).body).toEqual(installed)
    expect(one.centre.configuration.snapshot.revision).toBe(revision)
    const other = await install(one, packageOf(rain('1.0.0', 'evil')))
    expect([other.status, other.body.code, other.body.culprit]).toEqual([409, 'package-exists', 'rain'])

    const asked = await one.call('POST', '/api/modules/rain/enable', {})
    expect([asked.status, asked.body.code, asked.body.missing]).toEqual([
      409,
      'approval-required',
      { capabilities: [], mounts: [], native: [], unsigned: true },
    ])
    expect((await one.call('GET', '/api/x/rain/say')).status).toBe(404)
    expect((await enable(one, 'rain')).body).toMatchObject({ state: 'on', signature: 'unsigned' })
    expect((await one.call('GET', '/api/x/rain/say')).body).toBe('1.0.0')

    await install(one, packageOf(rain('1.1.0')))
    expect((await one.call('GET', '/api/x/rain/say')).body).toBe('1.0.0')
    expect((await enable(one, 'rain', '1.1.0')).body).toMatchObject({ state: 'on', version: '1.1.0' })
    expect((await one.call('GET', '/api/x/rain/say')).body).toBe('1.1.0')
  })

  test('signatures: a trusted key needs no further word, a stranger proves nothing, a forgery is refused', async () => {
    const one = await running(await makeStore())
    const [ours, stranger] = [newKey(), newKey()]
    await one.call('PUT', '/api/config/trusted-keys/main', trust(ours))
    const bytes = packageOf(rain('1.0.0'))
    const other = packageOf(rain('1.0.0', 'other'))
    for (const forged of [
      signed(bytes, stranger, { key: ours.id }),
      signed(other, ours),
      signed(other, ours, { sha256: sha256(bytes) }),
      signed(bytes, ours).replace('ed25519', 'none'),
      '{"algorithm":"ed25519"}',
      'not a signature',
    ]) {
      const refused = await install(one, bytes, forged)
      expect([refused.status, refused.body.code]).toEqual([422, 'signature-invalid'])
    }
    expect((await one.call('GET', '/api/modules')).body.items).toEqual([])

    expect((await install(one, bytes, signed(bytes, ours))).body.signature).toBe('trusted')
    expect((await one.call('POST', '/api/modules/rain/enable', {})).body).toMatchObject({
      state: 'on',
      signature: 'trusted',
    })

    const next = packageOf(rain('1.1.0'))
    expect((await install(one, next, signed(next, stranger))).body.signature).toBe('unsigned')
    const asked = await one.call('POST', '/api/modules/rain/enable', { version: '1.1.0' })
    expect([asked.body.code, asked.body.missing?.unsigned]).toEqual(['approval-required', true])
    // Trusted from now on, so what it signed before is trusted too.
    await one.call('PUT', '/api/config/trusted-keys/main', trust(ours, stranger))
    expect((await one.call('POST', '/api/modules/rain/enable', { version: '1.1.0' })).body).toMatchObject({
      state: 'on',
      version: '1.1.0',
      signature: 'trusted',
    })
    // No longer trusted: it runs no further without an explicit word.
    await one.call('PUT', '/api/config/trusted-keys/main', trust(ours))
    expect((await one.call('GET', '/api/modules/rain')).body).toMatchObject({
      signature: 'unsigned',
      reason: { code: 'approval-required' },
    })
  })

  test('both processes unpack and serve what was installed at one of them', async () => {
    const store = await makeStore()
    const one = await running(store)
    // With PostgreSQL each machine has a folder of its own.
    const elsewhere = store.databaseUrl ? await sqliteStore() : store
    const two = await running({ ...store, dataDir: elsewhere.dataDir })
    await install(one, packageOf(rain('1.0.0')))
    await enable(one, 'rain')
    await until(async () => (await two.call('GET', '/api/x/rain/say')).body === '1.0.0')
    await access(join(elsewhere.dataDir, 'plugins', 'rain', '1.0.0', 'server.js'))
    await install(two, packageOf(rain('1.1.0')))
    await enable(two, 'rain', '1.1.0')
    await until(async () => (await one.call('GET', '/api/x/rain/say')).body === '1.1.0')
    await disable(two, 'rain')
    await until(async () => (await one.call('GET', '/api/x/rain/say')).body.code === 'module-off')
  })

  test('the same package sent to two processes at once is installed once, another one never beside it', async () => {
    const store = await makeStore()
    const [one, two] = [await running(store), await running(store)]
    const bytes = packageOf(rain('1.0.0'))
    const same = await Promise.all([install(one, bytes), install(two, bytes)])
    expect(same.map((answer) => answer.status)).toEqual([201, 201])
    const [a, b] = [packageOf(rain('2.0.0', 'a')), packageOf(rain('2.0.0', 'b'))]
    const answers = await Promise.all([install(one, a), install(two, b)])
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409])
    expect(answers.find((answer) => answer.status === 409)?.body.code).toBe('package-exists')
  })
})

test('a request in flight finishes on the old version while the next ones meet the new one', async () => {
  const one = await running(await sqliteStore())
  const shared = globalThis as { rainEntered?: () => void; rainMay?: Promise<void> }
  const entered = new Promise<void>((resolve) => {
    shared.rainEntered = resolve
  })
  let finish = () => {}
  shared.rainMay = new Promise((resolve) => {
    finish = resolve
  })
  const server = `export const say = async (ctx) => {
    globalThis.rainEntered(); await globalThis.rainMay; return { body: ctx.plugin.version + (ctx.signal.aborted ? ' cut' : '') } }`
  await install(one, packageOf(rain('1.0.0', '', { server })))
  await install(one, packageOf(rain('1.1.0')))
  await enable(one, 'rain', '1.0.0')
  const say = () => one.call('GET', '/api/x/rain/say')
  const inFlight = say()
  await entered
  const swapped = enable(one, 'rain', '1.1.0')
  // The old version answers until the swap, and would wait too.
  await until(() => one.centre.kernel.contributions('routes').get('rain.say')?.owner.version === '1.1.0')
  expect((await say()).body).toBe('1.1.0')
  finish()
  expect((await inFlight).body).toBe('1.0.0')
  expect((await swapped).body).toMatchObject({ state: 'on', version: '1.1.0', faults: [] })
})

test('a file that was changed after unpacking is never run', async () => {
  const store = await sqliteStore()
  const one = await running(store)
  await install(one, packageOf(rain('1.0.0')))
  const file = join(store.dataDir, 'plugins', 'rain', '1.0.0', 'server.js')
  const honest = await readFile(file, 'utf8')
  await writeFile(file, 'globalThis.tampered = true; export const say = async () => ({ body: "evil" })')
  const refused = await enable(one, 'rain')
  expect(refused.body).toMatchObject({ code: 'start-failed', reason: { code: 'package-tampered' } })
  expect((globalThis as { tampered?: boolean }).tampered).toBeUndefined()
  expect((await one.call('GET', '/api/modules/rain')).body).toMatchObject({
    state: 'failed',
    reason: { code: 'package-tampered', text: { en: expect.stringContaining('server.js') } },
  })
  await writeFile(file, honest)
  expect((await enable(one, 'rain')).body.state).toBe('on')
})

test('what a process that was killed while unpacking left behind goes at a later start', async () => {
  const store = await sqliteStore()
  const draft = (name: string) => join(store.dataDir, 'plugins', name)
  await mkdir(draft('.rain-1.0.0-old'), { recursive: true })
  await mkdir(draft('.rain-1.0.0-now'), { recursive: true })
  await utimes(draft('.rain-1.0.0-old'), 0, 0)
  await running(store)
  expect(await readdir(join(store.dataDir, 'plugins'))).toEqual(['.rain-1.0.0-now'])
})

test('who may not manage modules cannot install, and what is no package is refused by its type', async () => {
  const one = await running(await sqliteStore())
  const bytes = packageOf(rain('1.0.0'))
  const gzip = { 'content-type': 'application/gzip' }
  const anonymous = await fetch(`${one.centre.url}/api/modules`, { method: 'POST', headers: gzip })
  expect(anonymous.status).toBe(401)
  const { token } = (await one.call('POST', '/api/tokens', { name: 'op', roles: ['operator'] })).body
  const operator = { ...gzip, authorization: `Bearer ${token}` }
  expect((await one.call('POST', '/api/modules', bytes, operator)).status).toBe(403)
  expect((await one.call('POST', '/api/modules', { id: 'rain' })).body.code).toBe('media-type-unsupported')
  expect((await one.call('POST', '/api/modules', '', gzip)).body.code).toBe('package-invalid')
  const big = await one.call('POST', '/api/modules', new Uint8Array(33 * 1024 * 1024), gzip)
  expect([big.status, big.body.code]).toEqual([413, 'body-too-large'])
})

test('collisions are refused by name, and a cycle is printed as a path', async () => {
  const store = await sqliteStore()
  const root = join(store.dataDir, 'source')
  const place = (folder: string, plugin: TestPlugin) => writePlugin(join(root, folder, 'dist'), plugin)
  const provides = { it: { service: 'geo.coder', version: 1, create: code('make') } }
  const door = (id: string, mount: string): TestPlugin => {
    const run = { method: 'GET' as const, permission: 'public', summary: label('x'), run: code('hi') }
    const server = 'export const hi = async (ctx) => ({ body: ctx.plugin.id })'
    return { id, mounts: [mount], server, contributes: { routes: { hi: { ...run, path: `${mount}/hi` } } } }
  }
  await place('rain', rain('1.0.0'))
  await place('rain-again', rain('1.0.0', 'evil'))
  await place('geo', { id: 'geo', server: 'export const make = async () => ({})', contributes: { provides } })
  await place('thief', { id: 'thief', server: 'export const make = 1', contributes: { provides } })
  await place('api', door('api', '/api/records'))
  await place('first', door('first', '/open311/v2'))
  await place('second', door('second', '/open311/v2'))
  await place('inside', door('inside', '/open311'))
  await place('ring-a', { id: 'ring-a', requires: { 'ring-b': '^1' } })
  await place('ring-b', { id: 'ring-b', requires: { 'ring-c': '^1' } })
  await place('ring-c', { id: 'ring-c', requires: { 'ring-a': '^1' } })
  const one = await running(store, { workspace: [root] })

  expect((await enable(one, 'rain')).body.state).toBe('on')
  expect((await one.call('GET', '/api/x/rain/say')).body).toBe('1.0.0')
  const twice = one.centre.kernel.packages.filter((pack) => pack.id === 'rain')
  expect(twice.map((pack) => pack.error?.code)).toEqual([undefined, 'plugin-collision'])

  expect((await enable(one, 'geo')).body.state).toBe('on')
  expect((await enable(one, 'thief')).body).toMatchObject({
    code: 'change-refused',
    effects: [{ code: 'service-collision', subject: 'geo.coder' }],
  })

  expect((await enable(one, 'api')).body).toMatchObject({
    code: 'change-refused',
    effects: [{ code: 'mount-taken', subject: '/api/records' }],
  })
  expect((await enable(one, 'first')).body.state).toBe('on')
  for (const id of ['second', 'inside']) {
    expect((await enable(one, id)).body).toMatchObject({
      code: 'change-refused',
      effects: [{ code: 'mount-taken', text: { en: expect.stringContaining('first') } }],
    })
  }

  expect((await one.call('GET', '/open311/v2/hi')).body).toBe('first')

  await enable(one, 'ring-a')
  await enable(one, 'ring-b')
  const ring = (await enable(one, 'ring-c')).body
  expect(ring).toMatchObject({ state: 'blocked', reason: { code: 'plugin-cycle' } })
  expect(ring.reason.text.en).toMatch(/ring-\w → ring-\w → ring-\w → ring-\w$/)
  // Nobody else is touched.
  expect((await one.call('GET', '/api/x/rain/say')).body).toBe('1.0.0')
})

test('a manifest that cannot be read is listed with its error; folders without one are not plugins', async () => {
  const store = await sqliteStore()
  const root = join(store.dataDir, 'source')
  const broken = await writePlugin(join(root, 'broken', 'dist'), { id: 'broken' })
  await writeFile(join(broken, 'manifest.json'), '{ "id": "broken", ')
  const shapeless = await writePlugin(join(root, 'shapeless', 'dist'), { id: 'shapeless' })
  await writeFile(join(shapeless, 'manifest.json'), '[null]')
  await writePlugin(join(root, 'wrong', 'dist'), { id: 'wrong', capabilities: ['everything'] })
  await writePlugin(join(root, 'newer', 'dist'), { id: 'newer', engine: '^9.0.0' })
  const bare = await writePlugin(join(root, 'bare', 'dist'), { id: 'bare' })
  await writeFile(join(bare, '..', 'README.md'), 'x')
  await rm(join(bare, 'manifest.json'))
  await writePlugin(join(root, 'fine', 'dist'), { ...rain('1.0.0'), id: 'fine' })
  const one = await running(store, { workspace: [root] })
  const { items } = (await one.call('GET', '/api/modules')).body
  const told = items.map((item: { id: string; state: string; reason?: { code: string } }) => [
    item.id,
    item.state,
    item.reason?.code,
  ])
  expect(told).toEqual([
    ['broken', 'failed', 'manifest-invalid'],
    ['fine', 'off', undefined],
    ['newer', 'failed', 'engine-mismatch'],
    ['shapeless', 'failed', 'manifest-invalid'],
    ['wrong', 'failed', 'manifest-invalid'],
  ])
  for (const id of ['broken', 'newer', 'shapeless', 'wrong']) {
    expect((await enable(one, id)).body.code).toBe('module-blocked')
  }
  expect((await enable(one, 'fine')).body.state).toBe('on')
})
