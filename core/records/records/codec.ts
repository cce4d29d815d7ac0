import type { Point } from '@saola/sdk'
import type { Builder } from '../build/builder.ts'
import type { SqlValue } from '../db/db.ts'
import type { Field, Model } from '../models/model.ts'
import { foldedText } from './search.ts'

/** A record as it crosses the interfaces; always with the system fields. */
export type Values = Record<string, unknown>

type Decode = ((value: unknown) => unknown) | undefined

/** Turns a row, whose columns are those of the fields in their order, into a record. */
export function reader(builder: Builder, fields: readonly Field[]): (row: unknown[]) => Values {
  const names = fields.map(({ name }) => name)
  const points = fields.map(({ def }) => def?.type === 'point')
  const decoders: Decode[] = fields.map(({ kind }) => builder.decoder(kind))
  return (row) => {
    const record: Values = {}
    let at = 0
    for (let i = 0; i < names.length; i++) {
      const name = names[i] as string
      if (points[i]) {
        record[name] = point(row[at], row[at + 1])
        at += 2
        continue
      }
      const decode = decoders[i]
      record[name] = decode ? decode(row[at]) : row[at]
      at++
    }
    return record
  }
}

function point(longitude: unknown, latitude: unknown): Point | null {
  if (longitude === null || latitude === null) return null
  return { type: 'Point', coordinates: [longitude as number, latitude as number] }
}

/** What the columns of one field hold for a value. */
export function encodeField(builder: Builder, field: Field, value: unknown): SqlValue[] {
  if (field.def?.type !== 'point') return [builder.encode(field.kind, value ?? null)]
  if (value === null || value === undefined) return [null, null]
  return [...(value as Point).coordinates]
}

/** The values of all columns of a model for a record, in the order of its table; the last says that it is not deleted. */
export function writer(builder: Builder, model: Model): (record: Values) => SqlValue[] {
  const fields = [...model.fields.values()]
  const { search } = model
  const plain = fields.every(({ def, kind }) => def?.type !== 'point' && builder.encode(kind, true) === true)
  const names = fields.map(({ name }) => name)
  if (plain && search.length === 0)
    return (record) => [...names.map((name) => record[name] as SqlValue), null]
  return (record) => {
    const row: SqlValue[] = []
    for (const field of fields) {
      const value = record[field.name]
      if (field.def?.type === 'point') row.push(...encodeField(builder, field, value))
      else row.push(builder.encode(field.kind, value))
    }
    for (const column of search) row.push(foldedText(column, record))
    row.push(null)
    return row
  }
}
