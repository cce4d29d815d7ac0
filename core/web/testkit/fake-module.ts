import type { Text } from '@saola/sdk'
import type { UiDocument, UiModule } from '@saola/sdk-web'
import type { ExampleModule } from './example-modules.ts'

export interface FakeModule extends ExampleModule {
  state: UiModule['state']
  reason?: { code: string; text: Text; culprit?: string }
  approved: { capabilities: string[]; mounts: string[]; native: string[]; unsigned?: boolean }
  versions: string[]
  signature: 'workspace' | 'trusted' | 'unsigned'
  faults: { at: string; what: string; message: string }[]
}

/** Adds a module to the document as the real centre would for somebody who may see everything. */
export function describeModule({ manifest, state, faults }: FakeModule, document: UiDocument): void {
  const base = `/ui/${manifest.id}/${manifest.version}`
  const file = (path: string) => `${base}/${path.replace(/^\.\//, '')}`
  document.modules.push({
    id: manifest.id,
    version: manifest.version,
    state,
    name: manifest.name,
    icon: manifest.icon,
    styles: (manifest.styles ?? []).map(file),
    faults: faults.length,
  })
  if (state !== 'on' || document.user === null) return
  const own = { plugin: manifest.id }
  const contributed = manifest.contributes
  const withCode = (data: { ui?: { module: string; export: string } }) =>
    data.ui === undefined ? {} : { ui: { url: file(data.ui.module), export: data.ui.export } }
  for (const [name, data] of Object.entries(contributed.widgets ?? {})) {
    document.widgets[`${manifest.id}.${name}`] = { ...data, ...own, ...withCode(data as object) } as never
  }
  for (const [name, data] of Object.entries(contributed.pages ?? {})) {
    document.pages[`${manifest.id}.${name}`] = { ...data, ...own, ...withCode(data as object) } as never
  }
  for (const [name, data] of Object.entries(contributed.mapLayers ?? {})) {
    document.mapLayers[`${manifest.id}.${name}`] = { ...data, ...own }
  }
  for (const [name, data] of Object.entries(contributed.dashboards ?? {})) {
    document.dashboards[`${manifest.id}.${name}`] = { ...data, ...own }
  }
  for (const [name, data] of Object.entries(contributed.models ?? {})) {
    document.models[`${manifest.id}.${name}`] = {
      ...data,
      ...own,
      can: ['read', 'create', 'update', 'delete'],
    }
  }
  document.locales[manifest.id] = contributed.locales as UiDocument['locales'][string]
}

/** A module as `GET /api/modules` tells it. */
export function statusOf(module: FakeModule): object {
  const { manifest, state, reason, approved, versions, signature, faults } = module
  const { id, version, name, description, icon, vendor } = manifest
  return {
    ...{
      id,
      version,
      versions,
      state,
      reason,
      name,
      description,
      icon,
      vendor,
      manifest,
      approved,
      signature,
    },
    origin: signature === 'workspace' ? 'workspace' : 'installed',
    faults,
    counters: { calls: state === 'on' ? 1204 : 0, errors: faults.length, denied: 0, ms: 320 },
  }
}

/** What a switch would do, without the effects that only the real centre knows. */
export function planOf({ manifest, state, approved, reason }: FakeModule, to: 'on' | 'off') {
  const lacking = (wanted: readonly string[] | undefined, held: readonly string[]) =>
    (wanted ?? []).filter((one) => !held.includes(one))
  const changes = state === to ? [] : Object.entries(manifest.contributes)
  return {
    id: manifest.id,
    from: { state: state === 'on' ? 'on' : 'off', version: manifest.version },
    to: { state: to, version: manifest.version },
    contributions: changes.flatMap(([point, all]) =>
      Object.entries(all as Record<string, { label?: Text }>).map(([name, { label }]) => ({
        point,
        id: `${manifest.id}.${name}`,
        change: to === 'on' ? 'adds' : 'removes',
        label,
      })),
    ),
    effects: [],
    missing: {
      capabilities: lacking(manifest.capabilities, approved.capabilities),
      mounts: lacking(manifest.mounts, approved.mounts),
      native: lacking(manifest.native, approved.native),
    },
    blockedBy: reason && state === 'blocked' ? [reason] : [],
  }
}
