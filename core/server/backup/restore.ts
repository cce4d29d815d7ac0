import { existsSync } from 'node:fs'
import { chmod, cp, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { checkSqlite, restorePostgres, tablesOfPostgres } from '@saola/records'
import type { CentrePlace } from './back-up.ts'
import { type BackupManifest, MANIFEST, readManifest } from './manifest.ts'
import { BackupError } from './problem.ts'
import { differences, readSums, SUMS, sumFiles } from './sums.ts'

/** Names in a backup that are not part of a centre's data folder. */
const OWN = new Set([MANIFEST, SUMS, 'database.dump'])

/**
 * Puts a backup into an empty place. Everything is checked against its sums before the first byte is written, and what
 * PostgreSQL holds afterwards is counted again. The place gets all or, when something fails, nothing.
 */
export async function restore(
  from: string,
  { dataDir, databaseUrl }: CentrePlace,
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<BackupManifest> {
  const manifest = await readManifest(from)
  const kind = databaseUrl ? 'postgres' : 'sqlite'
  if (manifest.database !== kind)
    throw new BackupError(
      manifest.database === 'postgres'
        ? 'The backup is of a centre on PostgreSQL: set SAOLA_DATABASE_URL to an empty database.'
        : 'The backup is of a centre on SQLite: unset SAOLA_DATABASE_URL.',
    )
  await refuseOccupied({ dataDir, databaseUrl })
  const damaged = differences(await readSums(from), await sumFiles(from))
  if (damaged.length > 0)
    throw new BackupError(
      `The backup is damaged; nothing was restored. Wrong, missing or added: ${damaged.slice(0, 5).join(', ')}`,
    )
  const aside = `${dataDir}.restoring`
  await rm(aside, { recursive: true, force: true })
  await mkdir(dirname(dataDir), { recursive: true })
  await mkdir(aside, { mode: 0o700 })
  try {
    for (const name of await readdir(from)) {
      signal?.throwIfAborted()
      if (!OWN.has(name)) await cp(join(from, name), join(aside, name), { recursive: true })
    }
    if (existsSync(join(aside, 'secret'))) await chmod(join(aside, 'secret'), 0o600)
    if (databaseUrl) await restoreTables(databaseUrl, from, manifest, signal)
    else checkSqlite(join(aside, 'saola.db'))
    // Takes the place of an empty folder as well.
    await rename(aside, dataDir)
    return manifest
  } catch (error) {
    await rm(aside, { recursive: true, force: true })
    throw error
  }
}

async function refuseOccupied({ dataDir, databaseUrl }: CentrePlace): Promise<void> {
  const there = await readdir(dataDir).catch(() => [])
  if (there.length > 0)
    throw new BackupError(`${dataDir} is not empty. Restore into a new folder: SAOLA_DATA names it.`)
  const tables = databaseUrl ? await tablesOfPostgres(databaseUrl) : []
  if (tables.length > 0)
    throw new BackupError(
      `The database is not empty: it has ${tables.length} tables, for example ${tables[0]}. Make a new one.`,
    )
}

async function restoreTables(
  url: string,
  from: string,
  manifest: BackupManifest,
  signal?: AbortSignal,
): Promise<void> {
  const found = await restorePostgres(url, join(from, 'database.dump'), signal)
  const text = (sums: BackupManifest['tables']) =>
    new Map((sums ?? []).map(({ table, rows, sum }) => [table, `${rows} ${sum}`]))
  const wrong = differences(text(manifest.tables), text(found))
  if (wrong.length > 0)
    throw new BackupError(`The database does not hold what the backup held: ${wrong.slice(0, 5).join(', ')}`)
}
