export { type ExportSources, exportCsv } from './export.ts'
export { exportQuery } from './query.ts'
