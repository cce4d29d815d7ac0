export * from './binder.ts'
export * from './feature.ts'
export * from './files.ts'
export * from './storage.ts'
