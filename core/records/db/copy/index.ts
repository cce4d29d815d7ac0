export { dumpPostgres, restorePostgres, type TableSum, tablesOfPostgres } from './postgres.ts'
export { checkSqlite, copySqlite } from './sqlite.ts'
