import type { Filter } from '@saola/cql2'
import type { Actor, ModelPermission, Permission, Role } from '@saola/sdk'
import type { LiveMap } from '../models/live-map.ts'
import type { Model } from '../models/model.ts'
import { conditionFor } from './condition.ts'
import { Grants, type Held } from './grants.ts'
import { type Reach, reachKey, reachOf } from './reach.ts'

/** A contribution with the id of who brought it. */
export interface Brought<T> {
  plugin: string
  data: T
}

export interface AccessSources {
  /** By role id: a plain name in core, `<plugin>.<name>` elsewhere. */
  roles: LiveMap<string, Brought<Role>>
  /** By permission id, `<plugin>.<name>`. */
  permissions: LiveMap<string, Brought<Permission>>
  models: LiveMap<string, Model>
}

/** Roles that are always there, whatever modules are on. */
export const baseRoles: Readonly<Record<string, Role>> = {
  administrator: { label: { vi: 'Quản trị viên', en: 'Administrator' }, grants: ['*'] },
  operator: { label: { vi: 'Trực ban', en: 'Operator' }, grants: [] },
  officer: { label: { vi: 'Cán bộ xử lý', en: 'Officer' }, grants: [] },
}

/** Reaches kept to be shared by all who may the same. */
const MOST_SHARED = 5_000

/**
 * Who may do what. A role holds the grants of its own definition, the permissions that name it, and the rights of
 * models that name it, all of the modules that are on. A module that goes off takes its permissions along.
 */
export class Access {
  readonly #sources: AccessSources
  #revision = -1
  #roles = new Map<string, Role>()
  #grants = new Grants([])
  #all: string[] = []
  /** Actors are kept by those who find them: the same one asks again and again. */
  #reaches = new WeakMap<Actor, Map<string, Reach | undefined>>()
  #shared = new Map<string, Reach>()

  constructor(sources: AccessSources) {
    this.#sources = sources
  }

  /**
   * `permission` is `<plugin>.<name>` or `<model>:read|create|update|delete|personal|assign`. True also for somebody
   * who holds it under a condition: {@link reach} says on which records.
   */
  can(actor: Actor, permission: string): boolean {
    this.#refresh()
    for (const role of actor.roles) {
      const grants = this.#grants.byRole.get(role)
      if (grants && (grants.has(permission) || grants.has('*'))) return true
    }
    return false
  }

  /**
   * On which records somebody holds a permission, and which fields are kept from them; undefined when no role gives
   * it. The same object for all who may the same, until rights or models change.
   */
  reach(actor: Actor, model: Model, permission: ModelPermission): Reach | undefined {
    this.#refresh()
    let known = this.#reaches.get(actor)
    if (!known) {
      known = new Map()
      this.#reaches.set(actor, known)
    }
    const name = `${model.id}:${permission}`
    if (known.has(name)) return known.get(name)
    const held = this.held(actor, name)
    const reach =
      held.length === 0
        ? undefined
        : this.#share(name, reachOf(model, actor, held, this.can(actor, `${model.id}:personal`)))
    known.set(name, reach)
    return reach
  }

  /** Fields of a model that come to somebody as null. */
  hidden(actor: Actor, model: Model): ReadonlySet<string> {
    const reach = this.reach(actor, model, 'read')
    if (reach) return reach.hidden
    return this.can(actor, `${model.id}:personal`) ? NONE : model.personal
  }

  /** What gives somebody a permission: one entry per role and source. */
  held(actor: Actor, permission: string): Held[] {
    this.#refresh()
    return [...new Set(actor.roles)].flatMap((role) => {
      const grants = this.#grants.byRole.get(role)
      return [...(grants?.get('*') ?? []), ...(grants?.get(permission) ?? [])]
    })
  }

  /** The condition of a grant for somebody. */
  condition({ where }: Held, actor: Actor, model: Model): Filter {
    return where === undefined ? true : conditionFor(where, actor, model.filterFields)
  }

  /** Everything that an actor may do now, sorted; with `*` in front for those who may do everything. */
  permissions(actor: Actor): string[] {
    this.#refresh()
    if (this.can(actor, '*')) return ['*', ...this.#all]
    const held = new Set<string>()
    for (const role of actor.roles)
      for (const grant of this.#grants.byRole.get(role)?.keys() ?? []) held.add(grant)
    return [...held].sort()
  }

  /** All roles by id, with the permissions that they have now. */
  roles(): Map<string, Role> {
    this.#refresh()
    return new Map(
      [...this.#roles].map(([id, role]) => [
        id,
        { ...role, grants: [...(this.#grants.byRole.get(id)?.keys() ?? [])].sort() },
      ]),
    )
  }

  #share(name: string, reach: Reach): Reach {
    const key = `${name} ${reachKey(reach)}`
    const shared = this.#shared.get(key)
    if (shared) return shared
    if (this.#shared.size >= MOST_SHARED) this.#shared.clear()
    this.#shared.set(key, reach)
    return reach
  }

  #refresh(): void {
    const { roles, permissions, models } = this.#sources
    const revision = roles.revision + permissions.revision + models.revision
    if (revision === this.#revision) return
    this.#revision = revision
    this.#roles = new Map(Object.entries(baseRoles))
    for (const [id, { data }] of roles) this.#roles.set(id, data)
    this.#grants = new Grants(this.#roles)
    for (const [id, permission] of permissions) this.#grants.addPermission(id, permission)
    for (const model of models.values()) this.#grants.addModel(model)
    this.#all = [...this.#grants.all].sort()
    this.#reaches = new WeakMap()
    this.#shared = new Map()
  }
}

const NONE: ReadonlySet<string> = new Set()
