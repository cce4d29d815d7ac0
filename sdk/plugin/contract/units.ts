import type { Text } from './text.ts'

/**
 * What a unit is. `office` is a part of another unit, `company` one that works for the province without being a part
 * of it.
 */
export type UnitKind = 'province' | 'commune' | 'ward' | 'special-zone' | 'department' | 'office' | 'company'

/** A name that the ground of a unit had before it. */
export interface FormerName {
  /** With its kind, as people write it: `Phường Hưng Bình`. */
  name: string
  /** The district of that time, which tells places of one name apart: `Thành phố Vinh`. */
  district?: string
  /** Last day of the name, `YYYY-MM-DD`. */
  until?: string
}

/** Where a unit lies: GeoJSON in WGS 84. */
export interface UnitArea {
  geometry:
    | { type: 'Polygon'; coordinates: [longitude: number, latitude: number][][] }
    | { type: 'MultiPolygon'; coordinates: [longitude: number, latitude: number][][][] }
  /** A sketch, no official boundary: whoever shows it says so. */
  schematic?: boolean
}

/** A node of the organisation tree. */
export interface Unit {
  /** With its kind, as people write it: `Phường Trường Vinh`. */
  label: Text
  kind: UnitKind
  /** Id of the unit above. */
  parent?: string
  /** First day, `YYYY-MM-DD`, in Vietnam. Default: always was. */
  from?: string
  /** Last day. Default: still is. A unit is never taken away while records name it; it ends. */
  to?: string
  formerly?: FormerName[]
  area?: UnitArea
  /** Invented for a demonstration, no entry of an official register. */
  example?: boolean
}

/**
 * Units that belong together, by id: an official code or a name of one's own. Ids are those of the whole centre,
 * without the plugin's: records, people and rights name them, whichever module brings them. An id that another module
 * brings refuses the change with `unit-taken`, a unit above itself with `unit-cycle`.
 */
export interface UnitSet {
  label: Text
  /** Where the data come from. */
  source?: string
  license?: string
  /** At most 20,000; a manifest holds 4 MiB in all. */
  units: Record<string, Unit>
}

/** A unit as it is asked for. */
export interface UnitInfo {
  id: string
  label: Text
  kind: UnitKind
  /** Id of the unit above; null at the top. */
  parent: string | null
  from: string | null
  to: string | null
  example: boolean
}

/** A unit that a text or a position means. */
export interface UnitMatch extends UnitInfo {
  /** The name of the past that was given; absent when it is the name of today, or a position. */
  formerName?: FormerName
}

/** Exactly one of `text` and `point`. */
export interface UnitQuery {
  /** An address or a name, old or new, with or without accents: `112 Nguyễn Du, P. Hưng Bình, TP Vinh`. At most 300. */
  text?: string
  /** `[longitude, latitude]`, WGS 84: found where the units have areas. */
  point?: readonly [longitude: number, latitude: number]
  /** The day on which the units are in effect, `YYYY-MM-DD`. Default: today. */
  at?: string
}
