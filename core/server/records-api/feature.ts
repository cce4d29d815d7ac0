import { defineFeature, type Feature } from '@saola/kernel'
import { recordsRef } from '@saola/records'
import type { Lang } from '@saola/sdk'
import { httpRef } from '../http/refs.ts'
import { identityRef } from '../identity/refs.ts'
import { unitsRef } from '../units/index.ts'
import { type NamesOf, recordsApi } from './records-api.ts'

/** The REST surface of records; needs `httpRef`, `identityRef` and `recordsRef`. */
export function recordsApiFeature({ clock }: { clock?: () => number } = {}): Feature {
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
      // Units start later than this feature.
      const unitName = (id: string, lang: Lang) => {
        const label = services.get(unitsRef).tree.get(id)?.info.label
        return label && (label[lang] ?? label.vi)
      }
      const records = services.get(recordsRef)
      const app = recordsApi({ records, namesOf: nameOf, unitName, clock })
      services.get(httpRef).route(app, { prefix: '/api/records', lean: true }, scope)
    },
  })
}
