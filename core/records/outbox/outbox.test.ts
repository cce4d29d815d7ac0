import type { CloudEvent } from '@saola/sdk'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Db } from '../db/db.ts'
import { recordSteps } from '../records/tables.ts'
import { onEachDatabase, type TestDatabase } from '../testkit/databases.ts'
import { contribute, deltaOf, testOwner } from '../testkit/owner.ts'
import { condition } from '../testkit/wait.ts'
import { emitPart } from './emit.ts'
import { capabilityOf, onPoint } from './on-point.ts'
import { Outbox, outboxSteps } from './outbox.ts'

onEachDatabase('outbox', (make) => {
  let database: TestDatabase
  let db: Db
  let shift = 0
  const clock = () => Date.now() + shift
  const errors: unknown[] = []
  const open: Outbox[] = []
  const start = (on: Db): Outbox => {
    const outbox = new Outbox(on, clock, (error) => errors.push(error))
    open.push(outbox)
    return outbox
  }
  const emit = (outbox: Outbox, type: string, n: number) =>
    outbox.emit({ type, source: '/plugins/a', data: { n } })
  const numbers = (events: CloudEvent[]) => events.map(({ data }) => (data as { n: number }).n)

  beforeAll(async () => {
    database = await make()
    db = await database.open()
    await db.migrate('records', [...recordSteps, ...outboxSteps])
  })
  afterEach(async () => {
    await Promise.all(open.splice(0).map((outbox) => outbox.close()))
    expect(errors.splice(0)).toEqual([])
  })
  afterAll(() => database.remove())

  test('tells what happens from now on, in order, also of another process', async () => {
    const outbox = start(db)
    await emit(outbox, 'a.before', 0)
    const seen: CloudEvent[] = []
    const stop = await outbox.follow((event) => void seen.push(event))
    const other = start(await database.open())
    for (let n = 1; n <= 3; n++) await emit(n === 2 ? other : outbox, 'a.it', n)
    await condition(() => seen.length === 3)
    expect(numbers(seen)).toEqual([1, 2, 3])
    expect(seen[0]).toMatchObject({ specversion: '1.0', type: 'a.it', source: '/plugins/a' })
    stop()
    await emit(outbox, 'a.it', 4)
    const again: CloudEvent[] = []
    await outbox.follow((event) => void again.push(event), { from: seen[0]?.id, types: ['a.it'] })
    await condition(() => again.length === 3)
    expect(numbers(again)).toEqual([2, 3, 4])
    expect(numbers(((await outbox.after(seen[0]?.id ?? '', 10)) ?? []).map(({ event }) => event))).toEqual([
      2, 3, 4,
    ])
    expect(await outbox.after(seen[0]?.id ?? '', 2)).toBeUndefined()
    expect(await outbox.after("1' or 1=1", 2)).toBeUndefined()
  })

  test('whoever comes while the last one leaves is told all the same', async () => {
    const outbox = start(db)
    const leave = await outbox.follow(() => {})
    const seen: CloudEvent[] = []
    const coming = outbox.follow((event) => void seen.push(event), { types: ['a.handover'] })
    leave()
    await coming
    await emit(outbox, 'a.handover', 1)
    await condition(() => seen.length === 1)
  })

  test('a listener that throws harms neither itself nor others', async () => {
    const outbox = start(db)
    const seen: number[] = []
    await outbox.follow(() => {
      throw new Error('broken listener')
    })
    await outbox.follow((event) => void seen.push((event.data as { n: number }).n))
    await emit(outbox, 'a.it', 1)
    await emit(outbox, 'a.it', 2)
    await condition(() => seen.length === 2)
    expect(errors.splice(0).map(String)).toEqual(['Error: broken listener', 'Error: broken listener'])
  })

  test('an event whose transaction ends late is neither lost nor told out of order', async () => {
    const outbox = start(db)
    const seen: CloudEvent[] = []
    await outbox.follow((event) => void seen.push(event), { types: ['a.late'] })
    if (db.dialect === 'sqlite') {
      // There the second waits for the first anyway.
      await Promise.all([1, 2].map((n) => emit(outbox, 'a.late', n)))
    } else {
      const sql = "insert into outbox_event (type, source, time, data) values ('a.late', 'x', now(), ?)"
      const second = await database.open()
      await db.tx(async (tx) => {
        await tx.run(sql, ['{"n":1}'])
        await second.tx((other) => other.run(sql, ['{"n":2}']))
        outbox.wake()
        // The later one is committed and must not be told before the earlier one, whose end is not known yet.
        await condition(
          async () =>
            (await db.read.all('select 1 from outbox_event where type = ?', ['a.late'])).length === 1,
        )
        expect(await outbox.after('0.0', 1_000)).not.toContainEqual(
          expect.objectContaining({ type: 'a.late' }),
        )
      })
    }
    await condition(() => seen.length === 2)
    expect(numbers(seen)).toEqual([1, 2])
  })

  test('a consumer goes on where it left off, whoever does the work', async () => {
    const seen: number[] = []
    const handle = async (event: CloudEvent) => void seen.push((event.data as { n: number }).n)
    const first = start(db)
    const stop = await first.consume('c.one', handle, { types: ['a.work'] })
    await emit(first, 'a.other', 0)
    await emit(first, 'a.work', 1)
    await condition(() => seen.length === 1)
    stop()
    await emit(first, 'a.work', 2)
    const second = start(await database.open())
    await Promise.all([
      first.consume('c.one', handle, { types: ['a.work'] }),
      second.consume('c.one', handle, { types: ['a.work'] }),
    ])
    for (let n = 3; n <= 20; n++) await emit(n % 2 === 0 ? first : second, 'a.work', n)
    await condition(() => seen.length >= 20)
    expect(seen).toEqual(Array.from({ length: 20 }, (_, n) => n + 1))
  })

  test('tries a failing event again, sets it aside in the end, and goes on', async () => {
    const outbox = start(db)
    const tried: number[] = []
    const dead: [number, string][] = []
    const handle = async (event: CloudEvent) => {
      const { n } = event.data as { n: number }
      tried.push(n)
      if (n === 1 && tried.length < 2) throw new Error('only once')
      if (n === 2) throw new Error('always')
    }
    await outbox.consume('c.fails', handle, {
      types: ['a.fail'],
      attempts: 3,
      retryAfter: 1,
      dead: (event, error) => dead.push([(event.data as { n: number }).n, String(error)]),
    })
    for (const n of [1, 2, 3]) await emit(outbox, 'a.fail', n)
    await condition(() => tried.includes(3))
    expect(tried).toEqual([1, 1, 2, 2, 2, 3])
    expect(dead).toEqual([[2, 'Error: always']])
    const rows = await db.read.all("select type, error from outbox_dead where consumer = 'c.fails'")
    expect(rows).toEqual([{ type: 'a.fail', error: 'always' }])
  })

  test('what a process held when it died is taken over when its lease ends', async () => {
    const outbox = start(db)
    await outbox.consume('c.held', async () => {}, { types: ['a.held'] }).then((stop) => stop())
    await emit(outbox, 'a.held', 1)
    const until = clock() + 6_000
    await db.tx((tx) =>
      tx.run("update outbox_consumer set holder = 'dead', until = ? where name = 'c.held'", [until]),
    )
    const seen: CloudEvent[] = []
    const held = start(db)
    await held.consume('c.held', async (event) => void seen.push(event), { types: ['a.held'] })
    expect(seen).toEqual([])
    shift += 6_001
    await emit(outbox, 'a.held', 2)
    held.wake()
    await condition(() => seen.length === 2)
    expect(numbers(seen)).toEqual([1, 2])
  })

  test('forgets what is old, but never the last, and says so to whoever asks for it', async () => {
    const outbox = start(db)
    const seen: CloudEvent[] = []
    await outbox.follow((event) => void seen.push(event))
    await emit(outbox, 'a.old', 1)
    await emit(outbox, 'a.old', 2)
    await condition(() => seen.length === 2)
    await outbox.prune(-1_000)
    expect((await db.read.all('select 1 from outbox_event')).length).toBe(1)
    let gap = 0
    await outbox.follow(() => {}, { from: seen[0]?.id, gap: () => gap++ })
    await outbox.follow(() => {}, { from: 'nonsense', gap: () => gap++ })
    await outbox.follow(() => {}, { from: seen[1]?.id, gap: () => gap++ })
    expect(gap).toBe(2)
    await emit(outbox, 'a.old', 3)
    await condition(() => seen.length === 3)
  })

  test('a module hears what it may, and a failing listener is noted on it', async () => {
    const outbox = start(db)
    const faults: unknown[] = []
    const heard: string[] = []
    const code = { './on.js': async (event: CloudEvent) => void heard.push(event.type) }
    const listener = (event: string) => ({ event, run: { module: './on.js', export: 'run' } })
    const owner = testOwner('m', { capabilities: ['records:read:a.b', 'on:a.rang'], code, faults })
    const point = onPoint(outbox)
    const scope = await contribute(point, owner, {
      own: listener('m.x.created'),
      record: listener('a.b.updated'),
      event: listener('a.rang'),
    })
    for (const type of ['m.x.created', 'a.b.updated', 'a.rang', 'a.unheard']) await emit(outbox, type, 1)
    await condition(() => heard.length === 3)
    expect(heard.sort()).toEqual(['a.b.updated', 'a.rang', 'm.x.created'])
    await scope.dispose()
    await emit(outbox, 'a.rang', 2)
    const denied = contribute(point, testOwner('m'), { record: listener('a.b.updated') })
    await expect(denied).rejects.toMatchObject({ code: 'capability-denied' })
    expect(await point.check?.(deltaOf(testOwner('m'), { e: listener('a.rang') }))).toMatchObject([
      { kind: 'refuses' },
    ])
    expect(capabilityOf('m', 'a.b.created')).toBe('records:read:a.b')
    expect(capabilityOf('m', 'a.rang')).toBe('on:a.rang')
    expect(heard.length).toBe(3)
  })

  test('a module emits only events of its own, with the capability', async () => {
    const outbox = start(db)
    const seen: CloudEvent[] = []
    await outbox.follow((event) => void seen.push(event))
    const owner = testOwner('m', { capabilities: ['emit:m.rang', 'emit:other.rang', 'emit:m.x.created'] })
    const send = emitPart(outbox, owner)
    const ref = (id: string) => ({ kind: 'event' as const, id, version: 1 })
    await send(ref('m.rang'), { loud: true })
    await expect(send(ref('m.silent'), {})).rejects.toMatchObject({ code: 'capability-denied' })
    await expect(send(ref('other.rang'), {})).rejects.toMatchObject({ code: 'event-refused' })
    await expect(send(ref('m.x.created'), {})).rejects.toMatchObject({ code: 'event-refused' })
    await expect(send(ref('m.rang'), 'x'.repeat(300_000))).rejects.toMatchObject({ code: 'event-refused' })
    await condition(() => seen.length === 1)
    expect(seen[0]).toMatchObject({ type: 'm.rang', source: '/plugins/m', data: { loud: true } })
  })
})
