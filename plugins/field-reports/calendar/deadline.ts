import type { Revision } from '@saola/sdk'
import { pausingStates } from '../models/states.ts'
import {
  addTime,
  type DeadlineClock,
  HOUR,
  type Interval,
  timeBetween,
  type WorkCalendar,
} from './calendar.ts'

/** What a category promises. */
export interface Promised {
  deadlineHours: number
  clock: DeadlineClock
}

/** A deadline with everything that it follows from. Instants and lengths in milliseconds. */
export interface Deadline {
  clock: DeadlineClock
  /** When it began: with the report, or when the report was opened again. */
  from: number
  /** Running time that it gives. */
  quota: number
  /** Pauses that are over. */
  pauses: { from: number; to: number; status: string }[]
  /** Since when it stands still; null while it runs. */
  pausedAt: number | null
  /** The status in which it does. */
  pausedIn: string | null
  dueAt: number
  /** A person who moved it, and when. */
  moved: { by: string; at: number } | null
}

/**
 * The deadline of a report out of its history, the same whenever and however often it is asked. What it once promised
 * stands, whatever becomes of the category; a report of another kind, and one that is opened again, is promised anew.
 * A pause moves the end by the running time in it; one that began after the end does not move it any more.
 *
 * @param revisions oldest first, from the first one
 * @param self actor id of the module: a deadline that somebody else writes was moved by a person
 */
export function deadlineOf(
  revisions: readonly Revision[],
  { deadlineHours, clock }: Promised,
  calendar: WorkCalendar,
  self: string,
): Deadline | null {
  const [first] = revisions
  if (first?.kind !== 'create' || typeof first.data?.requestedAt !== 'string') return null
  let from = Date.parse(first.data.requestedAt)
  let quota: number | undefined
  /** The very instant that was promised or set: it may lie outside working hours. */
  let promised = { dueAt: 0, pauses: 0 }
  let moved: Deadline['moved'] = null
  let status = ''
  let category: unknown
  let pauses: Deadline['pauses'] = []
  let open: { from: number; status: string } | null = null

  const closed = (): Interval[] => pauses.map((pause) => [pause.from, pause.to])
  const fix = (dueAt: string) => {
    promised = { dueAt: Date.parse(dueAt), pauses: pauses.length }
    quota = timeBetween(from, promised.dueAt, clock, calendar, closed())
  }
  for (const { kind, actor, at, data } of revisions) {
    if (!data || kind === 'delete') continue
    const now = Date.parse(at)
    const next = typeof data.status === 'string' ? data.status : status
    const pausing = isPause(next)
    if (pausing && !open) open = { from: now, status: next }
    else if (!pausing && open) {
      pauses.push({ ...open, to: now })
      open = null
    }
    if (next === 'reopened' && status !== 'reopened' && status !== '') {
      from = now
      pauses = []
      quota = undefined
      moved = null
    }
    status = next
    if (data.category !== undefined && category !== undefined && data.category !== category) {
      quota = undefined
      moved = null
    }
    category = data.category ?? category
    if (typeof data.dueAt === 'string') {
      fix(data.dueAt)
      if (kind !== 'create' && actor !== self) moved = { by: actor, at: now }
    }
  }
  const isPromised = quota !== undefined
  quota ??= deadlineHours * HOUR
  const end = addTime(from, quota, clock, calendar, closed())
  const before = addTime(from, quota, clock, calendar, closed().slice(0, promised.pauses))
  const dueAt = isPromised && end === before ? promised.dueAt : end
  return {
    clock,
    from,
    quota,
    pauses,
    pausedAt: open?.from ?? null,
    pausedIn: open?.status ?? null,
    dueAt,
    moved,
  }
}

function isPause(status: string): boolean {
  return pausingStates.some((name) => name === status)
}
