export * from './feature.ts'
export * from './list-query.ts'
export * from './records-api.ts'
