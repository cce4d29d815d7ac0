import type { Effect, Entry, Point } from '@saola/kernel'
import { type CodeRef, contributionSchemas, type PortalPage } from '@saola/sdk'

export type DeclaredPage = PortalPage<CodeRef, CodeRef>

/** `portalPages`: they register nothing; the portal reads what stands in the registry. */
export function portalPagesPoint(standing: () => Map<string, Entry<DeclaredPage>>): Point<DeclaredPage> {
  return {
    id: 'portalPages',
    schema: contributionSchemas.portalPages,
    stage: 'serve',
    check: ({ owner, added, changed, removed }) => {
      const taken = new Map<string, string>()
      for (const { owner: other, name, data } of standing().values()) {
        if (other.id === owner.id && !removed.has(name) && !changed.has(name))
          taken.set(shape(data.path), name)
      }
      const effects: Effect[] = []
      const fresh = [...added, ...[...changed].map(([name, { to }]) => [name, to] as const)]
      for (const [name, { path }] of fresh) {
        const other = taken.get(shape(path))
        if (other) effects.push(collision(`${owner.id}.${name}`, `${owner.id}.${other}`, path))
        taken.set(shape(path), name)
      }
      for (const [name, { path }] of added) {
        effects.push({
          kind: 'warns',
          point: 'portalPages',
          subject: `${owner.id}.${name}`,
          text: {
            vi: `Ai cũng xem được trang /portal/${owner.id}${path} mà không cần đăng nhập`,
            en: `Anybody may read the page /portal/${owner.id}${path} without signing in`,
          },
        })
      }
      return effects
    },
    apply: () => {},
  }
}

/** Two patterns that take the same addresses. */
function shape(path: string): string {
  return path.replace(/:[^/]+/g, ':')
}

function collision(subject: string, other: string, path: string): Effect {
  const text = {
    vi: `Trùng đường dẫn với trang ${other}: ${path}`,
    en: `Same path as the page ${other}: ${path}`,
  }
  return { kind: 'refuses', point: 'portalPages', subject, code: 'page-collision', text }
}
