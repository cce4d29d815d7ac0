import { Problem } from '@saola/kernel'
import type { Actor } from '@saola/sdk'
import { type Bindings, type SubApp, subApp } from '../http/index.ts'
import type { StreamHub } from './hub.ts'

const MODEL = /^[a-z][a-z0-9]*(-[a-z0-9]+)*\.[a-z][A-Za-z0-9_]{0,62}$/
const MOST_MODELS = 200

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  // nginx would otherwise hold events back until its buffer is full.
  'x-accel-buffering': 'no',
}

/** Finds out again who sent a request that is still open. */
export type IdentifyAgain = (request: Request, env: Bindings) => Actor | Promise<Actor>

/** `GET /api/stream?models=a.b,c.d` */
export function streamApi(hub: StreamHub, identify: IdentifyAgain): SubApp {
  const app = subApp()
  app.get('/', (c) => {
    const stream = hub.open({
      actor: c.env.actor,
      models: modelsOf(c.req.query('models')),
      lastEventId: c.req.header('last-event-id'),
      cut: c.env.outgoing && (() => c.env.outgoing?.destroy()),
      identify: () => identify(c.req.raw, c.env),
    })
    return new Response(stream, { headers: HEADERS })
  })
  return app
}

function modelsOf(given: string | undefined): string[] {
  const models = [...new Set((given ?? '').split(',').filter(Boolean))]
  const wrong = models.find((model) => !MODEL.test(model))
  if (wrong !== undefined || models.length > MOST_MODELS) {
    const detail =
      wrong === undefined
        ? `More than ${MOST_MODELS} models`
        : `Not the id of a model: ${wrong.slice(0, 100)}`
    throw new Problem('query-invalid', 400, detail, { culprit: 'models' })
  }
  return models
}
