import { join } from 'node:path'
import type { Db } from '@saola/records'
import type { Terminal } from './command.ts'

/** Opens the database of the centre that the environment names, for as long as `use` runs. */
export async function withDatabase<T>(terminal: Terminal, use: (db: Db) => Promise<T>): Promise<T> {
  const [{ readEnvironment }, { openDatabase }] = await Promise.all([
    import('@saola/server'),
    import('@saola/records'),
  ])
  const { databaseUrl, dataDir } = readEnvironment(terminal.env, terminal.cwd)
  const db = await openDatabase({ url: databaseUrl, file: join(dataDir, 'saola.db') })
  try {
    return await use(db)
  } finally {
    await db.close()
  }
}
