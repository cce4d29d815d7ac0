export * from './draft.ts'
export * from './send.ts'
export * from './store.ts'
