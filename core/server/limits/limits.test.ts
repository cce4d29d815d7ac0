import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import type { Problem } from '@saola/kernel'
import fc from 'fast-check'
import { Hono } from 'hono'
import { expect, onTestFinished, test } from 'vitest'
import { addressGroup } from './address-group.ts'
import { Buckets } from './buckets.ts'
import { limitConnections, requireShortUrl, SERVER_OPTIONS } from './node-server.ts'
import { keyedDoor, publicDoor, rateLimit } from './rate-limit.ts'
import { SignInLimit } from './sign-in.ts'

let now = 1_000_000
const clock = () => now
const refused = (retryAfter?: number) =>
  expect.objectContaining({
    code: 'rate-limited',
    status: 429,
    ...(retryAfter ? { extra: { retryAfter } } : {}),
  })

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2:ffff::1', '2001:db8:1:2::/64'],
  ['2001:db8:1:3::1', '2001:db8:1:3::/64'],
  ['fe80::1%eth0', 'fe80::/64'],
  ['not an address', 'not an address'],
])('%s belongs to %s', (address, group) => {
  expect(addressGroup(address)).toBe(group)
})

test('a bucket lets a burst through, then as many as its rate, and says how long to wait', () => {
  const buckets = new Buckets({ burst: 3, perMinute: 6 }, clock)
  expect([1, 2, 3, 4].map(() => buckets.take('a'))).toEqual([0, 0, 0, 10])
  expect(buckets.take('b')).toBe(0)
  now += 9_000
  expect(buckets.take('a')).toBe(1)
  now += 1_000
  expect(buckets.take('a')).toBe(0)
  now -= 3_600_000
  expect(buckets.take('b')).toBe(0)
})

test('a request that comes again under its key takes nothing, and has a limit of its own', () => {
  const door = keyedDoor({ clock, burst: 2, perMinute: 6 })
  const send = (key?: string, address = '203.0.113.7') => door(address, 'form', key)
  for (let times = 0; times < 100; times += 1) send('first')
  send('second')
  expect(() => send('third')).toThrow(refused(10))
  expect(() => send()).toThrow(refused(10))
  send('second')
  expect(() => {
    for (let times = 0; times < 300; times += 1) send('first')
  }).toThrow(refused())
  send('first', '203.0.113.8')
  now += 60_000
  send('third')
})

test('over any history a bucket gives at most its burst and its rate', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 100 }), (steps) => {
      now = 5_000_000
      const begin = now
      const buckets = new Buckets({ burst: 4, perMinute: 30 }, clock)
      let taken = 0
      for (const step of steps) {
        now += step
        if (buckets.take('k') === 0) taken += 1
      }
      expect(taken).toBeLessThanOrEqual(4 + ((now - begin) * 30) / 60_000 + 1e-6)
    }),
  )
})

test('memory is bounded, and those who were here last are remembered', () => {
  const buckets = new Buckets({ burst: 1, perMinute: 1 }, clock, 100)
  buckets.take('keen')
  for (let index = 0; index < 1_000; index += 1) {
    buckets.take(`other ${index}`)
    buckets.take('keen')
  }
  expect(buckets.size).toBe(100)
  expect(buckets.take('keen')).toBeGreaterThan(0)
})

test('a public door counts clients and doors apart, an IPv6 network as one', () => {
  const pass = publicDoor({ burst: 2, perMinute: 6, clock })
  pass('203.0.113.7', 'form')
  pass('203.0.113.7', 'form')
  expect(() => pass('203.0.113.7', 'form')).toThrow(refused(10))
  pass('203.0.113.7', 'other')
  pass('203.0.113.8', 'form')
  pass('2001:db8::1', 'form')
  pass('2001:db8::2', 'form')
  expect(() => pass('2001:db8::3', 'form')).toThrow(refused())
})

test('as middleware it takes the address that it is told', async () => {
  const app = new Hono()
  app.use(rateLimit({ burst: 1, clock, clientAddress: (c) => c.req.header('x-test-address') ?? '' }))
  app.get('/', (c) => c.text('in'))
  app.onError((error, c) => c.json({ code: (error as Problem).code }, (error as Problem).status as 429))
  const from = (address: string) => app.request('/', { headers: { 'x-test-address': address } })
  expect([
    (await from('192.0.2.1')).status,
    (await from('192.0.2.1')).status,
    (await from('192.0.2.2')).status,
  ]).toEqual([200, 429, 200])
})

test('guessing one account from one place ends after five, another account there goes on', () => {
  const limit = new SignInLimit(clock)
  for (let turn = 0; turn < 5; turn += 1) limit.attempt('an@vinh.vn', '192.0.2.1')
  expect(() => limit.attempt('an@vinh.vn', '192.0.2.1')).toThrow(refused(30))
  limit.attempt('binh@vinh.vn', '192.0.2.1')
  now += 30_000
  limit.attempt('an@vinh.vn', '192.0.2.1')
})

test('guessing many accounts from one place ends', () => {
  const limit = new SignInLimit(clock)
  for (let turn = 0; turn < 40; turn += 1) limit.attempt(`user${turn}@vinh.vn`, '192.0.2.1')
  expect(() => limit.attempt('next@vinh.vn', '192.0.2.1')).toThrow(refused())
})

test('guessing one account from everywhere ends, but not for its owner where they have been before', () => {
  const limit = new SignInLimit(clock)
  limit.attempt('an@vinh.vn', '192.0.2.1')
  limit.succeeded('an@vinh.vn', '192.0.2.1')
  for (let turn = 0; turn < 30; turn += 1) limit.attempt('an@vinh.vn', `198.51.100.${turn}`)
  expect(() => limit.attempt('an@vinh.vn', '198.51.100.99')).toThrow(refused())
  limit.attempt('an@vinh.vn', '192.0.2.1')
})

test('an office of two hundred people behind one address signs in', () => {
  const limit = new SignInLimit(clock)
  for (let turn = 0; turn < 200; turn += 1) {
    limit.attempt(`staff${turn}@vinh.vn`, '192.0.2.1')
    limit.succeeded(`staff${turn}@vinh.vn`, '192.0.2.1')
  }
})

test('a URL may not be longer than its limit', () => {
  requireShortUrl('/'.repeat(16_384))
  expect(() => requireShortUrl('/'.repeat(16_385))).toThrow(
    expect.objectContaining({ code: 'url-too-long', status: 414 }),
  )
})

async function listening(options: object = {}) {
  const server = createServer({ ...SERVER_OPTIONS, ...options }, (_request, response) => response.end('in'))
  limitConnections(server)
  Object.assign(server, options)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

/** Sends bytes over a bare socket and gives back all that comes until the other side ends it. */
async function talk(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  let answer = ''
  socket.on('data', (chunk) => {
    answer += chunk
  })
  socket.on('error', () => {})
  socket.write(bytes)
  await once(socket, 'close')
  return answer
}

test('headers that are too large, and what is not HTTP, are answered with a problem document', async () => {
  const port = await listening()
  const large = await talk(port, `GET / HTTP/1.1\r\nHost: a\r\nX: ${'a'.repeat(40_000)}\r\n\r\n`)
  expect(large).toMatch(/^HTTP\/1\.1 431 /)
  expect(JSON.parse(large.split('\r\n\r\n')[1] ?? '')).toMatchObject({
    status: 431,
    code: 'headers-too-large',
  })
  const noise = await talk(port, 'chào\r\n\r\n')
  expect(noise).toMatch(/^HTTP\/1\.1 400 /)
  expect(noise).toContain('"code":"request-malformed"')
})

test('one who sends drop by drop is cut off', async () => {
  const port = await listening({ headersTimeout: 150, requestTimeout: 300, connectionsCheckingInterval: 50 })
  const [headers, body] = await Promise.all([
    talk(port, 'GET / HTTP/1.1\r\nHost: a\r\nX: '),
    talk(port, 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nonly this').catch(String),
  ])
  expect(headers).toContain('"code":"request-timeout"')
  expect(body).not.toBe('')
})
