import type { CodeRef, Contributions, Manifest, PluginDefinition } from '@saola/sdk'

/** Where the code of a definition will be found: `server` for functions, `ui` for each UI file. */
export interface ModulePaths {
  server: string
  /** `./ui/gauge.tsx` → `./ui/gauge.js` */
  ui: (source: string) => string
  /** `./portal/new.tsx` → `./portal/new.server.js`, which renders the page on the server. */
  portal?: (source: string) => string
}

type Tree = { [key: string]: unknown }

const HEAD = [
  'id',
  'version',
  'engine',
  'name',
  'description',
  'icon',
  'vendor',
  'license',
  'requires',
  'optional',
  'capabilities',
  'mounts',
  'refusals',
  'native',
  'settings',
] as const

/**
 * The manifest of a definition: each function becomes a reference to its place in the definition, each UI file a
 * reference to the module it is built into. `files` is left for whoever writes the package.
 */
export function toManifest(definition: PluginDefinition, paths: ModulePaths): Omit<Manifest, 'files'> {
  const head: Tree = {}
  for (const key of HEAD) if (definition[key] !== undefined) head[key] = definition[key]
  const contributes: Record<string, unknown> = {}
  for (const [point, entries] of Object.entries(definition)) {
    if ((HEAD as readonly string[]).includes(point) || point === 'start' || point === 'health') continue
    if (entries === undefined) continue
    if (point === 'extends') Object.assign(contributes, structuredClone(entries))
    else contributes[point] = replaceCode(entries, ['default', point], paths)
  }
  return {
    manifest: 1,
    ...(head as unknown as Omit<Manifest, 'manifest' | 'contributes' | 'files'>),
    contributes: contributes as Contributions,
    ...(definition.start ? { start: { module: paths.server, export: 'default.start' } } : {}),
    ...(definition.health ? { health: { module: paths.server, export: 'default.health' } } : {}),
  }
}

function replaceCode(value: unknown, path: string[], paths: ModulePaths): unknown {
  if (typeof value === 'function') return { module: paths.server, export: path.join('.') } satisfies CodeRef
  if (Array.isArray(value))
    return value.map((item, index) => replaceCode(item, [...path, String(index)], paths))
  if (value === null || typeof value !== 'object') return value
  const result: Tree = {}
  for (const [key, inner] of Object.entries(value)) {
    if (inner === undefined) continue
    const isUi = key === 'ui' && path.length === 3 && typeof inner === 'string'
    const isView = key === 'view' && path.length === 3 && path[1] === 'portalPages'
    if (isUi) result[key] = { module: paths.ui(inner), export: 'default' }
    else if (isView && typeof inner === 'string' && paths.portal) {
      result[key] = { module: paths.portal(inner), export: 'default' }
    } else result[key] = replaceCode(inner, [...path, key], paths)
  }
  return result
}

/** Whether a part of a contribution points to code. */
export function isCodeRef(value: unknown): value is CodeRef {
  if (value === null || typeof value !== 'object') return false
  const { module, export: name } = value as Partial<CodeRef>
  return typeof module === 'string' && typeof name === 'string'
}

/** Whether a contribution holds any reference to code, so that a new version of the code changes it. */
export function holdsCode(value: unknown): boolean {
  if (value === null || typeof value !== 'object') return false
  return isCodeRef(value) || Object.values(value).some(holdsCode)
}

/** Follows `default.routes.worst.run` from a loaded module, through own properties only. */
export function followExport(module: unknown, path: string): unknown {
  let at: unknown = module
  for (const key of path.split('.')) {
    if (at === null || (typeof at !== 'object' && typeof at !== 'function') || !Object.hasOwn(at, key))
      return undefined
    at = (at as Tree)[key]
  }
  return at
}
