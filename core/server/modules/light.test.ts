import type { Manifest } from '@saola/sdk'
import { expect, test } from 'vitest'
import { lightManifest } from './light.ts'

test('a manifest of a list says how many records its seeds bring, and everything else as it is', () => {
  const values = [{ code: 'a' }, { code: 'b' }]
  const manifest = {
    id: 'rain',
    contributes: {
      models: { gauge: { label: { vi: 'Trạm' }, fields: {} } },
      seeds: { demo: { kind: 'demo', records: { gauge: { key: 'code', values } } } },
    },
  } as unknown as Manifest
  expect(lightManifest(manifest)).toEqual({
    id: 'rain',
    contributes: {
      models: manifest.contributes.models,
      seeds: { demo: { kind: 'demo', records: { gauge: { key: 'code', count: 2 } } } },
    },
  })
  expect(manifest.contributes.seeds?.demo?.records.gauge?.values).toBe(values)
  expect(lightManifest(undefined)).toBeUndefined()
})
