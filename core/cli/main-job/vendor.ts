import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Outside } from '../testkit/outside.ts'
import { type Edits, variantOf } from '../testkit/variant.ts'

const run = promisify(execFile)

/** Packages that a vendor made outside the workspace, by the installed command. */
export interface Packages {
  first: string
  /** A new field and a changed widget. */
  second: string
  /** Throws when it is started. */
  broken: string
  /** Another plugin, which requires the first one. */
  dependant: string
}

export async function buildPackages(vendor: Outside, feedPort: number): Promise<Packages> {
  const build = async (dir: string): Promise<string> => {
    const { stdout } = await run(join(vendor.dir, 'node_modules/.bin/saola'), ['plugin', 'build'], {
      cwd: dir,
    })
    return join(dir, stdout.trim())
  }
  const readsOften = ['every: 60,', 'every: 1,'] as const
  const atTestFeed: Edits = { 'feed/address.ts': [['8791', String(feedPort)]] }
  const slowRoute = [
    '  routes: {\n',
    `  routes: {
    slow: {
      method: 'GET', path: '/slow', summary: { vi: 'Chậm', en: 'Slow' }, permission: 'air-quality.view',
      run: async () => {
        Object.assign(globalThis.performance, { slowRoute: 'entered' })
        await new Promise((resolve) => setTimeout(resolve, 1500))
        return { body: { done: true } }
      },
    },\n`,
  ] as const
  // Seen by the test when the code was loaded: reading the manifest must not do that.
  const trace = [
    'export default definePlugin',
    "Object.assign(globalThis.performance, { airQuality: 'loaded' })\nexport default definePlugin",
  ] as const
  const upgrade = ["version: '1.0.0'", "version: '1.1.0'"] as const
  const field = [
    '    temperature: field.number(',
    "    no2: field.number({ vi: 'NO₂', en: 'NO₂' }, { minimum: 0, measure: 'µg/m³', order: 8 }),\n    temperature: field.number(",
  ] as const
  const first: Edits = { ...atTestFeed, 'plugin.ts': [readsOften, slowRoute, trace] }
  const second: Edits = {
    ...atTestFeed,
    'plugin.ts': [readsOften, slowRoute, upgrade],
    'models/station.ts': [field],
    'ui/gauge.tsx': [['              AQI\n', '              VN_AQI 1.1\n']],
  }
  const broken: Edits = {
    ...atTestFeed,
    'plugin.ts': [
      ["version: '1.0.0'", "version: '1.2.0'"],
      [
        '  health,\n',
        "  health,\n  start: async () => {\n    throw new Error('the licence has run out')\n  },\n",
      ],
    ],
  }
  const dependant = await variantOf(vendor.dir, 'air-alerts', {})
  await writeFile(join(dependant, 'plugin.ts'), DEPENDANT)
  return {
    first: await build(await variantOf(vendor.dir, 'air-quality-1.0.0', first)),
    second: await build(await variantOf(vendor.dir, 'air-quality-1.1.0', second)),
    broken: await build(await variantOf(vendor.dir, 'air-quality-1.2.0', broken)),
    dependant: await build(dependant),
  }
}

const DEPENDANT = `import { definePlugin } from '@saola/sdk'

export default definePlugin({
  id: 'air-alerts',
  version: '1.0.0',
  engine: '^1.0.0',
  name: { vi: 'Cảnh báo không khí', en: 'Air alerts' },
  requires: { 'air-quality': '^1.0.0' },
  locales: { vi: { a: 'a' }, en: { a: 'a' } },
})
`
