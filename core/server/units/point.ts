import type { Delta, Effect, Point } from '@saola/kernel'
import { contributionSchemas, type Text, type UnitSet } from '@saola/sdk'
import type { Units } from './units.ts'

const NAMED = 5

/** `units`: sets of units, in use as soon as their module is on. */
export function unitsPoint(units: Units): Point<UnitSet> {
  return {
    id: 'units',
    schema: contributionSchemas.units,
    stage: 'data',
    check: (delta) => effectsOf(delta, units),
    apply({ owner, added, changed }, scopeOf) {
      const wanted = [...added, ...[...changed].map(([name, { to }]) => [name, to] as const)]
      for (const [name, set] of wanted) scopeOf(name).set(units.sets, `${owner.id}.${name}`, set)
    },
  }
}

function effectsOf({ owner, added, changed, removed }: Delta<UnitSet>, units: Units): Effect[] {
  const effects: Effect[] = []
  const fresh = new Map([...added, ...[...changed].map(([name, { to }]) => [name, to] as const)])
  const others = new Map<string, string>()
  for (const [id, set] of units.sets) {
    const name = id.startsWith(`${owner.id}.`) ? id.slice(owner.id.length + 1) : undefined
    if (name !== undefined && (fresh.has(name) || removed.has(name))) continue
    for (const unit of Object.keys(set.units)) others.set(unit, id)
  }
  for (const [name, set] of fresh) {
    const subject = `${owner.id}.${name}`
    for (const id of Object.keys(set.units)) {
      const other = others.get(id)
      if (other) effects.push(refusal(subject, 'unit-taken', taken(id, other)))
      others.set(id, subject)
    }
  }
  const parents = new Map<string, string>()
  for (const set of [...units.sets.values(), ...fresh.values()])
    for (const [id, { parent }] of Object.entries(set.units)) if (parent) parents.set(id, parent)
  for (const [name, set] of fresh) {
    const circle = Object.keys(set.units).find((id) => isCircle(id, parents))
    if (circle) effects.push(refusal(`${owner.id}.${name}`, 'unit-cycle', aboveItself(circle)))
    const lost = Object.values(set.units).flatMap(({ parent }) =>
      parent && !others.has(parent) ? [parent] : [],
    )
    if (lost.length > 0) effects.push(warning(`${owner.id}.${name}`, parentless([...new Set(lost)])))
  }
  for (const [name, { units: gone }] of removed)
    effects.push(warning(`${owner.id}.${name}`, without(Object.keys(gone).length)))
  return effects
}

function isCircle(id: string, parents: ReadonlyMap<string, string>): boolean {
  const seen = new Set<string>()
  for (let at: string | undefined = id; at !== undefined; at = parents.get(at)) {
    if (seen.has(at)) return at === id
    seen.add(at)
  }
  return false
}

function refusal(subject: string, code: string, text: Text): Effect {
  return { kind: 'refuses', point: 'units', subject, code, text }
}

function warning(subject: string, text: Text): Effect {
  return { kind: 'warns', point: 'units', subject, text }
}

function taken(id: string, other: string): Text {
  return {
    vi: `Đơn vị ${id} đã có trong ${other}`,
    en: `The unit ${id} is already in ${other}`,
  }
}

function aboveItself(id: string): Text {
  return { vi: `Đơn vị ${id} nằm trên chính nó`, en: `The unit ${id} stands above itself` }
}

function parentless(parents: readonly string[]): Text {
  const names = parents.slice(0, NAMED).join(', ')
  return {
    vi: `Chưa có đơn vị cấp trên: ${names}`,
    en: `There are no units above yet: ${names}`,
  }
}

function without(count: number): Text {
  return {
    vi: `${count} đơn vị không còn tên; bản ghi vẫn giữ mã của đơn vị`,
    en: `${count} units lose their names; records keep the ids`,
  }
}
