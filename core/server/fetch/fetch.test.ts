import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { covers, Problem, Scope } from '@saola/kernel'
import type { HttpRequestInit } from '@saola/sdk'
import { afterEach, expect, test } from 'vitest'
import { httpOf } from './feature.ts'
import type { ResolveAll } from './guard.ts'

const scopes: Scope[] = []
const servers: Server[] = []
afterEach(async () => {
  for (const scope of scopes.splice(0)) await scope.dispose()
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  }
})

/** A real server on loopback; `seen` collects what reached it. */
async function serve(
  listener: RequestListener,
  host = '127.0.0.1',
): Promise<{ port: number; seen: IncomingMessage[] }> {
  const seen: IncomingMessage[] = []
  const server = createServer((request, response) => {
    seen.push(request)
    listener(request, response)
  })
  servers.push(server)
  await new Promise<void>((done) => server.listen(0, host, done))
  return { port: (server.address() as AddressInfo).port, seen }
}

function plugin(capabilities: string[], names: Record<string, string[][]> = {}) {
  const scope = new Scope('plugin')
  scopes.push(scope)
  const granted = new Set(capabilities)
  const calls: string[] = []
  const resolve: ResolveAll = (hostname, _options, callback) => {
    calls.push(hostname)
    const answers = names[hostname] ?? []
    const addresses = (answers.length > 1 ? answers.shift() : answers[0]) ?? []
    if (addresses.length === 0)
      return callback(Object.assign(new Error(`no ${hostname}`), { code: 'ENOTFOUND' }), [])
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  }
  const owner = {
    id: 'probe',
    capabilities: granted,
    require: (capability: string) => {
      if (covers(granted, capability)) return
      throw new Problem('capability-denied', 403, `not granted ${capability}`, { culprit: 'probe' })
    },
  }
  return { ...httpOf(owner, scope, { resolve }), scope, calls }
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise
    return 'reached'
  } catch (error) {
    expect(error).toBeInstanceOf(Problem)
    return (error as Problem).code
  }
}

test('loopback is reached when it is granted literally, and the reply survives structuredClone', async () => {
  const { port } = await serve((_request, response) => {
    response.setHeader('set-cookie', 'session=1')
    response.setHeader('x-kind', 'feed')
    response.end('không khí')
  })
  const http = plugin([`net:127.0.0.1:${port}`])
  const reply = await http.fetch(`http://127.0.0.1:${port}/feed?x=1`)
  expect(reply).toMatchObject({ status: 200, body: 'không khí' })
  expect(reply.headers['x-kind']).toBe('feed')
  expect(reply.headers).not.toHaveProperty('set-cookie')
  expect(structuredClone(reply)).toEqual(reply)
})

test.each([
  ['no grant', [], 'capability-denied'],
  ['granted without its port', ['net:127.0.0.1'], 'fetch-blocked'],
  ['granted with another port', ['net:127.0.0.1:1'], 'capability-denied'],
  ['a wildcard that looks like an address', ['net:*.0.0.1'], 'capability-denied'],
])('loopback is refused: %s', async (_name, capabilities, code) => {
  const { port, seen } = await serve((_request, response) => response.end('secret'))
  const http = plugin(capabilities)
  expect(await codeOf(http.fetch(`http://127.0.0.1:${port}/`))).toBe(code)
  expect(seen).toHaveLength(0)
})

test('other spellings of a loopback address are the same address', async () => {
  const { port, seen } = await serve((_request, response) => response.end('secret'))
  const http = plugin(['net:inside.vn'])
  for (const host of [
    '2130706433',
    '0x7f.1',
    '0177.0.0.1',
    '127.1',
    '[::ffff:127.0.0.1]',
    '127.0.0.1.',
    '[::1]',
    '0.0.0.0',
  ]) {
    expect(await codeOf(http.fetch(`http://${host}:${port}/`)), host).toBe('capability-denied')
  }
  const granted = plugin([`net:127.0.0.1:${port}`])
  expect((await granted.fetch(`http://[::ffff:127.0.0.1]:${port}/`)).status).toBe(200)
  expect(seen).toHaveLength(1)
})

test('a granted name that leads to loopback or a private address is blocked, also by one of several addresses', async () => {
  const { port, seen } = await serve((_request, response) => response.end('secret'))
  const http = plugin([`net:a.vn:${port}`, `net:b.vn:${port}`, `net:c.vn:${port}`, `net:d.vn:${port}`], {
    'a.vn': [['127.0.0.1']],
    'b.vn': [['8.8.8.8', '127.0.0.1']],
    'c.vn': [['::ffff:7f00:1']],
    'd.vn': [['64:ff9b::7f00:1']],
  })
  for (const name of ['a.vn', 'b.vn', 'c.vn', 'd.vn']) {
    expect(await codeOf(http.fetch(`http://${name}:${port}/`)), name).toBe('fetch-blocked')
  }
  expect(seen).toHaveLength(0)
})

test('a name is resolved once per connection and the socket goes to the checked address', async () => {
  const { port, seen } = await serve((_request, response) => response.end('ok'))
  const http = plugin([`net:rebind.vn:${port}`, `net:127.0.0.1:${port}`], {
    'rebind.vn': [['127.0.0.1'], ['10.0.0.1']],
  })
  expect((await http.fetch(`http://rebind.vn:${port}/`)).status).toBe(200)
  expect(http.calls).toEqual(['rebind.vn'])
  expect(seen[0]?.headers.host).toBe(`rebind.vn:${port}`)
})

test('a wildcard covers the names below, not the name itself', async () => {
  const { port } = await serve((_request, response) => response.end('ok'))
  const names = {
    'khi.nghean.vn': [['127.0.0.1']],
    'nghean.vn': [['127.0.0.1']],
    'evilnghean.vn': [['127.0.0.1']],
  }
  const http = plugin(['net:*.nghean.vn', `net:127.0.0.1:${port}`], names)
  expect(await codeOf(http.fetch(`http://khi.nghean.vn:${port}/`))).toBe('reached')
  expect(await codeOf(http.fetch(`http://nghean.vn:${port}/`))).toBe('capability-denied')
  expect(await codeOf(http.fetch(`http://evilnghean.vn:${port}/`))).toBe('capability-denied')
})

test('each redirect is checked: to an address, to a name that leads inside, to another scheme', async () => {
  const inner = await serve((_request, response) => response.end('secret'))
  const targets = [
    `http://127.0.0.1:${inner.port}/`,
    `http://inside.vn:${inner.port}/`,
    `http://[::ffff:127.0.0.1]:${inner.port}/`,
    'file:///etc/passwd',
    '//user:pass@a.vn/',
  ]
  const outer = await serve((request, response) => {
    response.writeHead(302, { location: targets[Number(request.url?.slice(1))] }).end()
  })
  const http = plugin([`net:127.0.0.1:${outer.port}`, `net:inside.vn:${inner.port}`, 'net:a.vn'], {
    'inside.vn': [['127.0.0.1']],
  })
  const codes = []
  for (const index of targets.keys())
    codes.push(await codeOf(http.fetch(`http://127.0.0.1:${outer.port}/${index}`)))
  expect(codes).toEqual([
    'capability-denied',
    'fetch-blocked',
    'capability-denied',
    'fetch-blocked',
    'fetch-blocked',
  ])
  expect(inner.seen).toHaveLength(0)
})

test('redirects are followed up to five times, secrets stay with their origin, 303 becomes GET', async () => {
  const other = await serve((_request, response) => response.end('there'))
  const first = await serve((request, response) => {
    if (request.url === '/away')
      response.writeHead(307, { location: `http://127.0.0.1:${other.port}/` }).end()
    else if (request.url === '/post') response.writeHead(303, { location: '/5' }).end()
    else if (request.url === '/0') response.end('done')
    else response.writeHead(302, { location: `/${Number(request.url?.slice(1)) - 1}` }).end()
  })
  const http = plugin([`net:127.0.0.1:${first.port}`, `net:127.0.0.1:${other.port}`])
  const at = `http://127.0.0.1:${first.port}`
  expect((await http.fetch(`${at}/5`)).body).toBe('done')
  expect(await codeOf(http.fetch(`${at}/6`))).toBe('fetch-blocked')
  const secret = { authorization: 'Bearer x', 'x-api-key': 'k', accept: 'text/plain' }
  expect((await http.fetch(`${at}/away`, { headers: secret })).body).toBe('there')
  expect(other.seen[0]?.headers).toMatchObject({ accept: 'text/plain' })
  expect(other.seen[0]?.headers).not.toHaveProperty('authorization')
  expect(other.seen[0]?.headers).not.toHaveProperty('x-api-key')
  first.seen.length = 0
  expect(await codeOf(http.fetch(`${at}/post`, { method: 'POST', body: '{}' }))).toBe('fetch-blocked')
  expect(first.seen.map((request) => request.method)).toEqual(['POST', 'GET', 'GET', 'GET', 'GET', 'GET'])
})

test.each<[string, HttpRequestInit]>([
  ['http://u:p@127.0.0.1:PORT/', {}],
  ['ftp://127.0.0.1:PORT/', {}],
  ['data:text/plain,x', {}],
  ['no url', {}],
  ['http://127.0.0.1:PORT/', { method: 'CONNECT' as 'GET' }],
  ['http://127.0.0.1:PORT/', { headers: { Cookie: 'a=b' } }],
  ['http://127.0.0.1:PORT/', { headers: { Host: 'other.vn' } }],
  ['http://127.0.0.1:PORT/', { headers: { 'Transfer-Encoding': 'chunked' } }],
  ['http://127.0.0.1:PORT/', { headers: { 'proxy-authorization': 'x' } }],
  ['http://127.0.0.1:PORT/', { headers: { a: 'x\r\nb: y' } }],
])('refused before anything is sent: %s %j', async (url, init) => {
  const { port, seen } = await serve((_request, response) => response.end('ok'))
  const http = plugin([`net:127.0.0.1:${port}`])
  expect(await codeOf(http.fetch(url.replace('PORT', String(port)), init))).toBe('fetch-blocked')
  expect(seen).toHaveLength(0)
})

test('a method, headers and a body go through', async () => {
  let body = ''
  const { port, seen } = await serve((request, response) => {
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => response.writeHead(201).end())
  })
  const http = plugin([`net:127.0.0.1:${port}`])
  const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"a":"ố"}' } as const
  expect((await http.fetch(`http://127.0.0.1:${port}/`, init)).status).toBe(201)
  expect(body).toBe('{"a":"ố"}')
  expect(seen[0]?.headers['content-type']).toBe('application/json')
})

test('answers are limited in size: declared, streamed, and once decompressed', async () => {
  const bomb = gzipSync(Buffer.alloc(5_000_000))
  const { port } = await serve((request, response) => {
    if (request.url === '/declared')
      response.writeHead(200, { 'content-length': 5_000 }).end(Buffer.alloc(5_000))
    else if (request.url === '/streamed') {
      response.write(Buffer.alloc(3_000))
      response.end(Buffer.alloc(3_000))
    } else if (request.url === '/bomb') response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb)
    else if (request.url === '/br')
      response.writeHead(200, { 'content-encoding': 'br' }).end(brotliCompressSync('nhỏ'))
    else if (request.url === '/twice')
      response.writeHead(200, { 'content-encoding': 'gzip, gzip' }).end(gzipSync(bomb))
    else response.writeHead(200, { 'content-encoding': 'gzip' }).end('not gzip')
  })
  const http = plugin([`net:127.0.0.1:${port}`])
  const at = (path: string) => http.fetch(`http://127.0.0.1:${port}${path}`, { maxBytes: 4_000 })
  expect(bomb.length).toBeGreaterThan(4_000)
  expect(await codeOf(http.fetch(`http://127.0.0.1:${port}/bomb`, { maxBytes: 100_000 }))).toBe(
    'fetch-too-large',
  )
  expect(await codeOf(at('/declared'))).toBe('fetch-too-large')
  expect(await codeOf(at('/streamed'))).toBe('fetch-too-large')
  expect((await at('/br')).body).toBe('nhỏ')
  expect(await codeOf(at('/twice'))).toBe('fetch-failed')
  expect(await codeOf(at('/broken'))).toBe('fetch-failed')
})

test('a slow answer ends at the time limit, before and within the body', async () => {
  const { port } = await serve((request, response) => {
    if (request.url === '/body') response.write('a')
  })
  const http = plugin([`net:127.0.0.1:${port}`])
  expect(await codeOf(http.fetch(`http://127.0.0.1:${port}/head`, { timeout: 80 }))).toBe('fetch-timeout')
  expect(await codeOf(http.fetch(`http://127.0.0.1:${port}/body`, { timeout: 80 }))).toBe('fetch-timeout')
})

test('what fails says so: no such name, nobody listens, the connection breaks', async () => {
  const { port } = await serve((request) => request.socket.destroy())
  const http = plugin(['net:gone.vn', `net:127.0.0.1:${port}`, 'net:127.0.0.1:1'])
  expect(await codeOf(http.fetch('http://gone.vn/'))).toBe('fetch-failed')
  expect(await codeOf(http.fetch('http://127.0.0.1:1/'))).toBe('fetch-failed')
  expect(await codeOf(http.fetch(`http://127.0.0.1:${port}/`))).toBe('fetch-failed')
})

test('switching the plugin off ends what is on its way and closes the sockets', async () => {
  let arrived = () => {}
  const onWay = new Promise<void>((resolve) => {
    arrived = resolve
  })
  let closed: Promise<unknown> = Promise.resolve()
  const { port } = await serve((request) => {
    closed = new Promise((resolve) => request.socket.on('close', resolve))
    arrived()
  })
  const http = plugin([`net:127.0.0.1:${port}`])
  const pending = codeOf(http.fetch(`http://127.0.0.1:${port}/`))
  await onWay
  await http.scope.dispose()
  expect(await pending).toBe('fetch-failed')
  await closed
})

test('a text answer is read in the charset it names', async () => {
  const { port } = await serve((_request, response) => {
    response
      .writeHead(200, { 'content-type': 'text/plain; charset=utf-16le' })
      .end(Buffer.from('Vinh ơi', 'utf16le'))
  })
  const http = plugin([`net:127.0.0.1:${port}`])
  expect((await http.fetch(`http://127.0.0.1:${port}/`)).body).toBe('Vinh ơi')
})
