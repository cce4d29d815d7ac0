import { defineFeature, type Feature } from '@saola/kernel'
import { accessRef, recordsRef } from '@saola/records'
import { httpRef } from '../http/refs.ts'
import { subApp } from '../http/sub-app.ts'
import { apiBrowser } from './browser.ts'
import { openApiDocument } from './document.ts'

/** Documents kept: one per set of rights and language. */
const KEPT = 20

/** `/openapi.json` and `/api/docs`. Needs `httpRef`, `accessRef` and `recordsRef`. */
export function openApiFeature(): Feature {
  return defineFeature({
    id: 'core-openapi',
    name: { vi: 'Tài liệu API', en: 'API reference' },
    start: async ({ kernel, scope, services }) => {
      const access = services.get(accessRef)
      const sources = { kernel, access, records: services.get(recordsRef) }
      const made = new Map<string, string>()
      scope.add(kernel.on('changed', () => made.clear()))
      const app = subApp()
      app.get('/', (c) => {
        const { actor, lang } = c.env
        const hidden = sources.records.models().map(({ id }) => [...sources.records.hidden(id, actor)])
        const key = `${kernel.revision} ${lang} ${access.permissions(actor).join(' ')} ${JSON.stringify(hidden)}`
        const text = made.get(key) ?? JSON.stringify(openApiDocument(sources, actor, lang))
        if (made.size >= KEPT) made.delete(made.keys().next().value ?? '')
        made.set(key, text)
        return new Response(text, {
          headers: {
            'content-type': 'application/json; charset=utf-8',
            vary: 'authorization, cookie, accept-language',
          },
        })
      })
      const http = services.get(httpRef)
      http.route(app, { prefix: '/openapi.json', access: 'anyone' }, scope)
      http.route(apiBrowser(), { prefix: '/api/docs', access: 'nobody' }, scope)
    },
  })
}
