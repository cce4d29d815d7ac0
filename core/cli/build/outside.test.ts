import { access, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { outside } from '../testkit/outside.ts'

test('a vendor builds the example outside the workspace with nothing but packed packages', {
  timeout: 240_000,
}, async () => {
  await using vendor = await outside('examples/air-quality')
  const { stdout } = await vendor.saola('plugin', 'build')
  expect(stdout).toBe('air-quality-1.0.0.tgz\n')
  const manifest = JSON.parse(await readFile(join(vendor.dir, 'dist/manifest.json'), 'utf8')) as {
    files: object
  }
  expect(Object.keys(manifest.files)).toEqual(
    expect.arrayContaining(['server.js', 'ui/gauge.js', 'ui/stations.js', 'ui/style.css']),
  )
  await access(join(vendor.dir, 'air-quality-1.0.0.tgz'))
})
