import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { ManifestSchema } from '@saola/sdk'
import { Ajv2020 } from 'ajv/dist/2020.js'
import semver from 'semver'
import type { Contributed, Registry } from '../registry/registry.ts'
import { reason } from './discover.ts'
import type { FoundPackage, Reason } from './state.ts'

const envelope = new Ajv2020({ allErrors: false, strict: false }).compile(ManifestSchema)

/** Checks the manifest's schema, its contributions and the engine range. Reads no code. */
export function verify(pack: FoundPackage, engine: string, registry: Registry): Reason | undefined {
  if (pack.error) return pack.error
  const { manifest } = pack
  if (!manifest || !envelope(manifest)) {
    const first = envelope.errors?.[0]
    const where = `${first?.instancePath || '/'} ${first?.message ?? ''}`.trim()
    return reason(
      'manifest-invalid',
      `Bản kê khai sai ở ${where}`,
      `The manifest is wrong at ${where}`,
      pack.id,
    )
  }
  if (
    !semver.validRange(manifest.engine) ||
    !semver.satisfies(engine, manifest.engine, { includePrerelease: true })
  ) {
    return reason(
      'engine-mismatch',
      `Cần Saola ${manifest.engine}, đang chạy ${engine}`,
      `Needs Saola ${manifest.engine}, this is ${engine}`,
      pack.id,
    )
  }
  const isForeign = (point: string) => point.includes('.')
  const errors = registry.validate(manifest.contributes as Contributed, isForeign)
  if (errors.length > 0) {
    const list = errors.slice(0, 5).join('; ')
    return reason(
      'contribution-invalid',
      `Thành phần không hợp lệ: ${list}`,
      `Invalid contributions: ${list}`,
      pack.id,
    )
  }
  return undefined
}

/** Compares every file of the package with its hash in the manifest. Runs before any of it is imported. */
export async function verifyFiles(pack: FoundPackage): Promise<Reason | undefined> {
  for (const [path, expected] of Object.entries(pack.manifest?.files ?? {})) {
    if (path.split('/').includes('..')) return tampered(pack, path)
    const actual = await sha256(join(pack.dir, path)).catch(() => '')
    if (actual !== expected) return tampered(pack, path)
  }
  return undefined
}

function tampered(pack: FoundPackage, path: string): Reason {
  return reason(
    'package-tampered',
    `Tệp ${path} không khớp bản kê khai`,
    `The file ${path} does not match the manifest`,
    pack.id,
  )
}

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}
