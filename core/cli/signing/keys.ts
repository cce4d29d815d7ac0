import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto'

/** The file beside a package that says who stands behind it. */
export interface Signature {
  algorithm: 'ed25519'
  /** SHA-256 of the package, hex. */
  sha256: string
  /** Which trusted key made it: the first 16 hex digits of the SHA-256 of the public key. */
  key: string
  /** Base64, over the 32 bytes of the SHA-256. */
  signature: string
}

/** A new key pair as PEM texts. The private one stays with the vendor. */
export function newKeyPair(): { privateKey: string; publicKey: string } {
  return generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
}

export function signHash(sha256: string, privatePem: string): Signature {
  const privateKey = createPrivateKey(privatePem)
  if (privateKey.asymmetricKeyType !== 'ed25519') throw new Error('the key is not an Ed25519 key')
  const publicKey = createPublicKey(privateKey)
  return {
    algorithm: 'ed25519',
    sha256,
    key: keyId(publicKey),
    signature: sign(null, Buffer.from(sha256, 'hex'), privateKey).toString('base64'),
  }
}

export function isSignedBy(signature: Signature, sha256: string, publicPem: string): boolean {
  if (signature.algorithm !== 'ed25519' || signature.sha256 !== sha256) return false
  return verify(
    null,
    Buffer.from(sha256, 'hex'),
    createPublicKey(publicPem),
    Buffer.from(signature.signature, 'base64'),
  )
}

export function keyId(publicKey: KeyObject | string): string {
  const key = typeof publicKey === 'string' ? createPublicKey(publicKey) : publicKey
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 16)
}
