import { defineFeature, type Feature } from '@saola/kernel'
import { accessRef, recordsRef } from '@saola/records'
import type { Json, Text } from '@saola/sdk'
import { configurationRef } from '../configuration/index.ts'
import { ANONYMOUS } from '../http/dispatcher.ts'
import { httpRef } from '../http/refs.ts'
import { subApp } from '../http/sub-app.ts'
import { identityRef } from '../identity/refs.ts'
import { publicDoor } from '../limits/index.ts'
import { type DeclaredPage, portalApp, portalPagesPoint } from '../portal/index.ts'
import { uiDocument } from './document.ts'
import { pluginAssets } from './plugin-assets.ts'
import { interfacePoints } from './points.ts'
import { webHost } from './web-host.ts'

export interface UiFeatureOptions {
  /** Folder of the built console; without one only the API answers. */
  webDir?: string
  /** Name of the centre until an administrator gives it one. */
  centre: Text
  clock?: () => number
}

interface CentreDocument {
  name: Text
  tileHosts?: string[]
}

/** The points of the interface, `/api/ui`, files of plugins and the console itself. */
export function uiFeature({ webDir, centre, clock }: UiFeatureOptions): Feature {
  return defineFeature({
    id: 'core-ui',
    name: { vi: 'Giao diện', en: 'Interface' },
    start: async (ctx) => {
      const { kernel, scope, services } = ctx
      const { widgets, pages, mapLayers, dashboards } = interfacePoints(kernel)
      ctx.point(dashboards)
      ctx.point(widgets)
      ctx.point(pages)
      ctx.point(mapLayers)
      ctx.point(portalPagesPoint(() => kernel.contributions<DeclaredPage>('portalPages')))

      const configuration = services.get(configurationRef)
      const identity = services.get(identityRef)
      const document = () => configuration.snapshot.get<CentreDocument>('centre', 'main')?.data
      const sources = {
        kernel,
        access: services.get(accessRef),
        records: services.get(recordsRef),
        centre: () => document()?.name ?? centre,
        emailOf: identity.emailOf,
      }
      const http = services.get(httpRef)
      const api = subApp()
      api.get('/', (c) => c.json(uiDocument(sources, c.env.actor) as Exclude<Json, null>))
      http.route(api, { prefix: '/api/ui', access: 'anyone' }, scope)
      http.route(pluginAssets(kernel), { prefix: '/ui', access: 'nobody' }, scope)
      if (webDir === undefined) return
      const tileHosts = () => document()?.tileHosts ?? []
      const ui = (actor: typeof ANONYMOUS) => uiDocument(sources, actor)
      const door = publicDoor({ clock, burst: 120, perMinute: 240 })
      const portal = portalApp({ kernel, webDir, ui, anonymous: ANONYMOUS, tileHosts, door })
      http.route(portal, { prefix: '/portal', access: 'nobody' }, scope)
      http.fallback(webHost({ webDir, tileHosts }), scope)
    },
  })
}
