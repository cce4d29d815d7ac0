import {
  type Approval,
  isApproved,
  type Kernel,
  type ModuleStatus,
  missingApproval,
  NOTHING_APPROVED,
  type Plan,
  Problem,
  type Reason,
} from '@saola/kernel'
import type { Json } from '@saola/sdk'
import type { Configuration } from '../configuration/configuration.ts'
import type { StudioModuleDocument } from '../configuration/desired.ts'
import { refuse } from '../configuration/kinds.ts'
import type { ModuleDocument } from '../configuration/module-document.ts'
import type { Author, Change } from '../configuration/store.ts'

/** What a person approves together with an enable. */
export interface Approve {
  capabilities?: string[]
  mounts?: string[]
  native?: string[]
  unsigned?: boolean
}

export interface EnableOptions extends Author {
  /** Default: the newest, unless it was tried and given up. */
  version?: string
  approve?: Approve
  /** Approves all that the manifest asks for. */
  approveAll?: boolean
}

/** A module as `GET /api/modules` tells it; `plan` is what the switch that is possible now would do. */
export interface ModuleItem extends ModuleStatus {
  plan: Plan | null
}

/** Trouble that goes away by itself when another module comes on: it may be wanted all the same. */
const WAITS = new Set([
  'requires-off',
  'requires-version',
  'requires-blocked',
  'requires-failed',
  'plugin-cycle',
])

/** Switches modules by writing down what is wanted; this process follows at once, the others when they see it. */
export class Modules {
  readonly #kernel: Kernel
  readonly #configuration: Configuration

  constructor(kernel: Kernel, configuration: Configuration) {
    this.#kernel = kernel
    this.#configuration = configuration
  }

  async list(): Promise<ModuleItem[]> {
    const items: ModuleItem[] = []
    for (const status of this.#kernel.modules()) items.push(await this.#item(status))
    return items
  }

  async get(id: string): Promise<ModuleItem> {
    return this.#item(this.status(id))
  }

  status(id: string): ModuleStatus {
    const status = this.#kernel.status(id)
    if (!status) throw unknownModule(id)
    return this.#named(status)
  }

  async plan(id: string, to: 'on' | 'off', version?: string): Promise<Plan> {
    const status = this.status(id)
    if (status.origin === 'studio' || !status.manifest) {
      const from = {
        state: status.state === 'on' ? ('on' as const) : ('off' as const),
        version: status.version,
      }
      return {
        id,
        from,
        to: { state: to },
        contributions: [],
        effects: [],
        missing: NOTHING_APPROVED,
        blockedBy: [],
      }
    }
    if (to === 'off') {
      const plan = await this.#kernel.plan(id, to)
      return { ...plan, blockedBy: this.#dependants(id).map((other) => neededBy(id, other)) }
    }
    const target = version ?? this.#newest(id)
    return { ...(await this.#kernel.plan(id, to, target)), missing: this.#missing(id, target) }
  }

  /**
   * Wants a module on, at a version. Throws `approval-required` with what is missing, `module-blocked` or
   * `change-refused` before anything is stored, and `start-failed` when it was tried and did not start.
   */
  async enable(id: string, options: EnableOptions): Promise<ModuleStatus> {
    await this.#configuration.catchUp()
    const status = this.status(id)
    if (status.origin === 'studio') return this.#switchStudio(id, 'on', options)
    const before = this.#document(id)
    const version = options.version ?? this.#newest(id)
    const pack = this.#pack(id, version)
    const manifest = pack.manifest
    const plan = await this.#kernel.plan(id, 'on', version)
    const hard = plan.blockedBy.filter((reason) => !WAITS.has(reason.code))
    if (hard.length > 0 || !manifest) throw blocked(id, hard)
    const asked: Approval = {
      capabilities: manifest.capabilities ?? [],
      mounts: manifest.mounts ?? [],
      native: manifest.native ?? [],
      ...(pack.signature === 'unsigned' ? { unsigned: true } : {}),
    }
    const approved = together(asked, before?.data.approved, options.approveAll ? asked : options.approve)
    const missing = missingApproval(manifest, approved, pack.signature)
    if (!isApproved(missing)) {
      throw new Problem('approval-required', 409, `${id} ${version} asks for more than was approved`, {
        culprit: id,
        extra: { missing },
      })
    }
    refuse(plan.effects)
    const document = nextDocument(before?.data, status, version, approved)
    await this.#write(id, document, before?.revision, options)
    return this.#outcome(id, version, before?.data)
  }

  /** Wants a module off. Throws `has-dependants` while others that are on need it. Data is kept. */
  async disable(id: string, author: Author): Promise<ModuleStatus> {
    await this.#configuration.catchUp()
    const status = this.status(id)
    if (status.origin === 'studio') return this.#switchStudio(id, 'off', author)
    const dependants = this.#dependants(id)
    if (dependants.length > 0) {
      throw new Problem('has-dependants', 409, `${dependants.join(', ')} need ${id}: switch them off first`, {
        culprit: id,
        extra: { dependants },
      })
    }
    const before = this.#document(id)
    const { version, approved = NOTHING_APPROVED } = before?.data ?? {}
    await this.#write(id, { state: 'off', version, approved }, before?.revision, author)
    return this.status(id)
  }

  /**
   * Switches modules on that an example brings, unless somebody has decided about them already. Only for packages of
   * the workspace: what they ask for was reviewed with them.
   */
  async enableFirst(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      if (this.#document(id) || this.#kernel.status(id)?.origin !== 'workspace') continue
      const options = { approveAll: true, author: 'saola', reason: 'comes with the example' }
      // A module that does not start says so itself; the centre comes up without it.
      await this.enable(id, options).catch((error: unknown) => {
        if (!(error instanceof Problem)) throw error
      })
    }
  }

  async #item(status: ModuleStatus): Promise<ModuleItem> {
    const named = this.#named(status)
    const plan = await this.plan(status.id, status.state === 'on' ? 'off' : 'on').catch(() => null)
    return { ...named, plan }
  }

  /** A module of the Studio that is off is known from its documents only. */
  #named(status: ModuleStatus): ModuleStatus {
    const studio = this.#configuration.snapshot.get<StudioModuleDocument>('studio-modules', status.id)
    return studio ? { ...status, name: studio.data.name, origin: 'studio' } : status
  }

  async #switchStudio(id: string, state: 'on' | 'off', author: Author): Promise<ModuleStatus> {
    const before = this.#configuration.snapshot.get<StudioModuleDocument>('studio-modules', id)
    const data = { name: before?.data.name ?? { vi: id, en: id }, state }
    const change = {
      kind: 'studio-modules',
      id,
      data: data as unknown as Json,
      ifRevision: before?.revision ?? 0,
    }
    await this.#configuration.change([change], author)
    return this.status(id)
  }

  async #write(
    id: string,
    document: ModuleDocument,
    revision: number | undefined,
    author: Author,
  ): Promise<void> {
    const data = JSON.parse(JSON.stringify(document)) as Json
    const change: Change = { kind: 'modules', id, data, ifRevision: revision ?? 0 }
    await this.#configuration.change([change], author)
  }

  /** How an enable went in this process. */
  #outcome(id: string, version: string, before: ModuleDocument | undefined): ModuleStatus {
    const status = this.status(id)
    const running = status.state === 'on' && status.version === version
    if (running || status.state === 'blocked' || !status.reason) return status
    const { reason } = status
    const back = status.state === 'on' ? `; ${status.version} runs on` : ''
    throw new Problem(
      'start-failed',
      409,
      `${id} ${version} did not start: ${reason.text.en ?? reason.text.vi}${back}`,
      {
        culprit: id,
        extra: { reason, ...(before?.state === 'on' ? { runs: status.version } : {}) },
      },
    )
  }

  /** Modules that are wanted on and need this one. */
  #dependants(id: string): string[] {
    return this.#configuration.snapshot
      .all<ModuleDocument>('modules')
      .filter(({ data }) => data.state === 'on')
      .filter((one) => this.#kernel.status(one.id)?.manifest?.requires?.[id] !== undefined)
      .map((one) => one.id)
  }

  #missing(id: string, version: string): Approval {
    const { manifest, signature } = this.#pack(id, version)
    const approved = this.#document(id)?.data.approved ?? NOTHING_APPROVED
    return manifest ? missingApproval(manifest, approved, signature) : NOTHING_APPROVED
  }

  /** A version that was tried and given up is only tried again by name. */
  #newest(id: string): string {
    const { versions } = this.status(id)
    const failed = this.#document(id)?.data.failed?.version
    const version = versions.find((one) => one !== failed) ?? versions[0]
    if (version === undefined) throw unknownModule(id)
    return version
  }

  #pack(id: string, version: string) {
    const pack = this.#kernel.packages.find((one) => one.id === id && one.version === version)
    if (!pack) throw unknownModule(`${id} ${version}`)
    return pack
  }

  #document(id: string) {
    return this.#configuration.snapshot.get<ModuleDocument>('modules', id)
  }
}

/** Remembers what ran, so that a version that does not start can give way to it. */
function nextDocument(
  before: ModuleDocument | undefined,
  status: ModuleStatus,
  version: string,
  approved: Approval,
): ModuleDocument {
  const ran = before?.state === 'on' ? (status.state === 'on' ? status.version : before.version) : undefined
  const previous =
    ran !== undefined && ran !== version && before ? { version: ran, approved: before.approved } : undefined
  return { state: 'on', version, approved, attempt: (before?.attempt ?? 0) + 1, previous }
}

/** What was approved before and now, as far as this version asks for it. */
function together(asked: Approval, ...given: (Approve | undefined)[]): Approval {
  const granted = (key: 'capabilities' | 'mounts' | 'native') =>
    asked[key].filter((one) => given.some((approve) => approve?.[key]?.includes(one)))
  const unsigned = given.some((approve) => approve?.unsigned === true)
  return {
    capabilities: granted('capabilities'),
    mounts: granted('mounts'),
    native: granted('native'),
    ...(asked.unsigned && unsigned ? { unsigned } : {}),
  }
}

function neededBy(id: string, other: string): Reason {
  return {
    code: 'has-dependants',
    text: { vi: `${other} đang cần ${id}`, en: `${other} needs ${id}` },
    culprit: other,
  }
}

function blocked(id: string, blockedBy: Reason[]): Problem {
  const [first] = blockedBy
  const why = first ? (first.text.en ?? first.text.vi) : 'its package cannot be used'
  return new Problem('module-blocked', 409, `${id} cannot be switched on: ${why}`, {
    culprit: id,
    extra: { blockedBy },
  })
}

function unknownModule(id: string): Problem {
  return new Problem('module-unknown', 404, `There is no module ${id}`, { culprit: id })
}
