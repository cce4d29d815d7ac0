import type { Contributions, Manifest, Text } from '@saola/sdk'
import type { Counters, Fault } from '../owner/runtime.ts'

/** A package as it was found; `error` says why it cannot be used. */
export interface FoundPackage {
  id: string
  version: string
  /** Folder that holds `manifest.json`. */
  dir: string
  origin: 'workspace' | 'installed'
  signature: 'workspace' | 'trusted' | 'unsigned'
  manifest?: Manifest
  error?: Reason
}

/** Why a module is not what was asked for. */
export interface Reason {
  code: string
  text: Text
  /** The module, capability or file at fault. */
  culprit?: string
}

export interface Approval {
  capabilities: string[]
  mounts: string[]
  native: string[]
  /** Runs although no trusted key has signed it. */
  unsigned?: boolean
}

export interface DesiredModule {
  state: 'on' | 'off'
  /** Default: the newest one found. */
  version?: string
  approved: Approval
  /** Raised to try a failed module again. */
  attempt?: number
  /** A version that was tried and given up, with the reason. */
  failed?: { version: string; reason: Reason }
}

/** A module made in the Studio: contributions as data. */
export interface StudioModule {
  name: Text
  contributes: Contributions
}

/** What every process works towards. */
export interface Desired {
  revision: number
  modules: Record<string, DesiredModule>
  studio: Record<string, StudioModule>
  /** Point → full id → JSON merge patch (RFC 7396). */
  overrides: Record<string, Record<string, Record<string, unknown>>>
}

export type ModuleState = 'off' | 'on' | 'failed' | 'blocked'

export interface ModuleStatus {
  id: string
  /** The running version; else the one that would run. */
  version: string
  versions: string[]
  state: ModuleState
  reason?: Reason
  name: Text
  description?: Text
  icon?: string
  vendor?: string
  origin: 'workspace' | 'installed' | 'studio'
  signature: 'workspace' | 'trusted' | 'unsigned'
  manifest?: Manifest
  approved: Approval
  faults: Fault[]
  counters: Counters
}

export const NOTHING_APPROVED: Approval = { capabilities: [], mounts: [], native: [] }
