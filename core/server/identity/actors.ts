import type { Db } from '@saola/records'
import type { Actor } from '@saola/sdk'
import { personRights } from './people.ts'
import type { Identity } from './refs.ts'
import { listTokens } from './tokens.ts'

/** Somebody by actor id (`user:…`, `token:…`) or e-mail address, as they would come now; undefined for nobody. */
export async function findActor(
  { accounts, names }: Identity,
  db: Db,
  who: string,
): Promise<Actor | undefined> {
  if (who.startsWith('token:')) {
    const token = (await listTokens(db)).find(({ id }) => who === `token:${id}`)
    return token && { id: who, kind: 'token', name: token.name, roles: token.roles, units: token.units }
  }
  const found = who.startsWith('user:') ? who.slice('user:'.length) : await accounts.findByEmail(who)
  const rights = found === undefined ? undefined : await personRights(db, found)
  if (!rights) return undefined
  const id = `user:${found}`
  const name = (await names.of([id])).get(id) ?? id
  return { id, kind: 'user', name, roles: rights.roles, units: rights.units }
}
