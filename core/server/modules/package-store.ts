import { randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Log, Problem } from '@saola/kernel'
import type { Db, MigrationStep } from '@saola/records'
import type { Json } from '@saola/sdk'
import type { Configuration } from '../configuration/configuration.ts'
import type { PackageDocument } from '../configuration/module-document.ts'
import type { Author, Snapshot } from '../configuration/store.ts'
import { type PackageFile, readPackage } from './package-file.ts'
import { isKey, isTrusted, parseSignature, type TrustedKeys } from './signature.ts'

/** In each unpacked folder: the hash of the package that it came from. */
const MARK = '.package'
/** Milliseconds after which nobody is still unpacking. */
const OLD_DRAFT = 3_600_000

const STEPS: MigrationStep[] = [
  {
    id: 'packages',
    sqlite: ['create table package_content (sha256 text primary key, data blob not null)'],
    postgres: ['create table package_content (sha256 text primary key, data bytea not null)'],
  },
]

export interface PackageStoreOptions {
  db: Db
  /** `<SAOLA_DATA>/plugins`; each package lies in `<id>/<version>/` below it. */
  dir: string
  log: Log
}

export interface Installed {
  id: string
  version: string
  sha256: string
  signature: 'trusted' | 'unsigned'
}

/**
 * Packages lie in the database by their SHA-256, so that every process has them; each unpacks what it does not have
 * yet into a folder that appears whole or not at all.
 */
export class PackageStore {
  readonly dir: string
  readonly #db: Db
  readonly #log: Log
  #signatures = new Map<string, 'trusted' | 'unsigned'>()

  private constructor({ db, dir, log }: PackageStoreOptions) {
    this.#db = db
    this.dir = dir
    this.#log = log
  }

  static async open(options: PackageStoreOptions): Promise<PackageStore> {
    await options.db.migrate('packages', STEPS)
    await removeOldDrafts(options.dir)
    return new PackageStore(options)
  }

  /** What is known of an installed package; decided by the keys that are trusted now. */
  readonly signatureOf = (id: string, version: string): 'trusted' | 'unsigned' =>
    this.#signatures.get(`${id}@${version}`) ?? 'unsigned'

  /**
   * Stores a package for every process. The same file again is no change; another file for the same version is
   * refused with `package-exists`, a signature that its trusted key did not make with `signature-invalid`. One by a key
   * that is not trusted is kept, for the day when it is; until then the package is unsigned.
   */
  async install(
    configuration: Configuration,
    bytes: Uint8Array,
    options: Author & { signature?: string; isTaken: (id: string) => boolean },
  ): Promise<Installed> {
    const pack = await readPackage(bytes)
    return this.#store(configuration, bytes, pack, options).catch((error: unknown) => {
      // Somebody else has just installed it: what they stored is looked at like any other.
      if (!(error instanceof Problem) || error.code !== 'version-conflict') throw error
      return this.#store(configuration, bytes, pack, options)
    })
  }

  async #store(
    configuration: Configuration,
    bytes: Uint8Array,
    pack: PackageFile,
    options: Parameters<PackageStore['install']>[2],
  ): Promise<Installed> {
    const { id, version } = pack.manifest
    const key = `${id}@${version}`
    const snapshot = await configuration.read()
    if (options.isTaken(id)) {
      throw new Problem('package-invalid', 422, `${id} is the name of a module that was made in the Studio`, {
        culprit: id,
      })
    }
    const signature = this.#checked(options.signature, pack, snapshot)
    const known = snapshot.get<PackageDocument>('packages', key)
    if (known && known.data.sha256 !== pack.sha256) {
      throw new Problem('package-exists', 409, `${id} ${version} is installed with other content`, {
        culprit: id,
      })
    }
    const trusted = snapshot.get<TrustedKeys>('trusted-keys', 'main')?.data
    const keeps =
      !signature || (known?.data.signature && isTrusted(known.data.signature, pack.sha256, trusted))
    const shown = keeps ? known?.data.signature : signature
    const trust =
      shown && isTrusted(shown, pack.sha256, trusted) ? ('trusted' as const) : ('unsigned' as const)
    const result: Installed = { id, version, sha256: pack.sha256, signature: trust }
    if (known && keeps) return result
    const document: PackageDocument = { plugin: id, version, sha256: pack.sha256, size: pack.size, signature }
    const change = {
      kind: 'packages',
      id: key,
      data: document as unknown as Json,
      ifRevision: known?.revision ?? 0,
    }
    await configuration.change([change], options, async (tx) => {
      if (await tx.get('select 1 from package_content where sha256 = ?', [pack.sha256])) return
      await tx.run('insert into package_content (sha256, data) values (?, ?)', [pack.sha256, bytes])
    })
    return result
  }

  /** Unpacks what this machine does not have. A package that cannot be unpacked here keeps nothing else from it. */
  async unpackMissing(snapshot: Snapshot): Promise<void> {
    const trusted = snapshot.get<TrustedKeys>('trusted-keys', 'main')?.data
    this.#signatures = new Map(
      snapshot
        .all<PackageDocument>('packages')
        .map(({ id, data: { signature, sha256 } }) => [
          id,
          signature && isTrusted(signature, sha256, trusted) ? 'trusted' : 'unsigned',
        ]),
    )
    for (const { data } of snapshot.all<PackageDocument>('packages')) {
      await this.#unpack(data).catch((error: unknown) => {
        this.#log.error(
          { plugin: data.plugin, version: data.version, err: error },
          'a package was not unpacked',
        )
      })
    }
  }

  #checked(text: string | undefined, pack: PackageFile, snapshot: Snapshot): PackageDocument['signature'] {
    if (text === undefined) return undefined
    const signature = parseSignature(text)
    const trusted = snapshot.get<TrustedKeys>('trusted-keys', 'main')?.data
    // A key that nobody here trusts (yet) proves nothing: the package counts as unsigned until somebody does.
    const stranger = signature && !Object.values(trusted?.keys ?? {}).some((one) => isKey(signature, one))
    const fits = signature?.sha256 === pack.sha256
    if (signature && fits && (stranger || isTrusted(signature, pack.sha256, trusted))) return signature
    const why = !signature
      ? 'it is not a signature'
      : fits
        ? `the key ${signature.key.slice(0, 40)} did not make it`
        : 'it belongs to another file'
    throw new Problem('signature-invalid', 422, `The signature of ${pack.manifest.id} is refused: ${why}`, {
      culprit: pack.manifest.id,
    })
  }

  async #unpack({ plugin, version, sha256 }: PackageDocument): Promise<void> {
    const target = join(this.dir, plugin, version)
    const unpacked = () => readFile(join(target, MARK), 'utf8').catch(() => '')
    if ((await unpacked()) === sha256) return
    const row = await this.#db.heavy.get<{ data: Uint8Array }>(
      'select data from package_content where sha256 = ?',
      [sha256],
    )
    if (!row) throw new Error(`the database has no content for ${sha256}`)
    const pack = await readPackage(row.data)
    if (pack.sha256 !== sha256) throw new Error(`the content in the database is not ${sha256}`)
    const draft = join(this.dir, `.${plugin}-${version}-${randomBytes(6).toString('hex')}`)
    try {
      for (const [path, content] of [...pack.files, [MARK, Buffer.from(sha256)] as const]) {
        await mkdir(dirname(join(draft, path)), { recursive: true })
        await writeFile(join(draft, path), content)
      }
      await mkdir(dirname(target), { recursive: true })
      // What lies there without this mark came from another database, or was cut off.
      await rm(target, { recursive: true, force: true })
      await rename(draft, target)
    } catch (error) {
      await rm(draft, { recursive: true, force: true })
      // Another process on the same folder was faster.
      if ((await unpacked()) !== sha256) throw error
    }
  }
}

/** What a process that was killed while unpacking left behind. Another one may be unpacking right now. */
async function removeOldDrafts(dir: string): Promise<void> {
  for (const name of await readdir(dir).catch(() => [])) {
    if (!name.startsWith('.')) continue
    const path = join(dir, name)
    const age = await stat(path).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    )
    if (age > OLD_DRAFT) await rm(path, { recursive: true, force: true })
  }
}
