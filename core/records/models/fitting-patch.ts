import type { ModelDef } from '@saola/sdk'

type Plain = Record<string, unknown>

/**
 * What of an administrator's change fits a plugin's model as it is now: own fields (`x_…`) always, words about a field
 * only while the model has it. So a newer version may drop a field that somebody had named otherwise.
 */
export function fittingPatch(base: ModelDef, patch: unknown): unknown {
  const fields = isObject(patch) ? patch.fields : undefined
  if (!isObject(patch) || !isObject(fields)) return patch
  const fitting = Object.entries(fields).filter(
    ([name]) => name.startsWith('x_') || Object.hasOwn(base.fields, name),
  )
  return { ...patch, fields: Object.fromEntries(fitting) }
}

function isObject(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
