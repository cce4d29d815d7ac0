import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { contentPolicy, inlineScriptsOf } from './headers.ts'

test('the import map is allowed by its hash, and no other inline script', () => {
  const map = '\n{"imports":{"solid-js":"/vendor/solid.js"}}\n'
  const html = `<head><script type="importmap">${map}</script><script type="module" src="/assets/a.js"></script></head>`
  expect(inlineScriptsOf(html)).toEqual([map])
  const policy = contentPolicy({ inlineScripts: inlineScriptsOf(html) })
  expect(policy).toContain(`script-src 'self' 'sha256-${createHash('sha256').update(map).digest('base64')}';`)
  expect(policy).toContain("style-src 'self';")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toContain('unsafe')
})

test('tile hosts are added to images only', () => {
  const policy = contentPolicy({ imageHosts: ['https://tiles.example.vn'] })
  expect(policy.split('tiles.example.vn')).toHaveLength(2)
  expect(policy).toContain("img-src 'self' data: blob: https://tiles.example.vn;")
})
