import { hash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { Problem } from '@saola/kernel'
import type { Selection } from '@saola/sdk'
import type { Field, Model } from '../models/model.ts'

/** One answer holds at most this many points: the newest records. */
export const MOST_POINTS = 200_000
/** Degrees are stored as whole numbers of this fraction: about a centimetre. */
export const POINT_SCALE = 1e7
const MOST_GROUPINGS = 3
const MOST_KEYS = 10_000
/** The index of a record without a value. */
export const NO_KEY = 0xffff
/** Rows that are packed in one turn of the event loop. */
const TURN = 4_000
const ID_BYTES = 16

/** All positions of a model that match, for a map. */
export interface PointsQuery extends Selection {
  /** The point field. Default: the first of the model. */
  field?: string
  /** At most three fields whose values come with each point. */
  group?: string[]
}

/** What came with the points: numbers as they are, everything else as an index into `keys`. */
export type PointGroup =
  | { field: string; type: 'number'; values: Float64Array }
  | { field: string; type: 'key'; keys: (string | boolean)[]; values: Uint16Array }

/** The newest records first. Coordinates are degrees × {@link POINT_SCALE}. */
export interface Points {
  field: string
  /** How many are here. */
  count: number
  /** How many match and have a position. */
  total: number
  /** How many match and have none. */
  unplaced: number
  /** 16 bytes each. */
  ids: Uint8Array
  longitudes: Int32Array
  latitudes: Int32Array
  groups: PointGroup[]
  /** Equal for equal points. */
  version: string
}

/** What is read of each record. */
export interface PointColumns {
  place: Field
  groups: Field[]
}

/** Throws `points-invalid`, for a field that the reader may not know as for one that is not there. */
export function pointColumns(view: Model, { field, group = [] }: PointsQuery): PointColumns {
  const place =
    field === undefined
      ? [...view.fields.values()].find(({ type }) => type === 'point')
      : view.fields.get(field)
  if (place?.type !== 'point')
    throw invalid(
      view,
      field === undefined ? `${view.id} has no positions.` : `There is no position ${shown(field)}.`,
    )
  if (group.length > MOST_GROUPINGS)
    throw invalid(view, `Points come with at most ${MOST_GROUPINGS} other fields.`)
  const groups = [...new Set(group)].map((name) => {
    const found = view.fields.get(name)
    if (!found) throw invalid(view, `There is no field ${shown(name)}.`)
    if (!isKey(found) && !isNumber(found)) throw invalid(view, `Points cannot come with ${name}.`)
    return found
  })
  return { place, groups }
}

/** Packs rows of id, longitude, latitude and values of the groups, giving the event loop its turns. */
export async function packPoints(
  model: Model,
  { place, groups: fields }: PointColumns,
  rows: unknown[][],
): Promise<Omit<Points, 'total' | 'unplaced'>> {
  const count = Math.min(rows.length, MOST_POINTS)
  const ids = Buffer.alloc(count * ID_BYTES)
  const longitudes = new Int32Array(count)
  const latitudes = new Int32Array(count)
  const groups = fields.map(
    (field): PointGroup =>
      isNumber(field)
        ? { field: field.name, type: 'number', values: new Float64Array(count) }
        : { field: field.name, type: 'key', keys: [], values: new Uint16Array(count) },
  )
  const puts = groups.map((group, at) => putter(model, fields[at] as Field, group))
  for (let from = 0; from < count; from += TURN) {
    if (from > 0) await setImmediate()
    const to = Math.min(from + TURN, count)
    for (let at = from; at < to; at++) {
      const row = rows[at] as unknown[]
      ids.write((row[0] as string).replaceAll('-', ''), at * ID_BYTES, ID_BYTES, 'hex')
      longitudes[at] = Math.round((row[1] as number) * POINT_SCALE)
      latitudes[at] = Math.round((row[2] as number) * POINT_SCALE)
      for (let group = 0; group < puts.length; group++) puts[group]?.(at, row[3 + group])
    }
  }
  const packed = { field: place.name, count, ids, longitudes, latitudes, groups }
  return { ...packed, version: versionOf(packed) }
}

function putter(model: Model, field: Field, group: PointGroup): (at: number, value: unknown) => void {
  if (group.type === 'number')
    return (at, value) => {
      group.values[at] = value === null ? Number.NaN : (value as number)
    }
  const boolean = field.kind === 'boolean'
  const known = new Map<unknown, number>()
  return (at, value) => {
    if (value === null) {
      group.values[at] = NO_KEY
      return
    }
    let index = known.get(value)
    if (index === undefined) {
      index = known.size
      if (index === MOST_KEYS)
        throw invalid(model, `${field.name} has more than ${MOST_KEYS} different values.`)
      known.set(value, index)
      group.keys.push(boolean ? Boolean(value) : (value as string))
    }
    group.values[at] = index
  }
}

function versionOf({
  ids,
  longitudes,
  latitudes,
  groups,
}: Pick<Points, 'ids' | 'longitudes' | 'latitudes' | 'groups'>) {
  const parts = [ids, longitudes, latitudes, ...groups.map(({ values }) => values)]
  const sums = parts.map((part) =>
    hash('sha256', new Uint8Array(part.buffer, part.byteOffset, part.byteLength), 'base64url'),
  )
  const keys = groups.map((group) => [group.field, group.type === 'key' ? group.keys : []])
  return hash('sha256', JSON.stringify([sums, keys]), 'base64url').slice(0, 27)
}

function isNumber({ kind, type }: Field): boolean {
  return (kind === 'number' || kind === 'integer') && type !== 'point'
}

function isKey({ kind, def }: Field): boolean {
  return kind === 'boolean' || (kind === 'text' && def?.type !== 'richText')
}

function shown(name: unknown): string {
  return JSON.stringify(String(name).slice(0, 80))
}

function invalid(model: Model, detail: string): Problem {
  return new Problem('points-invalid', 400, detail, { culprit: model.id })
}
