import type { Approval, Reason } from '@saola/kernel'

/** Kind `modules`: what an administrator wants of a plugin. The id is the plugin's. */
export interface ModuleDocument {
  state: 'on' | 'off'
  version?: string
  approved: Approval
  /** Raised by each enable, so that a module that failed is tried again. */
  attempt?: number
  /** What ran before this version; goes back to it when this one does not start. */
  previous?: { version: string; approved: Approval }
  /** A version that was tried and given up. */
  failed?: { version: string; reason: Reason }
}

/** Kind `packages`: one installed package, id `<plugin>@<version>`. Its bytes are in a table of their own. */
export interface PackageDocument {
  plugin: string
  version: string
  sha256: string
  size: number
  /** Detached signature; which keys are trusted is decided anew whenever it is read. */
  signature?: { algorithm: string; sha256: string; key: string; signature: string }
}
