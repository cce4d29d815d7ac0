import { type UiMapLayer, useHost, useRecords } from '@saola/sdk-web'
import { type Accessor, createMemo, mapArray } from 'solid-js'
import { layerModel, type MapPoint, pointsOf } from './points.ts'

/** A map shows at most this many records of a layer; the panel says when there are more. */
export const LAYER_LIMIT = 500

/** A layer with its living points. */
export interface LayerData {
  id: string
  definition: () => UiMapLayer | undefined
  points: Accessor<MapPoint[]>
  /** How many records there are in all. */
  count: () => number | undefined
  loading: () => boolean
  failed: () => boolean
  at: () => number | null
  stale: () => boolean
  refresh: () => void
}

/** Follows the layers that the reader may see; one that comes or goes does not disturb the others. */
export function useLayers(): Accessor<LayerData[]> {
  const host = useHost()
  const ids = createMemo(
    () =>
      Object.entries(host.ui.mapLayers)
        .sort(([idA, a], [idB, b]) => (a.order ?? 0) - (b.order ?? 0) || idA.localeCompare(idB))
        .map(([id]) => id),
    [],
    { equals: (a, b) => a.length === b.length && a.every((id, index) => id === b[index]) },
  )
  return createMemo(mapArray(ids, (id) => followLayer(id)))
}

function followLayer(id: string): LayerData {
  const host = useHost()
  const definition = () => host.ui.mapLayers[id]
  const model = () => {
    const layer = definition()
    return layer === undefined ? '' : layerModel(layer)
  }
  const list = useRecords(model, { limit: LAYER_LIMIT, count: true })
  const points = createMemo(() => {
    const layer = definition()
    return layer === undefined ? [] : pointsOf(id, layer, host.ui.models[model()], list.items)
  })
  return {
    id,
    definition,
    points,
    count: () => list.count,
    loading: () => list.loading,
    failed: () => list.error !== undefined,
    at: () => list.at,
    stale: () => list.stale,
    refresh: list.refresh,
  }
}
