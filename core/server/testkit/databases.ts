import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { describe, onTestFinished } from 'vitest'

/** Where a centre of one test keeps its data. Several centres on it act like several processes. */
export interface TestStore {
  dataDir: string
  /** Undefined means SQLite inside `dataDir`. */
  databaseUrl?: string
}

/** A store that outlives one test: whoever made it removes it. */
export interface KeptStore extends TestStore {
  remove(): Promise<void>
}

const admin = process.env.TEST_PG_URL

/**
 * Runs a suite on each database. `store` makes one that goes when the test ends, `keep` one for the whole suite. CI
 * must have both databases; elsewhere a missing PostgreSQL is skipped and says so.
 */
export function onEachDatabase(
  name: string,
  suite: (store: () => Promise<TestStore>, keep: () => Promise<KeptStore>) => void,
): void {
  describe(`${name} on SQLite`, () => suite(() => forThisTest(keepSqlite), keepSqlite))
  onPostgres(name, suite)
}

/** Runs a suite on PostgreSQL alone, as {@link onEachDatabase} does. */
export function onPostgres(name: string, suite: Parameters<typeof onEachDatabase>[1]): void {
  const run = (keep: () => Promise<KeptStore>) => () => suite(() => forThisTest(keep), keep)
  if (admin)
    describe(
      `${name} on PostgreSQL`,
      run(() => keepPostgres(admin)),
    )
  else if (process.env.CI) throw new Error('TEST_PG_URL is missing: CI runs every test on PostgreSQL too')
  else describe.skip(`${name} on PostgreSQL (TEST_PG_URL is not set)`, run(keepSqlite))
}

/** A folder that goes when the test ends. */
export function sqliteStore(): Promise<TestStore> {
  return forThisTest(keepSqlite)
}

async function forThisTest(keep: () => Promise<KeptStore>): Promise<TestStore> {
  const { remove, ...store } = await keep()
  onTestFinished(remove)
  return store
}

async function keepSqlite(): Promise<KeptStore> {
  const dataDir = await mkdtemp(join(tmpdir(), 'saola-server-'))
  return { dataDir, remove: () => rm(dataDir, { recursive: true, force: true }) }
}

async function keepPostgres(url: string): Promise<KeptStore> {
  const name = `server_${randomBytes(6).toString('hex')}`
  await administer(url, `create database ${name} encoding 'UTF8' template template0`)
  const own = new URL(url)
  own.pathname = `/${name}`
  const folder = await keepSqlite()
  const remove = async () => {
    await administer(url, `drop database if exists ${name} with (force)`)
    await folder.remove()
  }
  return { dataDir: folder.dataDir, databaseUrl: own.href, remove }
}

async function administer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(sql).finally(() => client.end())
}
