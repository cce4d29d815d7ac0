import type { Filter } from '@saola/cql2'
import { Problem } from '@saola/kernel'
import type { Actor, AnyRecord, ModelDef, ModelPermission, Repository } from '@saola/sdk'
import type { LiveMap } from '../models/live-map.ts'
import type { Model } from '../models/model.ts'
import type { Access } from '../rights/access.ts'
import type { Values } from './codec.ts'
import type { Past } from './past.ts'
import type { Points, PointsQuery } from './points.ts'
import { type Author, Store, type StoreParts } from './store.ts'

/** A model that is in use. */
export interface ModelInfo {
  /** `<plugin>.<name>`. */
  id: string
  plugin: string
  name: string
  def: ModelDef
  /** Fields that filters may name, with their types. */
  filterFields: Model['filterFields']
  /** Names of fields marked personal. */
  personal: ReadonlySet<string>
}

/** A repository with what only core offers. */
export interface CoreRepository extends Repository<AnyRecord> {
  count(filter?: Filter): Promise<number>
  /** A record that was made elsewhere, with its past. For seeds. */
  plant(values: Values, past: Past): Promise<AnyRecord>
  /** All positions that match, at most 200,000. Throws `points-invalid`. */
  points(query: PointsQuery): Promise<Points>
  /**
   * Gives the fields of the author's own last change the values that they had before, as a new revision. Refused with
   * `undo-refused` after ten minutes, when somebody changed them since, or when the step cannot be taken back.
   */
  undo(id: string, options?: { ifVersion?: number }): Promise<AnyRecord>
}

/** Why a model is not there. */
export type Absence = (modelId: string) => 'off' | 'unknown'

type May = (permission: ModelPermission) => void

/** The records of all models that are in use, with the rights of whoever asks. */
export class Records {
  readonly #models: LiveMap<string, Model>
  readonly #access: Access
  readonly #parts: StoreParts
  readonly #absence: Absence
  readonly #stores = new WeakMap<Model, Store>()

  constructor(models: LiveMap<string, Model>, access: Access, parts: StoreParts, absence: Absence) {
    this.#models = models
    this.#access = access
    this.#parts = parts
    this.#absence = absence
  }

  models(): ModelInfo[] {
    return [...this.#models.values()].map(info).sort((a, b) => (a.id < b.id ? -1 : 1))
  }

  model(id: string): ModelInfo | undefined {
    const model = this.#models.get(id)
    return model && info(model)
  }

  /**
   * The records of a model as an actor may see and change them. Throws `model-unknown` or `module-off`; its methods
   * throw `forbidden` without the permission.
   */
  repository(modelId: string, actor: Actor): CoreRepository {
    const store = this.#store(modelId)
    const may: May = (permission) => {
      if (this.#access.can(actor, `${modelId}:${permission}`)) return
      throw new Problem('forbidden', 403, `You lack the permission ${modelId}:${permission}.`, {
        culprit: modelId,
        extra: { permission: `${modelId}:${permission}` },
      })
    }
    const { personal, masked } = store.model
    const secret = personal.size > 0 && !this.#access.can(actor, `${modelId}:personal`)
    const roles = this.#access.can(actor, '*') ? [...actor.roles, 'administrator'] : actor.roles
    const assigns = this.#access.can(actor, `${modelId}:assign`)
    const author = { id: actor.id, unit: actor.units[0] ?? null, roles, assigns }
    return repository(store, author, may, secret ? masked : undefined)
  }

  /** For core's own work and for plugins, whose capabilities are checked instead of rights. */
  trusted(modelId: string, author: Author, may: May = () => {}): CoreRepository {
    return repository(this.#store(modelId), author, may)
  }

  #store(modelId: string): Store {
    const model = this.#models.get(modelId)
    if (!model) throw this.#missing(modelId)
    let store = this.#stores.get(model)
    if (!store) {
      store = new Store(model, this.#parts)
      this.#stores.set(model, store)
    }
    return store
  }

  #missing(modelId: string): Problem {
    const shown = String(modelId).slice(0, 130)
    const [plugin] = shown.split('.')
    if (this.#absence(modelId) === 'off') {
      const detail = `The module ${plugin} is off; its records are kept. An administrator can switch it on.`
      return new Problem('module-off', 404, detail, { culprit: plugin })
    }
    return new Problem('model-unknown', 404, `There is no model ${shown}.`, { culprit: plugin })
  }
}

/** @param masked the model without its personal fields, for those who may not know them */
function repository(store: Store, author: Author, may: May, masked?: Model): CoreRepository {
  const { personal } = store.model
  const shown = <R extends Values>(record: R): R => (masked ? mask(record, personal) : record)
  // Asynchronous throughout: a refusal is a rejection, never a throw.
  return {
    async get(id) {
      may('read')
      const record = await store.get(id)
      return record && shown(record)
    },
    async list(query = {}) {
      may('read')
      const page = await store.list(query, masked)
      return masked ? { ...page, items: page.items.map(shown) } : page
    },
    async count(filter) {
      may('read')
      return store.count({ filter }, masked)
    },
    async counts(query) {
      may('read')
      return store.counts(query, masked)
    },
    async points(query) {
      may('read')
      return store.points(query, masked)
    },
    async revisions(id, options) {
      may('read')
      const revisions = await store.revisions(id, options)
      if (!masked) return revisions
      return revisions.map((revision) => ({ ...revision, data: revision.data && shown(revision.data) }))
    },
    async create(values) {
      may('create')
      return shown(await store.create(values, author))
    },
    async plant(values, past) {
      may('create')
      return store.create(values, author, past)
    },
    async update(id, values, options) {
      may('update')
      // What one does not see one cannot know to replace.
      if (masked) refusePersonal(store.model, values)
      return shown(await store.update(id, values, author, options?.ifVersion))
    },
    async undo(id, options) {
      may('update')
      return shown(await store.undo(id, author, options?.ifVersion))
    },
    async delete(id, options) {
      may('delete')
      return store.delete(id, author, options?.ifVersion)
    },
    async comments(id, options) {
      may('read')
      return store.comments(id, options?.visibility)
    },
    async comment(id, comment) {
      may('update')
      return store.comment(id, comment, author)
    },
  }
}

/** A copy in which fields that are marked personal are empty. */
export function mask<R extends Values>(record: R, personal: ReadonlySet<string>): R {
  const copy: Values = { ...record }
  for (const name of personal) if (Object.hasOwn(copy, name)) copy[name] = null
  return copy as R
}

function refusePersonal(model: Model, values: unknown): void {
  if (typeof values !== 'object' || values === null) return
  const hit = Object.keys(values).find((name) => model.personal.has(name))
  if (hit === undefined) return
  const permission = `${model.id}:personal`
  throw new Problem('forbidden', 403, `You lack the permission ${permission} to change ${hit}.`, {
    culprit: model.id,
    extra: { permission },
  })
}

function info({ id, plugin, name, def, filterFields, personal }: Model): ModelInfo {
  return { id, plugin, name, def, filterFields, personal }
}
