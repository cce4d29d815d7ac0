export * from './environment.ts'
export * from './secret.ts'
