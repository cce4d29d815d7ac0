import type { Filter } from '@saola/cql2'
import { Problem } from '@saola/kernel'
import type { Actor, AnyRecord, ModelDef, ModelPermission, Repository } from '@saola/sdk'
import type { LiveMap } from '../models/live-map.ts'
import { type Model, modelWithout } from '../models/model.ts'
import type { Access } from '../rights/access.ts'
import { type Explanation, explain } from '../rights/explain.ts'
import type { Reach } from '../rights/reach.ts'
import { Bounds } from './bounds.ts'
import type { Values } from './codec.ts'
import type { Past } from './past.ts'
import type { Points, PointsQuery } from './points.ts'
import type { Sight } from './selection.ts'
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
    const { model } = store
    const bounds = new Bounds(this.#access, actor, model)
    const roles = this.#access.can(actor, '*') ? [...actor.roles, 'administrator'] : actor.roles
    const assigns = this.#access.can(actor, `${modelId}:assign`)
    const author = { id: actor.id, unit: actor.units[0] ?? null, roles, assigns, bounds }
    return repository(store, author, () => this.#access.hidden(actor, model))
  }

  /**
   * What an actor may read of a record, given by its values: undefined when it is none of theirs. For events and
   * explanations, which hold the record already.
   */
  reach(modelId: string, actor: Actor, permission: ModelPermission = 'read'): Reach | undefined {
    const model = this.#models.get(modelId)
    return model && this.#access.reach(actor, model, permission)
  }

  /** Fields of a model that an actor gets as null. */
  hidden(modelId: string, actor: Actor): ReadonlySet<string> {
    const model = this.#models.get(modelId)
    return model ? this.#access.hidden(actor, model) : NONE
  }

  /** Why an actor holds a permission, or not; `record` with all its values. Throws `model-unknown` or `module-off`. */
  explain(modelId: string, asked: { actor: Actor; permission: string; record?: AnyRecord }): Explanation {
    return explain(this.#access, this.#store(modelId).model, asked)
  }

  /** For core's own work and for plugins, whose capabilities are checked instead of rights. */
  trusted(modelId: string, author: Author): CoreRepository {
    return repository(this.#store(modelId), author, () => NONE)
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

/** @param hides which fields come as null now; rights may change while somebody holds a repository */
function repository(store: Store, author: Author, hides: () => ReadonlySet<string>): CoreRepository {
  const { bounds } = author
  const shown = <R extends Values>(record: R): R => mask(record, hides())
  const sight = (): Sight => ({
    view: modelWithout(store.model, hides()),
    scope: bounds ? bounds.may('read').where : true,
  })
  /** Undefined for everybody who reads every record, and then it need not be there any more. */
  const limited = () => bounds && bounds.may('read').where !== true
  // Asynchronous throughout: a refusal is a rejection, never a throw.
  return {
    async get(id) {
      bounds?.may('read')
      const record = await store.get(id)
      return record && (!bounds || bounds.sees(record)) ? shown(record) : null
    },
    async list(query = {}) {
      const page = await store.list(query, sight())
      return hides().size > 0 ? { ...page, items: page.items.map(shown) } : page
    },
    async count(filter) {
      return store.count({ filter }, sight())
    },
    async counts(query) {
      return store.counts(query, sight())
    },
    async points(query) {
      return store.points(query, sight())
    },
    async revisions(id, options) {
      if (limited()) {
        const record = await store.last(id)
        if (!record || !bounds?.sees(record)) return []
      }
      const revisions = await store.revisions(id, options)
      if (hides().size === 0) return revisions
      return revisions.map((revision) => ({ ...revision, data: revision.data && shown(revision.data) }))
    },
    async create(values) {
      bounds?.may('create')
      return shown(await store.create(values, author))
    },
    async plant(values, past) {
      bounds?.may('create')
      return store.create(values, author, past)
    },
    async update(id, values, options) {
      bounds?.may('read')
      bounds?.may('update')
      // What one does not see one cannot know to replace.
      refuseHidden(store.model, hides(), values)
      return shown(await store.update(id, values, author, options?.ifVersion))
    },
    async undo(id, options) {
      bounds?.may('read')
      bounds?.may('update')
      return shown(await store.undo(id, author, options?.ifVersion))
    },
    async delete(id, options) {
      bounds?.may('read')
      bounds?.may('delete')
      return store.delete(id, author, options?.ifVersion)
    },
    async comments(id, options) {
      if (limited()) {
        const record = await store.get(id)
        if (!record || !bounds?.sees(record)) return []
      }
      return store.comments(id, options?.visibility)
    },
    async comment(id, comment) {
      bounds?.may('read')
      bounds?.may('update')
      return store.comment(id, comment, author)
    },
  }
}

const NONE: ReadonlySet<string> = new Set()

/** A copy in which some fields are empty. */
export function mask<R extends Values>(record: R, hidden: ReadonlySet<string>): R {
  if (hidden.size === 0) return record
  const copy: Values = { ...record }
  for (const name of hidden) if (Object.hasOwn(copy, name)) copy[name] = null
  return copy as R
}

function refuseHidden(model: Model, hidden: ReadonlySet<string>, values: unknown): void {
  if (hidden.size === 0 || typeof values !== 'object' || values === null) return
  const hit = Object.keys(values).find((name) => hidden.has(name))
  if (hit === undefined) return
  const permission = `${model.id}:${model.personal.has(hit) ? 'personal' : 'read'}`
  throw new Problem('forbidden', 403, `You lack the permission ${permission} to change ${hit}.`, {
    culprit: model.id,
    extra: { permission },
  })
}

function info({ id, plugin, name, def, filterFields, personal }: Model): ModelInfo {
  return { id, plugin, name, def, filterFields, personal }
}
