import type { ListQuery } from '@saola/sdk'
import type { UiDocument } from '@saola/sdk-web'
import { fullModel } from '../records/address.ts'
import { printFilters } from '../records/filters.ts'

/** The parameter of the map that says whose filters its address holds. */
export const OF = 'of'
/** The parameter of the map that names the layers that are off. */
export const HIDE = 'hide'
/** The words that are searched for; lists call it so too. */
export const SEARCH = 'q'

/**
 * Where the map shows exactly the records of a filter; undefined where no layer shows the model. Layers of other models
 * are off there.
 */
export function mapHref(
  ui: UiDocument,
  model: string,
  filter?: ListQuery['filter'],
  search?: string,
): string | undefined {
  const layers = Object.entries(ui.mapLayers).map(([id, layer]) => ({
    id,
    model: fullModel(layer.plugin, layer.model),
  }))
  if (!layers.some((layer) => layer.model === model)) return undefined
  const params = new URLSearchParams({ [OF]: model, ...printFilters(filter, ui.models[model]) })
  if (search !== undefined && search !== '') params.set(SEARCH, search)
  const others = layers.filter((layer) => layer.model !== model).map(({ id }) => id)
  if (others.length > 0) params.set(HIDE, others.join(','))
  return `/operate/map?${params}`
}
