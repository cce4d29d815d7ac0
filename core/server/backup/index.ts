export { type BackUpOptions, backUp, type CentrePlace } from './back-up.ts'
export type { BackupManifest } from './manifest.ts'
export { BackupError } from './problem.ts'
export { restore } from './restore.ts'
