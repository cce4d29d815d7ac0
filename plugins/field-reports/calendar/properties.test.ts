import type { Json, Revision } from '@saola/sdk'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { requiredCalendar } from '../seeds/calendar.ts'
import { addTime, HOUR, type Interval, MINUTE, PLAIN, timeBetween, type WorkCalendar } from './calendar.ts'
import { deadlineOf } from './deadline.ts'
import { leftOf, linesOf } from './explain.ts'

const values = requiredCalendar.records.calendarDay?.values ?? []
const calendar: WorkCalendar = {
  ...PLAIN,
  days: new Map(
    values.map((one) => [String(one.day), { works: one.kind === 'made-up', name: String(one.name) }]),
  ),
}
const SELF = 'plugin:field-reports'
const start = Date.parse('2026-01-01T00:00:00+07:00')

const instant = fc.integer({ min: 0, max: 500 * 24 * 60 }).map((minutes) => start + minutes * MINUTE)
const length = fc.integer({ min: 0, max: 300 * 60 }).map((minutes) => minutes * MINUTE)
const clock = fc.constantFrom('always' as const, 'working' as const)
const pauses = fc
  .array(fc.tuple(instant, length), { maxLength: 4 })
  .map((all) => all.map(([from, long]): Interval => [from, from + long]))

describe('time on a calendar', () => {
  test('more hours end no earlier, and so does a later start', () => {
    fc.assert(
      fc.property(instant, length, length, clock, (from, some, more, how) => {
        const end = addTime(from, some, how, calendar)
        expect(end).toBeGreaterThanOrEqual(from)
        expect(addTime(from, some + more, how, calendar)).toBeGreaterThanOrEqual(end)
        expect(addTime(from + more, some, how, calendar)).toBeGreaterThanOrEqual(end)
      }),
    )
  })

  test('hours may be added in two parts', () => {
    fc.assert(
      fc.property(instant, length, length, clock, (from, first, second, how) => {
        const half = addTime(from, first, how, calendar)
        const whole = addTime(from, first + second, how, calendar)
        // Between two shifts the same moment of running time has two names.
        expect(timeBetween(from, whole, how, calendar)).toBe(first + second)
        if (second > 0) expect(addTime(half, second, how, calendar)).toBe(whole)
      }),
    )
  })

  test('the time until an end is the time that was added, with pauses left out', () => {
    fc.assert(
      fc.property(instant, length, clock, pauses, (from, long, how, stops) => {
        const end = addTime(from, long, how, calendar, stops)
        expect(timeBetween(from, end, how, calendar, stops)).toBe(long)
        expect(end).toBeGreaterThanOrEqual(addTime(from, long, how, calendar))
      }),
    )
  })

  test('time between adds up', () => {
    fc.assert(
      fc.property(instant, length, length, clock, pauses, (a, first, second, how, stops) => {
        const [b, c] = [a + first, a + first + second]
        const sum = timeBetween(a, b, how, calendar, stops) + timeBetween(b, c, how, calendar, stops)
        expect(timeBetween(a, c, how, calendar, stops)).toBe(sum)
      }),
    )
  })
})

/** A life of a report: what people did after how many minutes, and the module's answer to each. */
const deeds = fc.array(
  fc.record({
    after: fc.integer({ min: 1, max: 5000 }),
    status: fc.constantFrom('verified', 'assigned', 'need-information', 'resolved', 'reopened'),
  }),
  { maxLength: 8 },
)
const promised = fc.record({ deadlineHours: fc.integer({ min: 0, max: 60 }), clock })

interface Life {
  history: Revision[]
  dueAts: number[]
}

function live(
  requested: number,
  steps: { after: number; status: string }[],
  { deadlineHours, clock: how }: { deadlineHours: number; clock: 'always' | 'working' },
  answering: boolean,
): Life {
  const history: Revision[] = []
  const dueAts: number[] = []
  const add = (actor: string, time: number, data: Record<string, Json>) => {
    const at = new Date(time).toISOString()
    const kind = history.length === 0 ? 'create' : 'update'
    history.push({ version: history.length + 1, actor, at, kind, data })
  }
  let now = requested
  let due: string | null = null
  const answer = () => {
    const found = deadlineOf(history, { deadlineHours, clock: how }, calendar, SELF)
    if (!found) throw new Error('no deadline')
    dueAts.push(found.dueAt)
    const next = new Date(found.dueAt).toISOString()
    if (answering && next !== due) add(SELF, now, { dueAt: next })
    due = next
  }
  const requestedAt = new Date(requested).toISOString()
  add('plugin:field-reports', now, { status: 'received', requestedAt, category: 'a', dueAt: null })
  answer()
  for (const { after, status } of steps) {
    now += after * MINUTE
    add('user:hang', now, { status })
    answer()
  }
  return { history, dueAts }
}

describe('a deadline out of the history of its report', () => {
  test('is the same whether events come at once, twice or only at the end', () => {
    fc.assert(
      fc.property(instant, deeds, promised, (requested, steps, category) => {
        const answered = live(requested, steps, category, true)
        const silent = live(requested, steps, category, false)
        expect(answered.dueAts).toEqual(silent.dueAts)
        const again = deadlineOf(answered.history, category, calendar, SELF)
        expect(again?.dueAt).toBe(answered.dueAts.at(-1))
      }),
    )
  })

  test('never comes nearer by a pause, and its lines add up to what was promised', () => {
    fc.assert(
      fc.property(instant, deeds, promised, (requested, steps, category) => {
        const { history, dueAts } = live(requested, steps, category, true)
        for (const [at, dueAt] of dueAts.entries()) expect(dueAt).toBeGreaterThanOrEqual(dueAts[at - 1] ?? 0)
        const deadline = deadlineOf(history, category, calendar, SELF)
        if (!deadline) throw new Error('no deadline')
        expect(deadline.quota).toBe(category.deadlineHours * HOUR)
        const lines = linesOf(deadline, calendar)
        expect(lines.reduce((sum, line) => sum + line.counted, 0)).toBe(deadline.quota)
        const counted = lines.filter(({ kind }) => kind === 'counted')
        if (deadline.quota > 0)
          expect(Date.parse(counted.at(-1)?.intervals.at(-1)?.to ?? '')).toBe(deadline.dueAt)
        const inPauses = counted.flatMap(({ intervals }) =>
          intervals.filter(({ from, to }) =>
            deadline.pauses.some((pause) => pause.from < Date.parse(to) && Date.parse(from) < pause.to),
          ),
        )
        expect(inPauses).toEqual([])
        if (deadline.pausedAt === null) expect(leftOf(deadline, deadline.dueAt, calendar)).toBe(0)
      }),
    )
  })
})
