import type { Manifest, Text } from '@saola/sdk'

/** Why a module is not what was asked for. */
export interface Reason {
  code: string
  text: Text
  culprit?: string
}

export interface Approval {
  capabilities: string[]
  mounts: string[]
  native: string[]
  unsigned?: boolean
}

/** One module as `GET /api/modules` tells it. */
export interface ModuleStatus {
  id: string
  version: string
  versions: string[]
  state: 'on' | 'off' | 'failed' | 'blocked'
  reason?: Reason
  name: Text
  description?: Text
  icon?: string
  vendor?: string
  origin: 'workspace' | 'installed' | 'studio'
  signature: 'workspace' | 'trusted' | 'unsigned'
  manifest?: Manifest
  approved: Approval
  faults: { at: string; what: string; message: string }[]
  counters?: { calls: number; errors: number; denied: number; ms: number }
}

/** What switching would do, as `GET /api/modules/{id}/plan` tells it. */
export interface Plan {
  from: { state: 'on' | 'off'; version?: string }
  to: { state: 'on' | 'off'; version?: string }
  contributions: { point: string; id: string; change: 'adds' | 'changes' | 'removes'; label?: Text }[]
  effects: { kind: string; subject?: string; text: Text }[]
  missing: Approval
  blockedBy: Reason[]
}

/** Everything that a manifest asks a person for. */
export function asksOf(status: ModuleStatus): Approval {
  return {
    capabilities: status.manifest?.capabilities ?? [],
    mounts: status.manifest?.mounts ?? [],
    native: status.manifest?.native ?? [],
    unsigned: status.signature === 'unsigned',
  }
}

/** The highest of several versions. */
export function newest(versions: readonly string[]): string | undefined {
  return versions.toSorted(compareVersions).at(-1)
}

/** Order of two semantic versions; what comes before a release is older than it. */
export function compareVersions(a: string, b: string): number {
  const [coreA = '', preA] = a.split('-', 2)
  const [coreB = '', preB] = b.split('-', 2)
  const numbersA = coreA.split('.').map(Number)
  const numbersB = coreB.split('.').map(Number)
  for (let part = 0; part < 3; part++) {
    const order = (numbersA[part] ?? 0) - (numbersB[part] ?? 0)
    if (order !== 0) return order
  }
  if (preA === preB) return 0
  if (preA === undefined) return 1
  return preB === undefined ? -1 : preA.localeCompare(preB)
}
