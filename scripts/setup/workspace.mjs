import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'

const SKIPPED_FOLDERS = new Set(['node_modules', 'dist', 'data'])
const NOT_BUILT = /\.(test\.tsx?|md)$/
const TEST_KIT = '@saola/sdk-testing'
const MANIFEST_PARTS = [
  'name',
  'version',
  'bin',
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'peerDependencies',
]

/**
 * @typedef {object} WorkspacePackage
 * @property {string} name
 * @property {string} folder
 * @property {{ scripts?: Record<string, string>, [part: string]: unknown }} manifest
 * @property {string[]} uses workspace packages that must be built before it
 */

/** @returns {WorkspacePackage[]} every package of the workspace */
export function readPackages(root) {
  const packages = packageFolders(root).map((folder) => {
    const manifest = readJson(join(folder, 'package.json'))
    return { name: manifest.name, folder, manifest }
  })
  const names = new Set(packages.map(({ name }) => name))
  return packages.map((entry) => ({ ...entry, uses: usedPackages(entry.manifest, names) }))
}

/**
 * Packages with a build script, those used by others first.
 * @param {WorkspacePackage[]} packages
 * @returns {WorkspacePackage[]}
 */
export function buildOrder(packages) {
  const byName = new Map(packages.map((entry) => [entry.name, entry]))
  const ordered = []
  const visited = new Set()
  const visit = (entry, path) => {
    const repeated = path.indexOf(entry.name)
    if (repeated !== -1) {
      const circle = [...path.slice(repeated), entry.name].join(' → ')
      throw new Error(`packages use each other in a circle: ${circle}`)
    }
    if (visited.has(entry.name)) return
    for (const name of entry.uses) visit(byName.get(name), [...path, entry.name])
    visited.add(entry.name)
    ordered.push(entry)
  }
  for (const entry of packages) visit(entry, [])
  return ordered.filter(({ manifest }) => manifest.scripts?.build)
}

/** Changes when an install could come out differently. */
export function installFingerprint(root, packages) {
  const manifests = [readJson(join(root, 'package.json')), ...packages.map(({ manifest }) => manifest)]
  const hash = createHash('sha256')
  for (const manifest of manifests) hash.update(JSON.stringify(MANIFEST_PARTS.map((part) => manifest[part])))
  for (const name of ['pnpm-lock.yaml', 'pnpm-workspace.yaml']) hash.update(readFileSync(join(root, name)))
  return hash.digest('hex')
}

/** name → a hash that changes when a build of that package could come out differently. */
export function buildFingerprints(root, packages, installed) {
  const common = createHash('sha256')
    .update(installed)
    .update(readFileSync(join(root, 'tsconfig.json')))
    .digest('hex')
  const byName = new Map(packages.map((entry) => [entry.name, entry]))
  const done = new Map()
  const fingerprint = (name) => {
    const known = done.get(name)
    if (known) return known
    const { folder, uses } = byName.get(name)
    const hash = createHash('sha256').update(common)
    for (const file of sourceFiles(folder))
      hash.update(relative(folder, file)).update('\0').update(readFileSync(file))
    for (const used of uses) hash.update(fingerprint(used))
    const result = hash.digest('hex')
    done.set(name, result)
    return result
  }
  for (const { name } of packages) fingerprint(name)
  return done
}

function packageFolders(root) {
  const patterns = readPatterns(readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8'))
  return patterns
    .flatMap((pattern) =>
      pattern.endsWith('/*') ? subfolders(join(root, pattern.slice(0, -2))) : [join(root, pattern)],
    )
    .filter((folder) => existsSync(join(folder, 'package.json')))
    .sort()
}

/** The `packages:` list; a YAML parser is not available before the install. */
function readPatterns(text) {
  const lines = text.split('\n')
  const start = lines.findIndex((line) => line.trim() === 'packages:')
  const rest = lines.slice(start + 1)
  const end = rest.findIndex((line) => /^\S/.test(line))
  return rest
    .slice(0, end === -1 ? undefined : end)
    .map((line) => /^\s*-\s*["']?([^"'\s]+)/.exec(line)?.[1])
    .filter((pattern) => pattern !== undefined)
}

function subfolders(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name))
}

function usedPackages(manifest, names) {
  // Tests of a package may use the test kit, which itself is built on that package.
  const { [TEST_KIT]: _, ...development } = manifest.devDependencies ?? {}
  const declared = { ...manifest.dependencies, ...development, ...manifest.peerDependencies }
  const uses = Object.keys(declared).filter((name) => names.has(name))
  // A plugin is built by our own command, which its manifest need not list.
  const builtByCommand = /^saola\s/.test(manifest.scripts?.build ?? '')
  if (builtByCommand && names.has('@saola/cli') && !uses.includes('@saola/cli')) uses.push('@saola/cli')
  return uses.sort()
}

function sourceFiles(folder) {
  const found = []
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) {
      if (!SKIPPED_FOLDERS.has(entry.name) && !entry.name.startsWith('.')) found.push(...sourceFiles(path))
    } else if (entry.isFile() && !NOT_BUILT.test(basename(path)) && !path.endsWith('.tgz')) {
      found.push(path)
    }
  }
  return found.sort()
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new Error(`${file} is not valid JSON: ${error.message}`)
  }
}
