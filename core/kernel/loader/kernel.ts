import type { Ctx, Locale, Manifest, PluginDefinition } from '@saola/sdk'
import { contributionSchemas } from '@saola/sdk'
import type { CoreCtx, CtxPart, Feature } from '../feature/feature.ts'
import type { Log } from '../log.ts'
import { toManifest } from '../manifest/to-manifest.ts'
import { Problem } from '../owner/errors.ts'
import type { Owner } from '../owner/owner.ts'
import { type Fault, Runtime } from '../owner/runtime.ts'
import { pluginPoints } from '../plugin-points/plugin-points.ts'
import { PluginServices } from '../plugin-services/plugin-services.ts'
import type { Point } from '../points/point.ts'
import { type Contributed, type Entry, Registry, refusal } from '../registry/registry.ts'
import { Scope } from '../scope/scope.ts'
import { Services } from '../services/services.ts'
import { missingApproval } from './approve.ts'
import { type DiscoverOptions, discover, reason } from './discover.ts'
import { drainAndDispose, retire } from './dispose.ts'
import { migrate } from './migrate.ts'
import { importModule, Packages } from './packages.ts'
import { type Plan, planChange } from './plan.ts'
import { type DataFate, remove } from './remove.ts'
import { serve } from './serve.ts'
import { start } from './start.ts'
import {
  type Desired,
  type DesiredModule,
  type FoundPackage,
  type ModuleStatus,
  NOTHING_APPROVED,
  type Reason,
} from './state.ts'
import { statusOf } from './status.ts'
import { blockedAmong, effective, type Target, type Trouble, targetsOf } from './target.ts'
import { verify, verifyFiles } from './verify.ts'

export interface KernelOptions {
  /** Version of Saola that plugins' `engine` ranges are held against. */
  engine: string
  log: Log
  clock?: () => number
  services?: Services
  /** Milliseconds that a plugin's `start` may take. Default 10,000. */
  startTimeout?: number
  /** Milliseconds that work in flight gets to finish when a module goes off. Default 10,000. */
  drainLimit?: number
  /** Milliseconds that a service or the owner of a point gets for a call. Default 30,000. */
  callTimeout?: number
  /** Passes all values of ctx through `structuredClone`; tests run this way. Default false. */
  cloneBoundary?: boolean
}

interface Live {
  runtime: Runtime
  contributed: Contributed
}

type KernelEvent = 'changed' | 'fault'

/**
 * Loads, starts, swaps and stops modules until they are what a desired configuration says. One change at a time;
 * what goes wrong with one module is noted on it and touches no other.
 */
export class Kernel {
  readonly services: Services
  readonly registry = new Registry()
  readonly #options: Required<Omit<KernelOptions, 'services'>>
  readonly #parts = new Map<keyof Ctx, CtxPart>()
  readonly #features: Live[] = []
  readonly #live = new Map<string, Live>()
  readonly #packages = new Packages()
  #troubles = new Map<string, Trouble>()
  readonly #listeners = new Map<KernelEvent, Set<(detail: unknown) => void>>()
  readonly #root = new Scope('kernel')
  readonly #pluginServices: PluginServices
  #onEnter: ((plugin: string) => () => void) | undefined
  #desired: Desired = { revision: 0, modules: {}, studio: {}, overrides: {} }
  #queue: Promise<unknown> = Promise.resolve()
  /** What the listeners of `changed` know: packages come in before a reconcile, and count as a change too. */
  #told = ''

  constructor(options: KernelOptions) {
    this.#options = {
      clock: Date.now,
      startTimeout: 10_000,
      drainLimit: 10_000,
      callTimeout: 30_000,
      cloneBoundary: false,
      ...options,
    }
    this.services = options.services ?? new Services()
    const { callTimeout } = this.#options
    this.#pluginServices = new PluginServices(callTimeout)
    this.registry.open(this.#pluginServices.point, this.#root)
    this.registry.open(pluginPoints(this.registry, callTimeout), this.#root)
    this.registry.open(
      { id: 'locales', schema: contributionSchemas.locales, stage: 'data', apply: () => {} },
      this.#root,
    )
    this.#parts.set('use', (owner: Owner) => this.#pluginServices.use(owner))
  }

  /** Starts core features in the order given. A failure here is fatal: core is not optional. */
  async startFeatures(features: Feature[]): Promise<void> {
    for (const feature of features) {
      const definition = { version: this.#options.engine, engine: '*', ...feature }
      const manifest = {
        ...toManifest(definition as PluginDefinition, { server: './feature', ui: (s) => s }),
        files: {},
      }
      const runtime = this.#runtime(manifest, 'core', [], undefined, async () => ({ default: definition }))
      const ctx: CoreCtx = Object.create(runtime.ctx, {
        kernel: { value: this },
        services: { value: this.services },
        scope: { value: runtime.scope },
        point: { value: <T>(point: Point<T>) => this.registry.open(point, runtime.scope) },
        part: {
          value: <K extends keyof Ctx>(name: K, part: CtxPart<K>) =>
            runtime.scope.set(this.#parts, name, part),
        },
      })
      const live: Live = { runtime, contributed: manifest.contributes as Contributed }
      this.#features.push(live)
      const disposer = await feature.start?.(ctx)
      if (disposer) runtime.scope.add(disposer)
      await migrate(this.registry, runtime, live.contributed, false)
      await serve(this.registry, runtime, live.contributed, false)
    }
  }

  async discover(options: DiscoverOptions): Promise<FoundPackage[]> {
    const found = await discover(options)
    for (const pack of found) pack.error ??= verify(pack, this.#options.engine, this.registry)
    this.#packages.set(found)
    return found
  }

  get packages(): readonly FoundPackage[] {
    return this.#packages.all
  }

  get revision(): number {
    return this.#desired.revision
  }

  /** Brings the process to a desired configuration. Resolves when it is reached as far as it can be. */
  reconcile(desired: Desired): Promise<void> {
    return this.#serial(async () => {
      this.#desired = desired
      const { levels, troubles } = targetsOf(desired, this.#packages, this.registry, this.#options.engine)
      for (const { id, key } of levels.flat()) {
        const known = this.#troubles.get(id)
        if (known?.state === 'failed' && known.key === key) troubles.set(id, known)
      }
      this.#troubles = troubles
      await this.#stopUnwanted(levels)
      await this.#startWanted(levels)
      // A plugin may have opened a point that others, already running, contribute to.
      await this.#startWanted(levels)
      const now = this.#fingerprint()
      if (now === this.#told) return
      this.#told = now
      this.#emit('changed', undefined)
    })
  }

  modules(): ModuleStatus[] {
    const ids = new Set([...this.#packages.all.map((pack) => pack.id), ...Object.keys(this.#desired.studio)])
    for (const id of Object.keys(this.#desired.modules)) ids.add(id)
    return [...ids]
      .sort()
      .map((id) => this.status(id))
      .filter((status) => status !== undefined)
  }

  status(id: string): ModuleStatus | undefined {
    const runtime = this.#live.get(id)?.runtime
    return statusOf(
      id,
      this.#desired,
      this.#packages,
      runtime,
      this.#troubles.get(id) ?? this.#standsInTheWay(id),
    )
  }

  /** Why a module that is off could not be switched on now. */
  #standsInTheWay(id: string): Trouble | undefined {
    if (this.#live.has(id)) return undefined
    const wanted: DesiredModule = { state: 'on', approved: NOTHING_APPROVED }
    const why = blockedAmong({ ...this.#desired.modules, [id]: wanted }, this.#packages).get(id)
    return why && { state: 'blocked', reason: why, key: '' }
  }

  /** The running version of a module. */
  owner(id: string): Owner | undefined {
    return this.#live.get(id)?.runtime
  }

  contributions<T>(point: string): Map<string, Entry<T>> {
    return this.registry.entries<T>(point)
  }

  async plan(id: string, to: 'on' | 'off', version?: string): Promise<Plan> {
    const live = this.#live.get(id)
    const from = live ? { state: 'on' as const, version: live.runtime.version } : { state: 'off' as const }
    const none = { contributions: [], effects: [], missing: NOTHING_APPROVED, blockedBy: [] as Reason[] }
    if (to === 'off') {
      const dependants = [...this.#live.values()].filter(
        ({ runtime }) => runtime.manifest.requires?.[id] !== undefined,
      )
      const blockedBy = dependants.map(({ runtime }) =>
        reason('has-dependants', `${runtime.id} đang cần ${id}`, `${runtime.id} needs ${id}`, runtime.id),
      )
      const changes = live ? await planChange(this.registry, live.runtime, {}, false) : none
      return { id, from, to: { state: 'off' }, ...changes, missing: NOTHING_APPROVED, blockedBy }
    }
    const pack = this.#packages.pick(id, version)
    if (!pack)
      throw new Problem('module-unknown', 404, `there is no module ${id} ${version ?? ''}`.trim(), {
        culprit: id,
      })
    const target = { state: 'on' as const, version: pack.version }
    const wrong = verify(pack, this.#options.engine, this.registry)
    if (wrong || !pack.manifest) return { id, from, to: target, ...none, blockedBy: wrong ? [wrong] : [] }
    const wanted: DesiredModule = { state: 'on', version, approved: NOTHING_APPROVED }
    const why = blockedAmong({ ...this.#desired.modules, [id]: wanted }, this.#packages).get(id)
    const contributed = effective(pack.manifest, this.#desired, this.registry)
    const probe = this.#runtime(pack.manifest, 'plugin', [], pack)
    const changes = await planChange(
      this.registry,
      probe,
      contributed,
      live?.runtime.version !== pack.version,
    )
    const approved = this.#desired.modules[id]?.approved ?? NOTHING_APPROVED
    const missing = missingApproval(pack.manifest, approved, pack.signature)
    return { id, from, to: target, ...changes, missing, blockedBy: why ? [why] : [] }
  }

  /** Takes the packages of a module that is off away from this machine. */
  remove(id: string, data: DataFate = 'keep'): Promise<void> {
    return this.#serial(async () => {
      const packs = this.#packages.versions(id)
      await remove(this.registry, packs, this.#live.has(id), data)
      this.#packages.set(this.#packages.all.filter((pack) => pack.id !== id))
    })
  }

  on(event: KernelEvent, listener: (detail: unknown) => void): () => void {
    const set = this.#listeners.get(event) ?? new Set()
    this.#listeners.set(event, set.add(listener))
    return () => set.delete(listener)
  }

  /** Tells whoever watches the event loop whose code is about to run; gives back what ends that. */
  watchEntries(onEnter: (plugin: string) => () => void): () => void {
    this.#onEnter = onEnter
    return () => {
      if (this.#onEnter === onEnter) this.#onEnter = undefined
    }
  }

  /** Stops every module and then core, in reverse order of their start. */
  stop(): Promise<void> {
    return this.#serial(async () => {
      for (const id of [...this.#live.keys()].reverse()) await this.#bringDown(id)
      for (const { runtime } of [...this.#features].reverse()) {
        await drainAndDispose(this.registry, runtime, this.#options.drainLimit)
      }
      this.#features.length = 0
      await this.#root.dispose()
    })
  }

  /** A version that cannot be used leaves the one that runs in place. */
  async #stopUnwanted(levels: Target[][]): Promise<void> {
    const wanted = new Set(levels.flat().map((target) => target.id))
    for (const id of [...this.#live.keys()].reverse()) {
      const trouble = this.#troubles.get(id)
      const unusable = trouble?.state === 'failed' || trouble?.reason.code === 'approval-required'
      const keep = this.#desired.modules[id]?.state === 'on' && unusable
      if (!wanted.has(id) && !keep) await this.#bringDown(id)
    }
  }

  async #startWanted(levels: Target[][]): Promise<void> {
    for (const level of levels) await Promise.all(level.map((target) => this.#startOne(target)))
  }

  async #startOne(target: Target): Promise<void> {
    const { id } = target
    if (this.#troubles.get(id)?.key === target.key) return
    const gone = Object.keys(target.requires).find((need) => !this.#live.has(need))
    if (!gone) return this.#bringUp(target)
    const why = reason('requires-failed', `Cần ${gone} đang lỗi`, `Needs ${gone}, which has failed`, gone)
    this.#troubles.set(id, { state: 'blocked', reason: why, key: '' })
    await this.#bringDown(id)
  }

  async #bringUp(target: Target): Promise<void> {
    const { id } = target
    const live = this.#live.get(id)
    const wanted = this.#openOnly(target.contributed)
    const codeChanged = !live || !sameCode(live.runtime, target)
    const pack = target.pack
    const load = (module: string) => importModule(pack, module)
    const runtime =
      live && !codeChanged
        ? live.runtime
        : this.#runtime(target.manifest, target.kind, target.capabilities, pack, load)
    try {
      const refused = refusal(await this.registry.check(runtime, wanted, codeChanged))
      if (refused) throw refused
      if (codeChanged && pack) {
        const wrong = await verifyFiles(pack)
        if (wrong)
          throw new Problem(wrong.code, 422, wrong.text.en ?? wrong.text.vi, {
            culprit: id,
            extra: { text: wrong.text },
          })
      }
      await migrate(this.registry, runtime, wanted, codeChanged)
      if (codeChanged) await start(runtime, load, this.#options.startTimeout)
      await serve(this.registry, runtime, wanted, codeChanged)
    } catch (error) {
      await this.#restore(live, runtime, codeChanged)
      this.#options.log.error({ plugin: id, version: target.version, err: error }, 'module did not start')
      this.#troubles.set(id, { state: 'failed', reason: reasonOf(error, id), key: target.key })
      return
    }
    if (live && codeChanged) await retire(live.runtime, this.#options.drainLimit)
    this.#troubles.delete(id)
    this.#live.set(id, { runtime, contributed: wanted })
  }

  /** Puts back what ran before a change that failed. */
  async #restore(live: Live | undefined, runtime: Runtime, codeChanged: boolean): Promise<void> {
    const owner = live?.runtime ?? runtime
    for (const stage of ['serve', 'data'] as const) {
      await this.registry
        .apply(owner, live?.contributed ?? {}, stage, codeChanged)
        .catch((error: unknown) => owner.fault('restore', error))
    }
    if (codeChanged) await retire(runtime, 0)
  }

  async #bringDown(id: string): Promise<void> {
    const live = this.#live.get(id)
    if (!live) return
    await drainAndDispose(this.registry, live.runtime, this.#options.drainLimit)
    this.#live.delete(id)
  }

  /** Contributions to a plugin's point wait until that plugin is on. */
  #openOnly(contributed: Contributed): Contributed {
    return Object.fromEntries(Object.entries(contributed).filter(([point]) => this.registry.has(point)))
  }

  #runtime(
    manifest: Manifest,
    kind: Owner['kind'],
    capabilities: Iterable<string>,
    pack?: FoundPackage,
    load: (module: string) => Promise<unknown> = (module) => importModule(pack, module),
  ): Runtime {
    return new Runtime({
      kind,
      manifest,
      dir: pack?.dir,
      capabilities,
      log: this.#options.log,
      clock: this.#options.clock,
      load,
      parts: this.#parts,
      services: this.services.child(manifest.id),
      translate: (owner, key, params, lang) => this.#translate(owner, key, params, lang),
      cloneBoundary: this.#options.cloneBoundary && kind !== 'core',
      onFault: (owner, fault: Fault) => this.#emit('fault', { plugin: owner.id, fault }),
      onEnter: kind === 'core' ? undefined : (plugin) => this.#onEnter?.(plugin) ?? nothing,
    })
  }

  #translate(owner: Owner, key: string, params: Record<string, string | number>, lang: 'vi' | 'en'): string {
    const locales = this.registry.entries<Locale>('locales')
    const text =
      locales.get(`${owner.id}.${lang}`)?.data[key] ?? locales.get(`${owner.id}.vi`)?.data[key] ?? key
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole))
  }

  #fingerprint(): string {
    const running = [...this.#live].map(([id, { runtime, contributed }]) => [
      id,
      runtime.version,
      contributed,
    ])
    return JSON.stringify([
      running,
      this.#packages.all.map(({ id, version, signature, error }) => [id, version, signature, error?.code]),
      [...this.#troubles].map(([id, { state, reason: why }]) => [id, state, why.code]),
    ])
  }

  #emit(event: KernelEvent, detail: unknown): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(detail)
  }

  #serial<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work)
    this.#queue = result.catch(() => {})
    return result
  }
}

export function createKernel(options: KernelOptions): Kernel {
  return new Kernel(options)
}

const nothing = (): void => {}

function sameCode(runtime: Runtime, target: Target): boolean {
  const granted = new Set(target.capabilities)
  return (
    runtime.version === target.version &&
    runtime.dir === target.pack?.dir &&
    runtime.manifest.files === target.manifest.files &&
    granted.size === runtime.capabilities.size &&
    [...granted].every((one) => runtime.capabilities.has(one))
  )
}

function reasonOf(error: unknown, id: string): Reason {
  if (error instanceof Problem) {
    const effects = error.extra?.effects as { text: Reason['text'] }[] | undefined
    const text = (error.extra?.text as Reason['text'] | undefined) ??
      effects?.[0]?.text ?? { vi: error.message, en: error.message }
    return { code: error.code, text, culprit: error.culprit ?? id }
  }
  const message = error instanceof Error ? error.message : String(error)
  return reason('start-failed', `Không khởi động được: ${message}`, `Did not start: ${message}`, id)
}
