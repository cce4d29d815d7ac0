import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import semver from 'semver'
import type { FoundPackage } from './state.ts'

/** The packages that were found, by module. */
export class Packages {
  #found: FoundPackage[] = []

  /** A package that was found again unchanged stays the same object, so that nothing restarts because of it. */
  set(found: FoundPackage[]): void {
    const before = new Map(this.#found.map((pack) => [JSON.stringify(pack), pack]))
    this.#found = found.map((pack) => before.get(JSON.stringify(pack)) ?? pack)
  }

  get all(): readonly FoundPackage[] {
    return this.#found
  }

  /** Newest first, usable ones before broken ones. */
  versions(id: string): FoundPackage[] {
    return this.#found
      .filter((pack) => pack.id === id)
      .sort((a, b) => Number(!!a.error) - Number(!!b.error) || semver.rcompare(a.version, b.version))
  }

  /** The version asked for, or the newest. A package of the workspace stands in for each version that it was. */
  pick(id: string, version?: string): FoundPackage | undefined {
    const versions = this.versions(id)
    if (version === undefined) return versions[0]
    const exact = versions.find((pack) => pack.version === version)
    return exact ?? versions.find((pack) => pack.origin === 'workspace')
  }
}

/** Node never unloads a module: the same file is imported once, a file with another content under another URL. */
export function importModule(pack: FoundPackage | undefined, module: string): Promise<unknown> {
  if (!pack) throw new Error(`no package holds ${module}`)
  const path = module.replace(/^\.\//, '')
  const hash = pack.manifest?.files[path]
  if (!hash || path.split('/').includes('..')) throw new Error(`${module} is not a file of ${pack.id}`)
  return import(`${pathToFileURL(join(pack.dir, path)).href}?v=${hash.slice(0, 16)}`)
}
