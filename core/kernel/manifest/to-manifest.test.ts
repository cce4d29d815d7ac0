import { expect, test } from 'vitest'
import { followExport, holdsCode, toManifest } from './to-manifest.ts'

const definition = {
  id: 'rain',
  version: '1.0.0',
  engine: '^1.0.0',
  name: { vi: 'Mưa', en: 'Rain' },
  routes: {
    worst: {
      method: 'GET' as const,
      path: '/worst',
      summary: { vi: 'x' },
      permission: 'public',
      run: async () => ({ status: 204 }),
    },
  },
  widgets: { gauge: { label: { vi: 'Đo' }, size: { w: 4, h: 4 }, ui: './ui/gauge.tsx' } },
  extends: { 'camera.sources': { one: { url: 'rtsp://x' } } },
  start: async () => {},
}
const paths = { server: './server.js', ui: (source: string) => source.replace(/\.tsx$/, '.js') }

test('functions and UI files become references, everything else stays data', () => {
  const manifest = toManifest(definition, paths)
  expect(JSON.parse(JSON.stringify(manifest))).toEqual(manifest)
  expect(manifest.contributes.routes?.worst?.run).toEqual({
    module: './server.js',
    export: 'default.routes.worst.run',
  })
  expect(manifest.contributes.widgets?.gauge).toMatchObject({
    ui: { module: './ui/gauge.js', export: 'default' },
  })
  expect(manifest.contributes).toHaveProperty(['camera.sources', 'one', 'url'], 'rtsp://x')
  expect(manifest.start).toEqual({ module: './server.js', export: 'default.start' })
  expect(holdsCode(manifest.contributes.routes)).toBe(true)
  expect(holdsCode({ label: { vi: 'a' } })).toBe(false)
})

test('a reference leads back to the function, but never through a prototype', () => {
  expect(followExport({ default: definition }, 'default.routes.worst.run')).toBe(definition.routes.worst.run)
  expect(followExport({ default: definition }, 'default.constructor')).toBeUndefined()
  expect(followExport({ default: definition }, 'default.routes.missing.run')).toBeUndefined()
})
