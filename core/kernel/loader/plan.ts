import type { Text } from '@saola/sdk'
import type { Owner } from '../owner/owner.ts'
import type { Effect } from '../points/point.ts'
import type { Contributed, Registry } from '../registry/registry.ts'
import type { Approval, Reason } from './state.ts'

/** One contribution that would appear, change or vanish. */
export interface PlannedContribution {
  point: string
  /** Full id. */
  id: string
  change: 'adds' | 'changes' | 'removes'
  label?: Text
}

/** What switching a module on, off or to another version would do. Making a plan changes nothing. */
export interface Plan {
  id: string
  from: { state: 'on' | 'off'; version?: string }
  to: { state: 'on' | 'off'; version?: string }
  contributions: PlannedContribution[]
  effects: Effect[]
  /** What a person still has to approve. */
  missing: Approval
  /** Why it cannot be done now, if so. */
  blockedBy: Reason[]
}

export async function planChange(
  registry: Registry,
  owner: Owner,
  contributed: Contributed,
  codeChanged: boolean,
): Promise<Pick<Plan, 'contributions' | 'effects'>> {
  const contributions: PlannedContribution[] = []
  for (const stage of ['data', 'serve'] as const) {
    for (const [point, delta] of registry.deltas(owner, contributed, stage, codeChanged)) {
      const note = (name: string, change: PlannedContribution['change'], data: unknown) =>
        contributions.push({ point: point.id, id: `${owner.id}.${name}`, change, ...labelOf(data) })
      for (const [name, data] of delta.added) note(name, 'adds', data)
      for (const [name, { to }] of delta.changed) note(name, 'changes', to)
      for (const [name, data] of delta.removed) note(name, 'removes', data)
    }
  }
  return { contributions, effects: await registry.check(owner, contributed, codeChanged) }
}

function labelOf(data: unknown): { label?: Text } {
  const label =
    (data as { label?: Text; summary?: Text } | null)?.label ?? (data as { summary?: Text } | null)?.summary
  return label ? { label } : {}
}
