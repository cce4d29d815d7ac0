import { Problem } from '@saola/kernel'
import { serviceRef } from '@saola/sdk'
import type { Field, Model } from '../models/model.ts'
import type { Values } from './codec.ts'
import { wrong } from './validation-words.ts'

/** Whoever keeps the organisation tree: core/records knows units only by their ids. */
export interface UnitDirectory {
  /** Whether records may name this unit. */
  knows(id: string): boolean
}

/** Provided by the feature that keeps units. Without it, every id is taken. */
export const unitDirectoryRef = serviceRef<UnitDirectory>('core.unitDirectory')

/** Refuses ids of units that nobody brings; what a record already held stays. */
export function requireUnits(
  model: Model,
  fields: readonly Field[],
  directory: UnitDirectory | undefined,
  given: Values,
  before?: Values,
): void {
  if (!directory) return
  const unknown = ['unit', ...fields.map(({ name }) => name)].filter((name) => {
    const id = given[name]
    return typeof id === 'string' && id !== before?.[name] && !directory.knows(id)
  })
  if (unknown.length === 0) return
  const errors = unknown.map((name) => ({
    pointer: `/${name}`,
    code: 'unit-unknown',
    detail: wrong['unit-unknown'](),
  }))
  const where = errors.map(({ pointer }) => pointer).join(', ')
  throw new Problem('validation-failed', 422, `The values do not fit ${model.id}: no such unit at ${where}`, {
    culprit: model.id,
    extra: { errors },
  })
}
