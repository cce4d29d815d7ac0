import { compile, parseCql2Json } from '@saola/cql2'
import { Problem } from '@saola/kernel'
import type { Records } from '@saola/records'
import type { Actor, AnyRecord, FieldDef } from '@saola/sdk'
import type { FileRow } from './table.ts'

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
  const record = await records.trusted(row.model, { id: 'system', unit: null }).get(row.record)
  if (!record || !holds(record, row.field, row.id)) return false
  if (def.public === true) return true
  const fields = records.model(row.model)?.filterFields
  const parsed = parseCql2Json(def.public, fields ? { fields } : {})
  return parsed.ok && compile(parsed.filter, fields)(record)
}

function holds(record: AnyRecord, field: string, id: string): boolean {
  const value = record[field]
  return Array.isArray(value) && value.some((one) => (one as { id?: unknown } | null)?.id === id)
}
