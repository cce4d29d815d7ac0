import type { Owner } from '../owner/owner.ts'
import type { Contributed, Registry } from '../registry/registry.ts'

/** Opens the module to the world: routes, jobs, listeners, widgets and pages are `serve` points. Each swaps at once. */
export function serve(
  registry: Registry,
  owner: Owner,
  contributed: Contributed,
  codeChanged: boolean,
): Promise<void> {
  return registry.apply(owner, contributed, 'serve', codeChanged)
}
