import type { AnyRecord, ListQuery } from '@saola/sdk'
import { listParams, recordsPath, type UiMapLayer, type UiModel } from '@saola/sdk-web'
import { fullModel } from '../records/address.ts'
import { positionOf } from '../records/field-value.tsx'
import { asTone, rankOf, toneOf } from '../records/tone.ts'
import type { Picked } from './canvas/mark-layer.ts'
import { type LayerSource, type PointChange, QUIET, type ToneRule } from './points/messages.ts'
import { groupsOf } from './points/point-table.ts'

/** What narrows the records of a model. */
export type Narrowing = Pick<ListQuery, 'filter' | 'search'>

/** The model whose records a layer shows. */
export function layerModel(layer: UiMapLayer): string {
  return fullModel(layer.plugin, layer.model)
}

/** Where the points of a layer come from, and what they mean. */
export function sourceOf(
  id: string,
  layer: UiMapLayer,
  model: UiModel | undefined,
  narrowing: Narrowing,
): LayerSource {
  const tone = toneRule(layer, model)
  const picture = layer.picture && model?.fields[layer.picture.field] ? layer.picture.field : undefined
  const params = new URLSearchParams({ field: layer.geometry })
  const groups = groupsOf({ tone, picture })
  if (groups.length > 0) params.set('group', groups.join(','))
  for (const [name, value] of Object.entries(listParams(narrowing)))
    if (value !== undefined) params.set(name, String(value))
  return { layer: id, url: `${recordsPath(layerModel(layer))}/points?${params}`, tone, picture }
}

function toneRule({ style }: UiMapLayer, model: UiModel | undefined): ToneRule | undefined {
  const field = style && model?.fields[style.field]
  if (!style || !field) return undefined
  if (style.stops)
    return {
      field: style.field,
      by: 'stop',
      stops: style.stops.map(({ upTo, tone }) => ({ upTo, tone: rankOf(asTone(tone)) })),
    }
  const values = field.type === 'select' ? field.options : field.type === 'status' ? field.states : undefined
  if (!values) return undefined
  const tones = Object.entries(values).map(([key, { tone }]) => [key, rankOf(asTone(tone))] as const)
  return { field: style.field, by: 'key', tones: Object.fromEntries(tones) }
}

/** What a changed record is for the points of a layer; `there` is false when it is gone or no longer fits. */
export function changeOf(
  layer: UiMapLayer,
  source: LayerSource,
  record: AnyRecord,
  there: boolean,
): PointChange {
  const place = there ? (positionOf(record[layer.geometry]) ?? null) : null
  return {
    id: record.id,
    place,
    values: Object.fromEntries(groupsOf(source).map((field) => [field, record[field]])),
  }
}

/** The record that stands out, as the map draws it. */
export function pickedOf(
  id: string,
  layer: UiMapLayer,
  model: UiModel | undefined,
  record: AnyRecord,
): Picked | undefined {
  const place = positionOf(record[layer.geometry])
  if (!place) return undefined
  const { style, picture } = layer
  const state = style && toneOf(record[style.field], model?.fields[style.field], style.stops)
  const drawn = picture === undefined ? undefined : record[picture.field]
  return {
    layer: id,
    id: record.id,
    place,
    tone: state ? rankOf(state.tone) : QUIET,
    picture: typeof drawn === 'string' ? drawn : null,
  }
}
