import type { Text } from '@saola/sdk'

/** One mistake in what was sent, at a JSON pointer. */
export interface FieldProblem {
  pointer: string
  code: string
  detail: Text | string
}

/**
 * An answer that says what went wrong, after RFC 9457. `code` is stable and in the reference of errors; `detail` is
 * for people. Without an answer at all the code is `unreachable` and the status 0.
 */
export class ProblemError extends Error {
  readonly code: string
  readonly status: number
  /** The module or part that is to blame, when it is known. */
  readonly culprit: string | undefined
  /** Per field, with the code `validation-failed`. */
  readonly errors: readonly FieldProblem[]
  /** The whole document. */
  readonly body: Readonly<Record<string, unknown>>

  constructor(status: number, body: Readonly<Record<string, unknown>>) {
    super(textOf(body.detail) ?? textOf(body.title) ?? `HTTP ${status}`)
    this.name = 'ProblemError'
    this.status = status
    this.body = body
    this.code = textOf(body.code) ?? (status === 0 ? 'unreachable' : `http-${status}`)
    this.culprit = textOf(body.culprit)
    this.errors = Array.isArray(body.errors) ? body.errors.filter(isFieldProblem) : []
  }
}

/** Whatever was thrown, as a problem; for `catch` clauses. */
export function toProblem(thrown: unknown): ProblemError {
  if (thrown instanceof ProblemError) return thrown
  return new ProblemError(0, {
    code: 'unreachable',
    detail: thrown instanceof Error ? thrown.message : String(thrown),
  })
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function isFieldProblem(value: unknown): value is FieldProblem {
  return (
    typeof value === 'object' && value !== null && 'pointer' in value && typeof value.pointer === 'string'
  )
}
