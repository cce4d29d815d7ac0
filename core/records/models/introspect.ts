import type { Db, Sql } from '../db/db.ts'

/** What a table really is. */
export interface Found {
  columns: Set<string>
  /** Our indexes by name; false for one whose building was cut short. */
  indexes: Map<string, boolean>
}

/** Null when there is no such table. */
export async function introspect(dialect: Db['dialect'], on: Sql, table: string): Promise<Found | null> {
  const columns = await on.all<{ name: string }>(
    dialect === 'sqlite'
      ? 'select name from pragma_table_info(?)'
      : `select column_name as name from information_schema.columns
         where table_schema = current_schema() and table_name = ?`,
    [table],
  )
  if (columns.length === 0) return null
  const indexes = await on.all<{ name: string; valid: boolean | number }>(
    dialect === 'sqlite'
      ? "select name, 1 as valid from sqlite_master where type = 'index' and tbl_name = ? and name like 'ix!_%' escape '!'"
      : `select c.relname as name, i.indisvalid as valid
         from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
         where t.relname = ? and t.relnamespace = current_schema()::regnamespace and c.relname like 'ix!_%' escape '!'`,
    [table],
  )
  return {
    columns: new Set(columns.map(({ name }) => name)),
    indexes: new Map(indexes.map(({ name, valid }) => [name, Boolean(valid)])),
  }
}
