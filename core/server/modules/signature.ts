import { createHash, createPublicKey, verify } from 'node:crypto'
import type { PackageDocument } from '../configuration/module-document.ts'

export type Signature = NonNullable<PackageDocument['signature']>

/** Kind `trusted-keys`, id `main`: whose signatures this centre believes. */
export interface TrustedKeys {
  keys: Record<string, { label?: string; publicKey: string }>
}

/** Reads a detached signature; undefined when it is not one. */
export function parseSignature(text: string): Signature | undefined {
  try {
    const value = JSON.parse(text) as Partial<Signature> | null
    const { algorithm, sha256, key, signature } = value ?? {}
    const strings = [algorithm, sha256, key, signature].every(
      (one) => typeof one === 'string' && one.length <= 500,
    )
    return strings && algorithm === 'ed25519' ? (value as Signature) : undefined
  } catch {
    return undefined
  }
}

/** Whether one of the trusted keys made this signature over this hash. */
export function isTrusted(signature: Signature, sha256: string, trusted: TrustedKeys | undefined): boolean {
  if (signature.sha256 !== sha256) return false
  return Object.values(trusted?.keys ?? {}).some((one) => {
    if (!isKey(signature, one)) return false
    const made = Buffer.from(signature.signature, 'base64')
    return verify(null, Buffer.from(sha256, 'hex'), createPublicKey(one.publicKey), made)
  })
}

/** Whether a signature says that this key made it. */
export function isKey(signature: Signature, { publicKey }: { publicKey: string }): boolean {
  return keyId(createPublicKey(publicKey).export({ type: 'spki', format: 'der' })) === signature.key
}

function keyId(der: Buffer): string {
  return createHash('sha256').update(der).digest('hex').slice(0, 16)
}
