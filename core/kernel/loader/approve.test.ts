import type { Manifest } from '@saola/sdk'
import { expect, test } from 'vitest'
import { isApproved, missingApproval } from './approve.ts'

const manifest = {
  capabilities: ['records:own', 'net:a.vn'],
  mounts: ['/open311/v2'],
  native: ['udp'],
} as unknown as Manifest

test('lists exactly what nobody has approved', () => {
  const missing = missingApproval(
    manifest,
    { capabilities: ['records:own'], mounts: [], native: ['udp'] },
    'trusted',
  )
  expect(missing).toEqual({ capabilities: ['net:a.vn'], mounts: ['/open311/v2'], native: [] })
  expect(isApproved(missing)).toBe(false)
})

test('an unsigned package needs a word of its own', () => {
  const all = { capabilities: ['records:own', 'net:a.vn'], mounts: ['/open311/v2'], native: ['udp'] }
  expect(isApproved(missingApproval(manifest, all, 'unsigned'))).toBe(false)
  expect(isApproved(missingApproval(manifest, { ...all, unsigned: true }, 'unsigned'))).toBe(true)
  expect(isApproved(missingApproval(manifest, all, 'workspace'))).toBe(true)
})
