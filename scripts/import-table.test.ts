import { describe, expect, test } from 'vitest'
import { findViolations, type Package } from './checks/import-table.ts'
import { findImports } from './checks/imports.ts'
import { listFiles, listPackages, readText } from './checks/repository.ts'

test('every import of the project follows the table', () => {
  const packages = listPackages()
  const sources = listFiles().filter((file) => /\.tsx?$/.test(file) && !file.includes('/fixtures/'))
  expect(sources.length).toBeGreaterThan(10)
  expect(sources.flatMap((file) => findViolations(file, readText(file), packages))).toEqual([])
})

test('each way of importing is seen, with its line and whether it is a type', () => {
  const source = `import type { A } from './a.ts'
import { type B } from './b.ts'
import './c.ts'
export * from './d.ts'
export type { E } from './e.ts'
export { f } from './f.ts'
const g = await import('./g.ts')
type H = import('./h.ts').H
import type * as I from './i.ts'
import J = require('./j.ts')
const text = "import './not.ts'" // import './neither.ts'
const view = <p>import './nor.ts'</p>
`
  const lines = findImports('x.tsx', source).map((each) => [each.specifier, each.typeOnly, each.line])
  expect(lines).toEqual([
    ['./a.ts', true, 1],
    // The module still runs: only the name is erased.
    ['./b.ts', false, 2],
    ['./c.ts', false, 3],
    ['./d.ts', false, 4],
    ['./e.ts', true, 5],
    ['./f.ts', false, 6],
    ['./g.ts', false, 7],
    ['./h.ts', true, 8],
    ['./i.ts', true, 9],
    ['./j.ts', false, 10],
  ])
})

describe('the table', () => {
  const names: Record<string, string> = {
    'sdk/plugin': '@saola/sdk',
    'sdk/cql2': '@saola/cql2',
    'sdk/web': '@saola/sdk-web',
    'sdk/testing': '@saola/sdk-testing',
    'core/kernel': '@saola/kernel',
    'core/records': '@saola/records',
    'core/server': '@saola/server',
    'core/web': '@saola/web',
    'core/cli': '@saola/cli',
    'plugins/camera': '@saola/camera',
    'plugins/hotline': '@saola/hotline',
    'examples/air-quality': 'air-quality',
    bench: 'saola-bench',
    'core/new': '@saola/new',
  }
  const packages: Package[] = Object.entries(names).map(([folder, name]) => ({
    folder,
    name,
    declared: new Set(['hono']),
  }))
  const check = (file: string, source: string) => findViolations(file, source, packages)

  test.each([
    ['sdk/plugin/a.ts', "import type { T } from '@saola/cql2'"],
    ['sdk/web/a.tsx', "import { parse } from '@saola/cql2'"],
    ['sdk/web/a.tsx', "import type { T } from '@saola/sdk'"],
    ['sdk/testing/a.ts', "import { startServer } from '@saola/server'"],
    ['core/records/a.ts', "import { scope } from '@saola/kernel'"],
    ['core/web/a.tsx', "import { Button } from '@saola/sdk-web/ui'"],
    ['core/cli/a.ts', "import { start } from '@saola/server'"],
    ['core/server/deep/a.ts', "import { b } from '../b.ts'"],
    ['core/server/a.ts', "import { Hono } from 'hono'\nimport { join } from 'node:path'"],
    [
      'core/server/a.test.ts',
      "import { testKernel } from '@saola/sdk-testing'\nimport { test } from 'vitest'",
    ],
    ['core/server/testkit/a.ts', "import { testKernel } from '@saola/sdk-testing'"],
    ['core/web/a.browser.test.ts', "import { chromiumPath } from '../../scripts/browser/chromium.ts'"],
    ['bench/harness/a.ts', "import { startCluster } from '../../scripts/postgres/cluster.ts'"],
    ['plugins/camera/a.ts', "import { definePlugin } from '@saola/sdk'"],
    ['plugins/camera/a.ts', "import { own } from '@saola/camera'"],
    ['examples/air-quality/a.ts', "import { certify } from '@saola/sdk-testing'"],
  ])('allows %s: %s', (file, source) => {
    expect(check(file, source)).toEqual([])
  })

  test.each([
    ['sdk/plugin/a.ts', "import { parse } from '@saola/cql2'", 'only types of sdk/cql2'],
    ['sdk/plugin/a.ts', "import { type T } from '@saola/cql2'", 'only types of sdk/cql2'],
    ['sdk/cql2/a.ts', "export * from '@saola/sdk'", 'only types of sdk/plugin'],
    ['sdk/web/a.tsx', "const sdk = await import('@saola/sdk')", 'only types of sdk/plugin'],
    ['sdk/plugin/a.ts', "import type { T } from '@saola/kernel'", 'sdk/plugin may not import core/kernel'],
    ['core/kernel/a.ts', "import { query } from '@saola/records'", 'core/kernel may not import core/records'],
    ['core/server/a.ts', "import { host } from '@saola/web'", 'core/server may not import core/web'],
    ['core/server/a.ts', "type T = import('@saola/web').T", 'core/server may not import core/web'],
    ['core/web/a.tsx', "import { definePlugin } from '@saola/sdk'", 'only types of sdk/plugin'],
    ['core/web/a.tsx', "import type { T } from '@saola/server'", 'core/web may not import core/server'],
    ['core/server/a.ts', "import { t } from '@saola/sdk-testing'", 'core/server may not import sdk/testing'],
    ['core/server/a.ts', "import { b } from '../kernel/b.ts'", 'may not leave core/server'],
    [
      'core/server/a.ts',
      "import { c } from '../../scripts/browser/chromium.ts'",
      'may not leave core/server',
    ],
    ['core/server/a.ts', "import chalk from 'chalk'", 'chalk is not declared in core/server/package.json'],
    ['core/server/a.ts', "import { test } from 'vitest'", 'vitest is not declared'],
    ['core/server/a.test.ts', "import { d } from '../records/testkit/d.ts'", 'may not leave core/server'],
    ['plugins/camera/a.test.ts', "import { k } from '@saola/kernel'", 'may not import core/kernel'],
    ['plugins/camera/a.ts', "import { h } from '@saola/hotline'", 'may not import plugins/hotline'],
    ['examples/air-quality/a.ts', "import { s } from '@saola/server'", 'may not import core/server'],
    ['core/new/a.ts', "import { k } from '@saola/kernel'", 'core/new has no row'],
  ])('forbids %s: %s', (file, source, problem) => {
    expect(check(file, source)).toEqual([expect.stringContaining(problem)])
  })
})
