import { Problem } from '@saola/kernel'
import { type Access, type Explanation, propertyOf, type Records } from '@saola/records'
import type { Actor } from '@saola/sdk'
import { type SubApp, subApp } from '../http/sub-app.ts'

const PERMISSIONS = ['read', 'create', 'update', 'delete', 'personal', 'assign']
const KNOWN = new Set(['model', 'id', 'permission', 'user', 'api_key'])
const SYSTEM = { id: 'system', unit: null }

export interface RightsApiOptions {
  access: Access
  records: Records
  /** Somebody by actor id or e-mail address. */
  findActor: (who: string) => Promise<Actor | undefined>
}

/** `GET /api/rights/explain`: which role and which condition decide, for oneself or, as an administrator, for anybody. */
export function rightsApi({ access, records, findActor }: RightsApiOptions): SubApp {
  const app = subApp()
  app.get('/explain', async (c) => {
    const query = c.req.query()
    for (const name in query)
      if (!KNOWN.has(name)) throw invalid(name, `There is no query parameter ${name.slice(0, 60)}`)
    const { model = '', id, permission = 'read', user } = query
    if (model === '') throw invalid('model', 'model must name a model')
    if (!PERMISSIONS.includes(permission))
      throw invalid('permission', `permission must be one of ${PERMISSIONS.join(', ')}`)
    const asker = c.env.actor
    const administers = access.can(asker, '*')
    const actor = user === undefined || user === asker.id ? asker : await other(user, administers)
    const record = id === undefined ? undefined : await recordFor(model, id, asker, administers)
    const found = records.explain(model, { actor, permission, record })
    const { id: actorId, name, roles, units } = actor
    return c.json({
      model,
      permission,
      ...(id === undefined ? {} : { id }),
      actor: { id: actorId, name, roles, units },
      ...(administers ? found : withoutHidden(found, records.hidden(model, asker))),
    })
  })
  return app

  async function other(user: string, administers: boolean): Promise<Actor> {
    if (!administers)
      throw new Problem('forbidden', 403, 'Only administrators ask for somebody else.', {
        culprit: 'user',
        extra: { permission: '*' },
      })
    const actor = await findActor(user)
    if (actor) return actor
    throw invalid('user', 'user must be the id or the e-mail address of an account, or the id of a token')
  }

  /** To somebody who may not see a record there is nothing to explain: it is not there. */
  async function recordFor(model: string, id: string, asker: Actor, administers: boolean) {
    const whole = records.trusted(model, SYSTEM)
    const seen = administers || (await records.repository(model, asker).get(id)) !== null
    const record = seen ? await whole.get(id) : null
    if (record) return record
    throw new Problem('record-missing', 404, `There is no record ${id.slice(0, 60)}`, { culprit: 'id' })
  }
}

/** What a record holds in fields that the reader does not get stays out of explanations too. */
function withoutHidden(found: Explanation, hidden: ReadonlySet<string>): Explanation {
  const grants = found.grants.map((grant) => ({
    ...grant,
    failing: grant.failing.map((part) =>
      hidden.has(propertyOf(part.test) ?? '') ? { ...part, value: null } : part,
    ),
  }))
  return { ...found, grants }
}

function invalid(culprit: string, detail: string): Problem {
  return new Problem('query-invalid', 400, detail, { culprit })
}
