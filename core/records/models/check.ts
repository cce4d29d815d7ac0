import { type Delta, type Effect, schemaCheck } from '@saola/kernel'
import type { FieldDef, ModelDef, Text } from '@saola/sdk'
import type { Builder } from '../build/builder.ts'
import type { Db } from '../db/db.ts'
import { quote } from '../db/quote.ts'
import { readCondition } from '../rights/condition.ts'
import { fallbackOf, planIndexes } from './ddl.ts'
import { badNames, type Difference, differ, unknownNames, unknownStates } from './difference.ts'
import { introspect } from './introspect.ts'
import { columnNames, compileModel, DELETED_AT, type Model } from './model.ts'
import { narrowed } from './narrow.ts'
import { readStored } from './stored.ts'
import { words } from './words.ts'

/** Says in sentences what the models of a delta would do to the data. Changes nothing. */
export async function checkModels(db: Db, builder: Builder, delta: Delta<ModelDef>): Promise<Effect[]> {
  const effects: Effect[] = []
  for (const [name, def] of delta.added)
    effects.push(...(await checkModel(db, builder, delta.owner.id, name, def)))
  for (const [name, { from, to }] of delta.changed) {
    effects.push(...(await checkModel(db, builder, delta.owner.id, name, to, from)))
  }
  for (const [name, def] of delta.removed) {
    const model = compileModel(builder, delta.owner.id, name, def)
    const rows = await countRows(db, model)
    effects.push(effect('removes', model.id, words.modelRemoved(def.label, rows)))
  }
  return effects
}

async function checkModel(
  db: Db,
  builder: Builder,
  plugin: string,
  name: string,
  def: ModelDef,
  from?: ModelDef,
): Promise<Effect[]> {
  const model = compileModel(builder, plugin, name, def)
  const stored = await readStored(db.read, model.id)
  const effects: Effect[] = []
  const refuse = (text: Text, code = 'model-change-refused') =>
    effects.push({ ...effect('refuses', model.id, text), code })

  for (const bad of badNames(stored, def)) refuse(words.nameTaken(bad))
  for (const unknown of unknownNames(def)) refuse(words.nameUnknown(unknown))
  for (const unknown of unknownStates(def)) refuse(words.stateUnknown(unknown))
  for (const bad of badSchemas(def)) refuse(words.schemaInvalid(bad))
  for (const [where, why] of badConditions(model)) refuse(words.conditionInvalid(where, why))
  const difference = differ(stored, def)
  for (const { field, from: was, to } of difference.retyped) refuse(words.retyped(field, was, to))
  if (difference.create) {
    effects.push(effect('adds', model.id, words.modelAdded(def.label, Object.keys(def.fields).length)))
    return effects
  }
  const rows = await countRows(db, model)
  if (!from) effects.push(effect('adds', model.id, words.modelBack(def.label, rows)))
  effects.push(...(await checkFields(db, model, difference, rows, from)))
  if (difference.retyped.length === 0) effects.push(...(await checkUnique(db, model, difference, rows)))
  return effects
}

async function checkFields(
  db: Db,
  model: Model,
  difference: Difference,
  rows: number,
  from: ModelDef | undefined,
): Promise<Effect[]> {
  const effects: Effect[] = []
  for (const [name, def] of Object.entries(model.def.fields)) {
    const added = difference.add.includes(name)
    const restored = difference.restore.includes(name)
    if (added) effects.push(effect('adds', model.id, words.fieldAdded(def.label, rows)))
    if (restored) effects.push(effect('changes', model.id, words.fieldRestored(def.label)))
    if (def.required && fallbackOf(def) === undefined) {
      const empty = added ? rows : await countWhere(db, model, `${quote(columnOf(model, name))} is null`)
      if (empty > 0) {
        const text = words.requiredMissing(def.label, empty)
        effects.push({ ...effect('refuses', model.id, text), code: 'model-change-refused' })
      }
    }
    const before = from?.fields[name]
    if (before && !added) effects.push(...(await checkNarrowed(db, model, name, before, def)))
  }
  for (const name of difference.archive) {
    const was = from?.fields[name]
    const [column] = was ? columnNames(name, was) : []
    const filled = column === undefined ? rows : await countWhere(db, model, `${quote(column)} is not null`)
    effects.push(
      effect('removes', model.id, words.fieldArchived(was?.label ?? { vi: name, en: name }, filled)),
    )
  }
  return effects
}

async function checkNarrowed(
  db: Db,
  model: Model,
  name: string,
  from: FieldDef,
  to: FieldDef,
): Promise<Effect[]> {
  const rule = narrowed(quote(columnOf(model, name)), from, to)
  if (!rule) return []
  const count = await countWhere(db, model, rule.sql, rule.params)
  return count > 0 ? [effect('warns', model.id, words.valuesOutside(to.label, count))] : []
}

async function checkUnique(db: Db, model: Model, difference: Difference, rows: number): Promise<Effect[]> {
  const found = await introspect(db.dialect, db.read, model.table.name)
  const effects: Effect[] = []
  for (const plan of planIndexes(model)) {
    if (!plan.unique || found?.indexes.has(plan.name) || rows === 0) continue
    if (plan.fields.some((field) => difference.add.includes(field))) continue
    const columns = plan.columns.map(quote)
    const set = columns.map((column) => `${column} is not null`).join(' and ')
    const row = await db.heavy.get<{ n: number }>(
      `select count(*) as n from (select 1 from ${quote(model.table.name)}
       where ${quote(DELETED_AT)} is null and ${set} group by ${columns.join(', ')} having count(*) > 1) as d`,
    )
    if (Number(row?.n) === 0) continue
    const text = words.duplicates(plan.label ?? '', Number(row?.n))
    effects.push({ ...effect('refuses', model.id, text), code: 'unique-conflict' })
  }
  return effects
}

/** Conditions of rights that do not fit the model: whose they are, and why. */
function badConditions(model: Model): [string, string][] {
  return Object.entries(model.def.rights ?? {}).flatMap(([permission, rights]) =>
    rights.flatMap((right): [string, string][] => {
      if (typeof right === 'string' || right.where === undefined) return []
      const read = readCondition(right.where, model.filterFields)
      if (read.ok) return []
      const { message, pointer } = read.error
      return [[`${permission}, ${right.role}`, `${pointer}: ${message}`]]
    }),
  )
}

/** JSON fields whose schema is none, with the reason. */
function badSchemas(def: ModelDef): string[] {
  return Object.entries(def.fields).flatMap(([name, field]) => {
    if (field.type !== 'json') return []
    try {
      schemaCheck(field.schema)
      return []
    } catch (error) {
      return [`${name}: ${error instanceof Error ? error.message.slice(0, 200) : 'invalid'}`]
    }
  })
}

function columnOf(model: Model, field: string): string {
  return model.fields.get(field)?.columns[0] ?? field
}

async function countRows(db: Db, model: Model): Promise<number> {
  return (await introspect(db.dialect, db.read, model.table.name)) ? countWhere(db, model, '1 = 1') : 0
}

async function countWhere(
  db: Db,
  model: Model,
  where: string,
  params: (string | number)[] = [],
): Promise<number> {
  const sql = `select count(*) as n from ${quote(model.table.name)} where ${quote(DELETED_AT)} is null and ${where}`
  const row = await db.heavy.get<{ n: number }>(sql, params)
  return Number(row?.n ?? 0)
}

function effect(kind: Effect['kind'], subject: string, text: Text): Effect {
  return { kind, point: 'models', subject, text }
}
