import {
  type Approval,
  isApproved,
  type Kernel,
  type ModuleStatus,
  missingApproval,
  NOTHING_APPROVED,
  Problem,
} from '@saola/kernel'
import type { Json } from '@saola/sdk'
import type { Change, Configuration, ModuleDocument, StudioModuleDocument } from '../configuration/index.ts'

export interface EnableOptions {
  approve?: Partial<Approval>
  /** Approves whatever it asks for; for the command line. */
  approveAll?: boolean
  version?: string
  author: string
}

type Follow = (changes: Change[], author: { author: string; reason?: string }) => Promise<unknown>

/**
 * Switches modules by writing what is wanted; every process then follows. `write` decides whether to wait: a server
 * follows itself, the command line only stores.
 */
export class Switches {
  readonly #configuration: Configuration
  readonly #kernel: Kernel
  readonly #write: Follow

  constructor(configuration: Configuration, kernel: Kernel, write: Follow) {
    this.#configuration = configuration
    this.#kernel = kernel
    this.#write = write
  }

  /** Throws `approval-required`, `module-blocked`, `change-refused` or `module-unknown`; nothing is stored then. */
  async enable(id: string, options: EnableOptions): Promise<void> {
    const status = this.#known(id)
    if (status.origin === 'studio') return this.#switchStudio(id, 'on', options.author)
    const document = this.#document(id)
    const plan = await this.#kernel.plan(id, 'on', options.version)
    const pack = this.#kernel.packages.find((one) => one.id === id && one.version === plan.to.version)
    const blocked = plan.blockedBy[0]
    if (!pack?.manifest || blocked) {
      const text = blocked?.text
      throw new Problem('module-blocked', 409, text?.en ?? text?.vi ?? `${id} cannot be used`, {
        culprit: blocked?.culprit ?? id,
        extra: { reasons: plan.blockedBy },
      })
    }
    const approved = options.approveAll
      ? everything(pack.manifest)
      : union(document?.approved ?? NOTHING_APPROVED, options.approve)
    const missing = missingApproval(pack.manifest, approved, pack.signature)
    if (!isApproved(missing)) {
      throw new Problem('approval-required', 409, `${id} asks for what nobody has approved yet`, {
        culprit: id,
        extra: { missing },
      })
    }
    const refused = plan.effects.filter((effect) => effect.kind === 'refuses')
    if (refused[0]) {
      const { code, text, subject } = refused[0]
      throw new Problem('change-refused', 422, text.en ?? text.vi, {
        culprit: subject,
        extra: { effects: refused, reason: code },
      })
    }
    const runs = this.#kernel.owner(id)
    const next: ModuleDocument = {
      state: 'on',
      version: pack.version,
      approved,
      attempt: (document?.attempt ?? 0) + 1,
      ...(runs && runs.version !== pack.version
        ? { previous: { version: runs.version, approved: document?.approved ?? approved } }
        : {}),
    }
    await this.#store(id, next, options.author, `enable ${pack.version}`)
  }

  /** Throws `has-dependants` with the names of the modules that need it. */
  async disable(id: string, author: string): Promise<void> {
    const status = this.#known(id)
    if (status.origin === 'studio') return this.#switchStudio(id, 'off', author)
    const document = this.#document(id)
    if (!document || document.state === 'off') return
    const { blockedBy } = await this.#kernel.plan(id, 'off')
    if (blockedBy.length > 0) {
      const dependants = blockedBy.map(({ culprit }) => culprit)
      throw new Problem('has-dependants', 409, `${dependants.join(', ')} need ${id}; switch them off first`, {
        culprit: dependants[0],
        extra: { dependants },
      })
    }
    const { version, approved, attempt } = document
    await this.#store(id, { state: 'off', version, approved, attempt }, author, 'disable')
  }

  #known(id: string): ModuleStatus {
    const status = this.#kernel.status(id)
    if (status) return status
    throw new Problem('module-unknown', 404, `There is no module ${id.slice(0, 100)}`, {
      culprit: id.slice(0, 100),
    })
  }

  #document(id: string): ModuleDocument | undefined {
    return this.#configuration.snapshot.get<ModuleDocument>('modules', id)?.data
  }

  async #store(id: string, document: ModuleDocument, author: string, reason: string): Promise<void> {
    const ifRevision = this.#configuration.snapshot.get('modules', id)?.revision ?? 0
    await this.#write([{ kind: 'modules', id, data: document as unknown as Json, ifRevision }], {
      author,
      reason,
    })
  }

  async #switchStudio(id: string, state: 'on' | 'off', author: string): Promise<void> {
    const standing = this.#configuration.snapshot.get<StudioModuleDocument>('studio-modules', id)
    const name = standing?.data.name ?? this.#known(id).name
    const data = { name, state } as unknown as Json
    await this.#write([{ kind: 'studio-modules', id, data, ifRevision: standing?.revision ?? 0 }], {
      author,
      reason: state,
    })
  }
}

/** On the very first start of a centre: the modules that its example wants, with all that they ask for. */
export async function switchOnAtFirst(
  configuration: Configuration,
  kernel: Kernel,
  ids: string[],
): Promise<void> {
  const snapshot = await configuration.read()
  if (snapshot.revision > 0 || ids.length === 0) return
  const changes: Change[] = ids.flatMap((id) => {
    const manifest = kernel.status(id)?.manifest
    if (!manifest) return []
    const document: ModuleDocument = {
      state: 'on',
      version: manifest.version,
      approved: everything(manifest),
    }
    return [{ kind: 'modules', id, data: document as unknown as Json, ifRevision: 0 }]
  })
  if (changes.length === 0) return
  await configuration.store
    .write(changes, { author: 'saola', reason: 'first start' })
    .catch((error: unknown) => {
      // Another process that started at the same moment was faster.
      if (!(error instanceof Problem) || error.code !== 'version-conflict') throw error
    })
}

function everything(manifest: { capabilities?: string[]; mounts?: string[]; native?: string[] }): Approval {
  const { capabilities = [], mounts = [], native = [] } = manifest
  return { capabilities, mounts, native, unsigned: true }
}

function union(standing: Approval, more: Partial<Approval> = {}): Approval {
  const both = (key: 'capabilities' | 'mounts' | 'native') => [
    ...new Set([...standing[key], ...(more[key] ?? [])]),
  ]
  const unsigned = more.unsigned ?? standing.unsigned
  return {
    capabilities: both('capabilities'),
    mounts: both('mounts'),
    native: both('native'),
    ...(unsigned ? { unsigned } : {}),
  }
}
