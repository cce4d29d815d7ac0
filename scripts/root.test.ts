import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findForeignNames } from './checks/foreign-names.ts'
import { listFiles, readText, root } from './checks/repository.ts'

const ALLOWED = new Set([
  'core',
  'plugins',
  'sdk',
  'examples',
  'docs',
  'scripts',
  'bench',
  'package.json',
  'pnpm-workspace.yaml',
  'pnpm-lock.yaml',
  'tsconfig.json',
  'biome.json',
  'vitest.config.ts',
  'CHANGELOG.md',
  'README.md',
  'LICENSE',
  '.gitignore',
  '.ci',
  '.changeset',
])

test('the root holds only what a newcomer needs to see', () => {
  const names = new Set(listFiles().map((file) => file.split('/', 1)[0] ?? ''))
  expect([...names].filter((name) => !ALLOWED.has(name))).toEqual([])
})

test('every package carries the licence of the root', () => {
  const manifests = listFiles().filter(
    (file) => /(^|\/)package\.json$/.test(file) && !file.includes('/fixtures/'),
  )
  const other = manifests.filter((file) => JSON.parse(readText(file)).license !== 'Apache-2.0')
  expect(other).toEqual([])
  expect(readText('LICENSE')).toContain('Apache License')
})

test('no file names a machine or the registry it was made with', () => {
  const found = listFiles().flatMap((file) => {
    const content = readFileSync(join(root, file))
    return content.includes(0) ? [] : findForeignNames(file, content.toString('utf8'))
  })
  expect(found).toEqual([])
})

test('a machine path and a registry host are found, a path of the product is not', () => {
  const text = [
    ['see /', 'work/main'].join(''),
    ['HOME=/', 'root/x'].join(''),
    ['https://registry.', 'npmjs.org/a'].join(''),
    ['http://deb.', 'debian.org'].join(''),
    "fetch('/api/work/orders')",
    'core/root/index.ts',
  ].join('\n')
  expect(findForeignNames('a.md', text)).toEqual([
    expect.stringContaining('a.md:1'),
    expect.stringContaining('a.md:2'),
    expect.stringContaining('a.md:3'),
    expect.stringContaining('a.md:4'),
  ])
})
