import { expect, onTestFinished, test } from 'vitest'
import { onEachDatabase } from '../testkit/databases.ts'
import { administrator, testRecords } from '../testkit/records.ts'

const note = { label: { vi: 'n' }, fields: { a: { type: 'integer' as const, label: { vi: 'a' } } } }
const DAY = 86_400_000

onEachDatabase('a clock that jumps', (make) => {
  test('leaves ids unique and growing, lists whole, and the newest change last', async () => {
    const database = await make()
    onTestFinished(() => database.remove())
    let now = Date.parse('2026-11-24T02:47:00Z')
    const { records } = await testRecords(await database.open(), { note }, { clock: () => now })
    const repository = records.repository('t.note', administrator)
    const ids: string[] = []
    let made = 0
    for (const jump of [0, DAY, -2 * DAY, 1, 30 * DAY, -60 * DAY, 0]) {
      now += jump
      const batch = await Promise.all(Array.from({ length: 40 }, () => repository.create({ a: made++ })))
      ids.push(...batch.map(({ id }) => id))
    }
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.toSorted()).toEqual(ids)

    // The clock goes back and forth between the pages as well.
    const seen: unknown[] = []
    let cursor: string | null | undefined
    do {
      const page = await repository.list({ limit: 23, ...(cursor ? { cursor } : {}) })
      seen.push(...page.items.map(({ a }) => a))
      now += seen.length % 2 ? DAY : -DAY
      cursor = page.next
    } while (cursor)
    expect(seen.toSorted((x, y) => Number(x) - Number(y))).toEqual(
      Array.from({ length: made }, (_, at) => at),
    )

    const [id = ''] = ids
    for (const jump of [DAY, -5 * DAY, 2 * DAY]) {
      now += jump
      await repository.update(id, { a: jump })
    }
    const revisions = await repository.revisions(id)
    expect(revisions.map(({ version }) => version)).toEqual([1, 2, 3, 4])
    expect(revisions.at(-1)?.data).toMatchObject({ a: 2 * DAY })
    expect(await repository.get(id)).toMatchObject({ a: 2 * DAY, version: 4 })
  })
})
