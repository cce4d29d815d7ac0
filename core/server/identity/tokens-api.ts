import { Problem } from '@saola/kernel'
import type { Db } from '@saola/records'
import type { Actor, Json } from '@saola/sdk'
import { readObject } from '../http/body.ts'
import { lazySchema } from '../http/json-schema.ts'
import { type SubApp, subApp } from '../http/sub-app.ts'
import { createToken, listTokens, revokeToken, type TokenCheck } from './tokens.ts'

const check = lazySchema({
  type: 'object',
  properties: {
    name: { type: 'string', minLength: 1, maxLength: 100 },
    roles: { type: 'array', minItems: 1, maxItems: 50, items: { type: 'string' } },
    units: { type: 'array', maxItems: 500, items: { type: 'string' } },
    expiresAt: { type: 'string', format: 'date-time' },
  },
  required: ['name', 'roles'],
  additionalProperties: false,
})

export interface TokensApiOptions {
  db: Db
  check: TokenCheck
  clock: () => number
  mayManage: (actor: Actor) => boolean
  hasRole: (role: string) => boolean
}

/** `/api/tokens`: list, make and revoke API tokens. */
export function tokensApi({ db, check: tokens, clock, mayManage, hasRole }: TokensApiOptions): SubApp {
  const app = subApp()
  app.use(async (c, next) => {
    if (!mayManage(c.env.actor)) {
      throw new Problem('forbidden', 403, 'Only who may manage people may manage tokens', {
        extra: { permission: 'core.people' },
      })
    }
    await next()
  })
  app.get('/', async (c) => c.json({ items: await listTokens(db) }))
  app.post('/', async (c) => {
    const body = await readObject(c.req.raw)
    const errors = check(body)
    if (errors.length > 0)
      throw new Problem('body-invalid', 422, 'The token does not fit', { extra: { errors } })
    const wanted = body as { name: string; roles: string[]; units?: string[]; expiresAt?: string }
    const unknown = wanted.roles.find((role) => !hasRole(role))
    if (unknown) throw new Problem('role-unknown', 422, `There is no role ${unknown}`, { culprit: unknown })
    const expiresAt = wanted.expiresAt && new Date(wanted.expiresAt).toISOString()
    const made = await createToken(db, { ...wanted, expiresAt, createdBy: c.env.actor.id }, { clock })
    return c.json(made as Json, 201)
  })
  app.delete('/:id', async (c) => {
    const done = await revokeToken(db, c.req.param('id'), clock)
    if (!done) throw new Problem('not-found', 404, 'There is no valid token of this id')
    tokens.forget()
    return c.body(null, 204)
  })
  return app
}
