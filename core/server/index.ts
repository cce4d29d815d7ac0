export {
  ConfigStore,
  Configuration,
  type ModuleDocument,
  type PackageDocument,
} from './configuration/index.ts'
export * from './environment/index.ts'
export { PROBLEM_CODES } from './http/index.ts'
export { createToken, type DemoAccount, migrateIdentity, type ShownAccount } from './identity/index.ts'
export * from './main.ts'
export {
  type Installed,
  installPackage,
  isSignedBy,
  migratePackages,
  type PackageSignature,
  Packages,
  Switches,
} from './modules/index.ts'
export { createLog } from './observe/index.ts'
