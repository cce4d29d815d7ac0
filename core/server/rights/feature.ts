import { defineFeature, type Feature } from '@saola/kernel'
import { accessRef, dbRef, recordsRef } from '@saola/records'
import { httpRef } from '../http/refs.ts'
import { findActor, identityRef } from '../identity/index.ts'
import { rightsApi } from './rights-api.ts'

/** `/api/rights`: who may do what, and why. Needs `httpRef`, `identityRef` and the services of core/records. */
export function rightsFeature(): Feature {
  return defineFeature({
    id: 'core-rights-api',
    name: { vi: 'Giải thích quyền', en: 'Rights explained' },
    start: async ({ scope, services }) => {
      const identity = services.get(identityRef)
      const db = services.get(dbRef)
      const app = rightsApi({
        access: services.get(accessRef),
        records: services.get(recordsRef),
        findActor: (who) => findActor(identity, db, who),
      })
      services.get(httpRef).route(app, { prefix: '/api/rights' }, scope)
    },
  })
}
