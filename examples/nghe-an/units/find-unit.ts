import oldUnits from './old-units.json' with { type: 'json' }
import type { OldUnit, Unit } from './unit.ts'
import stored from './units.json' with { type: 'json' }

/** A unit of today that a text names, by its own name or by one from before 1 July 2025. */
export interface UnitMatch {
  unit: Unit
  /** The commune of the past that was named; absent when the text has the name of today. */
  old?: OldUnit
}

interface Name {
  /** Folded, without its kind. */
  name: string
  /** Folded: `phuong`, `xa`, `thi tran`. */
  kind: string
  match: UnitMatch
  district?: string
}

const KINDS: Record<string, string> = {
  phuong: 'phuong',
  p: 'phuong',
  xa: 'xa',
  x: 'xa',
  'thi tran': 'thi tran',
  tt: 'thi tran',
}
const KIND = /(?:^|\s)(phuong|p|xa|x|thi tran|tt) (?=\S)/g
/** What stands before the name of a district or province. */
const DISTRICT = /^(?:thanh pho|tp|thi xa|tx|huyen|h|tinh) /

const units = stored as Unit[]
const names = namesOf(units, oldUnits)

/** Lower case, without accents and with đ as d, one blank between words: `P.Hưng  Bình` → `p hung binh`. */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/**
 * The units that an address or a bare name means, best first: `phường Hưng Bình`, `Nghi Phu`,
 * `112 Nguyễn Du, P. Hưng Bình, TP Vinh`. Streets are often named like wards, so within a part of an address a name
 * counts only after its kind; alone between commas it counts without. A district in the text decides between
 * communes of one name.
 */
export function findUnits(text: string): UnitMatch[] {
  const parts = text
    .split(/[,;\n]|\s[-–]\s/)
    .map(fold)
    .filter(Boolean)
  for (const part of parts.filter((each) => !DISTRICT.test(each)).toReversed()) {
    const found = namedIn(part)
    if (found.length > 0) return best(found, parts)
  }
  return []
}

/** The one unit that a text means; nothing when it could be several. */
export function findUnit(text: string): UnitMatch | undefined {
  const found = findUnits(text)
  return found.length === 1 ? found[0] : undefined
}

function namedIn(part: string): { name: Name; kind?: string }[] {
  for (const { 0: prefix, 1: kind = '', index } of part.matchAll(KIND)) {
    const rest = part.slice(index + prefix.length)
    const longest = names
      .filter(({ name }) => rest === name || rest.startsWith(`${name} `))
      .reduce((length, { name }) => Math.max(length, name.length), 0)
    if (longest > 0) {
      const named = rest.slice(0, longest)
      return names.filter(({ name }) => name === named).map((name) => ({ name, kind: KINDS[kind] }))
    }
  }
  return names.filter(({ name }) => name === part).map((name) => ({ name }))
}

/** Those that agree best with the kind and the district of the text; of these the name of today before the old one. */
function best(found: { name: Name; kind?: string }[], parts: readonly string[]): UnitMatch[] {
  const districts = parts.map((part) => part.replace(DISTRICT, ''))
  const ranked = found.map(({ name, kind }) => ({
    match: name.match,
    rank:
      (name.district && districts.includes(name.district) ? 4 : 0) +
      (kind === undefined || kind === name.kind ? 2 : 0) +
      (name.match.old ? 0 : 1),
  }))
  const highest = Math.max(...ranked.map(({ rank }) => rank))
  const unique = new Map<string, UnitMatch>()
  for (const { match, rank } of ranked) {
    if (rank === highest && !unique.has(match.unit.id)) unique.set(match.unit.id, match)
  }
  return [...unique.values()]
}

function namesOf(current: readonly Unit[], past: readonly OldUnit[]): Name[] {
  const byId = new Map(current.map((unit) => [unit.id, unit]))
  const communes = current.filter(({ kind }) => kind === 'ward' || kind === 'commune')
  return [
    ...communes.map((unit) => ({ ...splitKind(unit.name), match: { unit } })),
    ...past.flatMap((old) => {
      const unit = byId.get(old.unit)
      const district = fold(old.oldDistrict).replace(DISTRICT, '')
      return unit ? [{ ...splitKind(old.oldName), match: { unit, old }, district }] : []
    }),
  ]
}

function splitKind(full: string): { kind: string; name: string } {
  const folded = fold(full)
  const kind = ['phuong', 'xa', 'thi tran'].find((each) => folded.startsWith(`${each} `)) ?? ''
  return { kind, name: folded.slice(kind.length + 1) }
}
