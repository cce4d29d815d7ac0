import { defineFeature, type Feature } from '@saola/kernel'
import { serviceRef } from '@saola/sdk'
import { httpRef } from '../http/refs.ts'
import { subApp } from '../http/sub-app.ts'
import { publicDoor } from '../limits/index.ts'
import { type FormTokens, LONGEST } from './tokens.ts'

export const formsRef = serviceRef<FormTokens>('core.forms')

/** `GET /api/forms/token`: what a page of a public form asks for when it opens. */
export function formsFeature({ tokens, clock }: { tokens: FormTokens; clock?: () => number }): Feature {
  return defineFeature({
    id: 'core-forms',
    name: { vi: 'Biểu mẫu công khai', en: 'Public forms' },
    start: async ({ scope, services }) => {
      services.provide(formsRef, () => tokens)
      const door = publicDoor({ clock })
      const app = subApp()
      app.get('/token', (c) => {
        door(c.env.address, 'forms')
        return c.json({ token: tokens.make(), after: tokens.shortest, for: LONGEST })
      })
      services.get(httpRef).route(app, { prefix: '/api/forms', access: 'nobody' }, scope)
    },
  })
}
