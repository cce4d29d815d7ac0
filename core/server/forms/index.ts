export * from './feature.ts'
export * from './guard.ts'
export * from './idempotency.ts'
export * from './tokens.ts'
