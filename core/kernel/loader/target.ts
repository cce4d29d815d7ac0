import type { Manifest } from '@saola/sdk'
import type { Owner } from '../owner/owner.ts'
import type { Contributed, Registry } from '../registry/registry.ts'
import { isApproved, missingApproval } from './approve.ts'
import { reason } from './discover.ts'
import type { Packages } from './packages.ts'
import { resolve, type Wanted } from './resolve.ts'
import type { Approval, Desired, DesiredModule, FoundPackage, Reason, StudioModule } from './state.ts'
import { verify } from './verify.ts'

/** What a module should run now. */
export interface Target extends Wanted {
  manifest: Manifest
  pack?: FoundPackage
  capabilities: string[]
  kind: Owner['kind']
  contributed: Contributed
  /** Equal keys mean: nothing has changed since the last failure. */
  key: string
}

export interface Trouble {
  state: 'failed' | 'blocked'
  reason: Reason
  /** Key of the target that failed; empty when there was none. */
  key: string
}

export interface Targets {
  /** By level: each needs only earlier ones. */
  levels: Target[][]
  troubles: Map<string, Trouble>
}

/** The phases before anything happens: verify, approve, resolve. */
export function targetsOf(desired: Desired, packages: Packages, registry: Registry, engine: string): Targets {
  const targets = new Map<string, Target>()
  const troubles = new Map<string, Trouble>()
  const trouble = (id: string, state: Trouble['state'], why: Reason) =>
    troubles.set(id, { state, reason: why, key: '' })
  for (const [id, module] of Object.entries(desired.modules)) {
    if (module.state !== 'on') continue
    const pack = packages.pick(id, module.version)
    const wrong = pack ? verify(pack, engine, registry) : missingPackage(id, module.version)
    if (wrong || !pack?.manifest) {
      trouble(id, 'failed', wrong ?? missingPackage(id, module.version))
      continue
    }
    const missing = missingApproval(pack.manifest, module.approved, pack.signature)
    if (isApproved(missing)) targets.set(id, target(pack.manifest, 'plugin', desired, registry, module, pack))
    else trouble(id, 'blocked', notApproved(missing))
  }
  for (const [id, module] of Object.entries(desired.studio)) {
    if (!targets.has(id))
      targets.set(id, target(studioManifest(id, module, engine), 'studio', desired, registry))
  }
  const { levels, blocked } = resolve([...targets.values()])
  for (const [id, why] of blocked) trouble(id, 'blocked', why)
  const byLevel = levels.map((ids) => ids.flatMap((id) => targets.get(id) ?? []))
  return { levels: byLevel, troubles }
}

/** Who would be blocked, and why, if these modules were wanted. */
export function blockedAmong(
  modules: Record<string, DesiredModule>,
  packages: Packages,
): Map<string, Reason> {
  const wanted: Wanted[] = []
  for (const [id, module] of Object.entries(modules)) {
    const manifest = module.state === 'on' ? packages.pick(id, module.version)?.manifest : undefined
    if (!manifest) continue
    const { version, requires = {}, optional = {} } = manifest
    wanted.push({ id, version, requires, optional })
  }
  return resolve(wanted).blocked
}

/** Contributions after an administrator's overrides. */
export function effective(manifest: Manifest, desired: Desired, registry: Registry): Contributed {
  const result: Contributed = {}
  for (const [point, entries] of Object.entries(manifest.contributes as Contributed)) {
    const overrides = desired.overrides[point] ?? {}
    result[point] = {}
    for (const [name, data] of Object.entries(entries)) {
      const patch = overrides[`${manifest.id}.${name}`]
      result[point][name] = patch ? registry.merged(point, data, patch) : data
    }
  }
  return result
}

function target(
  manifest: Manifest,
  kind: Owner['kind'],
  desired: Desired,
  registry: Registry,
  module?: DesiredModule,
  pack?: FoundPackage,
): Target {
  const { id, version, requires = {}, optional = {} } = manifest
  const contributed = effective(manifest, desired, registry)
  const native = (module?.approved.native ?? []).map((name) => `native:${name}`)
  const capabilities = [...(module?.approved.capabilities ?? []), ...native]
  const key = JSON.stringify([version, pack?.dir, module, contributed])
  return { id, version, requires, optional, manifest, pack, kind, capabilities, contributed, key }
}

function notApproved(missing: Approval): Reason {
  const { capabilities, mounts, native, unsigned } = missing
  const list = [...capabilities, ...mounts, ...native, ...(unsigned ? ['unsigned'] : [])].join(', ')
  return reason('approval-required', `Chưa duyệt: ${list}`, `Not approved: ${list}`)
}

function studioManifest(id: string, module: StudioModule, engine: string): Manifest {
  const { name, contributes } = module
  return { manifest: 1, id, version: '0.0.0', engine: `^${engine}`, name, contributes, files: {} }
}

function missingPackage(id: string, version?: string): Reason {
  const what = version ? `${id} ${version}` : id
  return reason(
    'package-missing',
    `Không có gói ${what} trên máy này`,
    `There is no package ${what} on this machine`,
    id,
  )
}
