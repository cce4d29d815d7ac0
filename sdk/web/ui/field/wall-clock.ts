import { VIETNAM } from '../locale/format.ts'

/** What a clock and a calendar on a wall show: `2026-11-24` and `13:57`. */
export interface WallClock {
  date: string
  time: string
}

/** Milliseconds that the zone's clock is ahead of UTC at that moment. */
function offsetAt(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    hourCycle: 'h23',
  }).formatToParts(at)
  const number = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  const shown = Date.UTC(
    number('year'),
    number('month') - 1,
    number('day'),
    number('hour'),
    number('minute'),
    number('second'),
  )
  return shown - Math.floor(at / 1000) * 1000
}

/** What the walls of that zone show at that moment; null when it is no date. */
export function toWallClock(iso: string | null, timeZone: string = VIETNAM): WallClock | null {
  const at = iso === null ? Number.NaN : Date.parse(iso)
  if (Number.isNaN(at)) return null
  const local = new Date(at + offsetAt(at, timeZone)).toISOString()
  return { date: local.slice(0, 10), time: local.slice(11, 16) }
}

/** The moment at which the walls of that zone show this, as ISO 8601 in UTC; null when it is no date. */
export function fromWallClock(wall: WallClock, timeZone: string = VIETNAM): string | null {
  const asUtc = Date.parse(`${wall.date}T${wall.time}Z`)
  if (Number.isNaN(asUtc)) return null
  const guess = asUtc - offsetAt(asUtc, timeZone)
  return new Date(asUtc - offsetAt(guess, timeZone)).toISOString()
}

/** `2026-11-24` as people write it: `24/11/2026`. */
export function writeDate(date: string | null): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date ?? '') ?? []
  return year ? `${day}/${month}/${year}` : ''
}

/** Reads `24/11/2026`, `24-11-2026`, `24.11.26` and `2026-11-24`; null when there is no such day. */
export function readDate(text: string): string | null {
  const bare = text.trim()
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(bare)
  const usual = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})$/.exec(bare)
  const [year, month, day] = iso ? iso.slice(1) : usual ? [usual[3], usual[2], usual[1]] : []
  if (!year || !month || !day) return null
  const full = year.length === 2 ? `20${year}` : year
  const date = `${full}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const at = Date.parse(`${date}T00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(date) ? date : null
}

/** Reads `13:57`, `13h57`, `1357` and `7`; null when there is no such time of day. */
export function readTime(text: string): string | null {
  const [, hour, minute = '00'] = /^(\d{1,2})(?:\s*[:hg.]?\s*(\d{2}))?$/i.exec(text.trim()) ?? []
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59) return null
  return `${hour.padStart(2, '0')}:${minute}`
}
