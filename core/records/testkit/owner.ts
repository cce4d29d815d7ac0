import { type Delta, type Owner, type Point, Problem, Scope } from '@saola/kernel'
import type { CodeRef, Ctx, Manifest } from '@saola/sdk'

/** An owner whose code is a table of functions by `module`. */
export function testOwner(
  id: string,
  options: {
    capabilities?: string[]
    code?: Record<string, (...args: never[]) => unknown>
    faults?: unknown[]
  } = {},
): Owner {
  const capabilities = new Set(options.capabilities ?? [])
  return {
    id,
    version: '1.0.0',
    kind: 'plugin',
    manifest: {} as Manifest,
    capabilities,
    ctx: {} as Ctx,
    async invoke<R>(code: CodeRef, args: unknown[]) {
      try {
        return (await options.code?.[code.module]?.(...(args as never[]))) as R
      } catch (error) {
        options.faults?.push(error)
        throw error
      }
    },
    guard: async (_options, run) => run({} as Ctx),
    require(capability) {
      if (capabilities.has(capability)) return
      throw new Problem('capability-denied', 403, `${id} needs ${capability}`, { culprit: id })
    },
    fault: (_what, error) => void options.faults?.push(error),
  }
}

/** Applies contributions to a point as the kernel would; gives back what disposes them. */
export async function contribute<T>(
  point: Point<T>,
  owner: Owner,
  data: Record<string, T>,
  before: Record<string, T> = {},
): Promise<Scope> {
  const scope = new Scope(owner.id)
  await point.apply(deltaOf(owner, data, before), (name) => scope.child(name))
  return scope
}

export function deltaOf<T>(owner: Owner, data: Record<string, T>, before: Record<string, T> = {}): Delta<T> {
  const delta: Delta<T> = { owner, added: new Map(), changed: new Map(), removed: new Map() }
  for (const [name, to] of Object.entries(data)) {
    const from = before[name]
    if (from === undefined) delta.added.set(name, to)
    else delta.changed.set(name, { from, to })
  }
  for (const [name, from] of Object.entries(before)) if (!(name in data)) delta.removed.set(name, from)
  return delta
}
