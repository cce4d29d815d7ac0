import type { Counts } from '@saola/sdk'
import { groupAt, stretchOf } from '../records/periods.ts'

/** One hour or day of a trend. */
export interface Column {
  /** `2026-11-24T02` or `2026-11-24`. */
  id: string
  from: number
  to: number
  count: number
  /** What the same hour or day held in the time it is compared with; undefined without one. */
  before: number | undefined
  /** It has not ended yet: more may come. */
  open: boolean
}

export type Step = 'hour' | 'day'

const LENGTH: Record<Step, number> = { hour: 3_600_000, day: 86_400_000 }
const DAY = 86_400_000

/** Days back to what a trend is compared with. */
export const backDays = { day: 1, week: 7 } as const
export type Compare = keyof typeof backDays

/**
 * The columns of a trend up to now, each with its number, zero where nothing was counted.
 *
 * @param now milliseconds since 1970
 * @param length how many columns
 */
export function columnsOf(
  items: Counts['items'],
  now: number,
  step: Step,
  length: number,
  compare: Compare | undefined,
): Column[] {
  const counts = new Map(items.map(({ key, count }) => [key, count]))
  const current = stretchOf(groupAt(now, step)) as { from: number; to: number }
  return Array.from({ length }, (_, index) => {
    const from = current.from - (length - 1 - index) * LENGTH[step]
    const id = groupAt(from, step)
    const earlier = compare && groupAt(from - backDays[compare] * DAY, step)
    return {
      id,
      from,
      to: from + LENGTH[step],
      count: counts.get(id) ?? 0,
      before: earlier === undefined ? undefined : (counts.get(earlier) ?? 0),
      open: index === length - 1,
    }
  })
}

/** Whole days that must be counted for such a trend, today's aside. */
export function daysBack(step: Step, length: number, compare: Compare | undefined): number {
  const own = step === 'day' ? length - 1 : Math.ceil(length / 24)
  return own + (compare ? backDays[compare] : 0)
}

/** A round number at or above the highest column, and the lines between: three to five of them. */
export function scaleOf(most: number): { top: number; lines: number[] } {
  const rough = Math.max(1, most) / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = Math.max(1, ([1, 2, 5, 10].find((one) => one * power >= rough) ?? 10) * power)
  const top = Math.ceil(Math.max(1, most) / step) * step
  return { top, lines: Array.from({ length: Math.round(top / step) }, (_, index) => (index + 1) * step) }
}
