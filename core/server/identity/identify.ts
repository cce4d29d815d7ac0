import { Problem } from '@saola/kernel'
import { ANONYMOUS, type Identify } from '../http/dispatcher.ts'
import type { Identified } from '../http/refs.ts'
import type { Sessions } from './sessions.ts'
import type { TokenCheck } from './tokens.ts'

const NOBODY: Identified = { actor: ANONYMOUS, by: 'nothing' }
const KEY_HEADERS = ['x-api-key', 'api-key', 'api_key']

/**
 * Finds the actor of a request: `Authorization: Bearer`, then an Open311 `api_key` (header, query, form), then the
 * session cookie. A key that is not valid is refused even where nobody needs one: its owner should hear of it.
 */
export function identifier(tokens: TokenCheck, sessions: Sessions): Identify {
  const byToken = (token: string): Identified | Promise<Identified> => {
    const actor = tokens.actorOf(token)
    return actor instanceof Promise
      ? actor.then((one) => ({ actor: one, by: 'token' }))
      : { actor, by: 'token' }
  }
  return (request, form) => {
    const { headers } = request
    const authorization = headers.get('authorization')
    if (authorization !== null) {
      const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1]
      if (token === undefined)
        throw new Problem('token-invalid', 401, 'Authorization must be: Bearer <token>')
      return byToken(token)
    }
    const key = apiKeyOf(request) ?? oneOf(form?.api_key)
    if (key) return byToken(key)
    const cookie = headers.get('cookie')
    if (cookie === null) return NOBODY
    const person = sessions.personOf(cookie)
    if (person instanceof Promise)
      return person.then((one) => (one ? { actor: one.actor, by: 'cookie' } : NOBODY))
    return person ? { actor: person.actor, by: 'cookie' } : NOBODY
  }
}

function apiKeyOf(request: Request): string | undefined {
  for (const name of KEY_HEADERS) {
    const value = request.headers.get(name)
    if (value) return value
  }
  // Parsing the query costs more than looking for the name first.
  if (!request.url.includes('api_key=')) return undefined
  return new URL(request.url).searchParams.get('api_key') ?? undefined
}

/** A key that was given twice is none. */
function oneOf(value: string | string[] | undefined): string | undefined {
  if (Array.isArray(value)) throw new Problem('token-invalid', 401, 'api_key came more than once')
  return value
}
