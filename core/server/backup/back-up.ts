import { constants, existsSync } from 'node:fs'
import { copyFile, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { copySqlite, dumpPostgres } from '@saola/records'
import { type BackupManifest, FORMAT, MANIFEST } from './manifest.ts'
import { BackupError } from './problem.ts'
import { sumFiles, writeSums } from './sums.ts'

/** Where a centre keeps what it has. */
export interface CentrePlace {
  dataDir: string
  /** `postgres://…`; undefined means SQLite inside `dataDir`. */
  databaseUrl?: string | undefined
}

export interface BackUpOptions {
  clock?: () => number
  /** Version of Saola. */
  engine: string
  signal?: AbortSignal | undefined
}

/**
 * Copies a centre into a new folder while it runs: the database as it is at one moment, the accounts, the secret and
 * every file that a record has. The folder appears whole or not at all.
 */
export async function backUp(
  { dataDir, databaseUrl }: CentrePlace,
  to: string,
  { clock = Date.now, engine, signal }: BackUpOptions,
): Promise<BackupManifest> {
  if (existsSync(to)) throw new BackupError(`${to} exists already. Give the name of a new folder.`)
  if (!databaseUrl && !existsSync(join(dataDir, 'saola.db')))
    throw new BackupError(
      `There is no centre in ${dataDir}: it has no saola.db. SAOLA_DATA names the folder.`,
    )
  const at = new Date(clock()).toISOString()
  const aside = `${to}.partial`
  await rm(aside, { recursive: true, force: true })
  await mkdir(dirname(to), { recursive: true })
  // What is inside tells of people: nobody but its owner looks in.
  await mkdir(aside, { mode: 0o700 })
  try {
    const tables = await copyDatabases({ dataDir, databaseUrl }, aside, signal)
    signal?.throwIfAborted()
    // A file keeps its bytes for a day after no record has it: those that the copy knows of are all still there.
    const files = await copyFiles(join(dataDir, 'files'), join(aside, 'files'), signal)
    const manifest: BackupManifest = {
      format: FORMAT,
      engine,
      at,
      database: databaseUrl ? 'postgres' : 'sqlite',
      files,
      ...(tables ? { tables } : {}),
    }
    await writeFile(join(aside, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`)
    await writeSums(aside, await sumFiles(aside))
    await rename(aside, to)
    return manifest
  } catch (error) {
    await rm(aside, { recursive: true, force: true })
    throw error
  }
}

async function copyDatabases(
  { dataDir, databaseUrl }: CentrePlace,
  to: string,
  signal?: AbortSignal,
): Promise<BackupManifest['tables']> {
  if (existsSync(join(dataDir, 'secret')))
    await copyFile(join(dataDir, 'secret'), join(to, 'secret'), constants.COPYFILE_EXCL)
  if (databaseUrl) return dumpPostgres(databaseUrl, join(to, 'database.dump'), signal)
  await copySqlite(join(dataDir, 'saola.db'), join(to, 'saola.db'))
  // After the records: whoever they name has an account in the copy.
  if (existsSync(join(dataDir, 'identity.db')))
    await copySqlite(join(dataDir, 'identity.db'), join(to, 'identity.db'))
  return undefined
}

/** Copies every content that is whole; one that goes meanwhile belonged to no record. */
async function copyFiles(from: string, to: string, signal?: AbortSignal): Promise<number> {
  const entries = await readdir(from, { recursive: true, withFileTypes: true }).catch(() => [])
  const contents = new Set<string>()
  for (const entry of entries) {
    signal?.throwIfAborted()
    const folder = relative(from, entry.parentPath)
    if (!entry.isFile() || folder.startsWith('.')) continue
    await mkdir(join(to, folder), { recursive: true })
    const target = join(to, folder, entry.name)
    try {
      await copyFile(join(entry.parentPath, entry.name), target, constants.COPYFILE_FICLONE)
      contents.add(folder)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
  }
  return contents.size
}
