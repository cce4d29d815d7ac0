import semver from 'semver'
import { reason } from './discover.ts'
import type { Reason } from './state.ts'

/** A module that is wanted, with what it needs. */
export interface Wanted {
  id: string
  version: string
  requires: Record<string, string>
  optional: Record<string, string>
}

export interface Resolution {
  /** Ids by level: each level needs only earlier ones. */
  levels: string[][]
  blocked: Map<string, Reason>
}

/**
 * Orders modules by what they require. One whose requirement is off, too old or itself blocked is blocked with
 * the requirement's name; a cycle is printed as a path.
 */
export function resolve(wanted: Wanted[]): Resolution {
  const byId = new Map(wanted.map((one) => [one.id, one]))
  const blocked = new Map<string, Reason>()
  const level = new Map<string, number>()

  const visit = (one: Wanted, path: string[]): number | undefined => {
    const known = level.get(one.id)
    if (known !== undefined) return known
    if (blocked.has(one.id)) return undefined
    const start = path.indexOf(one.id)
    if (start >= 0) {
      const cycle = [...path.slice(start), one.id].join(' → ')
      for (const id of path.slice(start)) {
        blocked.set(
          id,
          reason('plugin-cycle', `Phụ thuộc vòng tròn: ${cycle}`, `Circular requirement: ${cycle}`, id),
        )
      }
      return undefined
    }
    let deepest = -1
    for (const [id, range] of Object.entries(one.requires)) {
      const other = byId.get(id)
      if (!other) {
        blocked.set(
          one.id,
          reason('requires-off', `Cần phân hệ ${id} đang tắt`, `Needs ${id}, which is off`, id),
        )
      } else if (!semver.satisfies(other.version, range)) {
        const text = `${id} ${range}`
        blocked.set(
          one.id,
          reason(
            'requires-version',
            `Cần ${text}, đang có ${other.version}`,
            `Needs ${text}, there is ${other.version}`,
            id,
          ),
        )
      } else {
        const depth = visit(other, [...path, one.id])
        if (depth === undefined && !blocked.has(one.id)) {
          blocked.set(
            one.id,
            reason('requires-blocked', `Cần ${id} đang bị chặn`, `Needs ${id}, which is blocked`, id),
          )
        } else if (depth !== undefined) deepest = Math.max(deepest, depth)
      }
      if (blocked.has(one.id)) return undefined
    }
    for (const id of Object.keys(one.optional)) {
      const other = byId.get(id)
      if (!other || path.includes(id)) continue
      deepest = Math.max(deepest, visit(other, [...path, one.id]) ?? -1)
    }
    if (blocked.has(one.id)) return undefined
    level.set(one.id, deepest + 1)
    return deepest + 1
  }

  for (const one of wanted) visit(one, [])
  const levels: string[][] = []
  for (const [id, at] of level) {
    levels[at] ??= []
    levels[at].push(id)
  }
  return { levels, blocked }
}
