import type { AnyRecord, RecordPage } from '@saola/sdk'
import { listParams, recordsPath, useHost } from '@saola/sdk-web'
import { createEffect, createSignal } from 'solid-js'
import { fullModel } from '../records/address.ts'

/** Records of one model that bring pictures: categories, kinds. */
const MOST = 500

/** The name of the picture of a record, by the layer and the value that chooses it. */
export function usePictures(changed: () => void): (layer: string, value: string | null) => string {
  const host = useHost()
  const [related, setRelated] = createSignal<ReadonlyMap<string, string>>(new Map())
  const asked = new Set<string>()

  const fetch = async (model: string, field: string) => {
    if (asked.has(model)) return
    asked.add(model)
    try {
      const { body } = await host.request<RecordPage<AnyRecord>>(recordsPath(model), {
        query: listParams({ fields: [field], limit: MOST }),
      })
      setRelated((before) => {
        const after = new Map(before)
        for (const record of body.items) {
          const icon = record[field]
          if (typeof icon === 'string') after.set(record.id, icon)
        }
        return after
      })
      changed()
    } catch {
      asked.delete(model)
    }
  }
  createEffect(() => {
    for (const layer of Object.values(host.ui.mapLayers)) {
      const { picture } = layer
      const model = host.ui.models[fullModel(layer.plugin, layer.model)]
      const field = picture && model?.fields[picture.field]
      if (picture?.from === undefined || field?.type !== 'relation') continue
      void fetch(fullModel(model?.plugin ?? layer.plugin, field.model), picture.from)
    }
  })

  return (id, value) => {
    const layer = host.ui.mapLayers[id]
    const own = layer?.icon ?? 'map-pin'
    if (value === null || !layer?.picture) return own
    const { icons } = layer.picture
    if (icons && Object.hasOwn(icons, value)) return icons[value] ?? own
    return related().get(value) ?? own
  }
}
