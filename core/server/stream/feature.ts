import { defineFeature, type Feature, type Scope } from '@saola/kernel'
import { serviceRef } from '@saola/sdk'
import { httpRef } from '../http/index.ts'
import { type Metrics, metricsRef } from '../observe/index.ts'
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
      if (ctx.services.has(metricsRef)) addMetrics(ctx.services.get(metricsRef), hub, ctx.scope)
      const http = ctx.services.get(httpRef)
      http.route(streamApi(hub, identify), { prefix: '/api/stream' }, ctx.scope)
      http.draining.addEventListener('abort', () => hub.close())
      ctx.scope.add(ctx.kernel.on('changed', () => hub.publish('ui', { revision: ctx.kernel.revision })))
    },
  })
}

function addMetrics(metrics: Metrics, hub: StreamHub, scope: Scope): void {
  const one = (name: string, help: string, kind: 'gauge' | 'counter', value: () => number) =>
    metrics.add({ name, help, kind, read: () => [{ value: value() }] }, scope)
  one('saola_streams_open', 'Open event streams', 'gauge', () => hub.size)
  one('saola_streams_opened_total', 'Event streams opened', 'counter', () => hub.counts.opened)
  one('saola_streams_cut_off_total', 'Readers cut off for being too slow', 'counter', () => hub.counts.cutOff)
  one('saola_stream_events_total', 'Record events seen by this process', 'counter', () => hub.counts.events)
}
