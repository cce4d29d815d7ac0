import type { AnyRecord, ModelDef, StatusTransition } from '@saola/sdk'
import { partsOf } from './options.ts'

/** A step of the status that this reader may take now. */
export interface Step extends StatusTransition {
  name: string
}

/** The centre marks what the reader may take; what is not marked comes from an older one. */
type Marked = StatusTransition & { may?: boolean }

/** The steps open to the reader from the state in which a record is, in their order. */
export function openSteps(model: ModelDef | undefined, record: AnyRecord): Step[] {
  const { status } = partsOf(model)
  if (!status) return []
  return Object.entries(status.field.transitions as Record<string, Marked>)
    .filter(([, step]) => step.may !== false && step.from.includes(String(record[status.name])))
    .map(([name, step]) => ({ name, ...step }))
    .sort((a, b) => (a.order ?? 0) - (b.order ?? 0) || (a.name < b.name ? -1 : 1))
}

/** The steps open in every one of some records. */
export function commonSteps(model: ModelDef | undefined, records: readonly AnyRecord[]): Step[] {
  const [first, ...rest] = records
  if (!first) return []
  const names = rest.map((record) => new Set(openSteps(model, record).map(({ name }) => name)))
  return openSteps(model, first).filter(({ name }) => names.every((open) => open.has(name)))
}

/** The step that gives a record to a unit. */
export function assignStep(steps: readonly Step[]): Step | undefined {
  return steps.find(({ needs, fills }) => needs?.includes('unit') || fills?.unit !== undefined)
}

/** The step that merges a record into another one of its model, with the field that names that. */
export function mergeStep(
  id: string,
  model: ModelDef | undefined,
  steps: readonly Step[],
): { step: Step; field: string } | undefined {
  const plugin = id.split('.')[0]
  for (const step of steps) {
    const field = step.needs?.find((name) => {
      const def = model?.fields[name]
      return def?.type === 'relation' && (def.model === id || `${plugin}.${def.model}` === id)
    })
    if (field) return { step, field }
  }
  return undefined
}
