import type { Runtime } from '../owner/runtime.ts'
import type { Packages } from './packages.ts'
import { type Desired, type ModuleStatus, NOTHING_APPROVED } from './state.ts'
import type { Trouble } from './target.ts'

/** How one module is doing in this process; undefined when nobody knows it. */
export function statusOf(
  id: string,
  desired: Desired,
  packages: Packages,
  runtime: Runtime | undefined,
  trouble: Trouble | undefined,
): ModuleStatus | undefined {
  const module = desired.modules[id]
  const studio = desired.studio[id]
  const pack = packages.pick(id, runtime?.version ?? module?.version)
  if (!pack && !studio && !module) return undefined
  const manifest = runtime?.manifest ?? pack?.manifest
  const reason = trouble?.reason ?? module?.failed?.reason ?? pack?.error
  return {
    id,
    version: manifest?.version ?? pack?.version ?? module?.version ?? '0.0.0',
    versions: packages.versions(id).map((found) => found.version),
    state: runtime ? 'on' : (trouble?.state ?? (pack?.error ? 'failed' : 'off')),
    ...(reason ? { reason } : {}),
    name: manifest?.name ?? studio?.name ?? { vi: id, en: id },
    description: manifest?.description,
    icon: manifest?.icon,
    vendor: manifest?.vendor,
    origin: studio ? 'studio' : (pack?.origin ?? 'installed'),
    signature: pack?.signature ?? (studio ? 'workspace' : 'unsigned'),
    manifest,
    approved: module?.approved ?? NOTHING_APPROVED,
    faults: runtime?.faults ?? [],
    counters: runtime?.counters ?? { calls: 0, errors: 0, denied: 0, ms: 0 },
  }
}
