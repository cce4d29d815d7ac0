import { expect, test } from 'vitest'
import { isSignedBy, keyId, newKeyPair, signHash } from './keys.ts'

const sha256 = 'a'.repeat(64)

test('only the key that signed a hash stands behind it', () => {
  const vendor = newKeyPair()
  const other = newKeyPair()
  const signature = signHash(sha256, vendor.privateKey)
  expect(signature.key).toBe(keyId(vendor.publicKey))
  expect(isSignedBy(signature, sha256, vendor.publicKey)).toBe(true)
  expect(isSignedBy(signature, sha256, other.publicKey)).toBe(false)
  expect(isSignedBy(signature, 'b'.repeat(64), vendor.publicKey)).toBe(false)
  expect(isSignedBy({ ...signature, sha256: 'b'.repeat(64) }, 'b'.repeat(64), vendor.publicKey)).toBe(false)
})
