import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type FromHub, StreamHub } from './hub.ts'
import { createEventParser } from './sse.ts'

interface Open {
  models: string
  lastId: string | undefined
  response: ServerResponse
}

let server: Server
let opened: Open[]
let hub: StreamHub
let heard: FromHub[]
const tab = {}

beforeEach(async () => {
  opened = []
  heard = []
  server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://host')
    opened.push({
      models: url.searchParams.get('models') ?? '',
      lastId: request.headers['last-event-id'] as string | undefined,
      response,
    })
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(': hello\n\n')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  hub = new StreamHub({
    fetch: (path, init) => fetch(base + String(path), init),
    now: () => 1000,
    random: () => 0,
  })
  hub.join(tab, (message) => heard.push(message))
})

afterEach(async () => {
  hub.leave(tab)
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

const openings = () => heard.filter((message) => message.kind === 'opened')
const events = () => heard.flatMap((message) => (message.kind === 'event' ? [message.event.data] : []))

test('what several tabs want becomes one stream', async () => {
  const other = {}
  hub.join(other, () => {})
  hub.take(tab, { kind: 'want', models: ['a.one'] })
  hub.take(other, { kind: 'want', models: ['b.two', 'a.one'] })
  await vi.waitFor(() => expect(openings()).toHaveLength(1))
  expect(opened.map((one) => one.models)).toEqual(['a.one,b.two'])
})

test('one more model opens a new stream before the old one closes', async () => {
  hub.take(tab, { kind: 'want', models: ['a.one'] })
  await vi.waitFor(() => expect(openings()).toHaveLength(1))
  const closed = new Promise<void>((resolve) => opened[0]?.response.on('close', () => resolve()))
  hub.take(tab, { kind: 'want', models: ['a.one', 'b.two'] })
  await vi.waitFor(() => expect(openings()).toHaveLength(2))
  await closed
  expect(openings().at(-1)).toMatchObject({ models: ['a.one', 'b.two'], afterCut: false })
  opened[1]?.response.write('event: record\nid: 7\ndata: {"x":1}\n\n')
  await vi.waitFor(() => expect(events()).toEqual(['{"x":1}']))
  expect(heard.some((message) => message.kind === 'state' && message.state === 'cut')).toBe(false)
})

test('a cut stream opens again from the last event and says so', async () => {
  hub.take(tab, { kind: 'want', models: ['a.one'] })
  await vi.waitFor(() => expect(openings()).toHaveLength(1))
  opened[0]?.response.write('event: record\nid: 41\ndata: 1\n\n')
  await vi.waitFor(() => expect(events()).toEqual(['1']))
  opened[0]?.response.destroy()
  await vi.waitFor(() => expect(openings()).toHaveLength(2), { timeout: 5000 })
  expect(opened[1]?.lastId).toBe('41')
  expect(openings().at(-1)).toMatchObject({ afterCut: true })
  expect(heard.filter((message) => message.kind === 'state').map((message) => message.state)).toContain('cut')
})

test('the last tab closes the stream', async () => {
  hub.take(tab, { kind: 'want', models: ['a.one'] })
  await vi.waitFor(() => expect(openings()).toHaveLength(1))
  const closed = new Promise<void>((resolve) => opened[0]?.response.on('close', () => resolve()))
  hub.leave(tab)
  await closed
})

test('events may arrive in pieces', () => {
  const parse = createEventParser()
  expect(parse('id: 1\nevent: rec')).toEqual([])
  expect(parse('ord\ndata: a\ndata: b\n')).toEqual([])
  expect(parse('\n: ping\n\ndata: c\r\n\r\n')).toEqual([
    { id: '1', event: 'record', data: 'a\nb' },
    { id: '1', event: 'message', data: 'c' },
  ])
})
