import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const AT_ONCE = 2

/**
 * Packages whose output is absent or was made from something else.
 * @returns {import('./workspace.mjs').WorkspacePackage[]}
 */
export function outdatedPackages(root, ordered, fingerprints) {
  return ordered.filter(
    ({ name, folder }) =>
      readStamp(root, name) !== fingerprints.get(name) || !existsSync(join(folder, 'dist')),
  )
}

/**
 * Runs the build script of each package, two at a time, each after those it uses. Stops at the first
 * failure, whose output is in the error.
 */
export async function buildPackages(root, outdated, fingerprints, onBuilt) {
  const waiting = new Map(outdated.map((entry) => [entry.name, entry]))
  const unfinished = new Set(waiting.keys())
  const running = new Set()

  const startReady = () => {
    for (const entry of waiting.values()) {
      if (running.size >= AT_ONCE) return
      if (entry.uses.some((name) => unfinished.has(name))) continue
      waiting.delete(entry.name)
      const work = buildPackage(root, entry, fingerprints.get(entry.name)).then((seconds) => {
        unfinished.delete(entry.name)
        running.delete(work)
        onBuilt(entry.name, seconds)
      })
      running.add(work)
    }
  }

  startReady()
  while (running.size > 0) {
    try {
      await Promise.race(running)
    } catch (error) {
      await Promise.allSettled(running)
      throw error
    }
    startReady()
  }
}

async function buildPackage(root, { name, folder, manifest }, fingerprint) {
  const started = performance.now()
  const stamp = stampFile(root, name)
  rmSync(stamp, { force: true })
  rmSync(join(folder, 'dist'), { recursive: true, force: true })
  const path = [join(folder, 'node_modules/.bin'), join(root, 'node_modules/.bin'), process.env.PATH].join(
    delimiter,
  )
  const child = spawn(manifest.scripts.build, {
    cwd: folder,
    env: { ...process.env, PATH: path },
    shell: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  child.stderr.on('data', (chunk) => {
    output += chunk
  })
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code !== 0) throw new Error(`building ${name} failed (${manifest.scripts.build}):\n${output.trimEnd()}`)
  mkdirSync(join(root, '.cache/build'), { recursive: true })
  writeFileSync(stamp, fingerprint)
  return (performance.now() - started) / 1000
}

function readStamp(root, name) {
  try {
    return readFileSync(stampFile(root, name), 'utf8')
  } catch {
    return undefined
  }
}

function stampFile(root, name) {
  return join(root, '.cache/build', name.replaceAll('/', '__'))
}
