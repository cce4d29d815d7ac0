/** The two languages of the interface. */
export type Lang = 'vi' | 'en'

/** A moment: a Date, milliseconds since 1970, or an ISO 8601 text. */
export type Moment = Date | number | string

/** Vietnam has one time zone and no summer time; every displayed hour is in it unless told otherwise. */
export const VIETNAM = 'Asia/Ho_Chi_Minh'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const numbers = new Map<string, Intl.NumberFormat>()
const dates = new Map<string, Intl.DateTimeFormat>()

/** Milliseconds since 1970, or NaN when the text is no date. */
export function toMillis(moment: Moment): number {
  if (typeof moment === 'number') return moment
  return typeof moment === 'string' ? Date.parse(moment) : moment.getTime()
}

/**
 * A number as people of that language write it: `1.204` and `93,4` in Vietnamese, `1,204` and `93.4` in English,
 * with a true minus sign. Options are those of `Intl.NumberFormat`.
 *
 * @example formatNumber(1204.5, 'vi') // '1.204,5'
 */
export function formatNumber(value: number, lang: Lang, options: Intl.NumberFormatOptions = {}): string {
  const key = lang + JSON.stringify(options)
  let format = numbers.get(key)
  if (!format) {
    // No minus before a zero, not even before one that was rounded to it.
    format = new Intl.NumberFormat(lang === 'vi' ? 'vi-VN' : 'en-GB', { signDisplay: 'negative', ...options })
    numbers.set(key, format)
  }
  return format.format(value).replace('-', '−')
}

/**
 * Reads what a person typed as a number, or null when it is none. A single `.` in Vietnamese that cannot be a
 * thousands point is taken as a decimal one, since keyboards have it where the comma is missing.
 */
export function parseNumber(text: string, lang: Lang): number | null {
  const bare = text
    .trim()
    .replace(/[\s\u00a0]/g, '')
    .replace('−', '-')
  if (bare === '') return null
  const [group, decimal] = lang === 'vi' ? ['.', ','] : [',', '.']
  const grouped = new RegExp(`^[-+]?\\d{1,3}(\\${group}\\d{3})+(\\${decimal}\\d+)?$`)
  const plain = grouped.test(bare) ? bare.replaceAll(group, '').replace(decimal, '.') : bare.replace(',', '.')
  return /^[-+]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : null
}

interface DateParts {
  year: string
  month: string
  monthName: string
  day: string
  hour: string
  minute: string
  second: string
  weekday: number
}

const WEEKDAYS: Record<Lang, readonly string[]> = {
  vi: ['Chủ nhật', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
}
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function partsOf(at: number, timeZone: string): DateParts {
  let format = dates.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      weekday: 'short',
      hourCycle: 'h23',
    })
    dates.set(timeZone, format)
  }
  const found = Object.fromEntries(format.formatToParts(at).map((part) => [part.type, part.value]))
  const text = (type: string) => found[type] ?? ''
  return {
    year: text('year'),
    month: text('month'),
    monthName: MONTHS[Number(text('month')) - 1] ?? '',
    day: text('day'),
    hour: text('hour'),
    minute: text('minute'),
    second: text('second'),
    weekday: WEEKDAYS.en.indexOf(text('weekday')),
  }
}

/**
 * How a moment is written. `date` 24/11/2026 · `time` 02:47 · `seconds` 02:47:10 · `dateTime` 02:47 24/11/2026 ·
 * `exact` 02:47:10 24/11/2026 · `weekday` 13:57 thứ Ba 24/11 · `day` thứ Ba 24/11/2026.
 */
export type DateStyle = 'date' | 'time' | 'seconds' | 'dateTime' | 'exact' | 'weekday' | 'day'

/** A moment in words of that language; an empty text when it is no date. */
export function formatDateTime(
  moment: Moment,
  lang: Lang,
  style: DateStyle = 'dateTime',
  timeZone: string = VIETNAM,
): string {
  const at = toMillis(moment)
  if (Number.isNaN(at)) return ''
  const p = partsOf(at, timeZone)
  const clock = `${p.hour}:${p.minute}`
  const date = lang === 'vi' ? `${p.day}/${p.month}/${p.year}` : `${Number(p.day)} ${p.monthName} ${p.year}`
  const short = lang === 'vi' ? `${p.day}/${p.month}` : `${Number(p.day)} ${p.monthName}`
  const weekday = WEEKDAYS[lang][p.weekday] ?? ''
  switch (style) {
    case 'date':
      return date
    case 'time':
      return clock
    case 'seconds':
      return `${clock}:${p.second}`
    case 'dateTime':
      return `${clock} ${date}`
    case 'exact':
      return `${clock}:${p.second} ${date}`
    case 'weekday':
      return `${clock} ${weekday} ${short}`
    case 'day':
      return `${weekday} ${date}`
  }
}

const UNITS = {
  vi: { day: ['ngày', 'ngày'], hour: ['giờ', 'giờ'], minute: ['phút', 'phút'], second: ['giây', 'giây'] },
  en: {
    day: ['day', 'days'],
    hour: ['hour', 'hours'],
    minute: ['minute', 'minutes'],
    second: ['second', 'seconds'],
  },
} as const

function count(amount: number, unit: keyof (typeof UNITS)['vi'], lang: Lang): string {
  return `${amount} ${UNITS[lang][unit][amount === 1 ? 0 : 1]}`
}

/** A length of time in at most two units: `8 giây`, `14 phút`, `2 giờ 07 phút`, `3 ngày 4 giờ`. The sign is ignored. */
export function formatDuration(milliseconds: number, lang: Lang): string {
  const length = Math.abs(milliseconds)
  if (length < MINUTE) return count(Math.floor(length / SECOND), 'second', lang)
  if (length < HOUR) return count(Math.floor(length / MINUTE), 'minute', lang)
  if (length < DAY) {
    const minutes = Math.floor((length % HOUR) / MINUTE)
    const hours = count(Math.floor(length / HOUR), 'hour', lang)
    if (minutes === 0) return hours
    return `${hours} ${String(minutes).padStart(2, '0')} ${UNITS[lang].minute[minutes === 1 ? 0 : 1]}`
  }
  const hours = Math.floor((length % DAY) / HOUR)
  const days = count(Math.floor(length / DAY), 'day', lang)
  return hours === 0 ? days : `${days} ${count(hours, 'hour', lang)}`
}

/** The same in the largest unit alone, for places where one glance must do: `8 giây`, `14 phút`, `2 giờ`, `3 ngày`. */
export function formatRough(milliseconds: number, lang: Lang): string {
  const length = Math.abs(milliseconds)
  if (length < MINUTE) return count(Math.floor(length / SECOND), 'second', lang)
  if (length < HOUR) return count(Math.floor(length / MINUTE), 'minute', lang)
  if (length < DAY) return count(Math.floor(length / HOUR), 'hour', lang)
  return count(Math.floor(length / DAY), 'day', lang)
}

/** How long ago or in how long: `vừa xong`, `8 giây trước`, `2 giờ trước`, `sau 5 phút`; after 30 days the date. */
export function formatRelative(moment: Moment, now: Moment, lang: Lang, timeZone: string = VIETNAM): string {
  const passed = toMillis(now) - toMillis(moment)
  if (Number.isNaN(passed)) return ''
  if (Math.abs(passed) >= 30 * DAY) return formatDateTime(moment, lang, 'date', timeZone)
  if (passed > -SECOND && passed < 2 * SECOND) return lang === 'vi' ? 'vừa xong' : 'just now'
  const rough = formatRough(passed, lang)
  if (passed > 0) return lang === 'vi' ? `${rough} trước` : `${rough} ago`
  return lang === 'vi' ? `sau ${rough}` : `in ${rough}`
}

/** A deadline seen from now: `còn 13 phút`, `quá 2 giờ 07 phút`. */
export function formatDue(due: Moment, now: Moment, lang: Lang): string {
  const left = toMillis(due) - toMillis(now)
  if (Number.isNaN(left)) return ''
  const length = formatDuration(left, lang)
  if (left >= 0) return lang === 'vi' ? `còn ${length}` : `${length} left`
  return lang === 'vi' ? `quá ${length}` : `${length} overdue`
}
