import { isInNgheAn } from './area.ts'
import { Refused } from './geo-report.ts'

/** Arguments of a request by name. */
export type Arguments = Record<string, unknown>

const DECIMAL = /^[+-]?\d{1,3}(?:\.\d{1,15})?$/
/** Control characters but line breaks and tabs, and those that turn the direction of what follows. */
const CONTROL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/
/** W3C date and time: with seconds or without, always with an offset. */
const DATETIME = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/

/** A text without spaces at its ends, in Unicode NFC; undefined when it is empty or not given. */
export function textOf(given: Arguments, name: string): string | undefined {
  const value = given[name]
  if (value === undefined || value === null) return undefined
  if (Array.isArray(value))
    throw new Refused(400, { vi: `${name} xuất hiện nhiều lần`, en: `${name} came more than once` })
  if (typeof value !== 'string' && typeof value !== 'number')
    throw new Refused(400, { vi: `${name} phải là chữ`, en: `${name} must be a text` })
  if (String(value).includes('\ufffd'))
    throw new Refused(400, { vi: `${name} không phải UTF-8`, en: `${name} is not UTF-8` })
  return String(value).normalize('NFC').trim() || undefined
}

/**
 * A text of at most `most` characters without control and direction characters. Line breaks become spaces, unless
 * `lines` are wanted.
 */
export function plainText(given: Arguments, name: string, most: number, lines = false): string | undefined {
  const text = textOf(given, name)
  if (text === undefined) return undefined
  if ([...text].length > most)
    throw new Refused(400, {
      vi: `${name} dài nhất ${most} ký tự`,
      en: `${name} must have at most ${most} characters`,
    })
  if (CONTROL.test(text) || !text.isWellFormed())
    throw new Refused(400, { vi: `${name} có ký tự điều khiển`, en: `${name} holds control characters` })
  return lines ? text.replace(/\r\n?/g, '\n') : text.replace(/[\r\n\t\u2028\u2029]+/g, ' ')
}

/** The parts of a text separated by commas, or of a name that comes several times; each once. */
export function listOf(given: Arguments, name: string): string[] | undefined {
  const value = given[name]
  const parts = textOf({ [name]: Array.isArray(value) ? value.join(',') : value }, name)
    ?.split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  return parts && [...new Set(parts)]
}

export function wholeOf(given: Arguments, name: string, most: number): number | undefined {
  const value = textOf(given, name)
  if (value === undefined) return undefined
  const number = /^\d{1,9}$/.test(value) ? Number(value) : 0
  if (number < 1 || number > most)
    throw new Refused(400, {
      vi: `${name} phải là số nguyên từ 1 đến ${most}`,
      en: `${name} must be a whole number from 1 to ${most}`,
    })
  return number
}

/** Milliseconds since 1970. */
export function instantOf(given: Arguments, name: string): number | undefined {
  const value = textOf(given, name)
  if (value === undefined) return undefined
  // A plus sign that was not encoded arrives as a space.
  const written = value.replace(/ (\d\d:\d\d)$/, '+$1')
  const at = isDay(DATETIME.exec(written)) ? Date.parse(written) : Number.NaN
  if (Number.isNaN(at))
    throw new Refused(400, {
      vi: `${name} phải là ngày giờ kèm múi giờ, ví dụ 2026-11-24T02:47:00+07:00`,
      en: `${name} must be a date and time with an offset, such as 2026-11-24T02:47:00+07:00`,
    })
  return at
}

/** Whether the day exists: `Date.parse` takes 31 February for 3 March. */
function isDay(parts: RegExpExecArray | null): boolean {
  if (!parts) return false
  const [year, month, day] = parts.slice(1, 4).map(Number) as [number, number, number]
  return new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day
}

/** `[longitude, latitude]` from `lat` and `long`; undefined when neither is given. */
export function positionOf(given: Arguments): [longitude: number, latitude: number] | undefined {
  const lat = textOf(given, 'lat')
  const long = textOf(given, 'long')
  if (lat === undefined && long === undefined) return undefined
  if (lat === undefined || long === undefined)
    throw new Refused(400, {
      vi: `Thiếu ${lat === undefined ? 'lat' : 'long'}: lat và long phải đi cùng nhau`,
      en: `${lat === undefined ? 'lat' : 'long'} is missing: lat and long belong together`,
    })
  const latitude = degrees('lat', lat)
  const longitude = degrees('long', long)
  if (isInNgheAn(longitude, latitude)) return [longitude, latitude]
  if (isInNgheAn(latitude, longitude))
    throw new Refused(400, {
      vi: `lat và long bị đổi chỗ: lat=${lat}, long=${long} lẽ ra là lat=${long}, long=${lat}`,
      en: `lat and long are swapped: lat=${lat}, long=${long} should be lat=${long}, long=${lat}`,
    })
  throw new Refused(400, {
    vi: `Vị trí lat=${lat}, long=${long} nằm ngoài tỉnh Nghệ An`,
    en: `The point lat=${lat}, long=${long} lies outside Nghệ An`,
  })
}

function degrees(name: string, value: string): number {
  if (!DECIMAL.test(value)) {
    const point = /^[+-]?\d{1,3},\d+$/.test(value) ? value.replace(',', '.') : undefined
    throw new Refused(400, {
      vi: `${name} phải là độ thập phân dùng dấu chấm (WGS 84), không phải “${value.slice(0, 40)}”${point ? `; hãy viết ${point}` : ''}`,
      en: `${name} must be decimal degrees with a point (WGS 84), not "${value.slice(0, 40)}"${point ? `; write ${point}` : ''}`,
    })
  }
  return Number(value)
}
