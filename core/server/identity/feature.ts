import { defineFeature, type Feature } from '@saola/kernel'
import { accessRef, dbRef } from '@saola/records'
import type { Actor } from '@saola/sdk'
import { httpRef } from '../http/refs.ts'
import { SignInLimit } from '../limits/index.ts'
import { authApi, sessionApi } from './auth-api.ts'
import { type Identity, identityRef } from './refs.ts'
import { tokensApi } from './tokens-api.ts'

export interface IdentityFeatureOptions {
  identity: Identity
  clock: () => number
}

/** Sign-in, the session, API tokens. Needs `httpRef`, `dbRef` and `accessRef`. */
export function identityFeature({ identity, clock }: IdentityFeatureOptions): Feature {
  return defineFeature({
    id: 'core-identity',
    name: { vi: 'Danh tính', en: 'Identity' },
    start: async ({ scope, services }) => {
      services.provide(identityRef, () => identity)
      const access = services.get(accessRef)
      const http = services.get(httpRef)
      const permissionsOf = (actor: Actor) => access.permissions(actor)
      const limit = new SignInLimit(clock)
      http.route(
        authApi({ identity, permissionsOf, limit }),
        { prefix: '/api/auth', access: 'anyone' },
        scope,
      )
      http.route(sessionApi({ identity, permissionsOf }), { prefix: '/api/session', access: 'anyone' }, scope)
      const tokens = tokensApi({
        db: services.get(dbRef),
        check: identity.tokens,
        clock,
        mayManage: (actor) => access.can(actor, 'core.people'),
        hasRole: (role) => access.roles().has(role),
      })
      http.route(tokens, { prefix: '/api/tokens' }, scope)
    },
  })
}
