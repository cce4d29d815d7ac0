import { Problem } from '@saola/kernel'
import type { Context, Env, MiddlewareHandler } from 'hono'
import { addressGroup } from './address-group.ts'
import { Buckets, type Rate } from './buckets.ts'

export interface DoorOptions extends Partial<Rate> {
  clock?: () => number
}

/** Suits a public form that a person fills in, or a page that loads several things at once. */
const DEFAULT: Rate = { burst: 30, perMinute: 60 }

/** Counts who comes to a door; `address` is that of the client behind trusted proxies. Throws `rate-limited`. */
export type Door = (address: string, name?: string) => void

/** A limit for public doors: one bucket per client and named door. Each process counts for itself. */
export function publicDoor({ clock, ...rate }: DoorOptions = {}): Door {
  const buckets = new Buckets({ ...DEFAULT, ...rate }, clock)
  return (address, name = '') => {
    const wait = buckets.take(`${name} ${addressGroup(address)}`)
    if (wait > 0) throw rateLimited(wait)
  }
}

/** A {@link Door} that knows a request which comes again by its `Idempotency-Key`. */
export type KeyedDoor = (address: string, name: string, key?: string) => void

const REPLAYS: Rate = { burst: 300, perMinute: 600 }
const MOST_KEPT = 20_000

/**
 * The same for doors that take an `Idempotency-Key`: a request that comes again under its key, from the same client,
 * does no new work and so takes nothing from what that client may send; it has a wide limit of its own.
 */
export function keyedDoor(options: DoorOptions = {}): KeyedDoor {
  const first = publicDoor(options)
  const again = publicDoor({ clock: options.clock, ...REPLAYS })
  const seen = new Set<string>()
  return (address, name, key) => {
    if (key === undefined) return first(address, name)
    const known = `${name} ${addressGroup(address)} ${key.slice(0, 200)}`
    if (seen.has(known)) return again(address, name)
    first(address, name)
    // The oldest one goes: whoever comes again that late pays as for a new request.
    if (seen.size >= MOST_KEPT) seen.delete(seen.values().next().value ?? '')
    seen.add(known)
  }
}

/** The same as middleware of a sub-app. */
export function rateLimit<E extends Env>(
  options: DoorOptions & { clientAddress: (c: Context<E>) => string; door?: string },
): MiddlewareHandler<E> {
  const pass = publicDoor(options)
  return async (c, next) => {
    pass(options.clientAddress(c), options.door)
    await next()
  }
}

export function rateLimited(retryAfter: number): Problem {
  return new Problem('rate-limited', 429, `Too many requests: try again in ${retryAfter} s`, {
    extra: { retryAfter },
  })
}
