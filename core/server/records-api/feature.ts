import { defineFeature, type Feature } from '@saola/kernel'
import { recordsRef } from '@saola/records'
import { httpRef } from '../http/refs.ts'
import { identityRef } from '../identity/refs.ts'
import { type NamesOf, recordsApi } from './records-api.ts'

/** The REST surface of records; needs `httpRef`, `identityRef` and `recordsRef`. */
export function recordsApiFeature(): Feature {
  return defineFeature({
    id: 'core-records-api',
    name: { vi: 'Giao diện bản ghi', en: 'Records API' },
    start: async ({ kernel, scope, services }) => {
      const { names } = services.get(identityRef)
      const nameOf: NamesOf = async (actors, lang) => {
        const found = await names.of(actors)
        for (const actor of actors) {
          const module = actor.startsWith('plugin:')
            ? kernel.status(actor.slice('plugin:'.length))
            : undefined
          if (module) found.set(actor, module.name[lang] ?? module.name.vi)
          // Somebody without an account here, as seeds bring them.
          if (actor.startsWith('name:')) found.set(actor, actor.slice('name:'.length))
        }
        return found
      }
      const app = recordsApi(services.get(recordsRef), nameOf)
      services.get(httpRef).route(app, { prefix: '/api/records', lean: true }, scope)
    },
  })
}
