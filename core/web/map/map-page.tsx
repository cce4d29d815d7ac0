import { Button, Split, useFormat, useHost, useRecord } from '@saola/sdk-web'
import { useLocation, useNavigate, useSearchParams } from '@solidjs/router'
import { createEffect, createMemo, createSignal, Match, on, onCleanup, onMount, Show, Switch } from 'solid-js'
import { joinFilters, REST, readFilters, readRest } from '../records/filters.ts'
import { RecordDrawer } from '../records/record-drawer.tsx'
import type { Stops } from '../records/tone.ts'
import { HIDE, OF, SEARCH } from './address.ts'
import { useLayers } from './layer-data.ts'
import { LayerPanel } from './layer-panel.tsx'
import { layerModel, type Narrowing, pickedOf } from './layer-source.ts'
import { MapBar } from './map-bar.tsx'
import { MapCanvas, type MapView } from './map-canvas.tsx'
import { useNames } from './names.ts'
import { PointsClient } from './points/client.ts'
import { useMapWords } from './words/words.ts'

/** Milliseconds of rest until the address holds the view. */
const REST_BEFORE_ADDRESS = 600
/** What a person may search for at once. */
const LONGEST_SEARCH = 200

/** Positions of all modules over the schematic; the address holds view, filters, what is hidden and what is open. */
export default function MapPage() {
  const host = useHost()
  const words = useMapWords()
  const format = useFormat()
  const navigate = useNavigate()
  const location = useLocation()
  const [search, setSearch] = useSearchParams()
  const client = new PointsClient()
  onCleanup(() => client.close())
  const names = useNames()
  const [folded, setFolded] = createSignal(false)
  const [panel, setPanel] = createSignal<'layers' | 'seen'>('layers')
  const [crowd, setCrowd] = createSignal<number>()
  const [seen, setSeen] = createSignal<{ seen: number; shown: number }>()
  onMount(() => setFolded(matchMedia('(max-width: 720px)').matches))

  const models = createMemo(() => [
    ...new Set(
      Object.values(host.ui.mapLayers)
        .sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
        .map(layerModel),
    ),
  ])
  /** Whose filters the address holds: as it says, else those of the first layer. */
  const filtered = () =>
    typeof search[OF] === 'string' && models().includes(search[OF]) ? search[OF] : models()[0]
  const narrowing = (model: string): Narrowing => {
    if (model !== filtered()) return {}
    const definition = host.ui.models[model]
    const words = typeof search[SEARCH] === 'string' ? search[SEARCH].slice(0, LONGEST_SEARCH).trim() : ''
    const filter = joinFilters(undefined, readFilters(search, definition), definition, readRest(search))
    return {
      ...(filter === undefined ? {} : { filter }),
      ...(definition?.search && words !== '' ? { search: words } : {}),
    }
  }
  const narrowed = () => Object.keys(narrowing(filtered() ?? '')).length > 0
  const layers = useLayers(client, () => true, narrowing)
  const hidden = createMemo(
    () =>
      new Set(
        String(search[HIDE] ?? '')
          .split(',')
          .filter(Boolean),
      ),
  )
  const shown = createMemo(() => layers().filter(({ id }) => !hidden().has(id)))
  createEffect(() => client.tell({ type: 'show', layers: shown().map(({ id }) => id) }))

  const open = createMemo(() => {
    const { layer: id, record } = search
    const layer = typeof id === 'string' ? host.ui.mapLayers[id] : undefined
    return layer && typeof id === 'string' && typeof record === 'string' ? { id, layer, record } : undefined
  })
  const openRecord = useRecord(
    () => {
      const layer = open()?.layer
      return layer ? layerModel(layer) : ''
    },
    () => open()?.record,
  )
  const picked = createMemo(() => {
    const [place, record] = [open(), openRecord.record]
    if (!place || !record || record.id !== place.record) return undefined
    return pickedOf(place.id, place.layer, host.ui.models[layerModel(place.layer)], record)
  })
  const styled = (layer: { style?: { field: string; stops?: Stops } }) =>
    layer.style?.stops === undefined ? undefined : { field: layer.style.field, stops: layer.style.stops }
  const toggle = (layer: string, on: boolean) => {
    const next = new Set(hidden())
    if (on) next.delete(layer)
    else next.add(layer)
    setSearch({ [HIDE]: [...next].join(',') || undefined })
  }
  const hrefOf = ({ layer, id }: { layer: string; id: string }) => {
    const params = new URLSearchParams(location.search)
    params.set('layer', layer)
    params.set('record', id)
    return `${location.pathname}?${params}`
  }
  let resting: ReturnType<typeof setTimeout> | undefined
  let view: MapView | undefined
  onCleanup(() => clearTimeout(resting))
  const keepView = (moved: MapView | undefined) => {
    view = moved ?? view
    if (!view) return
    const { latitude, longitude, zoom } = view
    clearTimeout(resting)
    resting = setTimeout(() => {
      const url = new URL(window.location.href)
      url.searchParams.set('at', `${latitude.toFixed(5)},${longitude.toFixed(5)},${zoom}`)
      // Past the router: nothing on the page depends on it.
      history.replaceState(history.state, '', url)
    }, REST_BEFORE_ADDRESS)
  }
  // A filter that was changed wrote an address without it.
  createEffect(
    on(
      () => location.search,
      () => keepView(undefined),
    ),
  )
  const loading = () => shown().some((layer) => layer.loading() && layer.counts() === undefined)
  const failed = () => shown().length > 0 && shown().every((layer) => layer.error() !== undefined)

  return (
    <Split
      aside={
        <Show when={open()}>
          {(place) => (
            <RecordDrawer
              model={layerModel(place().layer)}
              id={place().record}
              fields={place().layer.popup}
              styled={styled(place().layer)}
              mapLink={false}
              onClose={() => setSearch({ layer: undefined, record: undefined })}
            />
          )}
        </Show>
      }
    >
      <div class="situation" data-folded={folded() ? '' : undefined}>
        <h1 class="sr">{words().title}</h1>
        <MapCanvas
          client={client}
          names={names}
          picked={picked()}
          from={readView(search.at)}
          onOpen={(place) => navigate(hrefOf(place))}
          onCrowd={(cluster) => {
            setCrowd(cluster)
            setPanel('seen')
            setFolded(false)
          }}
          onSeen={(found) => {
            setSeen(found)
            setCrowd(undefined)
          }}
          onView={keepView}
        />
        <MapBar
          model={filtered()}
          models={models()}
          narrowing={narrowing(filtered() ?? '')}
          folded={folded()}
          onUnfold={() => setFolded(false)}
        />
        <Show when={!folded()}>
          <LayerPanel
            layers={layers()}
            hidden={hidden()}
            view={panel()}
            onView={setPanel}
            onToggle={toggle}
            client={client}
            names={names}
            seen={seen()}
            crowd={crowd()}
            onLeaveCrowd={() => setCrowd(undefined)}
            picked={picked() && `${picked()?.layer}/${picked()?.id}`}
            hrefOf={hrefOf}
            onFold={() => setFolded(true)}
          />
        </Show>
        <div class="map-foot">
          <p class="over map-note" role="status">
            <Switch>
              <Match when={loading()}>{words().loading}</Match>
              <Match when={failed()}>{words().failed}</Match>
              <Match when={seen()?.shown === 0}>
                {narrowed() ? words().noneFiltered : words().none}
                <Show when={narrowed()}>
                  {' '}
                  <Button
                    size="sm"
                    onClick={() =>
                      setSearch(
                        Object.fromEntries(
                          Object.keys(search)
                            .filter((name) => name.startsWith('f.') || name === REST || name === SEARCH)
                            .map((name) => [name, undefined]),
                        ),
                      )
                    }
                  >
                    {words().clear}
                  </Button>
                </Show>
              </Match>
              <Match when={seen()}>
                {(found) => <>{words().seen(format.number(found().seen), format.number(found().shown))}</>}
              </Match>
            </Switch>
          </p>
          <p class="over map-note">{words().schematic}</p>
        </div>
      </div>
    </Split>
  )
}

/** Middle and zoom of an address: `18.68,105.69,13`. */
function readView(text: unknown): MapView | undefined {
  const [latitude = Number.NaN, longitude = Number.NaN, zoom = Number.NaN] =
    typeof text === 'string' ? text.split(',').map(Number) : []
  const fits = Math.abs(latitude) <= 85 && Math.abs(longitude) <= 180 && zoom >= 0 && zoom <= 20
  return fits ? { latitude, longitude, zoom } : undefined
}
