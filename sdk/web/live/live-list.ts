import { compile, type Fields, type FieldType, filterTypeOf, fold, parseCql2Json } from '@saola/cql2'
import type { AnyRecord, ListQuery, ModelDef, Near, Point, Sort } from '@saola/sdk'

/** How a list decides about a changed record without asking the server. */
export interface ListRule {
  matches: (record: AnyRecord) => boolean
  compare: (a: AnyRecord, b: AnyRecord) => number
}

const newestFirst: Sort[] = [{ field: 'createdAt', descending: true }]
const vietnamese = new Intl.Collator('vi')

/**
 * The rule that a query means for the records of a model. A filter that cannot be read selects nothing; the server says
 * why.
 *
 * @param now milliseconds since 1970, for filters with times that move
 */
export function listRule(query: ListQuery, model: ModelDef | undefined, now: number): ListRule {
  const test = filterTest(query.filter, model, now)
  const sort = query.sort && query.sort.length > 0 ? query.sort : newestFirst
  const found = searchTest(query.search, model)
  const distance = distanceTo(query.near, model)
  const within = (record: AnyRecord) => !query.near || distance(record) <= query.near.metres
  const nearest = query.near && sort[0]?.field === 'near'
  return {
    matches: (record) => (test === undefined || test(record)) && found(record) && within(record),
    compare: (a, b) => {
      if (nearest) return distance(a) - distance(b) || (a.id < b.id ? -1 : Number(a.id > b.id))
      for (const { field, descending } of sort) {
        const order = compareValues(a[field], b[field])
        if (order !== 0) return descending ? -order : order
      }
      return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
    },
  }
}

/** What an event does to a list: the list itself when nothing, so that nobody renders anew. */
export interface ListChange {
  items: readonly AnyRecord[]
  /** Whether the list still holds everything that matches. */
  complete: boolean
  /** A record left a list that was not complete: one from the server must take its place. */
  short: boolean
}

/**
 * The list after one record changed. A record that no longer matches leaves, a matching one takes its place in the
 * order; older versions than the known one are ignored.
 *
 * @param limit longest list
 * @param complete whether the list holds everything that matches
 */
export function changeList(
  items: readonly AnyRecord[],
  event: { record: AnyRecord; deleted: boolean },
  rule: ListRule,
  limit: number,
  complete: boolean,
): ListChange {
  const { record, deleted } = event
  const known = items.findIndex((item) => item.id === record.id)
  const before = items[known]
  const same = { items, complete, short: false }
  if (before && !deleted && before.version >= record.version) return same
  if (deleted || !rule.matches(record)) {
    return known < 0 ? same : { items: items.toSpliced(known, 1), complete, short: !complete }
  }
  const others = known < 0 ? items : items.toSpliced(known, 1)
  const found = others.findIndex((item) => rule.compare(record, item) < 0)
  // At the end of a list that is not complete, others that are not here may come first. Until the server has told
  // which, what was shown stays: a list of one would be empty at each change.
  if (found < 0 && !complete) return known < 0 ? same : { items: [...others, record], complete, short: true }
  const all = others.toSpliced(found < 0 ? others.length : found, 0, record)
  return { items: all.slice(0, limit), complete: complete && all.length <= limit, short: false }
}

function filterTest(
  filter: ListQuery['filter'],
  model: ModelDef | undefined,
  now: number,
): ((record: AnyRecord) => boolean) | undefined {
  if (filter === undefined) return undefined
  const fields = filterFields(model)
  const parsed = parseCql2Json(filter, { now })
  return parsed.ok ? compile(parsed.filter, fields) : () => false
}

function compareValues(a: unknown, b: unknown): number {
  const none = Number(a === null || a === undefined) - Number(b === null || b === undefined)
  if (none !== 0 || a === null || a === undefined) return none
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b)
  return vietnamese.compare(String(a), String(b))
}

/** As the server searches: every word occurs in what the search fields hold. */
function searchTest(search: string | undefined, model: ModelDef | undefined): (record: AnyRecord) => boolean {
  const words = fold(search ?? '')
    .split(' ')
    .filter(Boolean)
  if (words.length === 0) return () => true
  return (record) => {
    const texts = (model?.search ?? []).map((name) => {
      const value = record[name]
      if (typeof value !== 'string') return ''
      return value.startsWith('+84') ? `${value} 0${value.slice(3)}` : fold(value)
    })
    const text = texts.join(' ')
    return words.every((word) => text.includes(word))
  }
}

const EARTH = 6_371_008.8

/** Metres along the ground; without end for a record without a position. */
function distanceTo(near: Near | undefined, model: ModelDef | undefined): (record: AnyRecord) => number {
  const first = Object.entries(model?.fields ?? {}).find(([, { type }]) => type === 'point')?.[0]
  const field = near?.field ?? first
  const radians = (degrees: number) => (degrees * Math.PI) / 180
  const [longitude, latitude] = (near?.point ?? [0, 0]).map(radians) as [number, number]
  return (record) => {
    const position = field === undefined ? undefined : (record[field] as Point | null | undefined)
    if (!position) return Number.POSITIVE_INFINITY
    const [x, y] = position.coordinates.map(radians) as [number, number]
    const half =
      Math.sin((y - latitude) / 2) ** 2 +
      Math.cos(y) * Math.cos(latitude) * Math.sin((x - longitude) / 2) ** 2
    return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(half)))
  }
}

function filterFields(model: ModelDef | undefined): Fields | undefined {
  if (!model) return undefined
  const fields = new Map<string, FieldType>([
    ['id', 'text'],
    ['version', 'integer'],
    ['createdAt', 'datetime'],
    ['createdBy', 'text'],
    ['updatedAt', 'datetime'],
    ['updatedBy', 'text'],
    ['unit', 'text'],
  ])
  for (const [name, field] of Object.entries(model.fields)) fields.set(name, filterTypeOf(field.type))
  return fields
}
