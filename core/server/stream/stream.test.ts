import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { Problem, Scope, silentLog } from '@saola/kernel'
import { EVERYTHING, type Told } from '@saola/records'
import type { Actor, CloudEvent } from '@saola/sdk'
import { expect, onTestFinished, test, vi } from 'vitest'
import { ANONYMOUS, Dispatcher, listen, PluginApps, Proxies } from '../http/index.ts'
import { recordFrame } from './frames.ts'
import { type EventFeed, StreamHub, type StreamHubOptions } from './hub.ts'
import { streamApi } from './stream-api.ts'

const person = (name: string): Actor => ({ id: `user:${name}`, kind: 'user', name, roles: [], units: [] })

const event = (id: number, model = 'air.station', extra: object = {}): CloudEvent => ({
  specversion: '1.0',
  id: String(id),
  source: `/records/${model}`,
  type: `${model}.updated`,
  time: '2026-11-24T02:47:00.000Z',
  subject: 's1',
  data: { id: 's1', version: id, ...extra },
})

/** A feed whose past the test writes. */
class Feed implements EventFeed {
  past: CloudEvent[] = []
  /** What is kept beside an event, by its id. */
  readonly bases = new Map<string, string>()
  asked: string[] = []
  gate: Promise<void> = Promise.resolve()
  #handlers = new Set<(told: Told) => void>()

  tail(handler: (told: Told) => void): () => void {
    this.#handlers.add(handler)
    return () => this.#handlers.delete(handler)
  }

  async after(id: string): Promise<Told[] | undefined> {
    this.asked.push(id)
    await this.gate
    const at = this.past.findIndex((one) => one.id === id)
    return at < 0 ? undefined : this.past.slice(at + 1).map((event) => this.#told(event))
  }

  emit(...events: CloudEvent[]): void {
    for (const one of events) {
      this.past.push(one)
      for (const handler of this.#handlers) handler(this.#told(one))
    }
  }

  #told(event: CloudEvent): Told {
    return { event, basis: this.bases.get(event.id) ?? null }
  }

  get listeners(): number {
    return this.#handlers.size
  }
}

async function centre(options: Partial<StreamHubOptions> = {}) {
  const feed = new Feed()
  const state = { now: 0, readable: new Set(['air.station']), known: new Set(['an', 'binh']) }
  const hub = new StreamHub({
    feed,
    clock: () => state.now,
    reach: (_actor, model) => (state.readable.has(model) ? EVERYTHING : undefined),
    ...options,
  })
  const scope = new Scope('test')
  const plugins = new PluginApps({ modules: () => [], status: () => undefined })
  const dispatcher = new Dispatcher({ log: silentLog, clock: Date.now, proxies: new Proxies([]), plugins })
  const identify = (request: Request) => {
    const name = request.headers.get('authorization')?.slice(7) ?? ''
    if (name === 'revoked') throw new Problem('token-revoked', 401, 'revoked')
    return state.known.has(name) ? person(name) : ANONYMOUS
  }
  dispatcher.identifyBy((request) => ({ actor: identify(request), by: 'token' }))
  dispatcher.route(streamApi(hub, identify), { prefix: '/api/stream' }, scope)
  const server = await listen(dispatcher, { host: '127.0.0.1', port: 0 })
  onTestFinished(async () => {
    hub.close()
    await server.close(0)
  })

  /** Opens a stream; what comes is collected as text. */
  async function open(query = '?models=air.station', headers: Record<string, string> = {}) {
    const abort = new AbortController()
    onTestFinished(() => abort.abort())
    const response = await fetch(`${server.url}/api/stream${query}`, {
      headers: { authorization: 'Bearer an', ...headers },
      signal: abort.signal,
    })
    const decoder = new TextDecoder()
    const seen = { text: '', ended: false, failed: false }
    void (async () => {
      try {
        for await (const chunk of response.body ?? []) {
          seen.text += decoder.decode(chunk, { stream: true })
        }
      } catch {
        seen.failed = true
      }
      seen.ended = true
    })()
    const ids = () => [...seen.text.matchAll(/^id: (.*)$/gm)].map((match) => match[1])
    return { response, seen, ids, close: () => abort.abort() }
  }
  return { feed, hub, state, server, dispatcher, open }
}

const until = (check: () => void) => vi.waitFor(check, { timeout: 5_000, interval: 2 })

test('record events of the models asked for come as they are, with an id', async () => {
  const { feed, open } = await centre()
  const { response, seen, ids } = await open()
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  expect(response.headers.get('cache-control')).toContain('no-transform')
  feed.emit(event(1), event(2, 'other.model'), { ...event(3), source: '/plugins/air' }, event(4))
  await until(() => expect(ids()).toEqual(['1', '4']))
  const block = seen.text.split('\n\n').find((part) => part.startsWith('id: 4')) ?? ''
  expect(block.split('\n')[1]).toBe('event: record')
  expect(JSON.parse(block.split('\ndata: ')[1] ?? '')).toEqual(event(4))
})

test('an event becomes bytes once for all listeners, and not at all for none', async () => {
  const made = vi.spyOn(JSON, 'stringify')
  const { feed, open } = await centre()
  const streams = [await open(), await open('', { authorization: 'Bearer binh' }), await open()]
  made.mockClear()
  feed.emit(event(7), event(8, 'unheard.model'))
  await until(() => expect(streams.map(({ ids }) => ids())).toEqual([['7'], [], ['7']]))
  const encoded = made.mock.calls.filter(([value]) => (value as { specversion?: string })?.specversion)
  expect(encoded).toHaveLength(1)
  made.mockRestore()
})

test('personal fields are empty for those who may not know them, live and when a stream resumes', async () => {
  const hides = new Set(['an'])
  const { feed, hub, open } = await centre({
    reach: ({ name }) => ({ ...EVERYTHING, hidden: new Set(hides.has(name) ? ['phone'] : []) }),
  })
  const masked = await open()
  const whole = await open(undefined, { authorization: 'Bearer binh' })
  const phones = ({ seen }: typeof masked) =>
    [...seen.text.matchAll(/"phone":("[^"]*"|null)/g)].map((match) => match[1])
  feed.emit(event(1, undefined, { phone: '113' }))
  await until(() => expect([phones(masked), phones(whole)]).toEqual([['null'], ['"113"']]))
  const again = await open(undefined, { 'last-event-id': '1' })
  feed.emit({ ...event(2, undefined, { phone: '114' }), type: 'air.station.deleted' })
  const resumed = await open(undefined, { 'last-event-id': '1' })
  await until(() =>
    expect([phones(masked), phones(again), phones(resumed)]).toEqual([['null', 'null'], ['null'], ['null']]),
  )
  hides.clear()
  hub.refresh()
  feed.emit(event(3, undefined, { phone: '115' }))
  await until(() => expect(phones(masked).at(-1)).toBe('"115"'))
})

test('an event is for who may read the record; one that leaves is gone, without its values', async () => {
  const reach = (unit: string) => ({
    where: { op: '=' as const, args: [{ property: 'unit' }, unit] as const },
    hidden: new Set<string>(),
    holds: (record: Readonly<Record<string, unknown>>) => record.unit === unit,
  })
  const reaches = new Map([
    ['user:an', reach('a')],
    ['user:binh', reach('b')],
  ])
  const { feed, open } = await centre({ reach: ({ id }) => reaches.get(id) })
  const heard = ({ seen }: Awaited<ReturnType<typeof open>>) =>
    [...seen.text.matchAll(/^data: (\{"specversion.*)$/gm)].map(([, data = '']) => {
      const { id, type, data: values } = JSON.parse(data) as CloudEvent
      return [id, type.slice(type.lastIndexOf('.') + 1), values]
    })
  const as = (name: string, headers = {}) => open(undefined, { authorization: `Bearer ${name}`, ...headers })
  const [an, binh] = [await as('an'), await as('binh')]
  const made = { ...event(1, undefined, { unit: 'a', text: 'first' }), type: 'air.station.created' }
  const moved = event(2, undefined, { unit: 'b', text: 'second' })
  const edited = event(3, undefined, { unit: 'b', text: 'third' })
  const comment = { ...event(4), type: 'air.station.commented', data: { record: 's1', text: 'fourth' } }
  const removed = { ...event(5, undefined, { unit: 'b', text: 'third' }), type: 'air.station.deleted' }
  feed.bases.set('2', JSON.stringify({ unit: 'a', text: 'first' }))
  feed.bases.set('3', JSON.stringify({ text: 'second' }))
  feed.bases.set('4', JSON.stringify({ id: 's1', unit: 'b' }))
  // One from before bases were kept is for nobody whose rights end somewhere.
  const old = { ...comment, id: '6' }
  feed.emit(made, moved, edited, comment, removed, old, event(7, undefined, { unit: 'a' }))
  const seen = [
    ['1', 'created', made.data],
    ['2', 'deleted', { id: 's1' }],
    ['7', 'updated', { id: 's1', version: 7, unit: 'a' }],
  ]
  await until(() => expect(heard(an)).toEqual(seen))
  const theirs = [
    ['2', 'updated', moved.data],
    ['3', 'updated', edited.data],
    ['4', 'commented', comment.data],
    ['5', 'deleted', removed.data],
  ]
  expect(heard(binh)).toEqual(theirs)
  expect(an.seen.text).not.toMatch(/second|third|fourth/)

  // Who comes back is told of the past only what is still theirs.
  feed.past = [event(0), made, moved, edited, comment]
  const [late, other] = [await as('an', { 'last-event-id': '0' }), await as('binh', { 'last-event-id': '0' })]
  await until(() => expect(heard(late)).toEqual([['2', 'deleted', { id: 's1' }]]))
  await until(() => expect(heard(other)).toEqual(theirs.slice(0, 3)))
})

test('a comment on a record comes as an event of its own', async () => {
  const { feed, open } = await centre()
  const { seen } = await open()
  feed.emit({ ...event(1), type: 'air.station.commented' })
  await until(() => expect(seen.text).toContain('id: 1\nevent: comment\n'))
})

test('a model that may not be read is silent, until roles change; and silent again after', async () => {
  const { feed, hub, state, open } = await centre()
  const { ids } = await open('?models=secret.thing,air.station')
  feed.emit(event(1, 'secret.thing'), event(2))
  await until(() => expect(ids()).toEqual(['2']))
  state.readable.add('secret.thing')
  hub.refresh()
  feed.emit(event(3, 'secret.thing'))
  await until(() => expect(ids()).toEqual(['2', '3']))
  state.readable.delete('secret.thing')
  hub.publish('ui', { revision: 2 })
  feed.emit(event(4, 'secret.thing'), event(5))
  await until(() => expect(ids()).toEqual(['2', '3', '5']))
})

test('the state of the interface is told at once, and to those who come later', async () => {
  const { hub, open } = await centre()
  const early = await open()
  hub.publish('ui', { revision: 12 })
  const late = await open('')
  for (const { seen } of [early, late])
    await until(() => expect(seen.text).toContain('event: ui\ndata: {"revision":12}\n\n'))
})

test('a stream resumes after the last event, from memory or from the outbox', async () => {
  const { feed, open } = await centre()
  feed.emit(event(1), event(2), event(3))
  const recent = await open(undefined, { 'last-event-id': '1' })
  await until(() => expect(recent.ids()).toEqual(['2', '3']))
  expect(feed.asked).toEqual([])
  feed.past = [event(90), event(91), event(92, 'other.model'), event(93)]
  const old = await open(undefined, { 'last-event-id': '90' })
  await until(() => expect(old.ids()).toEqual(['91', '93']))
  expect(old.seen.text).not.toContain('event: reset')
})

test('what happens while older events are looked up comes after them, once', async () => {
  const { feed, open } = await centre()
  let release = () => {}
  feed.gate = new Promise((resolve) => {
    release = resolve
  })
  feed.past = [event(1), event(2)]
  const { ids } = await open(undefined, { 'last-event-id': '1' })
  feed.emit(event(3))
  release()
  await until(() => expect(ids()).toEqual(['2', '3']))
  feed.emit(event(4))
  await until(() => expect(ids()).toEqual(['2', '3', '4']))
})

test('an id that is too old, or too much missed, leads to a reset and then to what is new', async () => {
  const { feed, open } = await centre({ buffer: 8_000 })
  const unknown = await open(undefined, { 'last-event-id': 'long-ago' })
  await until(() => expect(unknown.seen.text).toContain('event: reset'))
  feed.past = Array.from({ length: 100 }, (_, index) => event(index))
  const much = await open(undefined, { 'last-event-id': '0' })
  await until(() => expect(much.seen.text).toContain('event: reset'))
  expect(much.ids()).toEqual([])
  feed.emit(event(200))
  for (const { ids } of [unknown, much]) await until(() => expect(ids()).toEqual(['200']))
})

test('who is signed out or revoked is ended, at once by name and soon in any case', async () => {
  const { hub, state, open } = await centre()
  const [an, binh] = [await open(), await open(undefined, { authorization: 'Bearer binh' })]
  hub.disconnect((actor) => actor.id === 'user:an')
  await until(() => expect(an.seen.ended).toBe(true))
  expect([an.seen.failed, binh.seen.ended]).toEqual([false, false])
  state.known.delete('binh')
  hub.tick()
  state.now += 5_000
  hub.tick()
  await until(() => expect(binh.seen.ended).toBe(true))
  expect(hub.size).toBe(0)
})

test('a database that is away ends nobody', async () => {
  let away = false
  const feed = new Feed()
  const hub = new StreamHub({ feed, reach: () => EVERYTHING, clock: () => (away ? 60_000 : 0) })
  onTestFinished(() => hub.close())
  const identify = vi.fn(async () => {
    if (away) throw new Problem('database-unavailable', 503, 'away')
    return person('an')
  })
  hub.open({ actor: person('an'), models: [], identify })
  away = true
  hub.tick()
  await until(() => expect(identify).toHaveBeenCalled())
  await identify.mock.results[0]?.value.catch(() => {})
  expect(hub.size).toBe(1)
})

test('a quiet line carries a comment every fifteen seconds', async () => {
  const { hub, state, open } = await centre()
  const { seen } = await open()
  hub.tick()
  expect(seen.text).not.toContain(': ping')
  state.now += 15_000
  hub.tick()
  await until(() => expect(seen.text).toContain(': ping\n\n'))
})

test('a closed browser leaves nothing behind', async () => {
  const { feed, hub, open } = await centre()
  const { close } = await open()
  expect(hub.size).toBe(1)
  close()
  await until(() => expect(hub.size).toBe(0))
  feed.emit(event(1))
  hub.close()
  expect(feed.listeners).toBe(0)
})

test('a flood reaches one who reads, whole and in order; one who does not read is cut off and costs a bounded buffer', async () => {
  const { feed, hub, server, open } = await centre({ buffer: 256 * 1024 })
  const reader = await open()
  const slow: Socket = connect(server.port, '127.0.0.1')
  onTestFinished(() => void slow.destroy())
  slow.on('error', () => {})
  slow.write('GET /api/stream?models=air.station HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer an\r\n\r\n')
  await once(slow, 'data')
  slow.pause()
  await until(() => expect(hub.size).toBe(2))
  const text = 'ộ'.repeat(300)
  for (let id = 1; id <= 8_000; id += 1) feed.emit(event(id, 'air.station', { text }))
  await vi.waitFor(() => expect(reader.ids().length).toBe(8_000), { timeout: 15_000, interval: 20 })
  expect(reader.ids().slice(0, 3)).toEqual(['1', '2', '3'])
  expect(hub.counts).toMatchObject({ cutOff: 1 })
  expect(hub.size).toBe(1)
  const closed = once(slow, 'close')
  slow.resume()
  await closed
})

test('more than can be handed on leads to a reset for all, not to growing memory', async () => {
  const { feed, open } = await centre()
  const { seen, ids } = await open()
  for (let id = 1; id <= 25_000; id += 1) feed.emit(event(id))
  await until(() => expect(seen.text).toContain('event: reset'))
  await until(() => expect(ids().at(-1)).toBe('25000'))
  expect(ids().length).toBeLessThan(25_000)
})

test('stopping the server ends the streams and lets it close', async () => {
  const { hub, server, dispatcher, open } = await centre()
  const { seen } = await open()
  dispatcher.draining.addEventListener('abort', () => hub.close())
  const { cut } = await server.close(5_000)
  await until(() => expect(seen.ended).toBe(true))
  expect([cut, seen.failed]).toEqual([0, false])
  expect(() => hub.open({ actor: person('an'), models: [], identify: () => person('an') })).toThrow(
    expect.objectContaining({ code: 'stopping' }),
  )
})

test('anonymous visitors, wrong models and too many streams are refused with a problem', async () => {
  const { open } = await centre({ mostPerActor: 2 })
  expect((await open('', { authorization: 'Bearer nobody' })).response.status).toBe(401)
  expect((await open('?models=Not%20one')).response.status).toBe(400)
  expect((await open(`?models=${Array.from({ length: 201 }, (_, n) => `a.m${n}`)}`)).response.status).toBe(
    400,
  )
  await open()
  await open()
  const third = await open()
  expect(third.response.status).toBe(429)
  expect(third.response.headers.get('retry-after')).toBe('5')
  expect((await open(undefined, { authorization: 'Bearer binh' })).response.status).toBe(200)
})

test('a frame holds one event on one line each', () => {
  const text = new TextDecoder().decode(recordFrame(event(1, 'a.b', { text: 'dòng\nmới\r' })))
  expect(text.split('\n')).toHaveLength(5)
})
