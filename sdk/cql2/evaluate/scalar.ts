import type { ScalarKind } from '../tree/fields.ts'
import type { ComparisonOperator, Scalar } from '../tree/filter.ts'
import { parseDay, parseInstant } from '../tree/instant.ts'

/**
 * Order of two texts by Unicode code points, as SQLite's BINARY and PostgreSQL's C collation order UTF-8 (JavaScript's
 * `<` orders UTF-16 units, which differs above U+FFFF). Negative, zero or positive.
 * OGC 21-065r2, clause 6.6 leaves the order of texts to the server.
 */
export function compareText(a: string, b: string): number {
  if (a === b) return 0
  const length = Math.min(a.length, b.length)
  for (let at = 0; at < length; at++) {
    const left = a.charCodeAt(at)
    const right = b.charCodeAt(at)
    if (left !== right) return rank(left) - rank(right)
  }
  return a.length - b.length
}

// Surrogates stand for code points above all others: lift them over U+E000 to U+FFFF.
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}

/** A value reduced to what compares: text as itself, all else as a number. Null is unknown. */
export type Comparable = string | number | null

/** How a value of a record is read for a comparison with a literal of some kind; what does not fit is unknown. */
export const readers: Record<ScalarKind, (value: unknown) => Comparable> = {
  text: (value) => (typeof value === 'string' ? value : null),
  number: (value) => (typeof value === 'number' && !Number.isNaN(value) ? value : null),
  boolean: (value) => (typeof value === 'boolean' ? Number(value) : null),
  timestamp: (value) => {
    if (typeof value === 'string') return parseInstant(value) ?? null
    return value instanceof Date && !Number.isNaN(value.getTime()) ? value.getTime() : null
  },
  date: (value) => (typeof value === 'string' ? (parseDay(value) ?? null) : null),
}

/** A literal reduced in the same way. */
export function readLiteral(kind: ScalarKind, literal: Scalar): Comparable {
  const value =
    typeof literal === 'object' ? ('timestamp' in literal ? literal.timestamp : literal.date) : literal
  return readers[kind](value)
}

/** Order of two values of one kind. */
export function compare(a: string | number, b: string | number): number {
  if (typeof a === 'string') return compareText(a, b as string)
  return a - (b as number)
}

/** Whether an operator holds for the order of its two sides. */
export const holds: Record<ComparisonOperator, (order: number) => boolean> = {
  '=': (order) => order === 0,
  '<>': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
}
