export * from './point.ts'
export * from './portal.ts'
