/** How often something may happen: `burst` at once, then `perMinute` evenly. */
export interface Rate {
  burst: number
  perMinute: number
}

interface Bucket {
  tokens: number
  at: number
}

const MOST_KEYS = 10_000

/**
 * A token bucket per key. Memory is bounded: keys that have been idle longest go first, and whoever has been idle
 * long enough is full again anyway.
 */
export class Buckets {
  readonly #rate: Rate
  readonly #clock: () => number
  readonly #most: number
  readonly #byKey = new Map<string, Bucket>()

  constructor(rate: Rate, clock: () => number = Date.now, most = MOST_KEYS) {
    this.#rate = rate
    this.#clock = clock
    this.#most = most
  }

  get size(): number {
    return this.#byKey.size
  }

  /** Takes a token; gives back 0, or the whole seconds until there is one. */
  take(key: string): number {
    const bucket = this.#current(key)
    if (bucket.tokens < 1) return this.#wait(bucket)
    bucket.tokens -= 1
    return 0
  }

  /** Seconds until there is a token, without taking one. */
  wait(key: string): number {
    const bucket = this.#byKey.get(key)
    return bucket ? this.#wait(this.#current(key)) : 0
  }

  /** Puts a token back. */
  refund(key: string): void {
    const bucket = this.#byKey.get(key)
    if (bucket) bucket.tokens = Math.min(this.#rate.burst, bucket.tokens + 1)
  }

  forget(key: string): void {
    this.#byKey.delete(key)
  }

  #current(key: string): Bucket {
    const now = this.#clock()
    const known = this.#byKey.get(key)
    const bucket = known ?? { tokens: this.#rate.burst, at: now }
    // A clock that was set back must not lock anybody out.
    const passed = Math.max(0, now - bucket.at)
    bucket.tokens = Math.min(this.#rate.burst, bucket.tokens + (passed * this.#rate.perMinute) / 60_000)
    bucket.at = now
    // Moved to the end: the first ones are then those that have been idle longest.
    if (known) this.#byKey.delete(key)
    else if (this.#byKey.size >= this.#most) this.#byKey.delete(this.#byKey.keys().next().value ?? '')
    this.#byKey.set(key, bucket)
    return bucket
  }

  #wait({ tokens }: Bucket): number {
    if (tokens >= 1) return 0
    return Math.ceil(((1 - tokens) * 60) / this.#rate.perMinute)
  }
}
