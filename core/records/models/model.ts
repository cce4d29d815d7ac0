import { type FieldType, filterTypeOf } from '@saola/cql2'
import type { FieldDef, ModelDef } from '@saola/sdk'
import { type Builder, type BuiltTable, buildTable, type ColumnSpec, type Kind } from '../build/builder.ts'
import { shorten } from '../db/quote.ts'

/** A field as it is stored: one column, or two for a point. */
export interface Field {
  readonly name: string
  /** Undefined for a field that the platform keeps. */
  readonly def: FieldDef | undefined
  readonly kind: Kind
  readonly type: FieldType
  /** Column names; `[longitude, latitude]` for a point. */
  readonly columns: readonly string[]
  /** Whether every row surely has a value. */
  readonly filled: boolean
}

/** A model made ready for queries: its table on one database, its fields in the order of their columns. */
export interface Model {
  /** `<plugin>.<name>`. */
  readonly id: string
  readonly plugin: string
  readonly name: string
  readonly def: ModelDef
  readonly table: BuiltTable
  /** System fields first, then the model's own. */
  readonly fields: ReadonlyMap<string, Field>
  /** The model's own fields. */
  readonly own: readonly Field[]
  /** What filters may name. */
  readonly filterFields: ReadonlyMap<string, FieldType>
}

const system: Record<string, { kind: Kind; filled: boolean }> = {
  id: { kind: 'text', filled: true },
  version: { kind: 'integer', filled: true },
  createdAt: { kind: 'datetime', filled: true },
  createdBy: { kind: 'text', filled: true },
  updatedAt: { kind: 'datetime', filled: true },
  updatedBy: { kind: 'text', filled: true },
  unit: { kind: 'text', filled: false },
}

/** Names of the fields that the platform keeps, in the order of a record. */
export const systemFields: readonly string[] = Object.keys(system)
/** Marks a deleted record; never part of one. */
export const DELETED_AT = 'deletedAt'

/** Names that a model's fields cannot have; columns are the same in either case on SQLite. */
export const reservedNames: ReadonlySet<string> = new Set(
  [...systemFields, DELETED_AT].map((name) => name.toLowerCase()),
)

const kinds: Record<FieldDef['type'], Kind> = {
  text: 'text',
  number: 'number',
  integer: 'integer',
  boolean: 'boolean',
  datetime: 'datetime',
  select: 'text',
  point: 'number',
  richText: 'text',
  phone: 'text',
  email: 'text',
  code: 'text',
  status: 'text',
  relation: 'text',
  user: 'text',
  unit: 'text',
  file: 'json',
  image: 'json',
}

export function tableName(plugin: string, name: string): string {
  return shorten(`${plugin}__${name}`)
}

export function columnNames(field: string, def: FieldDef): string[] {
  if (def.type !== 'point') return [shorten(field)]
  return [shorten(`${field}.lon`), shorten(`${field}.lat`)]
}

/** How the columns of a field are stored. */
export function kindOfField(def: FieldDef): Kind {
  return kinds[def.type]
}

export function compileModel(builder: Builder, plugin: string, name: string, def: ModelDef): Model {
  const fields = new Map<string, Field>()
  for (const [field, { kind, filled }] of Object.entries(system)) {
    const type = kind === 'json' ? 'text' : kind
    fields.set(field, { name: field, def: undefined, kind, type, columns: [field], filled })
  }
  const own: Field[] = Object.entries(def.fields).map(([field, fieldDef]) => ({
    name: field,
    def: fieldDef,
    kind: kindOfField(fieldDef),
    type: filterTypeOf(fieldDef.type),
    columns: columnNames(field, fieldDef),
    filled: false,
  }))
  for (const field of own) fields.set(field.name, field)
  return {
    id: `${plugin}.${name}`,
    plugin,
    name,
    def,
    table: buildTable(builder, tableName(plugin, name), columnSpecs([...fields.values()])),
    fields,
    own,
    filterFields: new Map([...fields.values()].map((field) => [field.name, field.type])),
  }
}

function columnSpecs(fields: Field[]): ColumnSpec[] {
  const specs = fields.flatMap(({ columns, kind }) => columns.map((name): ColumnSpec => ({ name, kind })))
  return [...specs, { name: DELETED_AT, kind: 'datetime' }]
}
