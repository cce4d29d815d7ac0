import { defineFeature, type Feature } from '@saola/kernel'
import { accessRef, dbRef, recordsRef } from '@saola/records'
import { httpRef } from '../http/refs.ts'
import { identityRef } from '../identity/refs.ts'
import { configApi } from './config-api.ts'
import { type Configuration, configurationRef } from './configuration.ts'
import { settingsPart } from './settings.ts'

/** Milliseconds after which a failed look at the configuration is made again. */
const RETRY = 1_000

/** Configuration documents, `ctx.settings`, and following what other processes write. Needs `httpRef` and `accessRef`. */
export function configurationFeature(configuration: Configuration): Feature {
  return defineFeature({
    id: 'core-configuration',
    name: { vi: 'Cấu hình', en: 'Configuration' },
    start: async (ctx) => {
      const { kernel, scope, services } = ctx
      services.provide(configurationRef, () => configuration)
      ctx.part('settings', settingsPart(configuration, kernel))
      const access = services.get(accessRef)
      const mayConfigure = (actor: Parameters<typeof access.can>[0]) =>
        access.can(actor, 'core.configuration')
      const records = services.get(recordsRef)
      const api = configApi({
        configuration,
        kernel,
        mayConfigure,
        // Identity starts later than this feature.
        namesOf: (actors) => services.get(identityRef).names.of(actors),
        countOf: async (model) =>
          records.model(model) ? records.trusted(model, { id: 'core', unit: null }).count() : null,
      })
      services.get(httpRef).route(api, { prefix: '/api/config' }, scope)
      // A database that was away while another process wrote must not leave this one behind for good.
      let again: NodeJS.Timeout | undefined
      const follow = (): void => {
        if (!configuration.begun) return
        configuration.catchUp().catch((error: unknown) => {
          ctx.log.error('configuration was not followed yet', { error: String(error) })
          clearTimeout(again)
          if (!scope.disposed) again = setTimeout(follow, RETRY).unref()
        })
      }
      scope.add(() => clearTimeout(again))
      scope.add(services.get(dbRef).onForeignChange(follow))
    },
  })
}
