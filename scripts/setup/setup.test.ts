import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { buildPackages, outdatedPackages } from './build.mjs'
import { withLock } from './lock.mjs'
import { linkTools, missingTools, PNPM_VERSION, runsProject } from './tools.mjs'
import { buildFingerprints, buildOrder, installFingerprint, readPackages } from './workspace.mjs'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'saola-setup-'))
  write('package.json', '{ "name": "root" }')
  write('pnpm-lock.yaml', 'lockfileVersion: 9')
  write(
    'pnpm-workspace.yaml',
    'packages:\n  - core/*\n  - "plugins/*"\n  - bench\n\nallowBuilds:\n  - core/never\n',
  )
  write('tsconfig.json', '{}')
  definePackage('core/cli', { name: '@saola/cli', uses: ['@saola/kernel'] })
  definePackage('core/kernel', { name: '@saola/kernel', uses: ['@saola/sdk'] })
  definePackage('core/sdk', { name: '@saola/sdk' })
  definePackage('plugins/camera', { name: 'camera', build: 'saola plugin build' })
  write('plugins/empty/readme.md', 'a folder without a manifest')
  definePackage('bench', { name: 'bench', uses: ['@saola/kernel'], build: null })
})
afterEach(() => rmSync(root, { recursive: true }))

describe('the workspace', () => {
  test('packages are built after those they use, plugins after our command', () => {
    const order = buildOrder(readPackages(root)).map(({ name }) => name)
    expect(order).toEqual(['@saola/sdk', '@saola/kernel', '@saola/cli', 'camera'])
  })

  test('the test kit may be used by tests of what it is built on', () => {
    definePackage('core/testing', { name: '@saola/sdk-testing', uses: ['@saola/kernel'] })
    const kernel = { name: '@saola/kernel', devDependencies: { '@saola/sdk-testing': 'workspace:*' } }
    write('core/kernel/package.json', JSON.stringify({ ...kernel, scripts: { build: 'mkdir dist' } }))
    const order = buildOrder(readPackages(root)).map(({ name }) => name)
    expect(order.indexOf('@saola/sdk-testing')).toBeGreaterThan(order.indexOf('@saola/kernel'))
  })

  test('packages that use each other are named as a path', () => {
    definePackage('core/sdk', { name: '@saola/sdk', uses: ['@saola/cli'] })
    expect(() => buildOrder(readPackages(root))).toThrow(
      'a circle: @saola/kernel → @saola/sdk → @saola/cli → @saola/kernel',
    )
  })

  test('an install is due when a dependency or the lockfile changes, not when a script does', () => {
    const fingerprint = () => installFingerprint(root, readPackages(root))
    const before = fingerprint()
    definePackage('core/sdk', { name: '@saola/sdk', build: 'other' })
    expect(fingerprint()).toBe(before)
    definePackage('core/sdk', { name: '@saola/sdk', uses: ['ajv'] })
    const withAjv = fingerprint()
    expect(withAjv).not.toBe(before)
    write('pnpm-lock.yaml', 'lockfileVersion: 10')
    expect(fingerprint()).not.toBe(withAjv)
  })
})

describe('a build', () => {
  test('is due for the changed package and for all that use it, not for a test or a note', async () => {
    await build()
    expect(outdated()).toEqual([])
    write('core/kernel/index.test.ts', 'test')
    write('core/kernel/README.md', 'note')
    expect(outdated()).toEqual([])
    write('core/kernel/index.ts', 'export const changed = true')
    expect(outdated()).toEqual(['@saola/kernel', '@saola/cli', 'camera'])
    await build()
    expect(outdated()).toEqual([])
    rmSync(join(root, 'core/sdk/dist'), { recursive: true })
    expect(outdated()).toEqual(['@saola/sdk'])
  })

  test('runs each after those it uses, and never more than two at once', async () => {
    const log = join(root, 'log')
    for (const name of ['one', 'two', 'three']) {
      definePackage(`core/${name}`, {
        name,
        build: command(`log("+"); setTimeout(() => log("-"), 100)`, log),
      })
    }
    definePackage('core/last', {
      name: 'last',
      uses: ['one', 'two', 'three'],
      build: command('log("!")', log),
    })
    await build(['one', 'two', 'three', 'last'])
    const marks = readFileSync(log, 'utf8')
    expect(marks.endsWith('!')).toBe(true)
    expect(marks).not.toContain('+++')
    expect(marks.split('+').length - 1).toBe(3)
  })

  test('that fails shows its output, and is due again', async () => {
    definePackage('core/sdk', { name: '@saola/sdk', build: 'echo no such type; exit 3' })
    await expect(build()).rejects.toThrow(/building @saola\/sdk failed[\s\S]*no such type/)
    expect(outdated()).toContain('@saola/sdk')
    expect(outdated()).toContain('@saola/kernel')
  })
})

describe('the tools', () => {
  test('an old Node only launches', () => {
    expect(['20.0.0', '22.17.9', '22.18.0', '24.0.0'].map((version) => runsProject(version))).toEqual([
      false,
      false,
      true,
      true,
    ])
  })

  test('Node is fetched for an old launcher alone, pnpm once', () => {
    const launcher = (node: string, execPath = '/usr/bin/node') => ({ versions: { node }, execPath })
    expect(missingTools(root, launcher('20.20.2'))).toEqual([
      expect.stringMatching(/^node@24/),
      `pnpm@${PNPM_VERSION}`,
    ])
    write('.cache/node/node_modules/pnpm/package.json', `{ "version": "${PNPM_VERSION}" }`)
    expect(missingTools(root, launcher('24.1.0'))).toEqual([])
    write('.cache/node/node_modules/pnpm/package.json', '{ "version": "1.0.0" }')
    expect(missingTools(root, launcher('24.1.0'))).toEqual([`pnpm@${PNPM_VERSION}`])
  })

  test('the fetched Node is linked again after an install, although npm then launches with it', () => {
    const fetched = join(root, '.cache/node/node_modules/node/bin/node')
    linkTools(root, { versions: { node: '24.21.0' }, execPath: fetched })
    expect(readlinkSync(join(root, 'node_modules/.bin/node'))).toContain('.cache/node/node_modules/node')
  })
})

describe('the lock', () => {
  test('lets one work at a time, and is gone afterwards', async () => {
    const file = join(root, 'lock')
    const marks: string[] = []
    const work = (name: string) => async () => {
      marks.push(`${name}+`)
      await new Promise((resolve) => setImmediate(resolve))
      marks.push(`${name}-`)
    }
    await Promise.all([withLock(file, work('a')), withLock(file, work('b'))])
    expect(marks).toEqual(['a+', 'a-', 'b+', 'b-'])
    expect(existsSync(file)).toBe(false)
  })

  test('left by a process that died does not hold anyone up', async () => {
    write('lock', '999999999')
    await expect(withLock(join(root, 'lock'), async () => 'done')).resolves.toBe('done')
  })
})

interface Definition {
  name: string
  uses?: string[]
  /** null: no build script. */
  build?: string | null
}

function definePackage(folder: string, { name, uses = [], build = 'mkdir -p dist' }: Definition): void {
  const dependencies = Object.fromEntries(uses.map((used) => [used, 'workspace:*']))
  write(`${folder}/package.json`, JSON.stringify({ name, dependencies, scripts: build ? { build } : {} }))
}

function command(code: string, log: string): string {
  const helper = `const log = (mark) => require("fs").appendFileSync(${JSON.stringify(log)}, mark);`
  return `mkdir -p dist && node -e '${helper} ${code}'`
}

function plan() {
  const packages = readPackages(root)
  const fingerprints = buildFingerprints(root, packages, installFingerprint(root, packages))
  return { fingerprints, due: outdatedPackages(root, buildOrder(packages), fingerprints) }
}

function outdated(): string[] {
  return plan().due.map(({ name }) => name)
}

async function build(only?: string[]): Promise<void> {
  // Stands for our command, which these packages do not have.
  write('node_modules/.bin/saola', '#!/bin/sh\nmkdir -p dist', 0o755)
  const { due, fingerprints } = plan()
  const chosen = only ? due.filter(({ name }) => only.includes(name)) : due
  await buildPackages(root, chosen, fingerprints, () => {})
}

function write(file: string, text: string, mode = 0o644): void {
  const path = join(root, file)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text, { mode })
}
