import { Problem } from '@saola/kernel'

/** The database cannot be reached, or is too busy, or full. `retryAfter` is in seconds. */
export function unavailable(detail: string, cause: unknown, retryAfter = 5): Problem {
  return new Problem('database-unavailable', 503, detail, { extra: { retryAfter }, cause })
}

/** A second record with the same values in a unique index. */
export class UniqueViolation extends Error {
  /** Name of the index (PostgreSQL) or its columns (SQLite), for the message. */
  readonly index: string

  constructor(index: string, cause: unknown) {
    super(`unique values exist already: ${index}`, { cause })
    this.name = 'UniqueViolation'
    this.index = index
  }
}

/** The `code` of a driver's error, or ''. */
export function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null | undefined)?.code
  return typeof code === 'string' ? code : ''
}
