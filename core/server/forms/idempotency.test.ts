import { join } from 'node:path'
import { openDatabase } from '@saola/records'
import { expect, onTestFinished, test } from 'vitest'
import { onEachDatabase } from '../testkit/databases.ts'
import { Idempotency } from './idempotency.ts'

onEachDatabase('answers by key', (store) => {
  async function setUp() {
    const { dataDir, databaseUrl } = await store()
    let now = Date.UTC(2026, 10, 24)
    const open = async () => {
      const db = await openDatabase({ url: databaseUrl, file: join(dataDir, 'test.db') })
      onTestFinished(() => db.close())
      return Idempotency.open(db, () => now)
    }
    const pass = (ms: number) => {
      now += ms
    }
    return { one: await open(), other: await open(), pass }
  }
  const counter = () => {
    let made = 0
    return async () => ({ status: 201, headers: {}, body: { number: ++made } })
  }

  test('two processes do the same request once between them', async () => {
    const { one, other } = await setUp()
    const work = counter()
    const send = (at: Idempotency) => at.once('form', 'the-same-key', { a: 1 }, work)
    const answers = await Promise.all([one, other, one, other, other].map(send))
    expect(answers.map(({ body }) => body)).toEqual(Array(5).fill({ number: 1 }))
  })

  test('what failed may be sent again, and a day later the key is free', async () => {
    const { one, pass } = await setUp()
    const work = counter()
    await expect(
      one.once('form', 'the-same-key', {}, async () => {
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    expect((await one.once('form', 'the-same-key', {}, work)).body).toEqual({ number: 1 })
    expect((await one.once('other', 'the-same-key', {}, work)).body).toEqual({ number: 2 })
    pass(86_400_000)
    expect((await one.once('form', 'the-same-key', {}, work)).body).toEqual({ number: 3 })
  })
})
