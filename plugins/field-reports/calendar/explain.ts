import type { Text } from '@saola/sdk'
import { states } from '../models/states.ts'
import {
  DAY,
  dayOf,
  type Interval,
  running,
  runningOn,
  startOf,
  timeBetween,
  type WorkCalendar,
  worksOn,
} from './calendar.ts'
import type { Deadline } from './deadline.ts'

/** One line of a calculation. Lengths in milliseconds, instants as RFC 3339. */
export interface Line {
  /**
   * `counted`: the deadline ran · `free`: a day, or several, on which it does not · `paused`: it stood still for a
   * reason of the report.
   */
  kind: 'counted' | 'free' | 'paused'
  /** In Vietnam, `YYYY-MM-DD`. */
  day: string
  /** Last day, where it is several. */
  until?: string
  intervals: { from: string; to: string }[]
  counted: number
  /** What is left of the deadline after this line. */
  left: number
  reason?: Text
  /** The rule that makes the day free, or worked. */
  basis?: string
}

const WEEKEND = 'Điều 111 Bộ luật Lao động 2019'

/** How a deadline comes about: each day with what counted in it, until it is used up; a pause that goes on, last. */
export function linesOf(deadline: Deadline, calendar: WorkCalendar, now?: number): Line[] {
  const { from, quota, clock, pauses } = deadline
  const lines: Line[] = []
  let left = quota
  for (const { day, parts } of running(from, clock, calendar, stretches(pauses))) {
    const used: Interval[] = []
    for (const [begin, end] of parts) {
      const length = Math.min(end - begin, left)
      if (length > 0) used.push([begin, begin + length])
      left -= length
    }
    const stood = pausesOn(
      day,
      deadline,
      calendar,
      left === 0 ? (used.at(-1)?.[1] ?? from) : Number.POSITIVE_INFINITY,
    )
    const free = clock === 'working' && !worksOn(day, calendar)
    const counted = used.reduce((sum, [begin, end]) => sum + end - begin, 0)
    if (free) addFree(lines, day, left, calendar)
    else if (used.length > 0) {
      const special = calendar.days.get(day)
      lines.push({
        kind: 'counted',
        day,
        intervals: used.map(shown),
        counted,
        left,
        ...(special && clock === 'working' ? because(special.name, special.basis) : {}),
      })
    }
    for (const { status, parts: stretched } of stood) {
      lines.push({
        kind: 'paused',
        day,
        intervals: stretched.map(shown),
        counted: 0,
        left,
        reason: labelOf(status),
      })
    }
    if (left === 0) break
  }
  const { pausedAt, pausedIn } = deadline
  if (pausedAt !== null && now !== undefined && now > pausedAt) {
    const [day, today] = [dayOf(pausedAt), dayOf(now)]
    lines.push({
      kind: 'paused',
      day,
      ...(day === today ? {} : { until: today }),
      intervals: [shown([pausedAt, now])],
      counted: 0,
      left: leftOf(deadline, now, calendar),
      reason: labelOf(pausedIn ?? ''),
    })
  }
  return lines
}

/** Running time from now to the end, negative once it has passed. */
export function leftOf(deadline: Deadline, now: number, calendar: WorkCalendar): number {
  const { clock, dueAt, pauses, pausedAt } = deadline
  const from = pausedAt ?? now
  if (from <= dueAt) return timeBetween(from, dueAt, clock, calendar, stretches(pauses))
  return -timeBetween(dueAt, from, clock, calendar, stretches(pauses))
}

function stretches(pauses: Deadline['pauses']): Interval[] {
  return pauses.map(({ from, to }): Interval => [from, to])
}

/** The parts of a day that would have counted, had the report not stood still. */
function pausesOn(
  day: string,
  { from, clock, pauses }: Deadline,
  calendar: WorkCalendar,
  end: number,
): { status: string; parts: Interval[] }[] {
  const open = runningOn(day, clock, calendar)
  return pauses.flatMap((pause) => {
    const parts = open
      .map(([a, b]): Interval => [Math.max(a, pause.from, from), Math.min(b, pause.to, end)])
      .filter(([a, b]) => a < b)
    return parts.length > 0 ? [{ status: pause.status, parts }] : []
  })
}

/** Adds a free day, to the line before where that is free for the same reason. */
function addFree(lines: Line[], day: string, left: number, calendar: WorkCalendar): void {
  const special = calendar.days.get(day)
  const why = special
    ? because(special.name, special.basis)
    : { reason: { vi: 'nghỉ hằng tuần', en: 'weekly rest' }, basis: WEEKEND }
  const last = lines.at(-1)
  const follows = last && dayOf(startOf(last.until ?? last.day) + DAY) === day
  if (last?.kind === 'free' && follows && last.reason?.vi === why.reason.vi && last.basis === why.basis)
    last.until = day
  else lines.push({ kind: 'free', day, intervals: [], counted: 0, left, ...why })
}

function because(name: string, basis: string | undefined): { reason: Text; basis?: string } {
  return { reason: { vi: name, en: name }, ...(basis ? { basis } : {}) }
}

function labelOf(status: string): Text {
  return states[status as keyof typeof states]?.label ?? { vi: status, en: status }
}

function shown([from, to]: Interval): { from: string; to: string } {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() }
}
