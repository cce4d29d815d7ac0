import { defineFeature, type Feature } from '@saola/kernel'
import { recordsRef } from '@saola/records'
import { httpRef } from '../http/refs.ts'
import { recordsApi } from './records-api.ts'

/** The REST surface of records; needs `httpRef` and `recordsRef`. */
export function recordsApiFeature(): Feature {
  return defineFeature({
    id: 'core-records-api',
    name: { vi: 'Giao diện bản ghi', en: 'Records API' },
    start: async ({ scope, services }) => {
      const app = recordsApi(services.get(recordsRef))
      services.get(httpRef).route(app, { prefix: '/api/records', lean: true }, scope)
    },
  })
}
