import { createHash, randomBytes } from 'node:crypto'
import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Kernel, type Log, Problem } from '@saola/kernel'
import type { Db, MigrationStep } from '@saola/records'
import type { Json, Manifest } from '@saola/sdk'
import type { ConfigStore, PackageDocument, Snapshot } from '../configuration/index.ts'
import { readArchive, writeFolder } from './archive.ts'
import { isTrusted, type PackageSignature, readSignature, type TrustedKeys } from './signature.ts'

/** Largest package that is taken, bytes. */
export const LARGEST_PACKAGE = 32 * 1024 * 1024
/** In each unpacked folder: the hash of the package that it came from. */
const MARK = '.package'

const STEPS: MigrationStep[] = [
  {
    id: 'packages',
    sqlite: ['create table module_package (sha256 text primary key, bytes blob not null)'],
    postgres: ['create table module_package (sha256 text primary key, bytes bytea not null)'],
  },
]

export interface Installed {
  id: string
  version: string
  sha256: string
  signature: 'trusted' | 'unsigned'
}

export interface InstallOptions {
  store: ConfigStore
  db: Db
  snapshot: Snapshot
  author: string
  /** Text of the signature file. */
  signature?: string
}

export function migratePackages(db: Db): Promise<void> {
  return db.migrate('modules', STEPS)
}

/**
 * Stores a package: its bytes by their SHA-256, and a document that says it is installed, in one transaction. Each
 * process unpacks it when it reads the document. The same bytes again change nothing.
 */
export async function installPackage(bytes: Uint8Array, options: InstallOptions): Promise<Installed> {
  const { store, db, snapshot, author } = options
  if (bytes.byteLength > LARGEST_PACKAGE) {
    throw new Problem('body-too-large', 413, `The package is larger than ${LARGEST_PACKAGE} bytes`)
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const { id, version } = manifestOf(await readArchive(bytes))
  const trusted = snapshot.get<TrustedKeys>('trusted-keys', 'main')?.data
  const signature = checkedSignature(options.signature, sha256, trusted)
  const document: PackageDocument = { plugin: id, version, sha256, size: bytes.byteLength, signature }
  const key = `${id}@${version}`
  const standing = snapshot.get<PackageDocument>('packages', key)
  if (standing && standing.data.sha256 !== sha256) {
    throw new Problem('package-exists', 409, `${key} is installed with other content`, { culprit: id })
  }
  const change = {
    kind: 'packages',
    id: key,
    data: document as unknown as Json,
    ifRevision: standing?.revision ?? 0,
  }
  await store.write([change], { author, reason: `install ${key}` }, async (tx) => {
    const kept = await tx.get('select 1 as one from module_package where sha256 = ?', [sha256])
    if (!kept) await tx.run('insert into module_package (sha256, bytes) values (?, ?)', [sha256, bytes])
  })
  await db.notify()
  return { id, version, sha256, signature: isTrusted(signature, sha256, trusted) ? 'trusted' : 'unsigned' }
}

/** Brings the packages of the configuration onto this machine and lets the kernel look at what is there. */
export class Packages {
  readonly #db: Db
  readonly #kernel: Kernel
  readonly #log: Log
  readonly #workspace: string[]
  readonly #installed: string

  constructor(options: { db: Db; kernel: Kernel; log: Log; dataDir: string; workspace: string[] }) {
    this.#db = options.db
    this.#kernel = options.kernel
    this.#log = options.log
    this.#workspace = options.workspace
    this.#installed = join(options.dataDir, 'plugins')
  }

  async bring(snapshot: Snapshot): Promise<void> {
    const documents = snapshot.all<PackageDocument>('packages').map(({ data }) => data)
    for (const document of documents) await this.#unpack(document)
    await this.#sweep(documents)
    const trusted = snapshot.get<TrustedKeys>('trusted-keys', 'main')?.data
    await this.#kernel.discover({
      workspace: this.#workspace,
      installed: this.#installed,
      signatureOf: (id, version) => {
        const document = snapshot.get<PackageDocument>('packages', `${id}@${version}`)?.data
        const signature = document?.signature as PackageSignature | undefined
        return document && isTrusted(signature, document.sha256, trusted) ? 'trusted' : 'unsigned'
      },
    })
  }

  async #unpack({ plugin, version, sha256 }: PackageDocument): Promise<void> {
    const dir = join(this.#installed, plugin, version)
    const mark = await readFile(join(dir, MARK), 'utf8').catch(() => '')
    if (mark === sha256) return
    const row = await this.#db.read.get<{ bytes: Uint8Array }>(
      'select bytes from module_package where sha256 = ?',
      [sha256],
    )
    if (!row || createHash('sha256').update(row.bytes).digest('hex') !== sha256) {
      this.#log.error({ plugin, version, sha256 }, 'the bytes of a package are missing or changed')
      return
    }
    const files = await readArchive(row.bytes)
    files.set(MARK, Buffer.from(sha256))
    const draft = join(this.#installed, `.unpack-${randomBytes(6).toString('hex')}`)
    await writeFolder(dir, files, draft)
    this.#log.info({ plugin, version }, 'package unpacked')
  }

  /** Folders of packages that are no longer installed and do not run. */
  async #sweep(documents: PackageDocument[]): Promise<void> {
    const wanted = new Set(documents.map(({ plugin, version }) => join(this.#installed, plugin, version)))
    for (const pack of this.#kernel.packages) {
      if (pack.origin !== 'installed' || wanted.has(pack.dir)) continue
      if (this.#kernel.owner(pack.id)?.dir !== pack.dir) await rm(pack.dir, { recursive: true, force: true })
    }
    for (const name of await readdir(this.#installed).catch(() => [])) {
      // What a process that died left half unpacked, once nobody can be at work on it any more.
      if (name.startsWith('.unpack-')) await removeStale(join(this.#installed, name))
    }
  }
}

const STALE = 10 * 60_000

async function removeStale(folder: string): Promise<void> {
  const info = await stat(folder).catch(() => undefined)
  if (info && Date.now() - info.mtimeMs > STALE) await rm(folder, { recursive: true, force: true })
}

/** The manifest inside a package, as far as installing needs it; the loader verifies the rest. */
function manifestOf(files: Map<string, Buffer>): Manifest {
  const text = files.get('manifest.json')
  if (!text) throw new Problem('package-invalid', 422, 'The package has no manifest.json')
  let manifest: Partial<Manifest>
  try {
    manifest = JSON.parse(text.toString('utf8')) as Partial<Manifest>
  } catch {
    throw new Problem('package-invalid', 422, 'manifest.json is not JSON')
  }
  const { id, version } = manifest
  if (typeof id !== 'string' || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id) || id.length > 64)
    throw new Problem('package-invalid', 422, 'The manifest has no valid id')
  if (typeof version !== 'string' || !/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]{1,60})?$/.test(version))
    throw new Problem('package-invalid', 422, 'The manifest has no valid version', { culprit: id })
  return manifest as Manifest
}

/** A signature by an unknown key counts as none; one by a trusted key, or over other bytes, must be right. */
function checkedSignature(
  text: string | undefined,
  sha256: string,
  trusted: TrustedKeys | undefined,
): PackageSignature | undefined {
  if (text === undefined) return undefined
  const signature = readSignature(text)
  if (!signature) throw new Problem('signature-invalid', 422, 'The signature cannot be read')
  if (signature.sha256 !== sha256)
    throw new Problem('signature-invalid', 422, 'The signature is for another package')
  const known = Object.entries(trusted?.keys ?? {}).some(([name]) => name === signature.key)
  if (known && !isTrusted(signature, sha256, trusted)) {
    throw new Problem('signature-invalid', 422, `The key ${signature.key} did not sign this package`)
  }
  return signature
}
