import { fork } from 'node:child_process'
import { once } from 'node:events'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { onEachDatabase, type TestDatabase } from '../testkit/databases.ts'
import { condition } from '../testkit/wait.ts'
import type { Db } from './db.ts'

onEachDatabase('database', (make) => {
  let database: TestDatabase
  let db: Db

  beforeAll(async () => {
    database = await make()
    db = await database.open()
    await db.migrate('test', [
      {
        id: '1',
        sqlite: ['create table t (a integer unique, b text)'],
        postgres: ['create table t (a bigint unique, b text)'],
      },
    ])
  })
  afterAll(() => database.remove())

  const all = () => db.read.all('select a, b from t order by a')
  const clear = () => db.tx((tx) => tx.run('delete from t'))

  test('runs each step of a feature once, also when two come at the same time', async () => {
    const other = await database.open()
    const steps = [
      { id: '1', sqlite: ['create table once (a int)'], postgres: ['create table once (a int)'] },
    ]
    await Promise.all([db.migrate('race', steps), other.migrate('race', steps)])
    await db.migrate('race', steps)
    expect(await db.read.all('select * from once')).toEqual([])
  })

  test('commits what worked and rolls back what threw', async () => {
    await clear()
    await db.tx((tx) => tx.run('insert into t (a, b) values (?, ?)', [1, 'có ? dấu']))
    const broken = db.tx(async (tx) => {
      await tx.run('insert into t (a) values (?)', [2])
      throw new Error('no')
    })
    await expect(broken).rejects.toThrow('no')
    expect(await all()).toEqual([{ a: 1, b: 'có ? dấu' }])
  })

  test('a handle ends with its transaction', async () => {
    await clear()
    let kept: Parameters<Parameters<Db['tx']>[0]>[0] | undefined
    await db.tx(async (tx) => {
      kept = tx
    })
    await expect(kept?.run('insert into t (a) values (9)')).rejects.toThrow('has ended')
    expect(await all()).toEqual([])
  })

  test('statements in parallel on one handle are refused', async () => {
    await clear()
    const work = db.tx((tx) =>
      Promise.all([tx.run('insert into t (a) values (1)'), tx.run('insert into t (a) values (2)')]),
    )
    await expect(work).rejects.toThrow('await each one')
    expect(await all()).toEqual([])
  })

  test('a statement that nobody awaited stays in its own transaction or fails it, and joins no other', async () => {
    await clear()
    const first = db.tx(async (tx) => {
      void tx.run('insert into t (a) values (1)')
    })
    const second = db.tx(async (tx) => {
      await tx.run('insert into t (a) values (2)')
    })
    // SQLite has run it by the time the work ends; PostgreSQL may still be at it and then refuses the whole.
    const kept = await first.then(
      () => [1, 2],
      () => [2],
    )
    await second
    expect((await all()).map(({ a }) => a)).toEqual(kept)
  })

  test('a transaction inside another is refused instead of waiting for itself', async () => {
    await expect(db.tx(() => db.tx(async () => 1))).rejects.toThrow('a transaction is open here')
    await expect(db.tx(() => db.atomic([]))).rejects.toThrow('a transaction is open here')
  })

  test('a transaction that takes too long is rolled back and its handle closed', async () => {
    await clear()
    let late: unknown
    let release = () => {}
    const gate = new Promise<void>((done) => {
      release = done
    })
    const slow = db.tx(
      async (tx) => {
        await tx.run('insert into t (a) values (1)')
        await gate
        late = await tx.run('insert into t (a) values (2)').catch((error) => error)
      },
      { timeout: 20 },
    )
    await expect(slow).rejects.toThrow('longer than 20 ms')
    release()
    expect(String(await condition(() => late))).toContain('has ended')
    expect(await all()).toEqual([])
  })

  test('many small changes at once stay apart: one that fails takes no other with it', async () => {
    await clear()
    const insert = (a: number) => ({ sql: 'insert into t (a) values (?)', params: [a] })
    await db.atomic([insert(1), insert(2)])
    const results = await Promise.allSettled([
      db.atomic([insert(3), insert(1)]),
      db.atomic([{ sql: 'update t set b = ? where a = ?', params: ['x', 99] }, insert(4)]),
      db.atomic([{ sql: 'update t set b = ? where a = ?', params: ['x', 2] }, insert(5)]),
    ])
    expect(results.map((result) => (result.status === 'fulfilled' ? result.value : 'failed'))).toEqual([
      'failed',
      false,
      true,
    ])
    expect(await all()).toEqual([
      { a: 1, b: null },
      { a: 2, b: 'x' },
      { a: 5, b: null },
    ])
  })

  test('the reading handles see what is committed and cannot write', async () => {
    await clear()
    await db.tx(async (tx) => {
      await tx.run('insert into t (a) values (1)')
      expect(await all()).toEqual([])
    })
    expect(await db.heavy.rows('select a from t where a = ?', [1])).toEqual([[1]])
    await expect(db.read.run('delete from t')).rejects.toThrow('only reads')
    await expect(db.heavy.run('delete from t')).rejects.toThrow('only reads')
  })

  test('hears of writes by another process, not of its own', async () => {
    const other = await database.open()
    let heard = 0
    const stop = other.onForeignChange(() => heard++)
    await db.tx((tx) => tx.run('insert into t (a) values (?)', [1000]))
    await condition(() => heard > 0)
    stop()
  })

  test('a lost connection is a problem that passes', async () => {
    if (db.dialect === 'sqlite') return
    let heard = 0
    const stop = db.onForeignChange(() => heard++)
    const sleeping = db.read.get('select pg_sleep(30)').catch((error) => error)
    const holding = db.tx((tx) => tx.get('select pg_sleep(30)')).catch((error) => error)
    const killer = await database.open()
    const kill = `select count(*) filter (where pg_terminate_backend(pid)) as n from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`
    await condition(async () => {
      const active =
        "select 1 from pg_stat_activity where datname = current_database() and query like 'select pg_sleep%'"
      return (await killer.read.all(active)).length === 2
    })
    await killer.read.get(kill)
    const unavailable = { code: 'database-unavailable', status: 503, extra: { retryAfter: 5 } }
    expect(await sleeping).toMatchObject(unavailable)
    expect(await holding).toMatchObject(unavailable)
    expect(await condition(() => db.read.get('select 1 as one').catch(() => undefined))).toEqual({ one: 1 })
    // It listens again by itself.
    heard = 0
    await condition(() => heard > 0)
    stop()
  })

  test('a lock is held by one caller and one process at a time', async () => {
    const other = await database.open()
    let inside = 0
    let most = 0
    const work = async () => {
      most = Math.max(most, ++inside)
      await new Promise((done) => setImmediate(done))
      inside--
    }
    await Promise.all([db.lock('l', work), db.lock('l', work), other.lock('l', work), other.lock('l', work)])
    expect(most).toBe(1)
  })
})

test('waiting for another process to write does not hold up the event loop', async () => {
  const { makeSqlite } = await import('../testkit/databases.ts')
  const database = await makeSqlite()
  const db = await database.open()
  await db.migrate('test', [{ id: '1', sqlite: ['create table t (a integer)'], postgres: [] }])
  const other = new Database(database.options.file)
  other.exec('begin immediate')
  let written = false
  const writing = db.atomic([{ sql: 'insert into t values (?)', params: [1] }]).then(() => {
    written = true
  })
  let turns = 0
  const longest = monitorEventLoopDelay({ resolution: 5 })
  longest.enable()
  await condition(() => ++turns > 20)
  longest.disable()
  expect(written).toBe(false)
  expect(longest.max / 1e6).toBeLessThan(500)
  other.exec('commit')
  other.close()
  await writing
  expect(await db.read.rows('select a from t')).toEqual([[1]])
  await database.remove()
})

test('a lock whose holder was killed is free at once on SQLite', async () => {
  const { makeSqlite } = await import('../testkit/databases.ts')
  const database = await makeSqlite()
  const db = await database.open()
  const child = fork(new URL('../testkit/holder.ts', import.meta.url), [database.options.file ?? ''], {
    execArgv: ['--conditions=saola-source'],
  })
  await once(child, 'message')
  child.kill('SIGKILL')
  await once(child, 'exit')
  const started = performance.now()
  await db.lock('held', async () => {})
  expect(performance.now() - started).toBeLessThan(5_000)
  await database.remove()
})

test('a database that cannot be reached is a problem that says when to come back', async () => {
  const { openDatabase } = await import('./open.ts')
  await expect(openDatabase({ url: 'postgres://nobody@127.0.0.1:1/none' })).rejects.toMatchObject({
    code: 'database-unavailable',
    status: 503,
    extra: { retryAfter: 5 },
  })
})
