import { defineFeature, type Feature } from '@saola/kernel'
import { accessRef } from '@saola/records'
import type { FormTokens, Idempotency } from '../forms/index.ts'
import type { KeyedDoor } from '../limits/index.ts'
import type { Dispatcher } from './dispatcher.ts'
import type { PluginApps } from './plugin-apps.ts'
import { problemsApi } from './problems-api.ts'
import { httpRef } from './refs.ts'
import { routesPoint } from './routes-point.ts'

export interface HttpFeatureOptions {
  dispatcher: Dispatcher
  plugins: PluginApps
  /** Limits who comes to a public route. */
  publicDoor: KeyedDoor
  /** Tokens of public forms, for routes with the guard `public-form`. */
  formTokens: FormTokens
  /** Remembers answers of public routes by `Idempotency-Key`. */
  idempotency: Idempotency
}

/** Provides `httpRef` and opens the point `routes`; the server itself begins to listen when everything has started. */
export function httpFeature({
  dispatcher,
  plugins,
  publicDoor,
  formTokens,
  idempotency,
}: HttpFeatureOptions): Feature {
  return defineFeature({
    id: 'core-http',
    name: { vi: 'HTTP', en: 'HTTP' },
    start: async ({ kernel, point, scope, services }) => {
      services.provide(httpRef, () => dispatcher)
      dispatcher.route(problemsApi(), { prefix: '/api/problems', access: 'nobody' }, scope)
      point(
        routesPoint({
          plugins,
          doors: {
            isCore: (mount) => dispatcher.isTaken(mount),
            ownerOf: (mount, except) => plugins.ownerOf(mount, except),
          },
          can: (env, permission) => services.get(accessRef).can(env.actor, permission),
          limitPublic: (env, plugin, key) => publicDoor(env.address, plugin, key),
          formTokens,
          idempotency,
          failed: dispatcher.failed,
        }),
      )
      scope.add(kernel.on('changed', () => plugins.refresh()))
    },
  })
}
