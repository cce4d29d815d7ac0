import { fork } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { makeSqlite } from '../testkit/databases.ts'
import { administrator, testRecords } from '../testkit/records.ts'
import { condition } from '../testkit/wait.ts'

const n = { label: { vi: 'n' }, fields: { a: { type: 'integer' as const, label: { vi: 'a' } } } }

test('what was acknowledged is there after kill −9, with its revision and its event', async () => {
  const database = await makeSqlite()
  const child = fork(new URL('../testkit/creator.ts', import.meta.url), [database.options.file ?? ''], {
    execArgv: ['--conditions=saola-source'],
  })
  const acknowledged: string[] = []
  child.on('message', (ids: string[]) => acknowledged.push(...ids))
  await condition(() => acknowledged.length > 200)
  child.kill('SIGKILL')
  await once(child, 'exit')

  const db = await database.open()
  const { records } = await testRecords(db, { n })
  const repository = records.repository('t.n', administrator)
  const kept = new Set<string>()
  let cursor: string | null | undefined
  do {
    const page = await repository.list({ limit: 500, cursor: cursor ?? undefined })
    for (const { id } of page.items) kept.add(id)
    cursor = page.next
  } while (cursor)
  expect(acknowledged.filter((id) => !kept.has(id))).toEqual([])
  for (const table of ['record_revision', 'outbox_event']) {
    const row = await db.read.get<{ n: number }>(`select count(*) as n from ${table}`)
    expect(row?.n).toBe(kept.size)
  }
  await database.remove()
})

test('two processes write into one SQLite file without losing or waiting for ever', async () => {
  const database = await makeSqlite()
  const first = await testRecords(await database.open(), { n })
  const second = await testRecords(await database.open(), { n })
  const both = [first, second].map(({ records }) => records.repository('t.n', administrator))
  await Promise.all(
    Array.from({ length: 200 }, (_, a) => (both[a % 2] as (typeof both)[number]).create({ a })),
  )
  expect(await both[0]?.count()).toBe(200)
  await database.remove()
})
