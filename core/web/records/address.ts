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
 * passed over; of an inbox the tab that shows all is opened.
 */
export function listHref(ui: UiDocument, model: string, filter: ListQuery['filter'], more = {}): string {
  const [place] = Object.values(ui.pages).flatMap((page) => {
    const { use, options = {} } = page
    if (page.face !== 'operate' || options.filter !== undefined) return []
    if ((use !== 'core.list' && use !== 'core.inbox') || fullModel(page.plugin, options.model) !== model)
      return []
    const tabs = use === 'core.inbox' ? Object.entries(options.tabs ?? {}) : []
    const all = tabs.find(([, tab]) => tab?.filter === undefined && !tab?.mine)
    if (tabs.length > 0 && !all) return []
    return [{ path: pageHref(page), tab: all?.[0] }]
  })
  const params = new URLSearchParams({ ...printFilters(filter, ui.models[model]), ...more })
  if (place?.tab !== undefined) params.set('tab', place.tab)
  const path = place?.path ?? `/operate/records/${model}`
  return params.size === 0 ? path : `${path}?${params}`
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
