import { open } from 'node:fs/promises'
import Database from 'better-sqlite3'

/**
 * Writes what a SQLite file holds at one moment into a new file, while others go on reading and writing. Throws when
 * the copy is not sound or `to` exists.
 */
export async function copySqlite(from: string, to: string): Promise<void> {
  const source = new Database(from, { readonly: true, fileMustExist: true })
  try {
    source.pragma('busy_timeout = 5000')
    // The online backup begins anew at every write of another process; this reads one snapshot.
    source.prepare('vacuum into ?').run(to)
  } finally {
    source.close()
  }
  checkSqlite(to)
  const file = await open(to, 'r')
  await file.sync().finally(() => file.close())
}

/** Throws when SQLite finds the file damaged. */
export function checkSqlite(file: string): void {
  const database = new Database(file, { readonly: true, fileMustExist: true })
  try {
    const found = database.pragma('integrity_check(3)', { simple: true })
    if (found !== 'ok') throw new Error(`${file} is damaged: ${String(found)}`)
  } finally {
    database.close()
  }
}
