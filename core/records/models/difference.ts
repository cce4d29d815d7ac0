import type { FieldDef, ModelDef } from '@saola/sdk'
import { reservedNames } from './model.ts'
import type { StoredModel } from './stored.ts'

/** How a definition differs from what is stored. Names of fields. */
export interface Difference {
  /** There is no table yet. */
  create: boolean
  add: string[]
  /** Archived before, wanted again. */
  restore: string[]
  archive: string[]
  /** Stored under another type, in use or archived. */
  retyped: { field: string; from: FieldDef['type']; to: FieldDef['type'] }[]
}

export function differ(stored: StoredModel | undefined, def: ModelDef): Difference {
  const result: Difference = { create: !stored, add: [], restore: [], archive: [], retyped: [] }
  for (const [field, { type }] of Object.entries(def.fields)) {
    const before = stored && Object.hasOwn(stored.fields, field) ? stored.fields[field] : undefined
    if (!before) result.add.push(field)
    else if (before.type !== type) result.retyped.push({ field, from: before.type, to: type })
    else if (before.archived) result.restore.push(field)
  }
  for (const [field, { archived }] of Object.entries(stored?.fields ?? {})) {
    if (!archived && !Object.hasOwn(def.fields, field)) result.archive.push(field)
  }
  return result
}

/** Names in a definition that no table can hold together, or that the platform keeps for itself. */
export function badNames(stored: StoredModel | undefined, def: ModelDef): string[] {
  const seen = new Map<string, string>()
  for (const name of Object.keys(stored?.fields ?? {})) seen.set(name.toLowerCase(), name)
  const bad: string[] = []
  for (const name of Object.keys(def.fields)) {
    const folded = name.toLowerCase()
    if (reservedNames.has(folded) || (seen.get(folded) ?? name) !== name) bad.push(name)
    seen.set(folded, name)
  }
  return bad
}

/** Fields that a definition names somewhere and that it does not have. */
export function unknownNames(def: ModelDef): string[] {
  const named = Object.values(def.indexes ?? {}).flatMap(({ fields }) => fields)
  if (def.title) named.push(def.title)
  named.push(...(def.search ?? []))
  for (const right of def.rights?.read ?? []) if (typeof right !== 'string') named.push(...(right.hide ?? []))
  for (const field of Object.values(def.fields)) {
    if (field.type !== 'status') continue
    if (field.since) named.push(field.since)
    const needed = Object.values(field.transitions).flatMap(({ needs = [] }) => needs)
    named.push(...needed.filter((name) => name !== 'unit'))
  }
  return [...new Set(named)].filter((name) => !Object.hasOwn(def.fields, name))
}

/** States that a status field names and does not have, as `<field>: <state>`. */
export function unknownStates(def: ModelDef): string[] {
  return Object.entries(def.fields).flatMap(([name, field]) => {
    if (field.type !== 'status') return []
    const named = Object.values(field.transitions).flatMap(({ from, to }) => [...from, to])
    const unknown = [field.initial, ...named].filter((state) => !Object.hasOwn(field.states, state))
    return [...new Set(unknown)].map((state) => `${name}: ${state}`)
  })
}
