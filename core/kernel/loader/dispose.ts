import type { Runtime } from '../owner/runtime.ts'
import type { Registry } from '../registry/registry.ts'

/** Takes a module out: nothing new comes in, what runs finishes, then everything is undone in reverse order. */
export async function drainAndDispose(
  registry: Registry,
  runtime: Runtime,
  drainLimit: number,
): Promise<void> {
  await registry.apply(runtime, {}, 'serve', false)
  await retire(runtime, drainLimit)
  await registry.apply(runtime, {}, 'data', false)
  const left = registry.leftovers(runtime.id) + runtime.scope.size
  if (left > 0) runtime.fault('dispose', new Error(`${left} registrations were left behind`))
}

/** The end of one version whose contributions have gone over to another, or have been taken away. */
export async function retire(runtime: Runtime, drainLimit: number): Promise<void> {
  const finished = await runtime.drain(drainLimit)
  if (!finished) runtime.fault('drain', new Error(`work was still running after ${drainLimit} ms`))
  for (const error of await runtime.scope.dispose()) runtime.fault('dispose', error)
}
