import { defineFeature, type Feature, type Kernel, type Log } from '@saola/kernel'
import type { Db } from '@saola/records'
import { type Actor, serviceRef } from '@saola/sdk'
import { httpRef } from '../http/index.ts'
import { Metrics } from './metrics.ts'
import { healthApi, metricsApi, readyApi } from './observe-api.ts'
import { PluginHealth, pluginHealthRef } from './plugin-health.ts'
import { Readiness } from './readiness.ts'
import { requestLog } from './request-log.ts'
import { catchStrays } from './strays.ts'
import { Watchdog } from './watchdog/watchdog.ts'
import type { StallEnded } from './watchdog/watchdog-worker.ts'

/** Numbers for `/metrics`; features add their own. */
export const metricsRef = serviceRef<Metrics>('core.metrics')
/** Checks for `/readyz`; features add their own. */
export const readinessRef = serviceRef<Readiness>('core.readiness')

export interface ObserveOptions {
  log: Log
  db: Db
  can: (actor: Actor, permission: string) => boolean
  /** Milliseconds that the event loop may stand still; 0 leaves the watchdog out. Default 5,000. */
  watchdog?: number
}

/** Request log, `/metrics`, `/healthz`, `/readyz` and the watchdog. Needs `httpRef`; comes before features that add to it. */
export function observeFeature({ log, db, can, watchdog = 5_000 }: ObserveOptions): Feature {
  return defineFeature({
    id: 'core-observe',
    name: { vi: 'Giám sát vận hành', en: 'Operations' },
    start: async ({ scope, services, kernel }) => {
      const metrics = new Metrics(scope)
      const readiness = new Readiness()
      services.provide(metricsRef, () => metrics)
      services.provide(readinessRef, () => readiness)
      readiness.add('database', async () => (await db.read.get('select 1 as one')) !== undefined, scope)
      addDatabase(metrics, db, scope)
      const health = new PluginHealth(kernel)
      services.provide(pluginHealthRef, () => health)
      addPlugins(metrics, kernel, health, scope)
      catchStrays(kernel, log, scope)

      const http = services.get(httpRef)
      http.route(healthApi(), { prefix: '/healthz', access: 'nobody', lean: true }, scope)
      http.route(
        readyApi(readiness, http.draining),
        { prefix: '/readyz', access: 'nobody', lean: true },
        scope,
      )
      http.route(metricsApi(metrics, can), { prefix: '/metrics', access: 'anyone' }, scope)
      http.onAnswer(requestLog(log), scope)
      http.onAnswer((answer) => metrics.request(answer), scope)
      if (watchdog > 0) watch(kernel, log, watchdog, scope)
    },
  })
}

type CoreScope = ConstructorParameters<typeof Metrics>[0]

function addDatabase(metrics: Metrics, db: Db, scope: CoreScope): void {
  metrics.add(
    {
      name: 'saola_database_ping_seconds',
      help: 'Seconds that the database took to answer; missing while it is away',
      kind: 'gauge',
      labels: ['dialect'],
      read: async () => {
        const started = performance.now()
        await db.read.get('select 1 as one')
        return [{ labels: { dialect: db.dialect }, value: (performance.now() - started) / 1_000 }]
      },
    },
    scope,
  )
}

function addPlugins(metrics: Metrics, kernel: Kernel, health: PluginHealth, scope: CoreScope): void {
  const counters = {
    calls: 'Calls',
    errors: 'Failed calls',
    denied: 'Calls refused for want of a capability',
  }
  const add = (name: string, help: string, kind: 'counter' | 'gauge', of: (one: Status) => number) =>
    metrics.add(
      {
        name,
        help,
        kind,
        labels: ['plugin'],
        read: () => kernel.modules().map((one) => ({ labels: { plugin: one.id }, value: of(one) })),
      },
      scope,
    )
  for (const [key, help] of Object.entries(counters)) {
    add(
      `saola_plugin_${key}_total`,
      `${help} of a plugin's code`,
      'counter',
      ({ counters: all }) => all[key as 'calls'],
    )
  }
  add(
    'saola_plugin_seconds_total',
    "Seconds spent in a plugin's code",
    'counter',
    ({ counters: { ms } }) => ms / 1_000,
  )
  metrics.add(
    {
      name: 'saola_plugin_healthy',
      help: 'Whether a plugin that says how it is says that it is well',
      kind: 'gauge',
      labels: ['plugin'],
      read: async () =>
        (await health.all()).map(({ plugin, health: { ok } }) => ({ labels: { plugin }, value: Number(ok) })),
    },
    scope,
  )
  add('saola_plugin_on', 'Whether a plugin is on', 'gauge', ({ state }) => Number(state === 'on'))
}

type Status = ReturnType<Kernel['modules']>[number]

/** What held the event loop is written by the thread itself; here it becomes a fault of the plugin. */
function watch(kernel: Kernel, log: Log, limit: number, scope: CoreScope): void {
  const onStall = ({ plugin, by, ms, stack }: StallEnded) => {
    log.error({ plugin, by, ms, stack }, 'the event loop goes on again')
    if (plugin !== undefined)
      kernel.owner(plugin)?.fault('event loop', new Error(`held the event loop for ${ms} ms`))
  }
  const dog = new Watchdog({ limit, onStall })
  scope.add(() => dog.stop())
  // Inside native code the stack cannot be read; then whoever was entered last is named.
  scope.add(kernel.watchEntries((plugin) => dog.enter(plugin)))
}
