import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { buildPackages, outdatedPackages } from './build.mjs'
import { withLock } from './lock.mjs'
import { createProgress } from './progress.mjs'
import { fetchTools, linkTools, missingTools } from './tools.mjs'
import { buildFingerprints, buildOrder, installFingerprint, readPackages } from './workspace.mjs'

/**
 * Makes a fresh clone runnable with nothing but Node ≥ 20 and npm: fetches Node and pnpm when needed,
 * installs dependencies, builds. Each step is skipped when what it depends on has not changed.
 */
export async function setup(root, { quiet = false } = {}) {
  const progress = createProgress({ quiet })
  const started = performance.now()
  const steps = { ...progress, count: 0 }
  await withLock(
    join(root, '.cache/setup.lock'),
    () => runSteps(root, steps),
    () => progress.begin('waiting for another setup of this folder'),
  )
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  progress.summary(steps.count > 0 ? `Set up in ${seconds} s.` : `Nothing to set up (${seconds} s).`)
}

async function runSteps(root, progress) {
  const missing = missingTools(root)
  if (missing.length > 0) await timed(progress, `Fetching ${missing.join(' and ')}`, () => fetchTools(root))
  linkTools(root)
  const packages = readPackages(root)
  const installed = installFingerprint(root, packages)
  if (readText(installStamp(root)) !== installed || !existsSync(join(root, 'node_modules/.modules.yaml'))) {
    await timed(progress, 'Installing dependencies', () => install(root))
    linkTools(root)
    writeFileSync(installStamp(root), installed)
  }
  const fingerprints = buildFingerprints(root, packages, installed)
  const outdated = outdatedPackages(root, buildOrder(packages), fingerprints)
  if (outdated.length === 0) return
  progress.begin(`Building ${outdated.length} package${outdated.length > 1 ? 's' : ''}`)
  await buildPackages(root, outdated, fingerprints, (name, seconds) => {
    progress.count += 1
    progress.done(`Built ${name}`, seconds)
  })
}

function install(root) {
  const bin = join(root, 'node_modules/.bin')
  const { status, stdout, stderr, error } = spawnSync(
    join(bin, 'pnpm'),
    ['install', '--frozen-lockfile', '--reporter=append-only'],
    {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      // CI keeps pnpm from asking before it replaces a node_modules made elsewhere.
      env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}`, CI: 'true' },
    },
  )
  if (status !== 0)
    throw new Error(`pnpm install failed:\n${error?.message ?? `${stdout}${stderr}`.trimEnd()}`)
}

async function timed(progress, text, work) {
  progress.begin(text)
  const started = performance.now()
  await work()
  progress.count += 1
  progress.done(text, (performance.now() - started) / 1000)
}

function installStamp(root) {
  mkdirSync(join(root, '.cache'), { recursive: true })
  return join(root, '.cache/installed')
}

function readText(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
