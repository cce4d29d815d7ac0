import { AsyncLocalStorage } from 'node:async_hooks'
import type { CodeRef, Ctx, Manifest } from '@saola/sdk'
import type { Log } from '../log.ts'
import { followExport } from '../manifest/to-manifest.ts'
import { Scope } from '../scope/scope.ts'
import type { Services } from '../services/services.ts'
import { acrossBoundary } from './boundary.ts'
import { covers } from './capability.ts'
import { Problem } from './errors.ts'
import type { InvokeOptions, Owner } from './owner.ts'

/** Something that went wrong in the name of an owner. */
export interface Fault {
  at: string
  what: string
  message: string
}

export interface Counters {
  calls: number
  errors: number
  denied: number
  /** Wall time spent in handlers, milliseconds. */
  ms: number
}

export interface RuntimeOptions {
  kind: Owner['kind']
  manifest: Manifest
  dir?: string
  capabilities: Iterable<string>
  log: Log
  clock: () => number
  /** Gives the module that a reference names. */
  load: (module: string) => Promise<unknown>
  parts: ReadonlyMap<keyof Ctx, (owner: Owner, scope: Scope, services: Services) => unknown>
  /** The plugin's own child of the service registry; ends with its scope. */
  services: Services
  translate: (owner: Owner, key: string, params: Record<string, string | number>, lang: 'vi' | 'en') => string
  /** Passes every value of ctx through `structuredClone`. */
  cloneBoundary: boolean
  onFault: (owner: Runtime, fault: Fault) => void
  /** Called right before code of the plugin runs; what it gives back is called when that code gives way. */
  onEnter?: (plugin: string) => () => void
}

const FAULTS_KEPT = 20

/** Members of `ctx` that core features provide; looked up at the first use, so that their order does not matter. */
const PARTS = [
  'records',
  'settings',
  'http',
  'files',
  'units',
  'emit',
  'use',
] as const satisfies readonly (keyof Ctx)[]

/** Whose code runs right now, followed through awaits: for logs and for the watchdog. */
export const running = new AsyncLocalStorage<string>()

/** One started version of a plugin: its ctx, its scope, and what is in flight. */
export class Runtime implements Owner {
  readonly id: string
  readonly version: string
  readonly kind: Owner['kind']
  readonly manifest: Manifest
  readonly dir?: string
  readonly capabilities: ReadonlySet<string>
  readonly scope: Scope
  readonly ctx: Ctx
  readonly faults: Fault[] = []
  readonly counters: Counters = { calls: 0, errors: 0, denied: 0, ms: 0 }
  readonly #options: RuntimeOptions
  readonly #abort = new AbortController()
  #inFlight = 0
  #drained: (() => void)[] = []

  constructor(options: RuntimeOptions) {
    this.#options = options
    this.id = options.manifest.id
    this.version = options.manifest.version
    this.kind = options.kind
    this.manifest = options.manifest
    this.dir = options.dir
    this.capabilities = new Set(options.capabilities)
    this.scope = new Scope(`${this.id}@${this.version}`)
    this.scope.add(() => options.services.dispose())
    this.ctx = this.#makeCtx()
  }

  get inFlight(): number {
    return this.#inFlight
  }

  require(capability: string): void {
    if (this.kind === 'core' || covers(this.capabilities, capability)) return
    this.counters.denied += 1
    throw new Problem('capability-denied', 403, `${this.id} was not granted ${capability}`, {
      culprit: this.id,
      extra: { capability },
    })
  }

  fault(what: string, error: unknown): void {
    const fault = {
      at: new Date(this.#options.clock()).toISOString(),
      what,
      message: (error instanceof Error ? error.message : String(error)).slice(0, 500),
    }
    this.faults.push(fault)
    if (this.faults.length > FAULTS_KEPT) this.faults.shift()
    this.#options.log.error({ plugin: this.id, version: this.version, what, err: error }, 'plugin fault')
    this.#options.onFault(this, fault)
  }

  invoke<R>(code: CodeRef, args: unknown[], options: InvokeOptions): Promise<R> {
    return this.guard(options, async (ctx) => {
      const found = followExport(await this.#options.load(code.module), code.export)
      if (typeof found !== 'function') {
        throw new Problem('code-missing', 500, `${code.module} has no function ${code.export}`, {
          culprit: this.id,
        })
      }
      const clone = this.#options.cloneBoundary
      const given = clone ? args.map((arg) => structuredClone(arg)) : args
      const result: unknown = await this.enter(() => found(ctx, ...given))
      return (clone && typeof result !== 'function' ? acrossBoundary(result) : result) as R
    })
  }

  async guard<R>(options: InvokeOptions, run: (ctx: Ctx) => Promise<R> | R): Promise<R> {
    const started = this.#options.clock()
    const abort = new AbortController()
    const signals = [this.#abort.signal, abort.signal, ...(options.signal ? [options.signal] : [])]
    const ctx = Object.create(this.ctx, {
      signal: { value: AbortSignal.any(signals), enumerable: true },
    }) as Ctx
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        const problem = new Problem(
          'plugin-timeout',
          504,
          `${options.what} of ${this.id} took longer than ${options.timeout} ms`,
          { culprit: this.id },
        )
        abort.abort(problem)
        reject(problem)
      }, options.timeout)
    })
    this.#inFlight += 1
    this.counters.calls += 1
    try {
      const work = running.run(this.id, async () => this.enter(() => run(ctx)))
      return await Promise.race([work, late])
    } catch (error) {
      this.counters.errors += 1
      if (isFault(error)) this.fault(options.what, error)
      throw error
    } finally {
      clearTimeout(timer)
      this.counters.ms += this.#options.clock() - started
      this.#inFlight -= 1
      if (this.#inFlight === 0) for (const done of this.#drained.splice(0)) done()
    }
  }

  /** Runs the owner's code up to where it first gives way, so that who watches the event loop knows whose it is. */
  enter<R>(run: () => R): R {
    const leave = this.#options.onEnter?.(this.id)
    if (!leave) return run()
    try {
      return run()
    } finally {
      leave()
    }
  }

  /** Waits for what is in flight, at most `limit` milliseconds, then aborts `ctx.signal`. */
  async drain(limit: number): Promise<boolean> {
    let finished = this.#inFlight === 0
    if (!finished) {
      let timer: NodeJS.Timeout | undefined
      finished = await new Promise<boolean>((resolve) => {
        timer = setTimeout(() => resolve(false), limit)
        this.#drained.push(() => resolve(true))
      })
      clearTimeout(timer)
    }
    this.#abort.abort(
      new Problem('module-off', 503, `${this.id} is being switched off`, { culprit: this.id }),
    )
    return finished
  }

  #makeCtx(): Ctx {
    const { log, parts, services, translate, cloneBoundary } = this.#options
    const child = log.child({ plugin: this.id })
    const write = (level: 'debug' | 'info' | 'warn' | 'error') => (message: string, data?: object) =>
      child[level](data ?? {}, message)
    const ctx = {
      plugin: Object.freeze({ id: this.id, version: this.version }),
      signal: this.#abort.signal,
      log: { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') },
      t: (key: string, params: Record<string, string | number> = {}, lang: 'vi' | 'en' = 'vi') =>
        translate(this, key, params, lang),
    }
    const made = new Map<string, unknown>()
    for (const name of PARTS) {
      Object.defineProperty(ctx, name, {
        enumerable: true,
        get: () => {
          if (made.has(name)) return made.get(name)
          const make = parts.get(name)
          if (!make)
            throw new Problem('ctx-part-missing', 500, `nothing provides ctx.${name}`, { culprit: this.id })
          const part = make(this, this.scope, services)
          made.set(name, cloneBoundary ? acrossBoundary(part) : part)
          return made.get(name)
        },
      })
    }
    return ctx as unknown as Ctx
  }
}

/** A handler that answers a client's mistake with a Problem below 500 has not failed. */
function isFault(error: unknown): boolean {
  return !(error instanceof Problem) || error.status >= 500 || error.code === 'capability-denied'
}
