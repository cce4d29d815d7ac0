import type { AnyRecord, Tone } from '@saola/sdk'
import type { IconComponent, UiMapLayer, UiModel } from '@saola/sdk-web'
import { iconNamed } from '../icons/named.tsx'
import { titleOf } from '../records/describe.ts'
import { positionOf } from '../records/field-value.tsx'
import { rankOf, toneOf, type Valued } from '../records/tone.ts'

/** A record with a place on the map. */
export interface MapPoint {
  /** Unique among all layers. */
  key: string
  layer: string
  record: AnyRecord
  longitude: number
  latitude: number
  tone: Tone
  state: Valued | undefined
  name: string | undefined
  icon: IconComponent
}

/** The model whose records a layer shows. */
export function layerModel(layer: UiMapLayer): string {
  return layer.model.includes('.') ? layer.model : `${layer.plugin}.${layer.model}`
}

/** Records of a layer that have a position. */
export function pointsOf(
  id: string,
  layer: UiMapLayer,
  model: UiModel | undefined,
  records: readonly AnyRecord[],
): MapPoint[] {
  const icon = iconNamed(layer.icon ?? model?.icon, 'map-pin')
  return records.flatMap((record) => {
    const position = positionOf(record[layer.geometry])
    if (!position) return []
    const field = layer.style?.field
    const state =
      field === undefined ? undefined : toneOf(record[field], model?.fields[field], layer.style?.stops)
    return {
      key: `${id}/${record.id}`,
      layer: id,
      record,
      longitude: position[0],
      latitude: position[1],
      tone: state?.tone ?? 'off',
      state,
      name: titleOf(record, model),
      icon,
    }
  })
}

/** Most urgent first, then by name. */
export function byUrgency(a: MapPoint, b: MapPoint): number {
  return rankOf(a.tone) - rankOf(b.tone) || (a.name ?? '').localeCompare(b.name ?? '', 'vi')
}
