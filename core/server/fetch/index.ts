export * from './address.ts'
export * from './feature.ts'
export type { GuardOptions, ResolveAll } from './guard.ts'
