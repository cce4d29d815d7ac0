import type { Expression } from './filter.ts'
import { instantText } from './instant.ts'

/**
 * An instant that moves with the clock, as a function of CQL2: `{ "op": "now", "args": [] }` is the moment at which the
 * filter runs, `{ "op": "today", "args": [] }` the last midnight in Vietnam (UTC+7). One operand may shift it by a
 * duration of ISO 8601 in days, hours and minutes: `"PT4H"`, `"-P1D"`. OGC 21-065r2, clause 7.12 "Functions".
 */
export interface Moment {
  readonly op: 'now' | 'today'
  readonly args: readonly [] | readonly [shift: string]
}

/** A filter that may hold moments where an instant may stand; `parseCql2Json` with `now` makes a filter of it. */
export type MovingFilter = Expression<Moment>

const duration = /^(-)?P(?=[\dT])(?:(\d{1,5})D)?(?:T(?=\d)(?:(\d{1,5})H)?(?:(\d{1,5})M)?)?$/
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** Vietnam keeps one time all year; records are counted by the same days. */
const VIETNAM = 7 * HOUR

/** Milliseconds of an ISO 8601 duration in days, hours and minutes, such as `-P1DT12H`; undefined for any other text. */
export function parseShift(text: string): number | undefined {
  const match = duration.exec(text)
  if (!match) return undefined
  const [, sign, days = 0, hours = 0, minutes = 0] = match
  const length = Number(days) * DAY + Number(hours) * HOUR + Number(minutes) * MINUTE
  return sign && length !== 0 ? -length : length
}

/**
 * The instant that a moment means, as RFC 3339 in UTC; undefined when its shift is none or leads beyond the years 1 to
 * 9999.
 *
 * @param now milliseconds since 1970
 * @example momentAt({ op: 'today', args: ['-P1D'] }, Date.parse('2026-11-23T19:47:10Z')) // '2026-11-22T17:00:00.000Z'
 */
export function momentAt({ op, args: [shift] }: Moment, now: number): string | undefined {
  const by = shift === undefined ? 0 : parseShift(shift)
  if (by === undefined) return undefined
  const base = op === 'now' ? now : Math.floor((now + VIETNAM) / DAY) * DAY - VIETNAM
  return instantText(base + by)
}

/** Whether the same filter selects other records as time passes. */
export function isMoving(filter: MovingFilter | undefined): boolean {
  if (typeof filter !== 'object') return false
  const operands: readonly unknown[] = Array.isArray(filter.args) ? filter.args : []
  return operands.some(
    (operand) =>
      typeof operand === 'object' &&
      operand !== null &&
      'op' in operand &&
      (operand.op === 'now' || operand.op === 'today' || isMoving(operand as MovingFilter)),
  )
}
