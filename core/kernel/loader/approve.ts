import type { Manifest } from '@saola/sdk'
import type { Approval, FoundPackage } from './state.ts'

/** What a package asks for and nobody has approved yet. */
export function missingApproval(
  manifest: Manifest,
  approved: Approval,
  signature: FoundPackage['signature'],
): Approval {
  const without = (asked: readonly string[] | undefined, granted: string[]) =>
    (asked ?? []).filter((one) => !granted.includes(one))
  return {
    capabilities: without(manifest.capabilities, approved.capabilities),
    mounts: without(manifest.mounts, approved.mounts),
    native: without(manifest.native, approved.native),
    ...(signature === 'unsigned' && approved.unsigned !== true ? { unsigned: true } : {}),
  }
}

export function isApproved(missing: Approval): boolean {
  return (
    missing.capabilities.length + missing.mounts.length + missing.native.length === 0 && !missing.unsigned
  )
}
