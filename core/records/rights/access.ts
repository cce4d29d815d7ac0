import type { Actor, ModelPermission, Permission, Role } from '@saola/sdk'
import type { LiveMap } from '../models/live-map.ts'
import type { Model } from '../models/model.ts'

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

const modelPermissions: ModelPermission[] = ['read', 'create', 'update', 'delete']

/**
 * Who may do what. A role holds the grants of its own definition, the permissions that name it, and the rights of
 * models that name it, all of the modules that are on. A module that goes off takes its permissions along.
 */
export class Access {
  readonly #sources: AccessSources
  #revision = -1
  #roles = new Map<string, Role>()
  #grants = new Map<string, Set<string>>()
  #all: string[] = []

  constructor(sources: AccessSources) {
    this.#sources = sources
  }

  /** `permission` is `<plugin>.<name>` or `<model>:read|create|update|delete|personal|assign`. */
  can(actor: Actor, permission: string): boolean {
    this.#refresh()
    for (const role of actor.roles) {
      const grants = this.#grants.get(role)
      if (grants && (grants.has(permission) || grants.has('*'))) return true
    }
    return false
  }

  /** Everything that an actor may do now, sorted; with `*` in front for those who may do everything. */
  permissions(actor: Actor): string[] {
    this.#refresh()
    if (this.can(actor, '*')) return ['*', ...this.#all]
    const held = new Set<string>()
    for (const role of actor.roles) for (const grant of this.#grants.get(role) ?? []) held.add(grant)
    return [...held].sort()
  }

  /** All roles by id, with the grants that they have now. */
  roles(): Map<string, Role> {
    this.#refresh()
    return new Map(
      [...this.#roles].map(([id, role]) => [
        id,
        { ...role, grants: [...(this.#grants.get(id) ?? [])].sort() },
      ]),
    )
  }

  #refresh(): void {
    const { roles, permissions, models } = this.#sources
    const revision = roles.revision + permissions.revision + models.revision
    if (revision === this.#revision) return
    this.#revision = revision
    this.#roles = new Map(Object.entries(baseRoles))
    for (const [id, { data }] of roles) this.#roles.set(id, data)
    this.#grants = new Map([...this.#roles].map(([id, { grants }]) => [id, new Set(grants)]))
    const all = new Set<string>()
    const grant = (plugin: string, names: string[] | undefined, permission: string) => {
      all.add(permission)
      for (const name of names ?? []) {
        const own = this.#grants.get(`${plugin}.${name}`)
        ;(own ?? this.#grants.get(name))?.add(permission)
      }
    }
    for (const [id, { plugin, data }] of permissions) grant(plugin, data.roles, id)
    for (const { id, plugin, def } of models.values()) {
      for (const permission of modelPermissions)
        grant(plugin, def.rights?.[permission], `${id}:${permission}`)
      if (Object.values(def.fields).some(({ personal }) => personal))
        grant(plugin, def.personal, `${id}:personal`)
      grant(plugin, def.assign, `${id}:assign`)
    }
    this.#all = [...all].sort()
  }
}
