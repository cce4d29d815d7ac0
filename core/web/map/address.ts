import type { ListQuery } from '@saola/sdk'
import type { UiDocument } from '@saola/sdk-web'
import { fullModel, recordsHref } from '../records/address.ts'
import { printFilters } from '../records/filters.ts'

/** Parameters that list and map read alike. */
const SHARED = /^(f\..+|filter|q)$/
/** The parameter of the map that says whose filters they are. */
export const OF = 'of'
export const HIDE = 'hide'

type Search = Readonly<Record<string, unknown>>

/**
 * Where the map shows the records of a model, with the filters of a list's address; undefined where no layer shows
 * them. Layers of other models are off there.
 */
export function mapHref(ui: UiDocument, model: string, search: Search = {}): string | undefined {
  const layers = Object.entries(ui.mapLayers).map(([id, layer]) => ({
    id,
    model: fullModel(layer.plugin, layer.model),
  }))
  if (!layers.some((layer) => layer.model === model)) return undefined
  const others = layers.filter((layer) => layer.model !== model).map(({ id }) => id)
  const params = new URLSearchParams({ [OF]: model, ...shared(search) })
  if (others.length > 0) params.set(HIDE, others.join(','))
  return `/operate/map?${params}`
}

/** The same for a filter as it stands in options. */
export function mapHrefOf(
  ui: UiDocument,
  model: string,
  filter: ListQuery['filter'],
  search?: string,
): string | undefined {
  const printed = printFilters(filter, ui.models[model])
  return mapHref(ui, model, search === undefined ? printed : { ...printed, q: search })
}

/** The list of the records that the map shows, with its filters. */
export function listHrefFrom(ui: UiDocument, model: string, search: Search): string {
  const params = new URLSearchParams(shared(search)).toString()
  const href = recordsHref(ui, model)
  return params === '' ? href : `${href}?${params}`
}

function shared(search: Search): Record<string, string> {
  return Object.fromEntries(
    Object.entries(search).filter(
      (entry): entry is [string, string] =>
        SHARED.test(entry[0]) && typeof entry[1] === 'string' && entry[1] !== '',
    ),
  )
}
