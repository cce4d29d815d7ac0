import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Manifest } from '@saola/sdk'
import semver from 'semver'
import type { FoundPackage, Reason } from './state.ts'

export interface DiscoverOptions {
  /** Folders whose children may be plugins (`plugins/`, `examples/`), each built into `dist/`. */
  workspace: string[]
  /** Where packages are unpacked: `<dir>/<id>/<version>/manifest.json`. */
  installed?: string
  /** What is known of the signature of an installed package. */
  signatureOf?: (id: string, version: string) => 'trusted' | 'unsigned'
}

const LARGEST_MANIFEST = 4 * 1024 * 1024

/** Reads the manifests of all packages without running a line of them. Folders without one are ignored. */
export async function discover(options: DiscoverOptions): Promise<FoundPackage[]> {
  const found: FoundPackage[] = []
  for (const folder of options.workspace) {
    for (const name of await children(folder)) {
      const pack = await readPackage(join(folder, name, 'dist'), 'workspace', () => 'workspace')
      if (pack) found.push(pack)
    }
  }
  for (const id of options.installed ? await children(options.installed) : []) {
    for (const version of await children(join(options.installed ?? '', id))) {
      const dir = join(options.installed ?? '', id, version)
      const pack = await readPackage(dir, 'installed', options.signatureOf ?? (() => 'unsigned'))
      if (pack && pack.id === id && pack.version === version) found.push(pack)
    }
  }
  return withoutCollisions(found)
}

async function readPackage(
  dir: string,
  origin: FoundPackage['origin'],
  signatureOf: (id: string, version: string) => FoundPackage['signature'],
): Promise<FoundPackage | undefined> {
  const file = join(dir, 'manifest.json')
  const size = await stat(file).then(
    (info) => info.size,
    () => -1,
  )
  if (size < 0) return undefined
  const broken = (error: Reason): FoundPackage => {
    const id = dir.split(/[\\/]/).at(origin === 'workspace' ? -2 : -2) ?? dir
    return { id, version: '0.0.0', dir, origin, signature: 'unsigned', error }
  }
  if (size > LARGEST_MANIFEST) {
    return broken(reason('manifest-invalid', 'Bản kê khai quá lớn', 'The manifest is too large', file))
  }
  let manifest: Manifest
  try {
    manifest = JSON.parse(await readFile(file, 'utf8')) as Manifest
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    return broken(
      reason(
        'manifest-invalid',
        `Bản kê khai không phải JSON: ${detail}`,
        `The manifest is not JSON: ${detail}`,
      ),
    )
  }
  if (
    typeof manifest?.id !== 'string' ||
    typeof manifest.version !== 'string' ||
    !semver.valid(manifest.version)
  ) {
    return broken(
      reason(
        'manifest-invalid',
        'Bản kê khai thiếu id hoặc version',
        'The manifest lacks an id or a version',
      ),
    )
  }
  const { id, version } = manifest
  return { id, version, dir, origin, signature: signatureOf(id, version), manifest }
}

/** Two packages of the same id and version: the first one found is used, the other is kept with its error. */
function withoutCollisions(found: FoundPackage[]): FoundPackage[] {
  const seen = new Map<string, FoundPackage>()
  for (const pack of found) {
    const key = `${pack.id}@${pack.version}`
    const first = seen.get(key)
    if (!first) seen.set(key, pack)
    else if (!pack.error) {
      pack.error = reason(
        'plugin-collision',
        `Trùng mã và phiên bản với một gói khác: ${key}`,
        `Another package has the same id and version: ${key}`,
        pack.id,
      )
    }
  }
  return found
}

async function children(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules')
    .map((entry) => entry.name)
    .sort()
}

export function reason(code: string, vi: string, en: string, culprit?: string): Reason {
  return { code, text: { vi, en }, ...(culprit === undefined ? {} : { culprit }) }
}
