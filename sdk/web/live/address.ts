import type { ListQuery } from '@saola/sdk'
import type { HostRequest } from './host.ts'

/** The path of a model's records. */
export function recordsPath(model: string, id?: string): string {
  const base = `/api/records/${encodeURIComponent(model)}`
  return id === undefined ? base : `${base}/${encodeURIComponent(id)}`
}

/** A list request as the query of its address. */
export function listParams(query: ListQuery): NonNullable<HostRequest['query']> {
  return {
    filter: query.filter === undefined ? undefined : JSON.stringify(query.filter),
    'filter-lang': query.filter === undefined ? undefined : 'cql2-json',
    search: query.search,
    near: query.near && [...query.near.point, query.near.metres].join(','),
    sort:
      query.sort?.map(({ field, descending }) => (descending ? `-${field}` : field)).join(',') || undefined,
    limit: query.limit,
    cursor: query.cursor,
    count: query.count ? 'exact' : undefined,
    fields: query.fields?.join(','),
  }
}
