import { compile, parseCql2Json } from '@saola/cql2'
import { Problem } from '@saola/kernel'
import type { ModelInfo, Records } from '@saola/records'
import type { Actor, AnyRecord, FieldDef } from '@saola/sdk'
import type { FileRow } from './table.ts'

const SYSTEM = { id: 'system', unit: null }

/** Whether an actor may see a file: as the record that it is bound to, or because its field is for the public. */
export async function mayRead(records: Records, row: FileRow, actor: Actor): Promise<boolean> {
  const { model, record, field } = row
  if (row.state === 'staged' || !model || !record || !field) {
    return actor.kind !== 'anonymous' && row.owner === actor.id
  }
  const info = records.model(model)
  const def = info?.def.fields[field]
  if (!info || !def) return false
  if (await isPublic(records, row, def)) return true
  try {
    const seen = await records.repository(model, actor).get(record)
    return seen !== null && holds(seen, field, row.id)
  } catch (error) {
    if (error instanceof Problem && error.status < 500) return false
    throw error
  }
}

async function isPublic(records: Records, row: FileRow, def: FieldDef): Promise<boolean> {
  if (def.type !== 'image' || !def.public || !row.model || !row.record || !row.field) return false
  const record = await records.trusted(row.model, SYSTEM).get(row.record)
  if (!record || !holds(record, row.field, row.id)) return false
  if (def.public === true) return true
  const info = records.model(row.model)
  if (!info) return false
  const { fields, values } = await withRelated(records, info, record, JSON.stringify(def.public))
  const parsed = parseCql2Json(def.public, { fields })
  return parsed.ok && compile(parsed.filter, fields)(values)
}

/**
 * What a filter may name: the record's own fields, and as `<relation>.<field>` those of records that it points to. A
 * relation that leads nowhere leaves its fields out, so that comparing them holds for nothing.
 */
async function withRelated(records: Records, info: ModelInfo, record: AnyRecord, filter: string) {
  const fields = new Map(info.filterFields)
  const values: AnyRecord = { ...record }
  for (const [name, def] of Object.entries(info.def.fields)) {
    if (def.type !== 'relation' || !filter.includes(`"${name}.`)) continue
    const other = records.model(def.model.includes('.') ? def.model : `${info.plugin}.${def.model}`)
    if (!other) continue
    const id = record[name]
    const related = typeof id === 'string' ? await records.trusted(other.id, SYSTEM).get(id) : null
    for (const [field, type] of other.filterFields) {
      fields.set(`${name}.${field}`, type)
      values[`${name}.${field}`] = related?.[field] ?? null
    }
  }
  return { fields, values }
}

function holds(record: AnyRecord, field: string, id: string): boolean {
  const value = record[field]
  return Array.isArray(value) && value.some((one) => (one as { id?: unknown } | null)?.id === id)
}
