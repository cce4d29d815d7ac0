import { defineFeature, type Feature, type Scope } from '@saola/kernel'
import { type Db, dbRef, outboxRef, recordsRef } from '@saola/records'
import { serviceRef } from '@saola/sdk'
import { httpRef } from '../http/index.ts'
import { type Metrics, metricsRef } from '../observe/index.ts'
import { StreamHub, type StreamHubOptions } from './hub.ts'
import { type IdentifyAgain, streamApi } from './stream-api.ts'

/** Open streams: `publish('ui', { revision })`, `disconnect(actor => …)`, `refresh()` after a change of rights. */
export const streamRef = serviceRef<StreamHub>('core.stream')

export interface StreamFeatureOptions extends Partial<StreamHubOptions> {
  /** Looks again who sent the request of an open stream; throws a 4xx problem, or gives another actor, when that ended. */
  identify: IdentifyAgain
}

/**
 * `GET /api/stream`: record events from the outbox to who may read the model, and the news that modules changed.
 * Needs `httpRef` and the services of core/records.
 */
export function streamFeature({ identify, ...options }: StreamFeatureOptions): Feature {
  return defineFeature({
    id: 'core-stream',
    name: { vi: 'Luồng sự kiện', en: 'Event stream' },
    start: async ({ kernel, scope, services }) => {
      const hub = new StreamHub({
        ...options,
        feed: options.feed ?? services.get(outboxRef),
        reach: options.reach ?? ((actor, model) => services.get(recordsRef).reach(model, actor)),
      })
      scope.add(() => hub.close())
      services.provide(streamRef, () => hub)
      if (services.has(metricsRef)) {
        addMetrics(services.get(metricsRef), hub, scope)
        if (services.has(dbRef)) addOutbox(services.get(metricsRef), services.get(dbRef), scope)
      }
      const http = services.get(httpRef)
      http.route(streamApi(hub, identify), { prefix: '/api/stream' }, scope)
      http.draining.addEventListener('abort', () => hub.close())
      scope.add(kernel.on('changed', () => hub.publish('ui', { revision: kernel.revision })))
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
  one('saola_outbox_lag_seconds', 'Age of the last event when it came here', 'gauge', () => hub.lag / 1_000)
}

function addOutbox(metrics: Metrics, db: Db, scope: Scope): void {
  const count = (name: string, help: string, sql: string) =>
    metrics.add(
      {
        name,
        help,
        kind: 'gauge',
        read: async () => [{ value: Number((await db.read.get<{ n: unknown }>(sql))?.n ?? 0) }],
      },
      scope,
    )
  count(
    'saola_outbox_retrying',
    'Listeners whose last event failed and waits for another try',
    'select count(*) as n from outbox_consumer where attempts > 0',
  )
  count(
    'saola_outbox_dead',
    'Events that were set aside after their last try',
    'select count(*) as n from outbox_dead',
  )
}
