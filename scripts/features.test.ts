import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findFeatureProblems, readFeatures } from './checks/features.ts'
import { readText, root } from './checks/repository.ts'

test('every feature names code and proof that exist', () => {
  const features = readFeatures(readText('docs/features.md'))
  expect(features.length).toBeGreaterThan(0)
  expect(findFeatureProblems(features, (path) => existsSync(join(root, path)))).toEqual([])
})

test('a row without code, without proof or with a lost file is found', () => {
  const features = readFeatures(`
| feature | where | test or bench |
| --- | --- | --- |
| good | \`a.ts\` | \`a.test.ts\`, \`b.test.ts\` |
| no code | somewhere | \`a.test.ts\` |
| no proof | \`a.ts\` | |
| lost | \`gone.ts\` | \`a.test.ts\` |
`)
  const known = new Set(['a.ts', 'a.test.ts', 'b.test.ts'])
  expect(findFeatureProblems(features, (path) => known.has(path))).toEqual([
    '"no code" names no code',
    '"no proof" names no test or bench',
    '"lost" names gone.ts, which is not there',
  ])
})
