import { isMoving } from '@saola/cql2'
import type { AnyRecord } from '@saola/sdk'
import { listRule, type RecordEvent, recordsPath, type UiMapLayer, useHost } from '@saola/sdk-web'
import { type Accessor, createEffect, createMemo, mapArray, on, onCleanup, untrack } from 'solid-js'
import { createStore } from 'solid-js/store'
import { changeOf, layerModel, type Narrowing, sourceOf } from './layer-source.ts'
import type { PointsClient } from './points/client.ts'
import type { LayerCounts } from './points/messages.ts'

/** A layer with its living points, which the worker holds. */
export interface LayerData {
  id: string
  definition: () => UiMapLayer | undefined
  counts: () => LayerCounts | undefined
  loading: () => boolean
  /** Code of the problem; points of before may still be there. */
  error: () => string | undefined
  at: () => number | null
  stale: () => boolean
  refresh: () => void
}

/** Milliseconds between looks at what no event tells: times that pass, and positions that were unknown. */
const AGAIN = 300_000
const AGAIN_MOVING = 60_000

/** Follows the layers that the reader may see; one that comes or goes does not disturb the others. */
export function useLayers(
  client: PointsClient,
  wanted: (id: string) => boolean,
  narrowing: (model: string) => Narrowing,
): Accessor<LayerData[]> {
  const host = useHost()
  const ids = createMemo(
    () =>
      Object.entries(host.ui.mapLayers)
        .filter(([id]) => wanted(id))
        .sort(([idA, a], [idB, b]) => (a.order ?? 0) - (b.order ?? 0) || idA.localeCompare(idB))
        .map(([id]) => id),
    [],
    { equals: (a, b) => a.length === b.length && a.every((id, index) => id === b[index]) },
  )
  return createMemo(mapArray(ids, (id) => followLayer(client, id, narrowing)))
}

function followLayer(client: PointsClient, id: string, narrowing: (model: string) => Narrowing): LayerData {
  const host = useHost()
  const definition = () => host.ui.mapLayers[id]
  const [state, setState] = createStore<{
    counts: LayerCounts | undefined
    loading: boolean
    error: string | undefined
    at: number | null
  }>({ counts: undefined, loading: true, error: undefined, at: null })
  let refresh = () => {}

  // Documents are made anew with each change of any module; only a different content is a reason to read again.
  const asked = createMemo(() => {
    const layer = definition()
    if (!layer) return undefined
    const model = layerModel(layer)
    const known = host.ui.models[model]
    const wanted = narrowing(model)
    const source = known && sourceOf(id, layer, known, wanted)
    return JSON.stringify({ model, source, wanted })
  })

  const stopListening = client.listen((message) => {
    if (message.type === 'marks' || message.layer !== id) return
    if (message.type === 'failed') {
      setState({ loading: false, error: message.code })
      // Asked by the page itself, it learns that nobody is signed in any more.
      const layer = untrack(definition)
      if (message.status === 401 && layer) {
        void host.request(recordsPath(layerModel(layer)), { query: { limit: 1 } }).catch(() => {})
      }
      return
    }
    const { count, total, unplaced } = message
    setState({ counts: { count, total, unplaced }, at: host.now() })
    if (message.type === 'loaded') setState({ loading: false, error: undefined })
  })

  createEffect(
    on(asked, (text) => {
      if (text === undefined) return
      const { model, source, wanted } = JSON.parse(text) as {
        model: string
        source?: ReturnType<typeof sourceOf>
        wanted: Narrowing
      }
      if (!source) {
        setState({ loading: false, error: 'model-unknown', counts: undefined })
        return
      }
      setState({ loading: true, error: undefined })
      const layer = untrack(definition) as UiMapLayer
      const moving = isMoving(wanted.filter)
      const ruleNow = () =>
        listRule(
          wanted,
          untrack(() => host.ui.models[model]),
          host.now(),
        )
      const rule = ruleNow()
      const load = () => client.tell({ type: 'load', source })
      const hear = (event: RecordEvent) => {
        const record = event.data as unknown as AnyRecord | null
        if (typeof record?.id !== 'string') return
        const there = !event.type.endsWith('.deleted') && (moving ? ruleNow() : rule).matches(record)
        client.tell({ type: 'change', layer: id, changes: [changeOf(layer, source, record, there)] })
      }
      const stream = host.stream.follow({ models: [model], hear, lost: load })
      refresh = () => {
        setState({ loading: state.counts === undefined, error: undefined })
        load()
      }
      let ended = false
      void stream.open.then(() => {
        if (!ended) load()
      })
      const again = setInterval(load, moving ? AGAIN_MOVING : AGAIN)
      onCleanup(() => {
        ended = true
        clearInterval(again)
        stream.stop()
      })
    }),
  )
  onCleanup(() => {
    stopListening()
    client.tell({ type: 'drop', layer: id })
  })

  return {
    id,
    definition,
    counts: () => state.counts,
    loading: () => state.loading,
    error: () => state.error,
    at: () => {
      const stream = host.stream.status()
      return state.at === null || stream.at === null ? state.at : Math.max(state.at, stream.at)
    },
    stale: () => state.error !== undefined || host.stream.status().state === 'cut',
    refresh: () => refresh(),
  }
}
