import type { Log } from '@saola/kernel'
import type { Answer } from '../http/index.ts'

/** Asked every few seconds by machines; told only to those who want every detail. */
const QUIET = new Set(['/healthz', '/readyz', '/metrics'])

/** One line per answered request. The path never carries a query, which may hold a key. */
export function requestLog(log: Log): (answer: Answer) => void {
  return ({ method, target, path, status, ms, requestId, actor }) => {
    const line = {
      requestId,
      method,
      target,
      path,
      status,
      ms: Math.round(ms * 10) / 10,
      ...(actor === '' ? {} : { actor }),
    }
    if (status >= 500) log.error(line, 'request')
    else if (QUIET.has(target)) log.debug(line, 'request')
    else log.info(line, 'request')
  }
}
