export * from './backup/index.ts'
export {
  ConfigStore,
  Configuration,
  type ModuleDocument,
  type PackageDocument,
} from './configuration/index.ts'
export * from './environment/index.ts'
export { PROBLEM_CODES } from './http/index.ts'
export {
  createToken,
  type DemoAccount,
  migrateIdentity,
  revokeToken,
  type ShownAccount,
} from './identity/index.ts'
export * from './main.ts'
export { type EnableOptions, type ModuleItem, Modules, PackageStore } from './modules/index.ts'
export { createLog } from './observe/index.ts'
