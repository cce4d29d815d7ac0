import { Problem } from '@saola/kernel'
import { Hono } from 'hono'
import type { Bindings, HttpEnv } from './refs.ts'

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

export type SubApp = Hono<HttpEnv>

/** A Hono app that matches on the path below its prefix, so that no part of an address is read twice. */
export function subApp(): SubApp {
  return new Hono<HttpEnv>({
    getPath: (_request, options) => (options?.env as Bindings | undefined)?.path ?? '/',
  })
}

/** Wraps the app of a core feature: variables, problem documents, and 405 where only the method is wrong. */
export function prepare(
  app: SubApp,
  options: { lean?: boolean; failed: (error: unknown, env: Bindings) => Response },
): SubApp {
  const outer = subApp()
  if (!options.lean) {
    outer.use(async (c, next) => {
      c.set('actor', c.env.actor)
      c.set('lang', c.env.lang)
      c.set('requestId', c.env.requestId)
      await next()
    })
  }
  outer.route('/', app)
  outer.onError((error, c) => options.failed(error, c.env))
  outer.notFound((c) => noHandler(outer, c.req.method, c.env, options.failed))
  return outer
}

/** No route takes this request: says which methods would be taken, else that there is nothing. */
export function noHandler(
  app: SubApp,
  method: string,
  env: Bindings,
  failed: (error: unknown, env: Bindings) => Response,
): Response {
  const allow = allowedMethods(app, env.path)
  if (allow.length === 0) return failed(nothingAt(env.fullPath), env)
  if (method === 'OPTIONS') return new Response(null, { status: 204, headers: { allow: allow.join(', ') } })
  const problem = new Problem('method-not-allowed', 405, `${env.fullPath} takes ${allow.join(', ')}`, {
    extra: { allow },
  })
  return failed(problem, env)
}

export function nothingAt(path: string): Problem {
  return new Problem('not-found', 404, `There is nothing at ${path}`)
}

export function contextOf(env: Bindings): { lang: Bindings['lang']; requestId: string; path: string } {
  return { lang: env.lang, requestId: env.requestId, path: env.fullPath }
}

function allowedMethods(app: SubApp, path: string): string[] {
  const allowed = METHODS.filter((method) =>
    app.router.match(method, path)[0].some(([[, route]]) => route.method === method),
  )
  return allowed.includes('GET')
    ? ['HEAD', ...allowed, 'OPTIONS']
    : allowed.length > 0
      ? [...allowed, 'OPTIONS']
      : []
}
