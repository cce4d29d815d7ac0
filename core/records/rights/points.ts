import type { Owner, Point, Scope } from '@saola/kernel'
import { contributionSchemas, type Permission, type Role } from '@saola/sdk'
import type { AccessSources, Brought } from './access.ts'

/** The point `permissions`: named rights of a module, and which roles get them when it is switched on. */
export function permissionsPoint(permissions: AccessSources['permissions']): Point<Permission> {
  return point(
    'permissions',
    contributionSchemas.permissions,
    permissions,
    (owner, name) => `${owner.id}.${name}`,
  )
}

/** The point `roles`. */
export function rolesPoint(roles: AccessSources['roles']): Point<Role> {
  const id = (owner: Owner, name: string) => (owner.kind === 'core' ? name : `${owner.id}.${name}`)
  return point('roles', contributionSchemas.roles, roles, id)
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
