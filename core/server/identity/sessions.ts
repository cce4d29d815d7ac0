import type { Db } from '@saola/records'
import type { Actor } from '@saola/sdk'
import type { Accounts, SessionRow } from './accounts.ts'
import { cookieValue, verifiedToken } from './cookie.ts'
import { personRights } from './people.ts'

/** Somebody who is signed in. */
export interface Person {
  actor: Actor
  email: string
  /** Session token, for the sign-out. */
  token: string
}

interface Known {
  person: Person | undefined
  /** When to look again. */
  until: number
}

/** A session that was ended in another process is believed no longer than this, milliseconds. */
const TRUSTED_FOR = 5_000
const KEPT = 5_000

export interface SessionsOptions {
  db: Db
  accounts: Accounts
  secret: string
  clock: () => number
  /** Whether accounts of an example count: their passwords are no secret. */
  allowDemo: boolean
}

/** Finds the person of a signed cookie with one statement, at most once every five seconds. */
export class Sessions {
  readonly #db: Db
  readonly #accounts: Accounts
  readonly #secret: string
  readonly #clock: () => number
  readonly #demo: boolean
  readonly #emails = new WeakMap<Actor, string>()
  #known = new Map<string, Known>()

  constructor(options: SessionsOptions) {
    this.#db = options.db
    this.#accounts = options.accounts
    this.#secret = options.secret
    this.#clock = options.clock
    this.#demo = options.allowDemo
  }

  /** Somebody signed out, or roles may have changed. */
  forget(): void {
    this.#known = new Map()
  }

  /** E-mail address of somebody who was found here. */
  emailOf(actor: Actor): string | undefined {
    return this.#emails.get(actor)
  }

  /** Undefined without a cookie, or with one that is forged, ended or too old. */
  personOf(cookieHeader: string): Person | undefined | Promise<Person | undefined> {
    const value = cookieValue(cookieHeader, this.#accounts.cookie)
    if (value === undefined) return undefined
    const known = this.#known.get(value)
    if (known && known.until > this.#clock()) return known.person
    return this.#lookUp(value)
  }

  async #lookUp(value: string): Promise<Person | undefined> {
    const into = this.#known
    const token = verifiedToken(value, this.#secret)
    if (token === undefined) return undefined
    const row = await this.#accounts.session(token)
    const now = this.#clock()
    const valid = row !== undefined && row.expiresAt > now
    const person = valid ? await this.#person(token, row) : undefined
    if (into.size >= KEPT) into.delete(into.keys().next().value ?? '')
    into.set(value, {
      person,
      until: Math.min(now + TRUSTED_FOR, row?.expiresAt ?? Number.POSITIVE_INFINITY),
    })
    return person
  }

  async #person(token: string, { userId, name, email }: SessionRow): Promise<Person | undefined> {
    const rights = await personRights(this.#db, userId)
    if (!rights || (rights.demo && !this.#demo)) return undefined
    const { roles, units } = rights
    const actor: Actor = { id: `user:${userId}`, kind: 'user', name, roles, units }
    this.#emails.set(actor, email)
    return { token, email, actor }
  }
}
