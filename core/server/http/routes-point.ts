import { type Delta, type Effect, type Owner, type Point, Problem } from '@saola/kernel'
import {
  type CodeRef,
  contributionSchemas,
  type Json,
  type JsonSchema,
  type Route,
  type RouteReply,
} from '@saola/sdk'
import type { Context } from 'hono'
import { guardForm } from '../forms/guard.ts'
import type { Idempotency } from '../forms/idempotency.ts'
import type { FormTokens } from '../forms/tokens.ts'
import { addressGroup, Buckets, type Rate, rateLimited } from '../limits/index.ts'
import { readJson } from './body.ts'
import { type Check, compileSchema } from './json-schema.ts'
import { checkMounts, type Doors } from './mounts.ts'
import type { PluginApps } from './plugin-apps.ts'
import type { Bindings, HttpEnv } from './refs.ts'
import { noHandler, type SubApp, subApp } from './sub-app.ts'

const DEFAULT_TIMEOUT = 10_000
/** Headers of an answer that stay ours. */
const OURS =
  /^(set-cookie|content-security-policy.*|strict-transport-security|access-control-.*|connection|transfer-encoding|content-length|x-request-id)$/i

type DeclaredRoute = Route<CodeRef>

interface Entry {
  owner: Owner
  name: string
  route: DeclaredRoute
}

export interface RoutesPointOptions {
  plugins: PluginApps
  doors: Doors
  can: (env: Bindings, permission: string) => boolean
  /** Throws `rate-limited`. `key` is the `Idempotency-Key` of a request that may come again. */
  limitPublic: (env: Bindings, plugin: string, key?: string) => void | Promise<void>
  formTokens: FormTokens
  idempotency: Idempotency
  failed: (error: unknown, env: Bindings) => Response
}

/** `routes`: what a plugin answers below `/api/x/<plugin>` and at its mounts. */
export function routesPoint(options: RoutesPointOptions): Point<DeclaredRoute> {
  const byPlugin = new Map<string, Map<string, Entry>>()

  const changed = (plugin: string): void => {
    const entries = byPlugin.get(plugin)
    if (!entries || entries.size === 0) {
      byPlugin.delete(plugin)
      options.plugins.apps.delete(plugin)
      return
    }
    let app: SubApp | undefined
    options.plugins.apps.set(plugin, () => {
      app ??= buildApp([...entries.values()], options)
      return app
    })
  }

  return {
    id: 'routes',
    schema: contributionSchemas.routes,
    stage: 'serve',
    after: ['models', 'permissions'],
    check: (delta) => [
      ...checkMounts(delta.owner, options.doors),
      ...checkRoutes(delta, byPlugin.get(delta.owner.id)),
    ],
    apply: (delta, scopeOf) => {
      const plugin = delta.owner.id
      const entries = new Map(byPlugin.get(plugin))
      for (const name of delta.removed.keys()) entries.delete(name)
      for (const [name, route] of currentOf(delta)) {
        const entry: Entry = { owner: delta.owner, name, route }
        entries.set(name, entry)
        scopeOf(name).add(() => {
          const now = byPlugin.get(plugin)
          if (now?.get(name) !== entry) return
          now.delete(name)
          changed(plugin)
        })
      }
      byPlugin.set(plugin, entries)
      changed(plugin)
    },
  }
}

function currentOf(delta: Delta<DeclaredRoute>): [string, DeclaredRoute][] {
  return [...delta.added, ...[...delta.changed].map(([name, { to }]): [string, DeclaredRoute] => [name, to])]
}

function checkRoutes(delta: Delta<DeclaredRoute>, standing: Map<string, Entry> | undefined): Effect[] {
  const effects: Effect[] = []
  const taken = new Map<string, string>()
  const fresh = currentOf(delta)
  const renewed = new Set([...fresh.map(([name]) => name), ...delta.removed.keys()])
  for (const [name, { route }] of standing ?? [])
    if (!renewed.has(name)) taken.set(`${route.method} ${route.path}`, name)
  for (const [name, route] of fresh) {
    const subject = `${delta.owner.id}.${name}`
    const refuse = (vi: string, en: string) =>
      void effects.push({
        kind: 'refuses',
        point: 'routes',
        subject,
        code: 'route-invalid',
        text: { vi, en },
      })
    const address = `${route.method} ${route.path}`
    const other = taken.get(address)
    if (other)
      refuse(`Trùng với đường dẫn ${other}: ${address}`, `Same address as the route ${other}: ${address}`)
    taken.set(address, name)
    for (const key of ['query', 'body', 'response'] as const) {
      try {
        if (route[key]) compileSchema(route[key], schemaUse(key))
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error)
        refuse(`Lược đồ ${key} không đúng: ${why}`, `The schema of ${key} is not valid: ${why}`)
      }
    }
    try {
      subApp()
        .on(route.method, route.path, () => new Response())
        .router.match(route.method, '/')
    } catch {
      refuse(`Đường dẫn không đúng: ${route.path}`, `Not a valid path: ${route.path}`)
    }
    if (route.permission === 'public') {
      const en = `Anybody may call ${address} without signing in`
      effects.push({
        kind: 'warns',
        point: 'routes',
        subject,
        text: { vi: `Ai cũng gọi được ${address} mà không cần đăng nhập`, en },
      })
    }
  }
  return effects
}

function schemaUse(key: 'query' | 'body' | 'response'): { coerce: boolean; defaults: boolean } {
  return { coerce: key === 'query', defaults: key !== 'response' }
}

function buildApp(entries: Entry[], options: RoutesPointOptions): SubApp {
  const app = subApp()
  for (const entry of entries) {
    const answer = handlerOf(entry, options)
    app.on(entry.route.method, entry.route.path, answer)
  }
  app.onError((error, c) => options.failed(error, c.env))
  app.notFound((c) => noHandler(app, c.req.method, c.env, options.failed))
  return app
}

function handlerOf({ owner, name, route }: Entry, options: RoutesPointOptions) {
  const check = (key: 'query' | 'body' | 'response'): Check | undefined =>
    route[key] && compileSchema(route[key] as JsonSchema, schemaUse(key))
  const checks = { query: check('query'), body: check('body'), response: check('response') }
  const what = `route ${name}`

  const pass = route.rate && rateOf(route.rate)

  const answer = async (c: Context<HttpEnv>): Promise<Response> => {
    const { env } = c
    const key = route.method === 'GET' ? undefined : c.req.header('idempotency-key')
    // Who has an account or a key can be told, and be stopped by name.
    if (route.permission === 'public' && env.actor.kind === 'anonymous')
      await options.limitPublic(env, owner.id, key === undefined ? undefined : `${name} ${key}`)
    if (route.permission !== 'public') requirePermission(env, route.permission, owner, options.can)
    pass?.(env)
    const query = queryOf(c)
    delete query.api_key
    fitting('query-invalid', 400, checks.query?.(query), 'The query does not fit')
    const sent = await bodyOf(c)
    const body = route.guard === 'public-form' ? guardForm(options.formTokens, sent) : sent
    if (checks.body) fitting('body-invalid', 422, checks.body(body), 'The body does not fit')
    const request = {
      params: c.req.param() as Record<string, string>,
      query,
      body,
      actor: env.actor,
      lang: env.lang,
      origin: env.origin,
      ...(key === undefined ? {} : { idempotencyKey: key }),
    }
    const run = () => invoke(owner, route, request, what, c.req.raw.signal)
    if (key === undefined) return respond(await run(), checks.response, owner, what)
    // Each account has keys of its own.
    const door = `${owner.id}.${name}${env.actor.kind === 'anonymous' ? '' : `\n${env.actor.id}`}`
    const asked = { params: request.params, query, body: body ?? null }
    // A reply that does not fit is not remembered: it is checked inside.
    const reply = await options.idempotency.once(door, key, asked, async () => {
      const made = await run()
      respond(made, checks.response, owner, what)
      const { status = made.body === undefined ? 204 : 200, headers = {} } = made
      return { status, headers, ...(made.body === undefined ? {} : { body: made.body }) }
    })
    return respond(reply, undefined, owner, what)
  }
  return answer
}

/** Counts each caller: by account, and who has none by address. Throws `rate-limited`. */
function rateOf(rate: Rate): (env: Bindings) => void {
  const buckets = new Buckets(rate)
  return ({ actor, address }) => {
    const wait = buckets.take(actor.kind === 'anonymous' ? addressGroup(address) : actor.id)
    if (wait > 0) throw rateLimited(wait)
  }
}

/** A name that comes several times is a list of its values. */
function queryOf(c: Context<HttpEnv>): Record<string, Json> {
  const query: Record<string, Json> = {}
  for (const [name, values] of Object.entries(c.req.queries()))
    query[name] = values.length === 1 ? (values[0] as string) : values
  return query
}

async function invoke(
  owner: Owner,
  route: DeclaredRoute,
  request: unknown,
  what: string,
  signal: AbortSignal,
): Promise<RouteReply> {
  try {
    const options = { what, timeout: route.timeout ?? DEFAULT_TIMEOUT, signal }
    return (await owner.invoke<RouteReply>(route.run, [request], options)) ?? {}
  } catch (error) {
    if (error instanceof Problem) throw error
    // The kernel has noted the fault on the module; its text is for the administrator, not for the client.
    throw new Problem('plugin-failed', 500, `${what} of ${owner.id} failed`, {
      culprit: owner.id,
      cause: error,
    })
  }
}

function requirePermission(
  env: Bindings,
  permission: string,
  owner: Owner,
  can: RoutesPointOptions['can'],
): void {
  if (can(env, permission)) return
  if (env.actor.kind === 'anonymous')
    throw new Problem('sign-in-required', 401, 'This needs somebody who is signed in')
  throw new Problem('forbidden', 403, `${env.actor.name} lacks the permission ${permission}`, {
    culprit: owner.id,
    extra: { permission },
  })
}

async function bodyOf(c: Context<HttpEnv>): Promise<Json | undefined> {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return undefined
  if (c.env.form) {
    const { api_key: _key, ...form } = c.env.form
    return form
  }
  return readJson(c.req.raw, ['application/merge-patch+json', 'application/ld+json', 'application/geo+json'])
}

function fitting(code: string, status: number, errors: ReturnType<Check> | undefined, detail: string): void {
  if (errors && errors.length > 0) throw new Problem(code, status, detail, { extra: { errors } })
}

function respond(reply: RouteReply, check: Check | undefined, owner: Owner, what: string): Response {
  const { body, headers = {} } = reply
  const status = reply.status ?? (body === undefined ? 204 : 200)
  const wrong = invalidReply(reply, status) ?? (status < 300 ? check?.(body)[0] : undefined)
  if (wrong) {
    const why = typeof wrong === 'string' ? wrong : `${wrong.pointer || '/'} ${wrong.detail.en}`
    owner.fault(what, new Error(`the answer does not fit: ${why}`))
    throw new Problem('response-invalid', 500, `${what} of ${owner.id} gave an answer that does not fit`, {
      culprit: owner.id,
    })
  }
  const out: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) if (!OURS.test(name)) out[name.toLowerCase()] = value
  if (body === undefined || status === 204 || status === 304)
    return new Response(null, { status, headers: out })
  // A text with a media type of its own (XML, CSV) goes out as it is; everything else is JSON.
  const asItIs = typeof body === 'string' && out['content-type'] !== undefined
  if (!asItIs) out['content-type'] ??= 'application/json; charset=utf-8'
  return new Response(asItIs ? body : JSON.stringify(body), { status, headers: out })
}

function invalidReply({ headers = {} }: RouteReply, status: number): string | undefined {
  if (!Number.isInteger(status) || status < 200 || status > 599) return `status ${status}`
  const bad = Object.entries(headers).find(
    ([name, value]) =>
      !/^[!#$%&'*+.^_`|~\w-]+$/.test(name) || typeof value !== 'string' || /[\0\r\n]/.test(value),
  )
  return bad && `header ${bad[0]}`
}
