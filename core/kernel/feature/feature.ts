import type { Ctx, Disposer, PluginDefinition } from '@saola/sdk'
import type { Kernel } from '../loader/kernel.ts'
import type { Owner } from '../owner/owner.ts'
import type { Point } from '../points/point.ts'
import type { Scope } from '../scope/scope.ts'
import type { Services } from '../services/services.ts'

/** Provides one member of a plugin's `ctx`; made lazily, once per started plugin, on the scope of that plugin. */
export type CtxPart<K extends keyof Ctx = keyof Ctx> = (
  owner: Owner,
  scope: Scope,
  services: Services,
) => Ctx[K]

/** What a core feature gets: a plugin's `ctx` and the parts that only core may touch. */
export interface CoreCtx extends Ctx {
  readonly kernel: Kernel
  readonly services: Services
  /** Ends when the process stops. */
  readonly scope: Scope
  /** Opens a contribution point. */
  point<T>(point: Point<T>): void
  /** Provides a part of every plugin's `ctx`. */
  part<K extends keyof Ctx>(name: K, part: CtxPart<K>): void
}

/** A core feature: written like a vendor's plugin, but in the process from the start and trusted with `CoreCtx`. */
export interface Feature extends Omit<PluginDefinition, 'engine' | 'version' | 'start'> {
  start?: (ctx: CoreCtx) => Promise<Disposer | undefined> | Promise<void>
}

export function defineFeature(feature: Feature): Feature {
  return feature
}
