import type { Owner, Point, Scope } from '@saola/kernel'
import { contributionSchemas, type Permission, type Role } from '@saola/sdk'
import { filterFieldsOf } from '../models/model.ts'
import type { AccessSources, Brought } from './access.ts'
import { checkRole, type Fields } from './check-role.ts'

/** The point `permissions`: named rights of a module, and which roles get them when it is switched on. */
export function permissionsPoint(permissions: AccessSources['permissions']): Point<Permission> {
  return point(
    'permissions',
    contributionSchemas.permissions,
    permissions,
    (owner, name) => `${owner.id}.${name}`,
  )
}

/** The point `roles`. Conditions are held against the models that are in use, and those of the same plugin. */
export function rolesPoint(roles: AccessSources['roles'], models: AccessSources['models']): Point<Role> {
  const id = (owner: Owner, name: string) => (owner.kind === 'core' ? name : `${owner.id}.${name}`)
  return {
    ...point('roles', contributionSchemas.roles, roles, id),
    check: ({ owner, added, changed }) =>
      [...added, ...[...changed].map(([name, { to }]) => [name, to] as const)].flatMap(([name, role]) =>
        checkRole(id(owner, name), role, (model) => fieldsOf(models, owner, model)),
      ),
  }
}

function fieldsOf(models: AccessSources['models'], owner: Owner, id: string): Fields | undefined {
  const own = owner.manifest.contributes?.models ?? {}
  const name = id.startsWith(`${owner.id}.`) ? id.slice(owner.id.length + 1) : ''
  const def = Object.hasOwn(own, name) ? own[name] : models.get(id)?.def
  return def && filterFieldsOf(def)
}

function point<T>(
  id: string,
  schema: Point['schema'],
  into: Map<string, Brought<T>>,
  idOf: (owner: Owner, name: string) => string,
): Point<T> {
  return {
    id,
    schema,
    stage: 'data',
    after: ['models'],
    apply({ owner, added, changed }, scopeOf: (name: string) => Scope) {
      const wanted = [...added, ...[...changed].map(([name, { to }]) => [name, to] as const)]
      for (const [name, data] of wanted)
        scopeOf(name).set(into, idOf(owner, name), { plugin: owner.id, data })
    },
  }
}
