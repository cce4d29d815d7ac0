import type { Db } from '@saola/records'
import type { Accounts } from './accounts.ts'

/** Names change seldom; a new one is seen after this many milliseconds. */
const BELIEVED_FOR = 60_000
const KEPT = 5_000

export interface NamesOptions {
  db: Db
  accounts: Pick<Accounts, 'names'>
  clock: () => number
}

/** What people and API tokens are called, for those who read what they did. Never an e-mail address. */
export class Names {
  readonly #options: NamesOptions
  #known = new Map<string, { name: string | null; until: number }>()

  constructor(options: NamesOptions) {
    this.#options = options
  }

  /** By actor id, `user:…` or `token:…`; others, and those that are gone, are left out. */
  async of(actors: Iterable<string>): Promise<Map<string, string>> {
    const now = this.#options.clock()
    const wanted = [...new Set(actors)].filter((actor) => /^(user|token):/.test(actor))
    const missing = wanted.filter((actor) => (this.#known.get(actor)?.until ?? 0) <= now)
    if (missing.length > 0) await this.#find(missing, now + BELIEVED_FOR)
    return new Map(
      wanted.flatMap((actor) => {
        const name = this.#known.get(actor)?.name
        return name ? [[actor, name] as const] : []
      }),
    )
  }

  async #find(actors: readonly string[], until: number): Promise<void> {
    const { db, accounts } = this.#options
    const ids = (kind: string) =>
      actors.filter((actor) => actor.startsWith(kind)).map((actor) => actor.slice(kind.length))
    const [users, tokens] = [ids('user:'), ids('token:')]
    const found = new Map<string, string>()
    if (users.length > 0) for (const [id, name] of await accounts.names(users)) found.set(`user:${id}`, name)
    if (tokens.length > 0) {
      const marks = tokens.map(() => '?').join(', ')
      const rows = await db.read.all<{ id: string; name: string }>(
        `select id, name from saola_token where id in (${marks})`,
        tokens,
      )
      for (const { id, name } of rows) found.set(`token:${id}`, name)
    }
    if (this.#known.size + actors.length > KEPT) this.#known = new Map()
    for (const actor of actors) {
      const name = found.get(actor)
      // Somebody may have typed an address where a name was asked for.
      this.#known.set(actor, { name: name && !name.includes('@') ? name : null, until })
    }
  }
}
