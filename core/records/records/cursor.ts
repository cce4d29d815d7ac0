import { parseInstant } from '@saola/cql2'
import { Problem } from '@saola/kernel'
import type { SqlValue } from '../db/db.ts'
import type { Model } from '../models/model.ts'
import type { Key } from './order.ts'

/** A place in a list as one opaque text. `of` is what the list was: its order and its filter with the values. */
export function writeCursor(of: string, values: readonly SqlValue[]): string {
  return Buffer.from(JSON.stringify([hash(of), ...values])).toString('base64url')
}

/** The values of a cursor. Throws `cursor-invalid` unless it was made for the same list. */
export function readCursor(model: Model, of: string, keys: readonly Key[], cursor: string): SqlValue[] {
  const parsed = parse(cursor)
  if (parsed && parsed.length === keys.length + 1 && parsed[0] === hash(of)) {
    const values = parsed.slice(1)
    if (keys.every((key, at) => fits(key, values[at]))) return values as SqlValue[]
  }
  throw new Problem(
    'cursor-invalid',
    400,
    'This cursor was not made for this list. Start again without one.',
    {
      culprit: model.id,
    },
  )
}

function parse(cursor: string): unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(String(cursor), 'base64url').toString())
    return Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}

function fits({ field }: Key, value: unknown): boolean {
  if (value === null) return !field.filled
  switch (field.kind) {
    case 'number':
      return typeof value === 'number'
    case 'integer':
      return Number.isSafeInteger(value)
    case 'boolean':
      return typeof value === 'boolean'
    case 'datetime':
      return typeof value === 'string' && value.length === 24 && parseInstant(value) !== undefined
    default:
      return typeof value === 'string' && value.isWellFormed() && !value.includes('\0')
  }
}

// FNV-1a: guards against mistakes, not against forgery; a cursor grants nothing.
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let at = 0; at < text.length; at++) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193)
  }
  return value >>> 0
}
