import { createRequire } from 'node:module'

// Loaded as ES modules, each of its 143 files makes Node parse the builder's package.json of 180 kB again: a second
// of every start and of every command. The same code as CommonJS takes an eighth of that.
const load = createRequire(import.meta.url)

export const { and, eq, isNotNull, isNull, sql } = load('drizzle-orm') as typeof import('drizzle-orm')
export const pgCore = load('drizzle-orm/pg-core') as typeof import('drizzle-orm/pg-core')
export const pgProxy = load('drizzle-orm/pg-proxy') as typeof import('drizzle-orm/pg-proxy')
export const sqliteCore = load('drizzle-orm/sqlite-core') as typeof import('drizzle-orm/sqlite-core')
export const sqliteProxy = load('drizzle-orm/sqlite-proxy') as typeof import('drizzle-orm/sqlite-proxy')
