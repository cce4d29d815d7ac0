import type { Desired, DesiredModule, StudioModule } from '@saola/kernel'
import type { Contributions, Text } from '@saola/sdk'
import type { ModuleDocument } from './module-document.ts'
import type { Snapshot } from './store.ts'

/** Points whose contributions an administrator may make, or change on a plugin. Each is a kind of document. */
export const STUDIO_POINTS = [
  'models',
  'permissions',
  'roles',
  'widgets',
  'pages',
  'mapLayers',
  'dashboards',
  'units',
] as const
export type StudioPoint = (typeof STUDIO_POINTS)[number]

/** Kind of the documents that change contributions of plugins: what they hold is a JSON merge patch. */
export function overrideKind(point: StudioPoint): string {
  return `${point}-overrides`
}

/** Kind `studio-modules`: name and state of a module made in the Studio. */
export interface StudioModuleDocument {
  name: Text
  state?: 'on' | 'off'
}

/** What every process works towards, out of the documents. */
export function desiredOf(snapshot: Snapshot): Desired {
  const modules: Record<string, DesiredModule> = {}
  for (const { id, data } of snapshot.all<ModuleDocument>('modules')) {
    const { state, version, approved, attempt, failed } = data
    modules[id] = { state, version, approved, attempt, failed }
  }
  const studio: Record<string, StudioModule> = {}
  const overrides: Desired['overrides'] = {}
  for (const point of STUDIO_POINTS) {
    for (const { id, data } of snapshot.all<Record<string, unknown>>(point)) {
      const { module, name } = splitId(id)
      const document = snapshot.get<StudioModuleDocument>('studio-modules', module)?.data
      if (document?.state === 'off') {
        modules[module] = { state: 'off', approved: { capabilities: [], mounts: [], native: [] } }
        continue
      }
      studio[module] ??= { name: document?.name ?? { vi: module, en: module }, contributes: {} }
      const contributes = studio[module].contributes as Record<string, Record<string, unknown>>
      contributes[point] ??= {}
      contributes[point][name] = data
    }
    for (const { id, data } of snapshot.all<Record<string, unknown>>(overrideKind(point))) {
      overrides[point] ??= {}
      overrides[point][id] = data
    }
  }
  return { revision: snapshot.revision, modules, studio, overrides }
}

/** Contributions of one module of the Studio. */
export function studioContributions(desired: Desired, module: string): Contributions {
  return desired.studio[module]?.contributes ?? {}
}

/** The parts of `<module>.<name>`; without a dot the name is empty. */
export function splitId(id: string): { module: string; name: string } {
  const dot = id.indexOf('.')
  return dot < 0 ? { module: id, name: '' } : { module: id.slice(0, dot), name: id.slice(dot + 1) }
}
