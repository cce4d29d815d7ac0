import type { FieldDef, ModelDef } from '@saola/sdk'
import type { Db, MigrationStep, Sql } from '../db/db.ts'

/** What the database remembers of a field: enough to know a change when it comes. */
export interface StoredField {
  type: FieldDef['type']
  /** The model no longer has it; the values are kept. */
  archived: boolean
}

/** What the database remembers of a model, in use or not. */
export interface StoredModel {
  id: string
  fields: Record<string, StoredField>
}

export const modelSteps: MigrationStep[] = [
  {
    id: 'models-1',
    sqlite: [
      'create table record_model (id text primary key, fields text not null, at integer not null) without rowid',
    ],
    postgres: ['create table record_model (id text primary key, fields text not null, at bigint not null)'],
  },
  {
    // Which fields the search columns of a table cover.
    id: 'search-1',
    sqlite: ['create table record_search (model text primary key, covers text not null) without rowid'],
    postgres: ['create table record_search (model text primary key, covers text not null)'],
  },
]

export async function readStored(on: Sql, id: string): Promise<StoredModel | undefined> {
  const row = await on.get<{ fields: string }>('select fields from record_model where id = ?', [id])
  return row && { id, fields: JSON.parse(row.fields) }
}

/** Every model that ever had a table. */
export async function storedIds(db: Db): Promise<string[]> {
  return (await db.read.all<{ id: string }>('select id from record_model')).map(({ id }) => id)
}

/** The fields of a definition, and those it once had as archived ones. */
export function mergeStored(before: StoredModel | undefined, def: ModelDef): StoredModel['fields'] {
  const fields: [string, StoredField][] = Object.entries(before?.fields ?? {}).map(([name, field]) => [
    name,
    { type: field.type, archived: true },
  ])
  for (const [name, { type }] of Object.entries(def.fields)) fields.push([name, { type, archived: false }])
  return Object.fromEntries(fields)
}

export async function writeStored(
  tx: Sql,
  id: string,
  fields: StoredModel['fields'],
  at: number,
): Promise<void> {
  await tx.run(
    `insert into record_model (id, fields, at) values (?, ?, ?)
     on conflict (id) do update set fields = excluded.fields, at = excluded.at`,
    [id, JSON.stringify(fields), at],
  )
}
