import type { DatabaseOptions, Db } from './db.ts'
import { openPostgres } from './postgres/postgres.ts'
import { openSqlite } from './sqlite/sqlite.ts'

/** Opens the database of a centre: PostgreSQL when a URL is given, else the SQLite file. */
export function openDatabase(options: DatabaseOptions): Promise<Db> {
  const { url, file, clock = Date.now, connections = 10, onError = () => {} } = options
  if (url) return openPostgres(url, { clock, connections, onError })
  if (file) return openSqlite(file, clock)
  throw new Error('openDatabase needs a url or a file')
}
