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
  /** Columns of folded text for `search`: of fields for everybody, of those that rights hide, and of personal ones. */
  readonly search: readonly SearchColumn[]
  /** Names of personal fields. */
  readonly personal: ReadonlySet<string>
}

/** A column that holds the folded text of some fields. */
export interface SearchColumn {
  readonly column: string
  readonly fields: readonly Field[]
}

/** Field names have no dots: none can be called so. */
const SEARCH = 'search.all'
const SEARCH_HIDDEN = 'search.hidden'
const SEARCH_PERSONAL = 'search.personal'

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
  json: 'json',
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

/** What filters may name in records of a definition. */
export function filterFieldsOf({ fields }: ModelDef): Map<string, FieldType> {
  return new Map([
    ...Object.entries(system).map(([name, { kind }]) => [name, kind as FieldType] as const),
    ...Object.entries(fields).map(([name, { type }]) => [name, filterTypeOf(type)] as const),
  ])
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
  const personal = new Set(own.filter((field) => field.def?.personal).map((field) => field.name))
  const search = searchColumns(own, def, personal)
  return {
    id: `${plugin}.${name}`,
    plugin,
    name,
    def,
    table: buildTable(builder, tableName(plugin, name), columnSpecs([...fields.values()], search)),
    fields,
    own,
    filterFields: new Map([...fields].map(([field, { type }]) => [field, type])),
    search,
    personal,
  }
}

const views = new WeakMap<Model, WeakMap<ReadonlySet<string>, Model>>()

/** The model as it is for those from whom some fields are kept: they are not there. Itself when there are none. */
export function modelWithout(model: Model, hidden: ReadonlySet<string>): Model {
  if (hidden.size === 0) return model
  const known = views.get(model) ?? new WeakMap<ReadonlySet<string>, Model>()
  views.set(model, known)
  let view = known.get(hidden)
  if (!view) {
    const shown = [...model.fields].filter(([field]) => !hidden.has(field))
    view = {
      ...model,
      fields: new Map(shown),
      filterFields: new Map(shown.map(([field, { type }]) => [field, type])),
      // One column holds the text of several fields: it tells of all of them.
      search: model.search.filter(({ fields }) => !fields.some(({ name }) => hidden.has(name))),
    }
    known.set(hidden, view)
  }
  return view
}

function searchColumns(own: readonly Field[], def: ModelDef, personal: ReadonlySet<string>): SearchColumn[] {
  const searched = own.filter(({ name, type }) => type === 'text' && def.search?.includes(name))
  if (searched.length === 0) return []
  const limited = new Set(
    (def.rights?.read ?? []).flatMap((right) => (typeof right === 'string' ? [] : (right.hide ?? []))),
  )
  const columns: SearchColumn[] = [
    {
      column: SEARCH,
      fields: searched.filter(({ name }) => !personal.has(name) && !limited.has(name)),
    },
    {
      column: SEARCH_HIDDEN,
      fields: searched.filter(({ name }) => !personal.has(name) && limited.has(name)),
    },
    { column: SEARCH_PERSONAL, fields: searched.filter(({ name }) => personal.has(name)) },
  ]
  return columns.filter(({ column, fields }) => column === SEARCH || fields.length > 0)
}

function columnSpecs(fields: Field[], search: SearchColumn[]): ColumnSpec[] {
  const specs = fields.flatMap(({ columns, kind }) => columns.map((name): ColumnSpec => ({ name, kind })))
  const folded = search.map(({ column }): ColumnSpec => ({ name: column, kind: 'text' }))
  return [...specs, ...folded, { name: DELETED_AT, kind: 'datetime' }]
}
