import { hash as digest } from 'node:crypto'
import type { Store } from './store.ts'

/** Milliseconds that a token found once is believed. */
const BELIEVED = 5_000

interface Known {
  actor: string
  until: number
}

/** Bearer tokens, stored as their SHA-256, looked up once in a while. */
export class Tokens {
  readonly #store: Store
  readonly #known = new Map<string, Known>()

  constructor(store: Store) {
    this.#store = store
  }

  /** The actor of a token, or undefined. Only a look-up in the database is awaited. */
  actor(authorization: string | undefined): string | undefined | Promise<string | undefined> {
    if (!authorization?.startsWith('Bearer ')) return undefined
    const hash = digest('sha256', authorization.slice(7))
    const known = this.#known.get(hash)
    return known && known.until > Date.now() ? known.actor : this.#lookUp(hash)
  }

  async #lookUp(hash: string): Promise<string | undefined> {
    const row = await this.#store.token(hash)
    const now = Date.now()
    if (!row || (row.expiresAt !== null && row.expiresAt < now)) return undefined
    this.#known.set(hash, { actor: row.actor, until: now + BELIEVED })
    return row.actor
  }
}
