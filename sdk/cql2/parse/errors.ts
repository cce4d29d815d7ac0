/**
 * The codes with which a filter is refused. They are stable: never renamed, never used again for something else.
 * OGC 21-065r2, clause 6.2 leaves the answer to a filter that cannot be processed to the server.
 */
export const filterErrors = {
  /** Not a CQL2 expression: wrong shape, wrong number of operands, a number, text, time or geometry that is none. */
  invalid: 'filter-invalid',
  /** Expressions nested deeper than the limit allows. */
  tooDeep: 'filter-too-deep',
  /** More nodes, list elements, vertices or longer text than the limits allow. */
  tooLarge: 'filter-too-large',
  /** An operator, function or form of operand that is unknown or not supported here. */
  opUnsupported: 'filter-op-unsupported',
  /** A property that is not a field of the model. */
  unknownField: 'filter-unknown-field',
  /** A literal or property whose type does not fit the other side. */
  typeMismatch: 'filter-type-mismatch',
  /** A placeholder that has no value, is not known, or stands where none is allowed. */
  paramMissing: 'filter-param-missing',
} as const

/** One of the codes of {@link filterErrors}. */
export type FilterErrorCode = (typeof filterErrors)[keyof typeof filterErrors]

/** Why a filter was refused and where. */
export interface FilterError {
  readonly code: FilterErrorCode
  /** One English sentence for the author of the filter; it holds nothing from the server. */
  readonly message: string
  /** JSON pointer (RFC 6901) to the place in the filter; `''` is the whole filter. */
  readonly pointer: string
}

/** A filter, or why there is none. */
export type FilterResult<T> =
  | { readonly ok: true; readonly filter: T }
  | { readonly ok: false; readonly error: FilterError }

/** Where a node stands, as a chain: the pointer's text is made only when something is refused. */
export interface Path {
  readonly parent: Path | undefined
  readonly key: string | number
}

/** Thrown inside this package only; {@link attempt} turns it into a result. */
export class Refusal extends Error {
  readonly code: FilterErrorCode
  readonly path: Path | undefined

  constructor(code: FilterErrorCode, path: Path | undefined, message: string) {
    super(message)
    this.code = code
    this.path = path
  }
}

/** Runs `work`; a {@link Refusal} becomes an error result, anything else is a defect and passes through. */
export function attempt<T>(work: () => T): FilterResult<T> {
  try {
    return { ok: true, filter: work() }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { ok: false, error: { code: error.code, message: error.message, pointer: pointer(error.path) } }
  }
}

function pointer(path: Path | undefined): string {
  const parts: string[] = []
  for (let at = path; at; at = at.parent) {
    parts.push(String(at.key).replaceAll('~', '~0').replaceAll('/', '~1'))
  }
  return parts
    .reverse()
    .map((part) => `/${part}`)
    .join('')
}
