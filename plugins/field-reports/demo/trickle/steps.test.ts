import type { Ctx } from '@saola/sdk'
import { expect, test } from 'vitest'
import { MOST, trickle } from './trickle.ts'

type Row = Record<string, unknown> & { id: string; version: number }
const START = Date.parse('2026-11-24T02:48:00Z')

/** A ctx that keeps records in memory, as far as the trickle asks. */
function memory(settings = { demoTrickle: true }) {
  const tables = new Map<string, Row[]>([
    ['category', [{ id: 'c', version: 1, code: 'any', deadlineHours: 4, clock: 'always', public: true }]],
    ['report', []],
  ])
  const records = (model: string) => {
    const rows = tables.get(model) ?? []
    return {
      get: async (id: string) => rows.find((row) => row.id === id) ?? null,
      list: async ({ filter, limit = 25 }: { filter?: { op: string; args: unknown[] }; limit?: number }) => {
        const [field, value] = (filter?.op === '=' ? filter.args : []) as [{ property: string }?, unknown?]
        // Every category of the corpus is the one there is.
        const fits = (row: Row) => !field || model === 'category' || row[field.property] === value
        const done = ['resolved', 'closed']
        const movable = JSON.stringify(filter ?? {}).includes('in-progress')
        const found = rows.filter((row) => fits(row) && !(movable && done.includes(String(row.status))))
        return { items: found.slice(0, limit), next: null }
      },
      create: async (values: object) => {
        const row = {
          status: 'received',
          suggestedUnit: 'u',
          ...values,
          id: `r${rows.length}-${Math.random()}`,
          version: 1,
        } as Row
        rows.push(row)
        return row
      },
      update: async (id: string, values: object) => {
        const row = rows.find((one) => one.id === id) as Row
        return Object.assign(row, values, { version: row.version + 1 })
      },
      delete: async (id: string) =>
        void rows.splice(
          rows.findIndex((row) => row.id === id),
          1,
        ),
    }
  }
  const units = { get: async (id: string) => ({ id }), find: async () => [] }
  const ctx = { records, units, settings: async () => settings, signal: new AbortController().signal }
  return { ctx: ctx as unknown as Ctx, reports: tables.get('report') as Row[] }
}

test('hours of trickle stay bounded: the oldest reports go, and steps follow one another', async () => {
  const { ctx, reports } = memory()
  const seen = new Set<string>()
  for (let minute = 0; minute < 6 * 60; minute += 1) {
    const before = new Map(reports.map(({ id, status }) => [id, String(status)]))
    await trickle(ctx, START + minute * 60_000)
    expect(reports.length).toBeLessThanOrEqual(MOST)
    const moved = reports.filter(({ id, status }) => before.has(id) && before.get(id) !== status)
    for (const { id, status } of moved) seen.add(`${before.get(id)} → ${status}`)
    expect(moved.length).toBeLessThanOrEqual(1)
  }
  expect(reports).toHaveLength(MOST)
  expect([...seen].toSorted()).toEqual([
    'accepted → in-progress',
    'assigned → accepted',
    'in-progress → resolved',
    'received → verified',
    'verified → assigned',
  ])
  expect(new Set(reports.map(({ description }) => description)).size).toBeGreaterThan(30)
})

test('the same minute does the same, once', async () => {
  const { ctx, reports } = memory()
  await trickle(ctx, START)
  await trickle(ctx, START + 20_000)
  expect(reports).toHaveLength(1)
})

test('switched off it does nothing', async () => {
  const { ctx, reports } = memory({ demoTrickle: false })
  for (let minute = 0; minute < 4; minute += 1) await trickle(ctx, START + minute * 60_000)
  expect(reports).toEqual([])
})
