import type { Json, Revision } from '@saola/sdk'
import { describe, expect, test } from 'vitest'
import { requiredCalendar } from '../seeds/calendar.ts'
import { HOUR, PLAIN, type WorkCalendar } from './calendar.ts'
import { deadlineOf } from './deadline.ts'
import { linesOf } from './explain.ts'
import { shiftsOf } from './settings.ts'

const values = requiredCalendar.records.calendarDay?.values ?? []
const calendar: WorkCalendar = {
  ...PLAIN,
  days: new Map(
    values.map(({ day, kind, name, basis }) => [
      String(day),
      { works: kind === 'made-up', name: String(name), basis: String(basis) },
    ]),
  ),
}
const SELF = 'plugin:field-reports'
const WORKING = { deadlineHours: 12, clock: 'working' as const }
const instant = (local: string) => new Date(`${local}:00+07:00`).toISOString()
const local = (time: number | string) =>
  new Date(new Date(time).getTime() + 7 * HOUR).toISOString().slice(0, 16)

function history(...all: [at: string, actor: string, data: Record<string, Json>][]): Revision[] {
  return all.map(([at, actor, data], index) => ({
    version: index + 1,
    actor,
    at: instant(at),
    kind: index === 0 ? 'create' : 'update',
    data,
  }))
}
const made = (at: string, more: Record<string, Json> = {}): [string, string, Record<string, Json>] => [
  at,
  SELF,
  { status: 'received', category: 'water', requestedAt: instant(at), dueAt: null, ...more },
]
const due = (revisions: Revision[], promised: Parameters<typeof deadlineOf>[1] = WORKING) =>
  local(deadlineOf(revisions, promised, calendar, SELF)?.dueAt ?? 0)

test('a pause of an hour and a quarter moves the end by as much, and every line says why', () => {
  const revisions = history(
    made('2026-11-20T15:42', { dueAt: instant('2026-11-24T10:42') }),
    ['2026-11-23T09:10', 'user:hang', { status: 'need-information' }],
    ['2026-11-23T10:25', 'user:hang', { status: 'verified' }],
  )
  const deadline = deadlineOf(revisions, WORKING, calendar, SELF)
  expect(deadline && local(deadline.dueAt)).toBe('2026-11-24T13:57')
  const lines = deadline ? linesOf(deadline, calendar) : []
  const shown = lines.map(({ kind, day, until, intervals, counted, left, basis }) => [
    kind,
    until ? `${day}–${until}` : day,
    intervals.map(({ from, to }) => `${local(from).slice(11)}–${local(to).slice(11)}`).join(' '),
    counted / 60_000,
    left / 60_000,
    basis ?? '',
  ])
  expect(shown).toEqual([
    ['counted', '2026-11-20', '15:42–17:00', 78, 642, ''],
    ['free', '2026-11-21–2026-11-22', '', 0, 642, 'Điều 111 Bộ luật Lao động 2019'],
    ['counted', '2026-11-23', '07:30–09:10 10:25–11:30 13:30–17:00', 375, 267, ''],
    ['paused', '2026-11-23', '09:10–10:25', 0, 267, ''],
    ['counted', '2026-11-24', '07:30–11:30 13:30–13:57', 267, 0, ''],
  ])
  expect(lines[3]?.reason?.vi).toBe('Cần thêm thông tin')
})

test('while it stands still the end stays; a pause after the end moves nothing', () => {
  const asked = history(made('2026-11-23T08:00'), [
    '2026-11-23T09:00',
    'user:hang',
    { status: 'need-information' },
  ])
  const deadline = deadlineOf(asked, WORKING, calendar, SELF)
  expect(deadline && [local(deadline.dueAt), local(deadline.pausedAt ?? 0)]).toEqual([
    '2026-11-24T14:30',
    '2026-11-23T09:00',
  ])
  const late = history(
    made('2026-11-23T08:00'),
    ['2026-11-25T09:00', 'user:hang', { status: 'need-information' }],
    ['2026-11-26T09:00', 'user:hang', { status: 'verified' }],
  )
  expect(due(late)).toBe('2026-11-24T14:30')
})

describe('holidays', () => {
  test('Tết, substitute days and swapped working days are counted as they are', () => {
    // Friday before Tết: Saturday to Sunday of the next week are free.
    expect(due(history(made('2026-02-13T16:00')), { deadlineHours: 2, clock: 'working' })).toBe(
      '2026-02-23T08:30',
    )
    // 26 April is a Sunday, so Monday is free in its place.
    expect(due(history(made('2026-04-24T16:00')), { deadlineHours: 2, clock: 'working' })).toBe(
      '2026-04-28T08:30',
    )
    // Saturday 22 August is worked for Monday 31 August.
    expect(due(history(made('2026-08-21T16:00')), { deadlineHours: 2, clock: 'working' })).toBe(
      '2026-08-22T08:30',
    )
    expect(due(history(made('2026-08-28T16:00')), { deadlineHours: 2, clock: 'working' })).toBe(
      '2026-09-03T08:30',
    )
  })

  test('the days that ship make sense', () => {
    const days = values.map(({ day }) => String(day))
    expect(new Set(days).size).toBe(days.length)
    for (const { day, kind, basis } of values) {
      const weekday = new Date(String(day)).getUTCDay()
      const isWeekend = weekday === 0 || weekday === 6
      expect(new Date(String(day)).toISOString().slice(0, 10)).toBe(day)
      if (kind === 'made-up') expect(isWeekend, String(day)).toBe(true)
      if (kind === 'substitute' || kind === 'swapped') expect(isWeekend, String(day)).toBe(false)
      expect(basis).not.toBe('')
    }
  })

  test('a clock that counts day and night knows no holidays', () => {
    expect(due(history(made('2026-02-16T23:00')), { deadlineHours: 4, clock: 'always' })).toBe(
      '2026-02-17T03:00',
    )
  })
})

describe('a promise stands', () => {
  test('when the category gives other hours later', () => {
    const revisions = history(
      made('2026-11-23T08:00', { dueAt: instant('2026-11-24T14:30') }),
      ['2026-11-23T09:00', 'user:hang', { status: 'need-information' }],
      ['2026-11-23T10:00', 'user:hang', { status: 'verified' }],
    )
    expect(due(revisions, { deadlineHours: 1, clock: 'working' })).toBe('2026-11-24T15:30')
  })

  test('when a person set it, even outside working hours; pauses go on from there', () => {
    const revisions = history(made('2026-11-23T08:00', { dueAt: instant('2026-11-24T14:30') }), [
      '2026-11-23T09:00',
      'user:hang',
      { dueAt: instant('2026-11-28T10:00') },
    ])
    const deadline = deadlineOf(revisions, WORKING, calendar, SELF)
    expect(deadline && local(deadline.dueAt)).toBe('2026-11-28T10:00')
    expect(deadline?.moved?.by).toBe('user:hang')
    revisions.push(
      ...history(
        made('2026-11-23T08:00'),
        ['2026-11-24T08:00', 'user:hang', { status: 'need-information' }],
        ['2026-11-24T09:00', 'user:hang', { status: 'verified' }],
      )
        .slice(1)
        .map((one) => ({ ...one, version: one.version + 1 })),
    )
    expect(due(revisions)).toBe('2026-11-30T08:30')
  })

  test('until the report is of another kind, or is opened again', () => {
    const other = history(made('2026-11-23T08:00', { dueAt: instant('2026-11-24T14:30') }), [
      '2026-11-23T09:00',
      'user:hang',
      { category: 'flood' },
    ])
    expect(due(other, { deadlineHours: 4, clock: 'always' })).toBe('2026-11-23T12:00')
    const again = history(
      made('2026-11-16T08:00', { dueAt: instant('2026-11-17T14:30') }),
      ['2026-11-17T09:00', 'user:an', { status: 'resolved' }],
      ['2026-11-23T08:00', 'user:hang', { status: 'reopened' }],
    )
    expect(due(again)).toBe('2026-11-24T14:30')
  })
})

test('working hours are put in order, and nonsense is left out', () => {
  expect(
    shiftsOf([
      { from: '13:30', to: '17:00' },
      { from: '07:30', to: '11:30' },
      { from: '11:00', to: '12:00' },
      { from: '20:00', to: '19:00' },
    ]),
  ).toEqual([
    [450, 720],
    [810, 1020],
  ])
})
