import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { describe } from 'vitest'
import { type DatabaseOptions, type Db, openDatabase } from '../index.ts'

/** A database of one test file: several `open` act like several processes on it. */
export interface TestDatabase {
  readonly options: DatabaseOptions
  open(more?: Partial<DatabaseOptions>): Promise<Db>
  remove(): Promise<void>
}

const url = process.env.TEST_PG_URL

/**
 * Runs a suite on each database. Without PostgreSQL its half is skipped and says so; CI must have both.
 */
export function onEachDatabase(name: string, suite: (make: () => Promise<TestDatabase>) => void): void {
  describe(`${name} on SQLite`, () => suite(makeSqlite))
  if (url) describe(`${name} on PostgreSQL`, () => suite(() => makePostgres(url)))
  else if (process.env.CI) throw new Error('TEST_PG_URL is missing: CI runs every test on PostgreSQL too')
  else describe.skip(`${name} on PostgreSQL (TEST_PG_URL is not set)`, () => suite(makeSqlite))
}

function tracked(options: DatabaseOptions, drop: () => Promise<void>): TestDatabase {
  const opened: Db[] = []
  return {
    options,
    async open(more) {
      const db = await openDatabase({ ...options, ...more })
      opened.push(db)
      return db
    },
    async remove() {
      await Promise.all(opened.map((db) => db.close().catch(() => {})))
      await drop()
    },
  }
}

export async function makeSqlite(): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'saola-records-'))
  return tracked({ file: join(folder, 'saola.db') }, async () => rmSync(folder, { recursive: true }))
}

async function makePostgres(admin: string): Promise<TestDatabase> {
  const name = `records_${randomBytes(6).toString('hex')}`
  await administer(admin, `create database ${name} encoding 'UTF8' template template0`)
  const own = new URL(admin)
  own.pathname = `/${name}`
  return tracked({ url: own.href }, () => administer(admin, `drop database if exists ${name} with (force)`))
}

async function administer(admin: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: admin })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
