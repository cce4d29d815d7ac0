import type { AnyRecord, ModelDef, Tone } from '@saola/sdk'
import { type InboxOptions, partsOf } from './options.ts'

/** How a deadline stands. */
export interface Due {
  kind: 'left' | 'over' | 'paused' | 'done' | 'none'
  /** Milliseconds left, negative when over. */
  left: number
  /** Share of the time that is gone, 0 to 1. */
  share: number
  tone: Tone
  at: string | undefined
}

/** Shares of the time left below which it is urgent, and soon. */
const URGENT = 0.1
const SOON = 0.3

/** The deadline of a record, seen from now; paused and finished by what its state says. */
export function dueOf(
  record: AnyRecord,
  model: ModelDef | undefined,
  due: InboxOptions['due'],
  now: number,
): Due {
  const value = due === undefined ? undefined : record[due.field]
  const at = typeof value === 'string' ? value : undefined
  const { status } = partsOf(model)
  const state = status?.field.states[String(record[status.name])]
  const end = at === undefined ? Number.NaN : Date.parse(at)
  const from = Date.parse(String(due === undefined ? '' : (record[due.from] ?? '')))
  const left = Number.isNaN(end) ? 0 : end - now
  const whole = end - from
  const share = whole > 0 ? Math.min(1, Math.max(0, 1 - left / whole)) : left < 0 ? 1 : 0
  if (state?.final) return { kind: 'done', left, share: 1, tone: 'off', at }
  if (state?.pauses) return { kind: 'paused', left, share, tone: 'hold', at }
  if (Number.isNaN(end)) return { kind: 'none', left: 0, share: 0, tone: 'off', at: undefined }
  if (left < 0) return { kind: 'over', left, share: 1, tone: 'crit', at }
  const remains = 1 - share
  return { kind: 'left', left, share, tone: remains < URGENT ? 'high' : remains < SOON ? 'warn' : 'ok', at }
}

const MINUTE = 60_000

export interface LengthWords {
  day: string
  hour: string
  minute: string
}

/** A length of time for a narrow column: `44 phút`, `2 giờ 07`, `3 ngày 4 giờ`. */
export function shortLength(milliseconds: number, words: LengthWords): string {
  const minutes = Math.floor(Math.abs(milliseconds) / MINUTE)
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60]
  if (days > 0) return hours === 0 ? `${days} ${words.day}` : `${days} ${words.day} ${hours} ${words.hour}`
  if (hours > 0) return `${hours} ${words.hour} ${String(rest).padStart(2, '0')}`
  return `${rest} ${words.minute}`
}
