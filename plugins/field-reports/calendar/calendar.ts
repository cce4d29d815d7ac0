export type DeadlineClock = 'always' | 'working'

/** A day of its own kind, by its date in Vietnam, `YYYY-MM-DD`. */
export interface SpecialDay {
  /** False on holidays and days off, true on days that are worked in their place. */
  works: boolean
  name: string
  /** The rule that makes it so. */
  basis?: string
}

/** When deadlines in working hours run. */
export interface WorkCalendar {
  /** Minutes of a day, in order, without overlap. */
  shifts: readonly (readonly [from: number, to: number])[]
  /** 0 is Sunday. */
  weekdays: ReadonlySet<number>
  days: ReadonlyMap<string, SpecialDay>
}

/** A stretch of time, milliseconds since 1970. */
export type Interval = readonly [from: number, to: number]

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
/** Vietnam has kept UTC+7 without summer time since 1975. */
const OFFSET = 7 * HOUR
/** Days that a deadline may reach: a calendar in which nobody works ends here. */
const FARTHEST = 4000

/** Monday to Friday, 07:30–11:30 and 13:30–17:00, without holidays. */
export const PLAIN: WorkCalendar = {
  shifts: [
    [7 * 60 + 30, 11 * 60 + 30],
    [13 * 60 + 30, 17 * 60],
  ],
  weekdays: new Set([1, 2, 3, 4, 5]),
  days: new Map(),
}

/** The day in Vietnam of an instant, `YYYY-MM-DD`. */
export function dayOf(instant: number): string {
  return new Date(instant + OFFSET).toISOString().slice(0, 10)
}

/** The instant at which a day begins in Vietnam. */
export function startOf(day: string): number {
  return Date.parse(`${day}T00:00:00+07:00`)
}

export function worksOn(day: string, { weekdays, days }: WorkCalendar): boolean {
  return days.get(day)?.works ?? weekdays.has(new Date(day).getUTCDay())
}

/** The stretches of a day in which a deadline runs. */
export function runningOn(day: string, clock: DeadlineClock, calendar: WorkCalendar): Interval[] {
  const start = startOf(day)
  if (clock === 'always') return [[start, start + DAY]]
  if (!worksOn(day, calendar)) return []
  return calendar.shifts.map(([from, to]) => [start + from * MINUTE, start + to * MINUTE])
}

/** Each running stretch from an instant on, day by day, without what is paused. */
export function* running(
  from: number,
  clock: DeadlineClock,
  calendar: WorkCalendar,
  pauses: readonly Interval[] = [],
): Generator<{ day: string; parts: Interval[] }> {
  let day = startOf(dayOf(from))
  for (let count = 0; count < FARTHEST; count++, day += DAY) {
    const name = dayOf(day)
    const parts = runningOn(name, clock, calendar)
      .map(([begin, end]): Interval => [Math.max(begin, from), end])
      .filter(([begin, end]) => begin < end)
    yield { day: name, parts: without(parts, pauses) }
  }
}

/**
 * The first instant at which a deadline has run for so long.
 *
 * @param length milliseconds of running time, at least 0
 * @param pauses stretches that do not count
 */
export function addTime(
  from: number,
  length: number,
  clock: DeadlineClock,
  calendar: WorkCalendar,
  pauses: readonly Interval[] = [],
): number {
  if (!Number.isFinite(from) || !Number.isFinite(length) || length < 0)
    throw new RangeError('no such deadline')
  let left = length
  for (const { parts } of running(from, clock, calendar, pauses)) {
    for (const [begin, end] of parts) {
      if (left <= end - begin) return begin + left
      left -= end - begin
    }
  }
  // Nobody works in this calendar: a deadline there must be all the same.
  return from + length
}

/** Running time between two instants, milliseconds; 0 when the second is the earlier one. */
export function timeBetween(
  from: number,
  to: number,
  clock: DeadlineClock,
  calendar: WorkCalendar,
  pauses: readonly Interval[] = [],
): number {
  let sum = 0
  if (to <= from) return 0
  for (const { day, parts } of running(from, clock, calendar, pauses)) {
    if (startOf(day) >= to) break
    for (const [begin, end] of parts) sum += Math.max(0, Math.min(end, to) - begin)
  }
  return sum
}

/** When a deadline of so many hours ends, milliseconds. */
export function dueAt(from: number, hours: number, clock: DeadlineClock, calendar: WorkCalendar): number {
  return addTime(from, hours * HOUR, clock, calendar)
}

/** Stretches less the others, which may overlap. */
export function without(parts: readonly Interval[], others: readonly Interval[]): Interval[] {
  let left = [...parts]
  for (const [from, to] of others) {
    left = left.flatMap(([begin, end]): Interval[] => {
      if (to <= begin || from >= end) return [[begin, end]]
      return [
        [begin, from],
        [to, end],
      ].filter(([a = 0, b = 0]) => a < b) as unknown as Interval[]
    })
  }
  return left
}
