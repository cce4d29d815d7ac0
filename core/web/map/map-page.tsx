import { IconButton, Split, useText } from '@saola/sdk-web'
import { useLocation, useNavigate, useSearchParams } from '@solidjs/router'
import { Layers } from 'lucide-solid'
import { createMemo, createSignal, onMount, Show } from 'solid-js'
import { useWords } from '../host/console.tsx'
import { RecordDrawer } from '../records/record-drawer.tsx'
import type { Stops } from '../records/tone.ts'
import { useLayers } from './layer-data.ts'
import { LayerPanel } from './layer-panel.tsx'
import { MapCanvas } from './map-canvas.tsx'
import { layerModel, type MapPoint } from './points.ts'

/** Positions of all modules over the schematic; the address holds what is hidden and what is open. */
export default function MapPage() {
  const words = useWords()
  const text = useText()
  const navigate = useNavigate()
  const location = useLocation()
  const [search, setSearch] = useSearchParams()
  const layers = useLayers()
  const [folded, setFolded] = createSignal(false)
  onMount(() => setFolded(matchMedia('(max-width: 720px)').matches))

  const hidden = createMemo(
    () => new Set(typeof search.hide === 'string' ? search.hide.split(',').filter(Boolean) : []),
  )
  const points = createMemo(() =>
    layers()
      .filter((layer) => !hidden().has(layer.id))
      .flatMap((layer) => layer.points()),
  )
  const open = createMemo(() => {
    const layer = layers()
      .find((candidate) => candidate.id === search.layer)
      ?.definition()
    return layer !== undefined && typeof search.record === 'string'
      ? { layer, id: search.record, key: `${search.layer}/${search.record}` }
      : undefined
  })
  const styled = (layer: { style?: { field: string; stops?: Stops } }) =>
    layer.style?.stops === undefined ? undefined : { field: layer.style.field, stops: layer.style.stops }
  const toggle = (layer: string, on: boolean) => {
    const next = new Set(hidden())
    if (on) next.delete(layer)
    else next.add(layer)
    setSearch({ hide: [...next].join(',') || undefined })
  }
  const hrefOf = (point: MapPoint) => {
    const params = new URLSearchParams(location.search)
    params.set('layer', point.layer)
    params.set('record', point.record.id)
    return `${location.pathname}?${params}`
  }
  const labelOf = (point: MapPoint) =>
    [text(point.state?.label), point.name ?? words().records.unnamed].filter(Boolean).join(': ')

  return (
    <Split
      aside={
        <Show when={open()}>
          {(shown) => (
            <RecordDrawer
              model={layerModel(shown().layer)}
              id={shown().id}
              fields={shown().layer.popup}
              styled={styled(shown().layer)}
              mapLink={false}
              onClose={() => setSearch({ layer: undefined, record: undefined })}
            />
          )}
        </Show>
      }
    >
      <div class="situation">
        <h1 class="sr">{words().map.title}</h1>
        <MapCanvas
          points={points()}
          picked={open()?.key}
          covered={0}
          onOpen={(point) => navigate(hrefOf(point))}
          labelOf={labelOf}
        />
        <Show
          when={!folded()}
          fallback={
            <div class="over map-unfold">
              <IconButton icon={Layers} label={words().map.expand} onClick={() => setFolded(false)} />
            </div>
          }
        >
          <LayerPanel
            layers={layers()}
            hidden={hidden()}
            onToggle={toggle}
            points={points()}
            picked={open()?.key}
            hrefOf={hrefOf}
            labelOf={labelOf}
            onFold={() => setFolded(true)}
          />
        </Show>
        <p class="over map-note">{words().map.schematic}</p>
      </div>
    </Split>
  )
}
