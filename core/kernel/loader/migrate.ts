import type { Owner } from '../owner/owner.ts'
import type { Contributed, Registry } from '../registry/registry.ts'

/**
 * Brings the data of a module to what its new version expects: models, settings and expanding migrations are
 * `data` points, applied before any of its code starts. The points keep their own ledger and lock.
 */
export function migrate(
  registry: Registry,
  owner: Owner,
  contributed: Contributed,
  codeChanged: boolean,
): Promise<void> {
  return registry.apply(owner, contributed, 'data', codeChanged)
}
