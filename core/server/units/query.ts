import { Problem } from '@saola/kernel'
import type { UnitQuery } from '@saola/sdk'

const LONGEST = 300

/** A day, `YYYY-MM-DD`, that the calendar has. */
export function readDay(at: unknown): string | undefined {
  if (at === undefined) return undefined
  if (typeof at === 'string' && /^\d{4}-\d\d-\d\d$/.test(at)) {
    const time = Date.parse(at)
    if (!Number.isNaN(time) && new Date(time).toISOString().startsWith(at)) return at
  }
  throw invalid('at', 'at must be a day, such as 2025-07-01')
}

export function readText(text: unknown, name: 'text' | 'search'): string {
  if (typeof text === 'string' && text.length <= LONGEST) return text
  throw invalid(name, `${name} has at most ${LONGEST} characters`)
}

/** `105.69,18.67` of an address. */
export function readPoint(point: string): [number, number] {
  const parts = point.split(',')
  const numbers = parts.map((part) =>
    /^-?\d{1,3}(\.\d{1,15})?$/.test(part.trim()) ? Number(part) : Number.NaN,
  )
  return checkPoint(numbers)
}

export function checkPoint(point: unknown): [number, number] {
  if (Array.isArray(point) && point.length === 2) {
    const [x, y] = point as unknown[]
    if (typeof x === 'number' && typeof y === 'number' && Math.abs(x) <= 180 && Math.abs(y) <= 90)
      return [x, y]
  }
  throw invalid('point', 'point must be longitude,latitude, such as 105.69,18.67')
}

/** What a plugin asks for. */
export function readUnitQuery(query: UnitQuery): { text?: string; point?: [number, number]; at?: string } {
  const { text, point, at } = query ?? {}
  if ((text === undefined) === (point === undefined)) throw invalid('text', 'Give either text or point')
  const day = readDay(at)
  return {
    ...(text === undefined ? { point: checkPoint(point) } : { text: readText(text, 'text') }),
    ...(day === undefined ? {} : { at: day }),
  }
}

function invalid(culprit: string, detail: string): Problem {
  return new Problem('query-invalid', 400, detail, { culprit })
}
