import { fold } from '@saola/cql2'
import type { FormerName, UnitInfo, UnitMatch } from '@saola/sdk'
import type { KnownUnit } from './tree.ts'

interface Name {
  /** Folded, without its kind: `truong vinh`. */
  name: string
  /** Folded: `phuong`, `xa`, `thi tran`, `dac khu`; empty for units that are no communes. */
  kind: string
  /** Folded, without its kind: `vinh`. */
  district: string
  info: UnitInfo
  formerName?: FormerName
}

type Allowed = (info: UnitInfo) => boolean

const KINDS: Record<string, string> = {
  phuong: 'phuong',
  p: 'phuong',
  xa: 'xa',
  x: 'xa',
  'thi tran': 'thi tran',
  tt: 'thi tran',
  'dac khu': 'dac khu',
}
const KIND = /(?:^|\s)(phuong|p|xa|x|thi tran|tt|dac khu) (?=\S)/g
/** What stands before the name of a district or province. */
const DISTRICT = /^(?:thanh pho|tp|thi xa|tx|huyen|h|tinh) /
const COMMUNES: readonly string[] = ['commune', 'ward', 'special-zone']
const MOST = 20

/** Finds units by their names, of today and of the past, without regard to case and accents. */
export class UnitNames {
  /** By the name without its kind. */
  readonly #byName = new Map<string, Name[]>()
  /** By the whole name. */
  readonly #whole = new Map<string, Name[]>()
  readonly #all: { whole: string; name: Name }[] = []
  #longest = 0

  constructor(units: readonly KnownUnit[]) {
    for (const { info, unit } of units) {
      this.#add(info, info.label.vi)
      for (const formerName of unit.formerly ?? []) this.#add(info, formerName.name, formerName)
    }
  }

  /**
   * The units that an address or a name means. Streets are often named like wards, so within a part of an address a
   * name counts only after its kind; alone between commas it counts without. A district in the text decides between
   * communes of one name.
   */
  inAddress(text: string, allowed: Allowed): UnitMatch[] {
    const whole = this.#whole.get(plain(text))?.filter(({ info }) => allowed(info)) ?? []
    if (whole.length > 0) return best(whole, undefined, [])
    const parts = text
      .split(/[,;\n]|\s[-–]\s/)
      .map(plain)
      .filter(Boolean)
    for (const part of parts.filter((each) => !DISTRICT.test(each)).toReversed()) {
      const { names, kind } = this.#namedIn(part)
      const found = names.filter(({ info }) => allowed(info))
      if (found.length > 0) return best(found, kind, parts)
    }
    return []
  }

  /** Each word begins a word of the name. Names of today come first, then those that begin with the text. */
  beginning(text: string, allowed: Allowed): UnitMatch[] {
    const folded = plain(text)
    if (folded === '') return []
    const words = folded.split(' ').map((word) => ` ${word}`)
    const found = this.#all
      .filter(({ whole, name }) => words.every((word) => whole.includes(word)) && allowed(name.info))
      .map(({ whole, name }) => {
        const begins = name.name.startsWith(folded) || whole.startsWith(` ${folded}`)
        const rank = (name.name === folded ? 4 : 0) + (name.formerName ? 0 : 2) + (begins ? 1 : 0)
        return { name, rank }
      })
      .sort((a, b) => b.rank - a.rank)
    return unique(found.map(({ name }) => name)).slice(0, MOST)
  }

  #add(info: UnitInfo, label: string, formerName?: FormerName): void {
    const whole = plain(label)
    const kind = COMMUNES.includes(info.kind)
      ? (['phuong', 'xa', 'thi tran', 'dac khu'].find((each) => whole.startsWith(`${each} `)) ?? '')
      : ''
    const name: Name = {
      name: kind ? whole.slice(kind.length + 1) : whole,
      kind,
      district: plain(formerName?.district ?? '').replace(DISTRICT, ''),
      info,
      ...(formerName ? { formerName } : {}),
    }
    into(this.#byName, name.name, name)
    into(this.#whole, whole, name)
    this.#all.push({ whole: ` ${whole}`, name })
    this.#longest = Math.max(this.#longest, name.name.split(' ').length)
  }

  #namedIn(part: string): { names: readonly Name[]; kind?: string } {
    for (const { 0: prefix, 1: kind = '', index } of part.matchAll(KIND)) {
      const words = part.slice(index + prefix.length).split(' ', this.#longest)
      for (let length = words.length; length > 0; length--) {
        const names = this.#byName.get(words.slice(0, length).join(' '))
        if (names) return { names, kind: KINDS[kind] }
      }
    }
    return { names: this.#byName.get(part) ?? [] }
  }
}

/** Those that agree best with the kind and the district of the text; of these the name of today before the old one. */
function best(found: readonly Name[], kind: string | undefined, parts: readonly string[]): UnitMatch[] {
  const districts = parts.map((part) => part.replace(DISTRICT, ''))
  const ranked = found.map((name) => ({
    name,
    rank:
      (name.district && districts.includes(name.district) ? 4 : 0) +
      (kind === undefined || kind === name.kind ? 2 : 0) +
      (name.formerName ? 0 : 1),
  }))
  const highest = Math.max(...ranked.map(({ rank }) => rank))
  return unique(ranked.filter(({ rank }) => rank === highest).map(({ name }) => name)).slice(0, MOST)
}

function unique(names: readonly Name[]): UnitMatch[] {
  const matches = new Map<string, UnitMatch>()
  for (const { info, formerName } of names) {
    if (!matches.has(info.id)) matches.set(info.id, formerName ? { ...info, formerName } : { ...info })
  }
  return [...matches.values()]
}

/** Folded, with one blank wherever something else than letters and digits stands: `P.Hưng  Bình` → `p hung binh`. */
function plain(text: string): string {
  return fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

function into(map: Map<string, Name[]>, key: string, name: Name): void {
  const names = map.get(key)
  if (names) names.push(name)
  else map.set(key, [name])
}
