import { expect, test } from 'vitest'
import { makeSqlite } from '../testkit/databases.ts'
import { testOwner } from '../testkit/owner.ts'
import { testRecords } from '../testkit/records.ts'
import { recordsPart } from './ctx-part.ts'

const model = {
  label: { vi: 'm' },
  comments: true,
  fields: { a: { type: 'text' as const, label: { vi: 'a' } } },
}

test('each call needs its capability, and gets only as far as that goes', async () => {
  const database = await makeSqlite()
  const { records } = await testRecords(await database.open(), { m: model })
  const ctx = (id: string, ...capabilities: string[]) => recordsPart(records, testOwner(id, { capabilities }))
  const calls = (of: ReturnType<ReturnType<typeof ctx>>) => ({
    read: [
      () => of.get('x'),
      () => of.list(),
      () => of.counts({ by: 'a' }),
      () => of.revisions('x'),
      () => of.comments('x'),
    ],
    write: [
      () => of.create({ a: 'x' }),
      () => of.update('x', {}),
      () => of.delete('x'),
      () => of.comment('x', { text: 'x' }),
    ],
  })
  const code = (call: () => Promise<unknown>) =>
    call().then(
      () => 'done',
      (error) => error.code,
    )
  const outcome = async (of: ReturnType<ReturnType<typeof ctx>>) => {
    const { read, write } = calls(of)
    return [...(await Promise.all(read.map(code))), ...(await Promise.all(write.map(code)))]
  }
  const denied = 'capability-denied'
  const reads = Array(5).fill('done')
  const writes = ['done', 'record-missing', 'record-missing', 'record-missing']
  expect(await outcome(ctx('t')('m'))).toEqual(Array(9).fill(denied))
  expect(await outcome(ctx('t', 'records:own')('m'))).toEqual([...reads, ...writes])
  expect(await outcome(ctx('t', 'records:own')('t.m'))).toEqual([...reads, ...writes])
  expect(await outcome(ctx('other', 'records:own')('t.m'))).toEqual(Array(9).fill(denied))
  expect(await outcome(ctx('other', 'records:read:t.m')('t.m'))).toEqual([...reads, ...Array(4).fill(denied)])
  expect(await outcome(ctx('other', 'records:write:t.m')('t.m'))).toEqual([
    ...Array(5).fill(denied),
    ...writes,
  ])
  expect(await outcome(ctx('t', 'records:own')('none'))).toEqual(Array(9).fill('model-unknown'))
  const made = await ctx('t', 'records:own')('m').create({ a: 'mine' })
  expect(made).toMatchObject({ createdBy: 'plugin:t', unit: null })
  await ctx('t', 'records:own')('m').update(made.id, { a: 'changed' })
  expect(await ctx('t', 'records:own')('m').revisions(made.id)).toMatchObject([
    { version: 1, kind: 'create', actor: 'plugin:t', data: { a: 'mine' } },
    { version: 2, kind: 'update', data: { a: 'changed' } },
  ])
  await database.remove()
})
