const dateTime = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(\.\d{1,9})?(?:[Zz]|([+-])(\d\d):(\d\d))$/
const fullDate = /^(\d{4})-(\d\d)-(\d\d)$/

// Years 1 to 9999 in UTC: what both databases and `Date#toISOString` write with four digits.
const earliest = Date.parse('0001-01-01T00:00:00Z')
const latest = Date.parse('9999-12-31T23:59:59.999Z') + 1

/**
 * Milliseconds since 1970 of an RFC 3339 date-time, with digits below the millisecond as a fraction; undefined
 * when the text is not one, names no real day, or lies outside the years 1 to 9999 (UTC). A leap second counts
 * as the next second. OGC 21-065r2, clause 6.3, rule `timestampInstant`.
 *
 * @example parseInstant('1970-01-01T07:00:00+07:00') // 0
 */
export function parseInstant(text: string): number | undefined {
  const match = dateTime.exec(text)
  if (!match) return undefined
  const [, year, month, day, hour, minute, second, fraction, sign, offsetHour, offsetMinute] = match
  const start = dayStart(Number(year), Number(month), Number(day))
  if (start === undefined) return undefined
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return undefined
  if (sign && (Number(offsetHour) > 23 || Number(offsetMinute) > 59)) return undefined
  const offset = sign ? (Number(offsetHour) * 60 + Number(offsetMinute)) * (sign === '-' ? -1 : 1) : 0
  const seconds = (Number(hour) * 60 + Number(minute) - offset) * 60 + Number(second)
  const instant = start + seconds * 1000 + (fraction ? Number(fraction) * 1000 : 0)
  return instant >= earliest && instant < latest ? instant : undefined
}

/** The text of an instant in whole milliseconds; undefined outside of the years 1 to 9999 (UTC). */
export function instantText(millis: number): string | undefined {
  return millis >= earliest && millis < latest ? new Date(millis).toISOString() : undefined
}

/**
 * Milliseconds since 1970 of the start in UTC of an RFC 3339 full-date; undefined when the text is not one or
 * names no real day. It orders days; it is no instant. OGC 21-065r2, clause 6.3, rule `dateInstant`.
 */
export function parseDay(text: string): number | undefined {
  const match = fullDate.exec(text)
  return match ? dayStart(Number(match[1]), Number(match[2]), Number(match[3])) : undefined
}

function dayStart(year: number, month: number, day: number): number | undefined {
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined
  // Date.UTC reads the years 0 to 99 as 1900 to 1999.
  return year > 99 ? Date.UTC(year, month - 1, day) : new Date(0).setUTCFullYear(year, month - 1, day)
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}
