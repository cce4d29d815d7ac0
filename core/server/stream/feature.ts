import { defineFeature, type Feature } from '@saola/kernel'
import { serviceRef } from '@saola/sdk'
import { httpRef } from '../http/index.ts'
import { StreamHub, type StreamHubOptions } from './hub.ts'
import { type IdentifyAgain, streamApi } from './stream-api.ts'

/** Open streams: `publish('ui', { revision })`, `disconnect(actor => …)`. */
export const streamRef = serviceRef<StreamHub>('core.stream')

export interface StreamFeatureOptions extends StreamHubOptions {
  identify: IdentifyAgain
}

/** `GET /api/stream`. Says by itself that modules or configuration changed; needs `httpRef`. */
export function streamFeature({ identify, ...options }: StreamFeatureOptions): Feature {
  return defineFeature({
    id: 'core-stream',
    name: { vi: 'Luồng sự kiện', en: 'Event stream' },
    start: async (ctx) => {
      const hub = new StreamHub(options)
      ctx.scope.add(() => hub.close())
      ctx.services.provide(streamRef, () => hub)
      const http = ctx.services.get(httpRef)
      http.route(streamApi(hub, identify), { prefix: '/api/stream' }, ctx.scope)
      http.draining.addEventListener('abort', () => hub.close())
      ctx.scope.add(ctx.kernel.on('changed', () => hub.publish('ui', { revision: ctx.kernel.revision })))
    },
  })
}
