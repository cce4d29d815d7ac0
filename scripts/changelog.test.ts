import { expect, test } from 'vitest'
import { readText, root } from './checks/repository.ts'
import { mergeChangelogs } from './release/changelog.ts'
import { buildChangelog } from './release/packages.ts'

const kernel = `# @saola/kernel

## 0.10.0

### Minor Changes

- 1a2b3c4: Plugins start in parallel by level.

  \`\`\`ts
  await kernel.start()
  \`\`\`

### Patch Changes

- 5d6e7f8: Everything is a little faster.
- Updated dependencies [1a2b3c4]
  - @saola/sdk@0.10.0

## 0.9.0

### Patch Changes

- A fix in the kernel alone.
`
const sdk = `# @saola/sdk

## 0.10.0

### Major Changes

- 9f8e7d6: Everything is a little faster.

### Minor Changes

- 1a2b3c4: Plugins start in parallel by level.

  \`\`\`ts
  await kernel.start()
  \`\`\`

### Patch Changes

- @saola/cql2@0.10.0

## 0.9.0
`
const create = `# create-saola-plugin

## 0.10.0

### Patch Changes

- Everything is a little faster.
`

test('changes of all packages are merged once each, newest first, without version bumps', () => {
  const merged = mergeChangelogs([
    { name: 'kernel', markdown: kernel },
    { name: 'sdk', markdown: sdk },
    { name: 'create-saola-plugin', markdown: create },
  ])
  expect(merged).toBe(`# Changelog

All packages share one version. Written by \`npm run version\` from the changesets.

## 0.10.0

### Major changes

- Everything is a little faster.

### Minor changes

- **kernel, sdk**: Plugins start in parallel by level.

  \`\`\`ts
  await kernel.start()
  \`\`\`

## 0.9.0

### Patch changes

- **kernel**: A fix in the kernel alone.
`)
})

test('without a release it says so', () => {
  expect(mergeChangelogs([{ name: 'kernel', markdown: '' }])).toContain('Nothing has been released yet.')
})

test('the root changelog is what the packages say', () => {
  expect(readText('CHANGELOG.md')).toBe(buildChangelog(root))
})
