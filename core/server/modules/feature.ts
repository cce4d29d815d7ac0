import { defineFeature, type Feature } from '@saola/kernel'
import { accessRef } from '@saola/records'
import type { Configuration } from '../configuration/configuration.ts'
import { httpRef } from '../http/refs.ts'
import { publicDoor } from '../limits/index.ts'
import { pluginHealthRef } from '../observe/index.ts'
import type { Modules } from './modules.ts'
import { modulesApi } from './modules-api.ts'
import type { PackageStore } from './package-store.ts'

export interface ModulesFeatureOptions {
  configuration: Configuration
  modules: Modules
  packages: PackageStore
  clock: () => number
}

/** `/api/modules`. Needs `httpRef`, `accessRef` and `pluginHealthRef`. */
export function modulesFeature({ configuration, modules, packages, clock }: ModulesFeatureOptions): Feature {
  return defineFeature({
    id: 'core-modules',
    name: { vi: 'Phân hệ', en: 'Modules' },
    start: async ({ kernel, scope, services }) => {
      const access = services.get(accessRef)
      const health = services.get(pluginHealthRef)
      const limitFaults = publicDoor({ burst: 20, perMinute: 20, clock })
      const mayManage = (actor: Parameters<typeof access.can>[0]) => access.can(actor, 'core.modules')
      const api = modulesApi({ kernel, configuration, modules, packages, mayManage, limitFaults, health })
      services.get(httpRef).route(api, { prefix: '/api/modules' }, scope)
    },
  })
}
