import fc from 'fast-check'
import { expect, test } from 'vitest'
import { columnsOf, daysBack, scaleOf } from './trend-columns.ts'

const NIGHT = Date.parse('2026-11-24T02:47:10+07:00')

test('hours run up to the present one, which is still open, each beside the same hour of the day before', () => {
  const items = [
    { key: '2026-11-23T02', count: 9 },
    { key: '2026-11-24T00', count: 27 },
    { key: '2026-11-24T02', count: 4 },
  ]
  const columns = columnsOf(items, NIGHT, 'hour', 4, 'day')
  expect(columns.map(({ id, count, before, open }) => [id, count, before, open])).toEqual([
    ['2026-11-23T23', 0, 0, false],
    ['2026-11-24T00', 27, 0, false],
    ['2026-11-24T01', 0, 0, false],
    ['2026-11-24T02', 4, 9, true],
  ])
})

test('days are those of Vietnam, and a week back is seven days', () => {
  const items = [
    { key: '2026-11-17', count: 5 },
    { key: '2026-11-24', count: 3 },
  ]
  expect(columnsOf(items, NIGHT, 'day', 2, 'week').at(-1)).toMatchObject({
    id: '2026-11-24',
    from: Date.parse('2026-11-24T00:00:00+07:00'),
    count: 3,
    before: 5,
    open: true,
  })
})

test('what is counted reaches back to everything that is drawn', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: NIGHT, max: NIGHT + 9e9 }),
      fc.constantFrom('hour' as const, 'day' as const),
      fc.integer({ min: 1, max: 48 }),
      fc.constantFrom(undefined, 'day' as const, 'week' as const),
      (now, step, length, compare) => {
        const midnight = Math.floor((now + 25_200_000) / 86_400_000) * 86_400_000 - 25_200_000
        const since = midnight - daysBack(step, length, compare) * 86_400_000
        const back = compare === 'week' ? 7 : compare === 'day' ? 1 : 0
        const first = columnsOf([], now, step, length, compare)[0]
        expect(since).toBeLessThanOrEqual((first?.from ?? 0) - back * 86_400_000)
      },
    ),
  )
})

test('the scale is round, holds the highest column and has few lines', () => {
  expect(scaleOf(34)).toEqual({ top: 40, lines: [10, 20, 30, 40] })
  expect(scaleOf(0)).toEqual({ top: 1, lines: [1] })
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e6 }), (most) => {
      const { top, lines } = scaleOf(most)
      expect(top).toBeGreaterThanOrEqual(most)
      expect(lines.length).toBeLessThanOrEqual(5)
      expect(lines.every(Number.isInteger)).toBe(true)
    }),
  )
})
