import type { AnyRecord, RecordPage, Text, Tone } from '@saola/sdk'
import { type Host, listParams, recordsPath, useHost } from '@saola/sdk-web'
import { batch, createEffect, createMemo, on, onCleanup } from 'solid-js'
import { createStore } from 'solid-js/store'
import { titleField, titleOf } from '../records/describe.ts'
import { toneOf } from '../records/tone.ts'
import { layerModel } from './layer-source.ts'

/** What people call a record on the map. */
export interface Named {
  name: string | undefined
  tone: Tone | undefined
  /** The word for its tone. */
  state: Text | undefined
}

interface Place {
  layer: string
  id: string
}

/** At most this many ids in one address. */
const TOGETHER = 80

/** Names of the records that are seen, fetched together when they are wanted, kept true by events. */
export interface Names {
  of: (place: Place) => Named | undefined
  /** Fetches those that are not known yet. */
  want: (places: readonly Place[]) => void
}

export function useNames(): Names {
  const host = useHost()
  const [known, setKnown] = createStore<Record<string, Named>>({})
  const asked = new Set<string>()
  const abort = new AbortController()

  const fetch = async (layer: string, ids: string[]) => {
    const definition = host.ui.mapLayers[layer]
    if (!definition) return
    const model = host.ui.models[layerModel(definition)]
    const fields = [titleField(model), definition.style?.field].filter((field) => field !== undefined)
    try {
      const { body } = await host.request<RecordPage<AnyRecord>>(recordsPath(layerModel(definition)), {
        query: listParams({
          filter: { op: 'in', args: [{ property: 'id' }, ids] },
          fields,
          limit: ids.length,
        }),
        signal: abort.signal,
      })
      batch(() => {
        for (const record of body.items) setKnown(`${layer}/${record.id}`, namedOf(host, layer, record))
      })
    } catch {
      // They are asked for again when they are seen again.
      for (const id of ids) asked.delete(`${layer}/${id}`)
    }
  }
  const models = createMemo(() =>
    [...new Set(Object.values(host.ui.mapLayers).map(layerModel))].sort().join(),
  )
  createEffect(
    on(models, (all) => {
      if (all === '') return
      const stream = host.stream.follow({
        models: all.split(','),
        hear: (event, model) => {
          const record = event.data as unknown as AnyRecord | null
          if (typeof record?.id !== 'string') return
          for (const [layer, definition] of Object.entries(host.ui.mapLayers)) {
            const key = `${layer}/${record.id}`
            if (layerModel(definition) === model && known[key]) setKnown(key, namedOf(host, layer, record))
          }
        },
        lost: () => asked.clear(),
      })
      onCleanup(() => stream.stop())
    }),
  )
  onCleanup(() => abort.abort())

  return {
    of: ({ layer, id }) => known[`${layer}/${id}`],
    want: (places) => {
      const fresh = places.filter(({ layer, id }) => !asked.has(`${layer}/${id}`))
      for (const { layer, id } of fresh) asked.add(`${layer}/${id}`)
      for (const layer of new Set(fresh.map((place) => place.layer))) {
        const ids = fresh.filter((place) => place.layer === layer).map(({ id }) => id)
        for (let from = 0; from < ids.length; from += TOGETHER)
          void fetch(layer, ids.slice(from, from + TOGETHER))
      }
    },
  }
}

function namedOf(host: Host, layer: string, record: AnyRecord): Named {
  const definition = host.ui.mapLayers[layer]
  const model = definition && host.ui.models[layerModel(definition)]
  const style = definition?.style
  const valued = style && toneOf(record[style.field], model?.fields[style.field], style.stops)
  return { name: titleOf(record, model), tone: valued?.tone, state: valued?.label }
}
