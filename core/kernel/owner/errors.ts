/**
 * An error that a client may see: stable code, what happened, what to do. The server turns it into an RFC 9457
 * problem document; `status` is the HTTP status it maps to.
 */
export class Problem extends Error {
  readonly code: string
  readonly status: number
  /** Who failed: a plugin id, a field pointer, a model. */
  readonly culprit?: string
  /** Members added to the problem document (RFC 9457 section 3.2), for example `errors` or `missing`. */
  readonly extra?: Record<string, unknown>

  constructor(
    code: string,
    status: number,
    detail: string,
    options: { culprit?: string; extra?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(detail, { cause: options.cause })
    this.name = 'Problem'
    this.code = code
    this.status = status
    this.culprit = options.culprit
    this.extra = options.extra
  }
}
