import { addressGroup } from './address-group.ts'
import { Buckets, type Rate } from './buckets.ts'
import { rateLimited } from './rate-limit.ts'

/** Wrong passwords for one account from one client. */
const PAIR: Rate = { burst: 5, perMinute: 2 }
/** Wrong passwords from one client: one who tries many accounts. An office behind one address stays well below. */
const CLIENT: Rate = { burst: 40, perMinute: 20 }
/** Wrong passwords for one account from clients where its owner has never been: a guess spread over many machines. */
const ACCOUNT: Rate = { burst: 30, perMinute: 2 }

const MOST_KNOWN = 20_000

/**
 * Slows down guessing without shutting the owner out: an account under attack from elsewhere still opens from the
 * places where its owner has signed in before. What succeeds is given back, so only failures count.
 */
export class SignInLimit {
  readonly #pairs: Buckets
  readonly #clients: Buckets
  readonly #accounts: Buckets
  readonly #known = new Set<string>()

  constructor(clock: () => number = Date.now) {
    this.#pairs = new Buckets(PAIR, clock)
    this.#clients = new Buckets(CLIENT, clock)
    this.#accounts = new Buckets(ACCOUNT, clock)
  }

  /** Before the password is looked at. Throws `rate-limited`. */
  attempt(account: string, address: string): void {
    const client = addressGroup(address)
    const pair = pairOf(account, client)
    const known = this.#known.has(pair)
    const wait = Math.max(
      this.#pairs.wait(pair),
      this.#clients.wait(client),
      known ? 0 : this.#accounts.wait(account),
    )
    if (wait > 0) throw rateLimited(wait)
    this.#pairs.take(pair)
    this.#clients.take(client)
    if (!known) this.#accounts.take(account)
  }

  /** After the password was right. */
  succeeded(account: string, address: string): void {
    const client = addressGroup(address)
    const pair = pairOf(account, client)
    this.#pairs.forget(pair)
    this.#clients.refund(client)
    if (!this.#known.has(pair)) this.#accounts.refund(account)
    this.#known.delete(pair)
    if (this.#known.size >= MOST_KNOWN) this.#known.delete(this.#known.values().next().value ?? '')
    this.#known.add(pair)
  }
}

function pairOf(account: string, client: string): string {
  return `${client} ${account}`
}
