export * from './copy/index.ts'
export type { DatabaseOptions, Db, MigrationStep, Sql, SqlValue, Step, TxOptions } from './db.ts'
export { openDatabase } from './open.ts'
export { UniqueViolation } from './problems.ts'
