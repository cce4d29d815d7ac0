import { dirname, join, normalize } from 'node:path/posix'
import { findImports, type Import } from './imports.ts'

/** A package of the workspace: its folder from the root, its name, and what its manifest declares. */
export interface Package {
  folder: string
  name: string
  declared: ReadonlySet<string>
}

interface Rule {
  /** Folders, or `sdk/*`, whose packages may be imported. */
  all: readonly string[]
  /** Folders of which only types may be imported. */
  types?: readonly string[]
}

/** Who may import whom. Packages of a folder without a row of its own share the row `folder/*`. */
const TABLE: Record<string, Rule> = {
  'sdk/plugin': { all: [], types: ['sdk/cql2'] },
  'sdk/cql2': { all: [], types: ['sdk/plugin'] },
  'sdk/web': { all: ['sdk/cql2'], types: ['sdk/plugin'] },
  'sdk/testing': { all: ['sdk/*', 'core/*'] },
  'sdk/create': { all: [] },
  'core/kernel': { all: ['sdk/plugin'] },
  'core/records': { all: ['sdk/plugin', 'sdk/cql2', 'core/kernel'] },
  'core/server': { all: ['sdk/plugin', 'sdk/cql2', 'core/kernel', 'core/records'] },
  'core/web': { all: ['sdk/web', 'sdk/cql2'], types: ['sdk/plugin'] },
  'core/cli': { all: ['core/*', 'sdk/*'] },
  'plugins/*': { all: ['sdk/*'] },
  'examples/*': { all: ['sdk/*'] },
  bench: { all: ['core/*', 'sdk/*'] },
}

/** Tools of the root that a test may use without its package declaring them. */
const TEST_TOOLS = new Set([
  'vitest',
  'fast-check',
  'playwright-core',
  'axe-core',
  'vite',
  'typescript',
  'solid-js',
])
const SHARED_WITH_TESTS = ['scripts/browser/', 'scripts/postgres/']
const TEST_FILE = /\.test\.tsx?$|(^|\/)testkit\//

/** One line for each import that the table forbids; empty when all is well. */
export function findViolations(file: string, source: string, packages: readonly Package[]): string[] {
  const owner = packages.find(({ folder }) => file.startsWith(`${folder}/`))
  if (!owner) return []
  return findImports(file, source).flatMap((each) => {
    const problem = each.specifier.startsWith('.')
      ? checkRelative(file, owner, each)
      : checkPackage(file, owner, each, packages)
    return problem ? [`${file}:${each.line} imports ${each.specifier}: ${problem}`] : []
  })
}

function checkRelative(file: string, owner: Package, { specifier }: Import): string | undefined {
  const target = normalize(join(dirname(file), specifier))
  if (target.startsWith(`${owner.folder}/`)) return undefined
  if (isTest(file, owner) && SHARED_WITH_TESTS.some((folder) => target.startsWith(folder))) return undefined
  return `a relative path may not leave ${owner.folder}`
}

function checkPackage(
  file: string,
  owner: Package,
  { specifier, typeOnly }: Import,
  packages: readonly Package[],
): string | undefined {
  const name = packageName(specifier)
  const target = packages.find((each) => each.name === name)
  if (target) return checkTable(file, owner, target, typeOnly)
  if (specifier.startsWith('node:') || typeOnly || owner.declared.has(name)) return undefined
  if (isTest(file, owner) && TEST_TOOLS.has(name)) return undefined
  return `${name} is not declared in ${owner.folder}/package.json`
}

function checkTable(file: string, owner: Package, target: Package, typeOnly: boolean): string | undefined {
  if (target === owner) return undefined
  const rule = TABLE[owner.folder] ?? TABLE[`${dirname(owner.folder)}/*`]
  if (!rule) return `${owner.folder} has no row in the import table`
  if (covers(rule.all, target.folder)) return undefined
  if (isTest(file, owner) && target.folder === 'sdk/testing') return undefined
  if (!covers(rule.types ?? [], target.folder)) return `${owner.folder} may not import ${target.folder}`
  return typeOnly ? undefined : `${owner.folder} may import only types of ${target.folder} (import type)`
}

function covers(allowed: readonly string[], folder: string): boolean {
  return allowed.includes(folder) || allowed.includes(`${dirname(folder)}/*`)
}

/** A benchmark is never published, so it has a test's freedom. */
function isTest(file: string, owner: Package): boolean {
  return TEST_FILE.test(file) || owner.folder === 'bench'
}

function packageName(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
}
