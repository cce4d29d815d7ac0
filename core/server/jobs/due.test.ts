import fc from 'fast-check'
import { expect, test } from 'vitest'
import { latestDue, nextAfter, specOf } from './due.ts'

const at = (text: string) => Date.parse(text)

test.each([
  [{ everySeconds: 60 }, '2026-11-24T02:47:10Z', '2026-11-24T02:48:00Z'],
  [{ everySeconds: 60 }, '2026-11-24T02:47:00Z', '2026-11-24T02:48:00Z'],
  [{ everySeconds: 7 }, '1970-01-01T00:00:00Z', '1970-01-01T00:00:07Z'],
  [{ cron: '0 6 * * *' }, '2026-11-24T06:00:00Z', '2026-11-25T06:00:00Z'],
  [{ cron: '*/15 * * * *' }, '2026-11-24T06:14:59.999Z', '2026-11-24T06:15:00Z'],
  [{ cron: '0 0 29 2 *' }, '2026-11-24T00:00:00Z', '2028-02-29T00:00:00Z'],
])('%j after %s is %s', (every, now, expected) => {
  expect(new Date(nextAfter(specOf(every), at(now)))).toEqual(new Date(expected))
})

test.each([
  { cron: '* * * * * *' },
  { cron: '61 * * * *' },
  { cron: 'soon' },
  { cron: '' },
  { everySeconds: 0 },
  { everySeconds: 1.5 },
])('%j is refused', (every) => {
  expect(() => specOf(every)).toThrow(expect.objectContaining({ code: 'schedule-invalid' }))
})

test('the latest due moment lies between the first missed one and now', () => {
  expect(latestDue('every 60', 60_000, 200_000)).toBe(180_000)
  expect(latestDue('every 60', 190_000, 200_000)).toBe(190_000)
  const six = at('2026-11-24T06:00:00Z')
  expect(latestDue('cron 0 6 * * *', six - 3 * 86_400_000, six + 5_000)).toBe(six)
  expect(latestDue('cron 0 6 * * *', six, six)).toBe(six)
})

test('due moments never stand still and never skip one', () => {
  const specs = fc.oneof(
    fc.integer({ min: 1, max: 86_400 }).map((n) => `every ${n}`),
    fc.constantFrom('cron * * * * *', 'cron 5 */2 * * *', 'cron 0 0 1 * *', 'cron 30 3 * * 1-5'),
  )
  fc.assert(
    fc.property(specs, fc.integer({ min: 1e12, max: 2e12 }), (spec, now) => {
      const next = nextAfter(spec, now)
      expect(next).toBeGreaterThan(now)
      expect(latestDue(spec, 0, next)).toBe(next)
      expect(latestDue(spec, 0, next - 1)).toBeLessThanOrEqual(now)
    }),
    { numRuns: 200 },
  )
})
