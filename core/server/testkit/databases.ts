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

const admin = process.env.TEST_PG_URL

/** Runs a suite on each database. CI must have both; elsewhere a missing PostgreSQL is skipped and says so. */
export function onEachDatabase(name: string, suite: (store: () => Promise<TestStore>) => void): void {
  describe(`${name} on SQLite`, () => suite(sqliteStore))
  if (admin) describe(`${name} on PostgreSQL`, () => suite(() => postgresStore(admin)))
  else if (process.env.CI) throw new Error('TEST_PG_URL is missing: CI runs every test on PostgreSQL too')
  else describe.skip(`${name} on PostgreSQL (TEST_PG_URL is not set)`, () => suite(sqliteStore))
}

/** A folder that goes when the test ends. */
export async function sqliteStore(): Promise<TestStore> {
  const dataDir = await mkdtemp(join(tmpdir(), 'saola-server-'))
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
  return { dataDir }
}

async function postgresStore(url: string): Promise<TestStore> {
  const name = `server_${randomBytes(6).toString('hex')}`
  await administer(url, `create database ${name} encoding 'UTF8' template template0`)
  onTestFinished(() => administer(url, `drop database if exists ${name} with (force)`))
  const own = new URL(url)
  own.pathname = `/${name}`
  return { ...(await sqliteStore()), databaseUrl: own.href }
}

async function administer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(sql).finally(() => client.end())
}
