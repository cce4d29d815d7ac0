import type { Json, ListQuery } from '@saola/sdk'
import { Tile, useFormat } from '@saola/sdk-web'
import { createEffect, createMemo, createSignal, onCleanup, Show } from 'solid-js'
import { useConsole } from '../host/console.tsx'
import type { ConfiguredProps } from '../widgets/types.ts'
import { mapHref } from './address.ts'
import { useLayers } from './layer-data.ts'
import { layerModel, type Narrowing } from './layer-source.ts'
import { MapCanvas } from './map-canvas.tsx'
import { useNames } from './names.ts'
import { PointsClient } from './points/client.ts'
import { useMapWords } from './words/words.ts'

/**
 * `core.map`: a small map. Options: `layers` (ids of map layers; default all), `filter` (cql2-json) of the records of
 * the first layer, `search` words. A press on a record or on the link opens the map with the same filter.
 */
export default function MapWidget(props: ConfiguredProps) {
  const { host, words } = useConsole()
  const mapWords = useMapWords()
  const format = useFormat()
  const client = new PointsClient()
  onCleanup(() => client.close())
  const names = useNames()
  const [seen, setSeen] = createSignal<{ seen: number; shown: number }>()

  const wanted = createMemo(() => layerIds(props.options.layers, props.plugin))
  const model = () => {
    const [first] = wanted() ?? Object.keys(host.ui.mapLayers)
    const layer = first === undefined ? undefined : host.ui.mapLayers[first]
    return layer && layerModel(layer)
  }
  const filter = () => (props.options.filter ?? undefined) as ListQuery['filter']
  const search = () => (typeof props.options.search === 'string' ? props.options.search : undefined)
  const narrowing = (of: string): Narrowing => {
    if (of !== model()) return {}
    return {
      ...(filter() === undefined ? {} : { filter: filter() }),
      ...(search() === undefined ? {} : { search: search() }),
    }
  }
  const layers = useLayers(client, (id) => wanted()?.includes(id) ?? true, narrowing)
  createEffect(() => client.tell({ type: 'show', layers: layers().map(({ id }) => id) }))
  const href = () => {
    const of = model()
    return (of === undefined ? undefined : mapHref(host.ui, of, filter(), search())) ?? '/operate/map'
  }
  const open = ({ layer, id }: { layer: string; id: string }) => {
    const [path, query] = href().split('?')
    const params = new URLSearchParams(query)
    params.set('layer', layer)
    params.set('record', id)
    host.navigate(`${path}?${params}`)
  }
  const failed = () => layers().length > 0 && layers().every((layer) => layer.error() !== undefined)
  const loading = () => layers().some((layer) => layer.loading() && layer.counts() === undefined)
  const at = () => {
    const times = layers().map((layer) => layer.at() ?? 0)
    return times.length === 0 || Math.min(...times) === 0 ? null : Math.min(...times)
  }

  return (
    <Tile
      title={props.title}
      flush
      error={
        failed()
          ? {
              title: mapWords().failed,
              stillWorks: mapWords().failedNote,
              onRetry: () => {
                for (const layer of layers()) layer.refresh()
              },
            }
          : undefined
      }
      fresh={{
        at: at(),
        state: layers().some((layer) => layer.stale()) ? 'dead' : at() === null ? 'late' : 'live',
        label: words().face.live.toLowerCase(),
      }}
      foot={<a href={href()}>{mapWords().openMap}</a>}
    >
      <div class="map-tile">
        <MapCanvas
          client={client}
          names={names}
          picked={undefined}
          small
          onOpen={open}
          onCrowd={() => host.navigate(href())}
          onSeen={setSeen}
        />
        <Show when={!loading() && seen()}>
          {(found) => (
            <p class="over map-tile-note">
              {mapWords().seen(format.number(found().seen), format.number(found().shown))}
            </p>
          )}
        </Show>
      </div>
    </Tile>
  )
}

/** Layers as options name them: of the module itself, or of others by their full id. */
function layerIds(layers: Json | undefined, plugin: string): string[] | undefined {
  if (!Array.isArray(layers) || layers.length === 0) return undefined
  return layers.map((layer) => (String(layer).includes('.') ? String(layer) : `${plugin}.${String(layer)}`))
}
