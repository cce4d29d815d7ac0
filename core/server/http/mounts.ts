import type { Effect, Owner } from '@saola/kernel'

export interface Doors {
  /** Whether core answers there. */
  isCore: (mount: string) => boolean
  /** Another module that answers there, below it or above it. */
  ownerOf: (mount: string, except: string) => string | undefined
}

/** Refuses a public path that somebody else answers: which one a request meant could not be told. */
export function checkMounts({ id, manifest }: Owner, { isCore, ownerOf }: Doors): Effect[] {
  return (manifest.mounts ?? []).flatMap((mount): Effect[] => {
    const other = isCore(mount) ? { vi: 'hệ thống', en: 'the core' } : moduleText(ownerOf(mount, id))
    if (!other) return []
    const text = {
      vi: `Đường dẫn ${mount} đã thuộc về ${other.vi}`,
      en: `The path ${mount} belongs to ${other.en} already`,
    }
    return [{ kind: 'refuses', point: 'routes', subject: mount, text, code: 'mount-taken' }]
  })
}

/** Whether two public paths are the same, or one lies below the other. */
export function overlap(one: string, other: string): boolean {
  const [a, b] = [one, other].map((path) => `${path.replace(/\/+$/, '')}/`) as [string, string]
  return a.startsWith(b) || b.startsWith(a)
}

function moduleText(id: string | undefined) {
  return id === undefined ? undefined : { vi: `phân hệ ${id}`, en: `the module ${id}` }
}
