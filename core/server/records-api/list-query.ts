import { Problem } from '@saola/kernel'
import type { PointsQuery } from '@saola/records'
import type { CountsQuery, Json, ListQuery, Selection, Sort } from '@saola/sdk'
import { DEEPEST_BODY, deeperThan } from '../http/body.ts'

const SELECTION = ['filter', 'filter-lang', 'search', 'near', 'api_key']
const LIST = new Set([...SELECTION, 'sort', 'limit', 'cursor', 'count', 'fields'])
const COUNTS = new Set([...SELECTION, 'by'])
const POINTS = new Set([...SELECTION, 'field', 'group'])
const FILTER_LANG = 'filter-lang'
const MOST_NAMES = 50
/** A filter in a URL is held to the same depth as a body, and said so before anything walks it. */
const DEEPEST = DEEPEST_BODY * 2

/**
 * Reads the query of a list: `filter` with `filter-lang=cql2-json`, `search=vo nuoc`, `near=lon,lat,metres`,
 * `sort=-createdAt,name` (or `sort=near`), `limit`, `cursor`, `count=exact`, `fields=a,b`. Throws `query-invalid`,
 * `near-invalid`, `filter-lang-unsupported` or a filter code.
 */
export function listQuery(query: Record<string, string>): ListQuery {
  onlyKnown(query, LIST)
  const result: ListQuery = selection(query)
  const { sort, limit, cursor, count, fields } = query
  if (sort !== undefined) result.sort = readSort(sort)
  if (limit !== undefined) {
    result.limit = Number(limit)
    if (!/^\d{1,3}$/.test(limit) || result.limit < 1 || result.limit > 500)
      throw invalid('limit', 'limit must be a whole number from 1 to 500')
  }
  if (cursor !== undefined) result.cursor = cursor
  if (count !== undefined) {
    if (count !== 'exact') throw invalid('count', 'count must be exact, or left out')
    result.count = true
  }
  if (fields !== undefined) result.fields = names(fields, 'fields')
  return result
}

/** Reads the query of grouped counts: `by=status` or `by=day(requestedAt)`, and a selection as in a list. */
export function countsQuery(query: Record<string, string>): CountsQuery {
  onlyKnown(query, COUNTS)
  if (!query.by) throw invalid('by', 'by must name a field, or as day(field) a time')
  return { by: query.by, ...selection(query) }
}

/** Reads the query of points: `field=location`, `group=status,category`, and a selection as in a list. */
export function pointsQuery(query: Record<string, string>): PointsQuery {
  onlyKnown(query, POINTS)
  const { field, group } = query
  const result: PointsQuery = selection(query)
  if (field !== undefined) result.field = field
  if (group !== undefined) result.group = names(group, 'group')
  return result
}

function onlyKnown(query: Record<string, string>, known: ReadonlySet<string>): void {
  for (const name in query) {
    if (!known.has(name)) throw invalid(name, `There is no query parameter ${name.slice(0, 60)}`)
  }
}

function selection({ filter, search, near, ...rest }: Record<string, string>): Selection {
  const result: Selection = {}
  if (filter !== undefined) result.filter = readFilter(filter, rest['filter-lang']) as Selection['filter']
  if (search !== undefined) result.search = search
  if (near !== undefined) result.near = readNear(near)
  return result
}

function readNear(near: string): Selection['near'] {
  const parts = near.split(',').map((part) => part.trim())
  const [longitude = 0, latitude = 0, metres = 0] = parts.map(Number)
  if (parts.length !== 3 || !parts.every((part) => /^[+-]?\d{1,9}(\.\d{1,20})?$/.test(part)))
    throw new Problem('near-invalid', 400, 'near must be longitude,latitude,metres', { culprit: 'near' })
  return { point: [longitude, latitude], metres }
}

function readFilter(filter: string, lang: string | undefined): Json {
  // A JSON tree begins with a brace or is true or false; OGC's default for the rest is the text encoding.
  const language = lang ?? (/^\s*(\{|true\s*$|false\s*$)/.test(filter) ? 'cql2-json' : 'cql2-text')
  if (language !== 'cql2-json') {
    throw new Problem(
      'filter-lang-unsupported',
      400,
      `The filter language ${language.slice(0, 40)} is not understood`,
      {
        culprit: FILTER_LANG,
        extra: { supported: ['cql2-json'] },
      },
    )
  }
  if (deeperThan(filter, DEEPEST))
    throw new Problem('filter-too-deep', 400, 'The filter nests too deep', { culprit: 'filter' })
  try {
    return JSON.parse(filter) as Json
  } catch {
    throw new Problem('filter-invalid', 400, 'The filter is not JSON', { culprit: 'filter' })
  }
}

function readSort(sort: string): Sort[] {
  return names(sort, 'sort').map((name) => {
    const descending = name.startsWith('-')
    return { field: descending || name.startsWith('+') ? name.slice(1) : name, descending }
  })
}

function names(list: string, culprit: string): string[] {
  const parts = list.split(',').map((part) => part.trim())
  if (parts.length > MOST_NAMES || parts.includes(''))
    throw invalid(culprit, `${culprit} must be names separated by commas`)
  return parts
}

function invalid(culprit: string, detail: string): Problem {
  return new Problem('query-invalid', 400, detail, { culprit })
}
