import type { IncomingHttpHeaders } from 'node:http'
import { Problem } from '@saola/kernel'
import type { Actor } from '@saola/sdk'
import ipaddr from 'ipaddr.js'
import { type Bindings, type SubApp, subApp } from '../http/index.ts'
import type { Metrics } from './metrics.ts'
import type { Readiness } from './readiness.ts'

export const METRICS_PERMISSION = 'core.metrics'

/** `/healthz`: the process is alive and its event loop turns. */
export function healthApi(): SubApp {
  const app = subApp()
  app.get('/', (c) => c.json({ status: 'ok' }, 200, { 'cache-control': 'no-store' }))
  return app
}

/** `/readyz`: requests may be sent here. */
export function readyApi(readiness: Readiness, draining: AbortSignal): SubApp {
  const app = subApp()
  app.get('/', async (c) => {
    const { ready, checks } = await readiness.report()
    const status = draining.aborted ? 'stopping' : ready ? 'ready' : 'not-ready'
    return c.json({ status, checks }, status === 'ready' ? 200 : 503, { 'cache-control': 'no-store' })
  })
  return app
}

/** `/metrics`: for this machine, or for who holds the permission. */
export function metricsApi(metrics: Metrics, can: (actor: Actor, permission: string) => boolean): SubApp {
  const app = subApp()
  app.get('/', async (c) => {
    if (!fromThisMachine(c.env) && !can(c.env.actor, METRICS_PERMISSION)) {
      if (c.env.actor.kind === 'anonymous')
        throw new Problem(
          'sign-in-required',
          401,
          'From elsewhere, metrics need somebody with the permission',
        )
      throw new Problem('forbidden', 403, `${c.env.actor.name} lacks the permission ${METRICS_PERMISSION}`, {
        extra: { permission: METRICS_PERMISSION },
      })
    }
    return c.body(await metrics.text(), 200, {
      'content-type': metrics.contentType,
      'cache-control': 'no-store',
    })
  })
  return app
}

const FORWARDING = [
  'forwarded',
  'x-forwarded-for',
  'x-real-ip',
  'via',
] satisfies (keyof IncomingHttpHeaders)[]

/** A proxy on this machine that is not among the trusted ones makes the whole world look like this machine. */
function fromThisMachine({ address, incoming }: Bindings): boolean {
  if (!incoming || FORWARDING.some((name) => incoming.headers[name] !== undefined)) return false
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback'
}
