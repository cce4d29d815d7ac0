import type { Unit, UnitInfo, UnitMatch, UnitSet } from '@saola/sdk'
import { areasOf, type PlacedUnit, unitsAt } from './areas.ts'
import { UnitNames } from './names.ts'

/** A unit with where it came from. */
export interface KnownUnit {
  info: UnitInfo
  unit: Unit
  source: string | null
  license: string | null
}

const vietnamese = new Intl.Collator('vi')
/** Longest way to the top; deeper ones are circles that two modules make together. */
const DEEPEST = 20

/** All units of the centre at one moment of its configuration. */
export class UnitTree {
  readonly #units = new Map<string, KnownUnit>()
  readonly #children = new Map<string | null, UnitInfo[]>()
  readonly #names: UnitNames
  readonly #areas: PlacedUnit[]

  constructor(sets: Iterable<UnitSet>) {
    for (const { units, source = null, license = null } of sets) {
      for (const [id, unit] of Object.entries(units)) {
        if (!this.#units.has(id)) this.#units.set(id, { info: infoOf(id, unit), unit, source, license })
      }
    }
    for (const { info } of this.#units.values()) {
      const siblings = this.#children.get(info.parent)
      if (siblings) siblings.push(info)
      else this.#children.set(info.parent, [info])
    }
    for (const siblings of this.#children.values())
      siblings.sort((a, b) => vietnamese.compare(a.label.vi, b.label.vi) || (a.id < b.id ? -1 : 1))
    this.#names = new UnitNames([...this.#units.values()])
    this.#areas = areasOf([...this.#units.values()], (id) => this.#depth(id))
  }

  get size(): number {
    return this.#units.size
  }

  has(id: string): boolean {
    return this.#units.has(id)
  }

  get(id: string): KnownUnit | undefined {
    return this.#units.get(id)
  }

  /** Those right below a unit, or at the top, in the order of their names; on a day, or of any time. */
  children(id: string | null, at?: string): UnitInfo[] {
    const all = this.#children.get(id) ?? []
    return at === undefined ? all : all.filter((info) => inEffect(info, at))
  }

  /** Every unit in effect on a day, or of any time, each before those below it. */
  list(at?: string): UnitInfo[] {
    const out: UnitInfo[] = []
    const seen = new Set<string>()
    const visit = (info: UnitInfo): void => {
      if (seen.has(info.id)) return
      seen.add(info.id)
      if (at === undefined || inEffect(info, at)) out.push(info)
      for (const child of this.children(info.id)) visit(child)
    }
    for (const info of this.children(null)) visit(info)
    // What hangs below a unit that nobody brings, or in a circle, is shown all the same.
    for (const { info } of this.#units.values()) visit(info)
    return out
  }

  /** Units that an address or a name means, best first. */
  named(text: string, at: string): UnitMatch[] {
    return this.#names.inAddress(text, (info) => inEffect(info, at))
  }

  /** Units with a name that begins so, for a person who is typing. */
  search(text: string, at: string, wanted: (info: UnitInfo) => boolean = () => true): UnitMatch[] {
    return this.#names.beginning(text, (info) => inEffect(info, at) && wanted(info))
  }

  /** Units whose area holds a position, the lowest in the tree first. */
  at(point: readonly [number, number], at: string): UnitInfo[] {
    return unitsAt(this.#areas, point).filter((info) => inEffect(info, at))
  }

  #depth(id: string): number {
    let depth = 0
    for (let at = this.#units.get(id); at?.info.parent && depth < DEEPEST; depth++)
      at = this.#units.get(at.info.parent)
    return depth
  }
}

/** Whether a unit exists on a day, `YYYY-MM-DD`. */
export function inEffect({ from, to }: Pick<UnitInfo, 'from' | 'to'>, day: string): boolean {
  return (from === null || from <= day) && (to === null || day <= to)
}

const HOUR = 3_600_000

/** The day in Vietnam, which is UTC+7 all year. */
export function dayOf(time: number): string {
  return new Date(time + 7 * HOUR).toISOString().slice(0, 10)
}

function infoOf(id: string, { label, kind, parent, from, to, example }: Unit): UnitInfo {
  return {
    id,
    label,
    kind,
    parent: parent ?? null,
    from: from ?? null,
    to: to ?? null,
    example: example ?? false,
  }
}
