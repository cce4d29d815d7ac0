import { type CodeRef, contributionSchemas, type Json, type PluginPoint } from '@saola/sdk'
import type { Point } from '../points/point.ts'
import type { Registry } from '../registry/registry.ts'

/** The point by which a plugin opens points of its own: `<plugin>.<name>`, whose owner is told all current contributions. */
export function pluginPoints(registry: Registry, timeout: number): Point<PluginPoint<CodeRef>> {
  return {
    id: 'points',
    schema: contributionSchemas.points,
    stage: 'serve',
    apply: (delta, scopeOf) => {
      const all = [...delta.added, ...[...delta.changed].map(([name, { to }]) => [name, to] as const)]
      for (const name of delta.changed.keys()) registry.close(`${delta.owner.id}.${name}`)
      for (const [name, { schema, changed }] of all) {
        const id = `${delta.owner.id}.${name}`
        registry.open(
          {
            id,
            schema,
            stage: 'serve',
            apply: async (inner) => {
              if (!changed) return
              const now: Record<string, Json> = {}
              for (const [full, entry] of registry.entries<Json>(id)) now[full] = entry.data
              for (const removed of inner.removed.keys()) delete now[`${inner.owner.id}.${removed}`]
              for (const [added, data] of inner.added) now[`${inner.owner.id}.${added}`] = data as Json
              for (const [key, { to }] of inner.changed) now[`${inner.owner.id}.${key}`] = to as Json
              // A fault of the point's owner is noted there; who contributes has done nothing wrong.
              await delta.owner.invoke(changed, [now], { what: `point ${id}`, timeout }).catch(() => {})
            },
          },
          scopeOf(name),
        )
      }
    },
  }
}
