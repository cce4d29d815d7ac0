import { Problem } from '@saola/kernel'
import type { Identified } from './refs.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * A cookie comes along with every request, also with one that another site made the browser send. Such a request
 * may only change something when the browser says that our own page sent it.
 */
export function requireSameOrigin(
  method: string,
  by: Identified['by'],
  headers: { site: string | null; origin: string | null },
  origin: string,
): void {
  if (by !== 'cookie' || SAFE.has(method)) return
  if (headers.site !== null ? headers.site === 'same-origin' : headers.origin === origin) return
  throw new Problem(
    'csrf-refused',
    403,
    'A request that changes something must come from a page of this centre',
  )
}
