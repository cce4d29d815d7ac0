import { Problem } from '@saola/kernel'
import type { Lang } from '@saola/sdk'
import { PROBLEM_CODES, type ProblemCode } from './problem-codes.ts'

/** What the document says of the request that failed. */
export interface ProblemContext {
  lang: Lang
  requestId: string
  /** Path of the request, without its query: a query may hold a key. */
  path: string
}

/** RFC 9457, with our members. */
export interface ProblemDocument {
  type: string
  title: string
  status: number
  detail: string
  instance: string
  code: string
  /** What to do about it. */
  help?: string
  /** Who failed: a module, a field, a model. */
  culprit?: string
  requestId: string
  [member: string]: unknown
}

/** A problem whose code says more than its status. */
export function describe(code: string): ProblemCode | undefined {
  return Object.hasOwn(PROBLEM_CODES, code) ? PROBLEM_CODES[code as keyof typeof PROBLEM_CODES] : undefined
}

/**
 * Turns whatever was thrown into what a client may see. Only a `Problem` speaks for itself; anything else is an
 * internal error whose text (a stack, SQL, a path) stays in the log.
 */
export function problemDocument(error: unknown, context: ProblemContext): ProblemDocument {
  const problem =
    error instanceof Problem
      ? error
      : new Problem('internal-error', 500, 'Something went wrong here; the log has the details')
  const known = describe(problem.code)
  return {
    ...problem.extra,
    type: `/api/problems/${problem.code}`,
    title: known?.title[context.lang] ?? known?.title.vi ?? problem.code,
    status: problem.status,
    detail: problem.message,
    instance: context.path,
    code: problem.code,
    ...(known ? { help: known.help[context.lang] ?? known.help.vi } : {}),
    ...(problem.culprit === undefined ? {} : { culprit: problem.culprit }),
    requestId: context.requestId,
  }
}

/** The problem document as an answer, with the headers that belong to its status. */
export function problemResponse(error: unknown, context: ProblemContext): Response {
  const document = problemDocument(error, context)
  const headers: Record<string, string> = {
    'content-type': 'application/problem+json; charset=utf-8',
    'content-language': context.lang,
  }
  if (document.status === 401) headers['www-authenticate'] = 'Bearer realm="saola"'
  if (typeof document.retryAfter === 'number') headers['retry-after'] = String(Math.ceil(document.retryAfter))
  if (Array.isArray(document.allow)) headers.allow = document.allow.join(', ')
  return new Response(JSON.stringify(document), { status: document.status, headers })
}
