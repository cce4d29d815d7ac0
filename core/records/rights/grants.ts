import type { FilterTemplate } from '@saola/cql2'
import type { Grant, ModelPermission, Permission, Role, RoleRight } from '@saola/sdk'
import type { Model } from '../models/model.ts'
import type { Brought } from './access.ts'
import { readCondition } from './condition.ts'

/** A permission that a role holds, and who gave it. */
export interface Held {
  role: string
  permission: string
  /** The condition as it was written; undefined for all records. */
  where: FilterTemplate | undefined
  hide: readonly string[]
  /** What gave it: the role's own definition, a model or a permission, by its id. */
  by: { point: 'roles' | 'models' | 'permissions'; id: string }
}

export const modelPermissions: readonly ModelPermission[] = ['read', 'create', 'update', 'delete']

/** What every role holds, by role and permission, and every permission that there is. */
export class Grants {
  readonly byRole = new Map<string, Map<string, Held[]>>()
  readonly all = new Set<string>()

  constructor(roles: Iterable<[string, Role]>) {
    const known = new Map(roles)
    for (const id of known.keys()) this.byRole.set(id, new Map())
    for (const [id, { grants }] of known)
      for (const grant of grants)
        this.#add(id, typeof grant === 'string' ? { permission: grant } : grant, { point: 'roles', id })
  }

  addPermission(id: string, { plugin, data }: Brought<Permission>): void {
    this.all.add(id)
    for (const name of data.roles ?? []) this.#give(plugin, name, { permission: id }, 'permissions', id)
  }

  addModel({ id, plugin, def, personal }: Model): void {
    const give = (named: readonly (string | RoleRight)[] | undefined, permission: string) => {
      this.all.add(permission)
      for (const one of named ?? []) {
        const { role, ...limits }: RoleRight = typeof one === 'string' ? { role: one } : one
        this.#give(plugin, role, { permission, ...limits }, 'models', id)
      }
    }
    for (const permission of modelPermissions) give(def.rights?.[permission], `${id}:${permission}`)
    if (personal.size > 0) give(def.personal, `${id}:personal`)
    give(def.assign, `${id}:assign`)
  }

  /** A role is named by its id, or by its name within the plugin. */
  #give(plugin: string, name: string, grant: Grant, point: Held['by']['point'], by: string): void {
    const own = `${plugin}.${name}`
    const role = this.byRole.has(own) ? own : name
    if (this.byRole.has(role)) this.#add(role, grant, { point, id: by })
  }

  #add(role: string, { permission, where, hide = [] }: Grant, by: Held['by']): void {
    // Only records have conditions; a plan refuses the others.
    if (where !== undefined && !isModelPermission(permission)) return
    const held = this.byRole.get(role)?.get(permission) ?? []
    // A plan refuses what cannot be read; should it be here all the same, it selects nothing.
    const read = where === undefined ? undefined : readCondition(where)
    held.push({ role, permission, where: read && (read.ok ? read.filter : false), hide, by })
    this.byRole.get(role)?.set(permission, held)
  }
}

/** Whether a permission is one on the records of a model. */
export function isModelPermission(permission: string): boolean {
  return modelPermissions.some((name) => permission.endsWith(`:${name}`))
}
