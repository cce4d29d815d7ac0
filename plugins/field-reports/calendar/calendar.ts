/** Minutes of a weekday in which deadlines run, in Vietnam: 07:30–11:30 and 13:30–17:00. */
const SHIFTS: readonly (readonly [from: number, to: number])[] = [
  [7 * 60 + 30, 11 * 60 + 30],
  [13 * 60 + 30, 17 * 60],
]
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
/** Vietnam has kept UTC+7 without summer time since 1975. */
const OFFSET = 7 * 60 * MINUTE

export type DeadlineClock = 'always' | 'working'

/**
 * When a deadline ends.
 *
 * @param start instant, milliseconds
 * @param hours at least 0; of the clock: each hour of the day, or working hours alone
 * @returns instant, milliseconds. Public holidays count as weekdays.
 */
export function dueAt(start: number, hours: number, clock: DeadlineClock): number {
  if (!Number.isFinite(start) || !Number.isFinite(hours) || hours < 0)
    throw new RangeError('no such deadline')
  let left = hours * 60 * MINUTE
  if (clock === 'always') return start + left
  const local = start + OFFSET
  let day = Math.floor(local / DAY) * DAY
  let now = local
  for (;;) {
    if (isWeekday(day)) {
      for (const [from, to] of SHIFTS) {
        const begin = Math.max(now, day + from * MINUTE)
        const end = day + to * MINUTE
        if (begin >= end) continue
        if (begin + left <= end) return begin + left - OFFSET
        left -= end - begin
        now = end
      }
    }
    day += DAY
    now = Math.max(now, day)
  }
}

/** @param day midnight of a local day, as if it were UTC */
function isWeekday(day: number): boolean {
  const weekday = new Date(day).getUTCDay()
  return weekday >= 1 && weekday <= 5
}
