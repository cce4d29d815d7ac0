import type { UiDocument } from '@saola/sdk-web'

/** Where the records of a model are listed: a module's own page of it, or the built-in one. */
export function recordsHref(ui: UiDocument, model: string): string {
  const page = Object.values(ui.pages).find(
    (candidate) =>
      candidate.face === 'operate' &&
      candidate.use === 'core.list' &&
      fullModel(candidate.plugin, candidate.options?.model) === model,
  )
  return page === undefined ? `/operate/records/${model}` : pageHref(page)
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
