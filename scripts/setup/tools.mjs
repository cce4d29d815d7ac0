import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join, relative } from 'node:path'

export const NODE_VERSION = '24.21.0'
export const PNPM_VERSION = '12.21.0'

/** Node strips types without a flag, and better-sqlite3 loads, from here on. */
const OLDEST_NODE = [22, 18]

/** True when this version runs the project itself; an older one (20 and up) only launches. */
export function runsProject(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])
}

/** @typedef {{ versions: { node: string }, execPath: string }} Launcher */

/**
 * What npm has to fetch into .cache/node, as `name@version`; empty when all is there.
 *
 * @param {string} root
 * @param {Launcher} launcher
 */
export function missingTools(root, launcher = process) {
  return wantedTools(root, launcher)
    .filter(({ name, wanted }) => installedVersion(root, name) !== wanted)
    .map(({ name, wanted }) => `${name}@${wanted}`)
}

export function fetchTools(root) {
  const prefix = toolsFolder(root)
  mkdirSync(prefix, { recursive: true })
  writeFileSync(join(prefix, 'package.json'), '{"private":true}\n')
  const wanted = wantedTools(root).map(({ name, wanted }) => `${name}@${wanted}`)
  // Both packages put their binary in place in an install script, which npm may be configured to skip.
  const options = [
    '--no-save',
    '--no-audit',
    '--no-fund',
    '--no-update-notifier',
    '--loglevel=error',
    '--ignore-scripts=false',
  ]
  const { status, error } = spawnSync('npm', ['install', '--prefix', prefix, ...options, ...wanted], {
    cwd: prefix,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (status !== 0)
    throw new Error(`npm could not install ${wanted.join(' and ')}${error ? `: ${error.message}` : ''}`)
}

/**
 * Puts node, pnpm and saola into node_modules/.bin, which npm and pnpm search first for every script.
 * Repeated after each install, because pnpm may tidy that folder.
 *
 * @param {string} root
 * @param {Launcher} launcher
 */
export function linkTools(root, launcher = /** @type {Launcher} */ (process)) {
  const bin = join(root, 'node_modules/.bin')
  mkdirSync(bin, { recursive: true })
  if (usesFetched(root, launcher)) link(join(bin, 'node'), relative(bin, fetchedNode(root)))
  link(join(bin, 'pnpm'), relative(bin, join(toolsFolder(root), 'node_modules/pnpm/pnpm')))
  writeShim(join(bin, 'saola'), 'exec node "$(dirname "$0")/../../core/cli/bin/saola.js" "$@"')
}

/** The Node that runs the project: the launcher when new enough, else the fetched one. */
export function projectNode(root) {
  if (runsProject()) return process.execPath
  return fetchedNode(root)
}

function wantedTools(root, launcher = process) {
  const pnpm = { name: 'pnpm', wanted: PNPM_VERSION }
  return usesFetched(root, launcher) ? [{ name: 'node', wanted: NODE_VERSION }, pnpm] : [pnpm]
}

/** npm runs scripts with the fetched Node once it is linked: that it is new enough does not make it the machine's own. */
function usesFetched(root, { versions, execPath }) {
  return !runsProject(versions.node) || execPath.startsWith(toolsFolder(root))
}

function toolsFolder(root) {
  return join(root, '.cache/node')
}

function fetchedNode(root) {
  return join(toolsFolder(root), 'node_modules/node/bin/node')
}

function installedVersion(root, name) {
  try {
    return JSON.parse(readFileSync(join(toolsFolder(root), 'node_modules', name, 'package.json'), 'utf8'))
      .version
  } catch {
    return undefined
  }
}

function link(path, target) {
  try {
    if (readlinkSync(path) === target && existsSync(path)) return
  } catch {
    // Absent, or a file that is no link: replaced below.
  }
  rmSync(path, { force: true })
  symlinkSync(target, path)
}

function writeShim(path, command) {
  const text = `#!/bin/sh\n${command}\n`
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return
  rmSync(path, { force: true })
  writeFileSync(path, text)
  chmodSync(path, 0o755)
}
