import type { ListQuery } from '@saola/sdk'
import type { UiDocument } from '@saola/sdk-web'
import { printFilters } from './filters.ts'

/** Where the records of a model are listed: a module's own page of it, or the built-in one. */
export function recordsHref(ui: UiDocument, model: string): string {
  const page = Object.values(ui.pages).find(
    (candidate) =>
      candidate.face === 'operate' &&
      (candidate.use === 'core.inbox' || candidate.use === 'core.list') &&
      fullModel(candidate.plugin, candidate.options?.model) === model,
  )
  return page === undefined ? `/operate/records/${model}` : pageHref(page)
}

/**
 * Where exactly the records of a filter are listed. A page with a standing filter of its own would show fewer, so it is
 * passed over.
 */
export function listHref(ui: UiDocument, model: string, filter: ListQuery['filter'], more = {}): string {
  const page = Object.values(ui.pages).find(
    (one) =>
      one.face === 'operate' &&
      one.use === 'core.list' &&
      one.options?.filter === undefined &&
      fullModel(one.plugin, one.options?.model) === model,
  )
  const params = new URLSearchParams({ ...printFilters(filter, ui.models[model]), ...more }).toString()
  const path = page === undefined ? `/operate/records/${model}` : pageHref(page)
  return params === '' ? path : `${path}?${params}`
}

/** The address of a page. */
export function pageHref(page: { face: string; plugin: string; path: string }): string {
  return `/${page.face}/${page.plugin}${page.path === '/' ? '' : page.path}`
}

/** A model as options name it: `station` of the plugin itself, or `other.model`. */
export function fullModel(plugin: string, model: unknown): string {
  const name = typeof model === 'string' ? model : ''
  return name.includes('.') ? name : `${plugin}.${name}`
}
