import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromWallClock, readDate, readTime, toWallClock, writeDate } from './wall-clock.ts'

test('a moment is shown and read in the zone, not in that of the machine', () => {
  expect(toWallClock('2026-11-23T19:47:00Z')).toEqual({ date: '2026-11-24', time: '02:47' })
  expect(fromWallClock({ date: '2026-11-24', time: '02:47' })).toBe('2026-11-23T19:47:00.000Z')
  expect(fromWallClock({ date: '2026-11-24', time: '' })).toBeNull()
})

test('there and back, in zones with summer time too', () => {
  const minute = fc.integer({ min: 0, max: 60_000_000 }).map((n) => new Date(n * 60_000).toISOString())
  fc.assert(
    fc.property(minute, fc.constantFrom('Asia/Ho_Chi_Minh', 'Asia/Kolkata'), (iso, zone) => {
      const wall = toWallClock(iso, zone)
      expect(wall && fromWallClock(wall, zone)).toBe(iso)
    }),
  )
  expect(fromWallClock({ date: '2026-07-01', time: '12:00' }, 'Europe/Berlin')).toBe(
    '2026-07-01T10:00:00.000Z',
  )
  expect(fromWallClock({ date: '2026-12-01', time: '12:00' }, 'Europe/Berlin')).toBe(
    '2026-12-01T11:00:00.000Z',
  )
})

test('dates are read as people type them', () => {
  for (const text of ['24/11/2026', '24-11-2026', '24.11.26', '2026-11-24', ' 24/11/2026 ']) {
    expect(readDate(text)).toBe('2026-11-24')
  }
  for (const text of ['31/02/2026', '24/11', '24/13/2026', 'mai', '']) expect(readDate(text)).toBeNull()
  expect(writeDate('2026-11-24')).toBe('24/11/2026')
  expect(writeDate(null)).toBe('')
})

test('times are read as people type them', () => {
  expect(['13:57', '13h57', '1357', '7', '07:05'].map(readTime)).toEqual([
    '13:57',
    '13:57',
    '13:57',
    '07:00',
    '07:05',
  ])
  expect(['24:00', '12:60', 'x', ''].map(readTime)).toEqual([null, null, null, null])
})
