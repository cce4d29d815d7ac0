import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Log, Problem, type Scope } from '@saola/kernel'
import type { Actor } from '@saola/sdk'
import { readForm, readText } from './body.ts'
import { SECURITY_HEADERS } from './headers.ts'
import { languageOf } from './language.ts'
import type { PluginApps } from './plugin-apps.ts'
import { problemDocument, problemResponse } from './problem.ts'
import type { Proxies } from './proxies.ts'
import type { Answer, Bindings, FormValues, HttpRegistry, Identified, RouteOptions } from './refs.ts'
import { inForm } from './refusal-form.ts'
import { requireSameOrigin } from './same-origin.ts'
import { contextOf, nothingAt, prepare, type SubApp } from './sub-app.ts'

export const ANONYMOUS: Actor = {
  id: 'anonymous',
  kind: 'anonymous',
  name: 'anonymous',
  roles: [],
  units: [],
}
/** Browsers that have come over https once do not come back without it. */
const HSTS = 'max-age=31536000'
const NOBODY: Identified = { actor: ANONYMOUS, by: 'nothing' }

/** Finds out who sends a request. Throws a 401 problem for a key that is not valid. */
export type Identify = (request: Request, form?: FormValues) => Identified | Promise<Identified>

export interface DispatcherOptions {
  log: Log
  clock: () => number
  proxies: Proxies
  plugins: PluginApps
}

interface Mounted {
  app: SubApp
  target: string
  access: NonNullable<RouteOptions['access']>
}

interface NodeEnv {
  incoming?: IncomingMessage
  outgoing?: ServerResponse
}

/**
 * The door of the centre: one look at the path finds the sub-app, one look-up finds the actor. Hono builds its
 * router at the first request and never changes it, so each plugin has an app of its own that is swapped whole.
 */
export class Dispatcher implements HttpRegistry {
  readonly #options: DispatcherOptions
  readonly #core = new Map<string, Mounted>()
  readonly #fallbacks: Mounted[] = []
  readonly #listeners = new Set<(answer: Answer) => void>()
  readonly #abort = new AbortController()
  /** Tells requests of one process from those of another. */
  readonly #process = randomBytes(6).toString('hex')
  #count = 0
  #inFlight = 0
  #identify: Identify = () => NOBODY

  constructor(options: DispatcherOptions) {
    this.#options = options
  }

  get draining(): AbortSignal {
    return this.#abort.signal
  }

  get inFlight(): number {
    return this.#inFlight
  }

  identifyBy(identify: Identify): void {
    this.#identify = identify
  }

  route(app: SubApp, { prefix, access = 'signed-in', lean }: RouteOptions, scope: Scope): void {
    if (this.#core.has(prefix)) throw new Error(`the prefix ${prefix} is already taken`)
    scope.set(this.#core, prefix, { app: this.#prepared(app, lean), target: prefix, access })
  }

  fallback(app: SubApp, scope: Scope): void {
    const mounted: Mounted = { app: this.#prepared(app), target: '/', access: 'nobody' }
    this.#fallbacks.push(mounted)
    scope.add(() => void this.#fallbacks.splice(this.#fallbacks.indexOf(mounted), 1))
  }

  onAnswer(listener: (answer: Answer) => void, scope: Scope): void {
    this.#listeners.add(listener)
    scope.add(() => void this.#listeners.delete(listener))
  }

  /** Whether a path prefix belongs to core, so that no plugin may be mounted on it. */
  isTaken(mount: string): boolean {
    const first = `/${mount.split('/')[1]}`
    if (['/api', '/ui', '/operate', '/studio', '/portal', '/assets', '/vendor', '/sign-in'].includes(first))
      return true
    return [...this.#core.keys()].some((prefix) => `/${prefix.split('/')[1]}` === first)
  }

  /** Nothing new is begun by streams; requests that come on open connections are told to close them. */
  drain(): void {
    this.#abort.abort(new Problem('stopping', 503, 'The server is stopping'))
  }

  fetch = (request: Request, node: NodeEnv = {}): Response | Promise<Response> => {
    const { url } = request
    const start = url.indexOf('/', 8)
    const query = url.indexOf('?', start)
    const fullPath = start < 0 ? '/' : url.slice(start, query < 0 ? undefined : query)
    this.#count += 1
    const env: Bindings = {
      ...NOBODY,
      path: fullPath,
      fullPath,
      lang: languageOf(request.headers.get('accept-language')),
      requestId: `${this.#process}-${this.#count.toString(36)}`,
      address: this.#options.proxies.addressOf(node.incoming),
      origin: this.#options.proxies.originOf(node.incoming),
      incoming: node.incoming,
      outgoing: node.outgoing,
    }
    if (node.outgoing) this.#setHeaders(node.outgoing, env.requestId)
    const mounted = this.#find(fullPath, env)
    this.#inFlight += 1
    const started = this.#listeners.size > 0 ? performance.now() : 0
    const done = (response: Response): Response => {
      this.#inFlight -= 1
      if (this.#listeners.size > 0)
        this.#tell(request, env, mounted?.target ?? 'nothing', response.status, started)
      return response
    }
    try {
      const response = this.#handle(request, env, mounted)
      if (!(response instanceof Promise)) return done(response)
      return response.then(done, (error: unknown) => done(this.failed(error, env)))
    } catch (error) {
      return done(this.failed(error, env))
    }
  }

  /** The answer to something thrown; what is not a problem goes to the log with the id that the client sees. */
  readonly failed = (error: unknown, env: Bindings): Response => {
    if (!(error instanceof Problem)) {
      this.#options.log.error({ err: error, requestId: env.requestId, path: env.fullPath }, 'request failed')
    }
    const context = contextOf(env)
    const plain = problemResponse(error, context)
    const form = this.#options.plugins.refusalForm(env.fullPath)
    return form ? inForm(form, problemDocument(error, context), env.lang, plain) : plain
  }

  #handle(request: Request, env: Bindings, mounted: Mounted | undefined): Response | Promise<Response> {
    if (!mounted) throw this.#options.plugins.missing(env.fullPath) ?? nothingAt(env.fullPath)
    if (mounted.access === 'nobody') return mounted.app.fetch(request, env)
    if (isForm(request)) return this.#handleForm(request, env, mounted)
    const identified = this.#identify(request)
    if (identified instanceof Promise)
      return identified.then((one) => this.#admitted(request, env, mounted, one))
    return this.#admitted(request, env, mounted, identified)
  }

  /** Open311 clients send their key inside the form, so the form is read first and kept. */
  async #handleForm(request: Request, env: Bindings, mounted: Mounted): Promise<Response> {
    env.form = readForm(await readText(request))
    return this.#admitted(request, env, mounted, await this.#identify(request, env.form))
  }

  #admitted(
    request: Request,
    env: Bindings,
    mounted: Mounted,
    identified: Identified,
  ): Response | Promise<Response> {
    env.actor = identified.actor
    env.by = identified.by
    const { headers } = request
    if (identified.by === 'cookie') {
      const from = { site: headers.get('sec-fetch-site'), origin: headers.get('origin') }
      requireSameOrigin(request.method, identified.by, from, env.origin)
    }
    if (mounted.access === 'signed-in' && env.actor.kind === 'anonymous') {
      throw new Problem('sign-in-required', 401, 'This needs somebody who is signed in')
    }
    return mounted.app.fetch(request, env)
  }

  /** The longest of `/api/x/<plugin>`, `/<one>/<two>`, `/<one>`, a mount, the web host; sets the path below it. */
  #find(path: string, env: Bindings): Mounted | undefined {
    const second = path.indexOf('/', 1)
    const third = second < 0 ? -1 : path.indexOf('/', second + 1)
    const two = third < 0 ? path : path.slice(0, third)
    if (two === '/api/x') return this.#options.plugins.at(path, third, env)
    const one = second < 0 ? path : path.slice(0, second)
    const found = this.#core.get(two) ?? this.#core.get(one)
    if (found) {
      env.path = path.slice(found.target.length) || '/'
      return found
    }
    const mounted = this.#options.plugins.atMount(path, env)
    if (mounted || path.startsWith('/api/') || this.#options.plugins.isMount(path)) return mounted
    return this.#fallbacks[0]
  }

  #prepared(app: SubApp, lean?: boolean): SubApp {
    return prepare(app, { lean, failed: this.failed })
  }

  #setHeaders(outgoing: ServerResponse, requestId: string): void {
    for (const [name, value] of SECURITY_HEADERS) outgoing.setHeader(name, value)
    outgoing.setHeader('x-request-id', requestId)
    if (this.#options.proxies.secure) outgoing.setHeader('strict-transport-security', HSTS)
    if (this.#abort.signal.aborted) outgoing.setHeader('connection', 'close')
  }

  #tell(request: Request, env: Bindings, target: string, status: number, started: number): void {
    const answer: Answer = {
      method: request.method,
      target,
      path: env.fullPath,
      status,
      ms: performance.now() - started,
      requestId: env.requestId,
      actor: env.actor === ANONYMOUS ? '' : env.actor.id,
    }
    for (const listener of this.#listeners) listener(answer)
  }
}

function isForm(request: Request): boolean {
  if (request.method === 'GET' || request.method === 'HEAD') return false
  const type = request.headers.get('content-type')
  return type !== null && /^application\/x-www-form-urlencoded\s*(;|$)/i.test(type)
}
