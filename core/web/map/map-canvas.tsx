import L from 'leaflet'
import 'leaflet/dist/leaflet.css'
import { IconButton, useFormat, useText } from '@saola/sdk-web'
import { drawOutline } from '@saola/sdk-web/outline/draw'
import { LandPlot, LocateFixed, Maximize, Minus, Plus } from 'lucide-solid'
import { createEffect, createMemo, createSignal, on, onCleanup, onMount, Show } from 'solid-js'
import { MarkButtons } from './canvas/mark-buttons.ts'
import { MarkLayer, type Picked } from './canvas/mark-layer.ts'
import type { Names } from './names.ts'
import { usePictures } from './pictures.ts'
import type { PointsClient } from './points/client.ts'
import { type Mark, TONES } from './points/messages.ts'
import { useMapWords } from './words/words.ts'

const VINH: L.LatLngBoundsLiteral = [
  [18.642, 105.642],
  [18.724, 105.722],
]
const PROVINCE: L.LatLngBoundsLiteral = [
  [18.55, 103.87],
  [20.02, 105.82],
]
/** Far enough around the province that anything reported near it is seen. */
const AROUND: L.LatLngBoundsLiteral = [
  [17.6, 102.6],
  [20.8, 107.6],
]
const CLOSEST = 17
/** Milliseconds of rest after which what is seen gets its buttons and names. */
const SETTLE = 120
const MOST_NAMED = 80

/** Middle and zoom, as the address holds them. */
export interface MapView {
  latitude: number
  longitude: number
  zoom: number
}

export interface MapCanvasProps {
  client: PointsClient
  names: Names
  picked: Picked | undefined
  /** Where to begin; default the city. */
  from?: MapView | undefined
  /** A small map beside other things: without buttons of its own, and the wheel scrolls the page. */
  small?: boolean
  onOpen: (place: { layer: string; id: string }) => void
  /** Records that stand at one place, however close one looks. */
  onCrowd?: (cluster: number) => void
  /** How many points are in view, of how many on the whole map. */
  onSeen?: (seen: { seen: number; shown: number }) => void
  onView?: (view: MapView) => void
}

/** The schematic with the points on it. */
export function MapCanvas(props: MapCanvasProps) {
  const words = useMapWords()
  const text = useText()
  const format = useFormat()
  const [tip, setTip] = createSignal<{ at: L.Point; text: string }>()
  const [ring, setRing] = createSignal<Mark>()
  /** Counts how often the buttons were put anew. */
  const [settled, setSettled] = createSignal(0)
  let holder: HTMLElement | undefined
  let map: L.Map | undefined
  let wantsAll = false

  // The same few numbers are written hundreds of times.
  const written = createMemo(() => {
    format.number(0)
    return new Map<number, string>()
  })
  const number = (value: number): string => {
    const known = written().get(value)
    if (known !== undefined) return known
    const text = format.number(value)
    written().set(value, text)
    return text
  }
  const pictures = usePictures(() => layer.redraw())
  const layer = new MarkLayer({
    look: (view) => props.client.tell({ type: 'view', view }),
    iconOf: (id, picture) => pictures(id, picture),
    number,
  })
  const labelOf = (mark: Mark): string => {
    const { record } = mark
    if (!record) {
      const parts = TONES.flatMap((tone, at) => {
        const share = mark.tones[at] ?? 0
        return share === 0 ? [] : [words().part(number(share), words().tones[tone])]
      })
      return words().cluster(number(mark.count), parts.join(', '))
    }
    const named = props.names.of(record)
    const state = text(named?.state) || words().tones[TONES[record.tone] ?? 'off']
    return `${state}: ${named?.name ?? words().unnamed}`
  }
  const press = async (mark: Mark) => {
    if (mark.record) {
      props.onOpen(mark.record)
      return
    }
    const { cluster = 0, latitude, longitude } = mark
    const apart = await props.client.ask({ what: 'expand', cluster })
    if (!map) return
    const zoom = Math.min(apart?.zoom ?? CLOSEST, CLOSEST)
    if (zoom > map.getZoom()) glide(map, [latitude, longitude], zoom)
    else props.onCrowd?.(cluster)
  }

  onMount(() => {
    if (!holder) return
    const shown = L.map(holder, {
      attributionControl: false,
      zoomControl: false,
      zoomSnap: 0.5,
      zoomDelta: 1,
      wheelPxPerZoomLevel: 120,
      scrollWheelZoom: !props.small,
      minZoom: 7,
      maxZoom: CLOSEST,
      maxBounds: AROUND,
      maxBoundsViscosity: 0.8,
      fadeAnimation: false,
      zoomAnimation: !calm(),
    })
    map = shown
    const { from } = props
    if (from) shown.setView([from.latitude, from.longitude], from.zoom, { animate: false })
    else shown.fitBounds(VINH, { ...beside(shown, props.small), animate: false })
    drawOutline(shown)
    layer.addTo(shown)
    const buttons = new MarkButtons(shown, {
      label: () => words().marks,
      labelOf,
      press: (mark) => void press(mark),
      focused: (mark) => {
        setRing(mark)
        if (mark?.record) props.names.want([mark.record])
      },
      reach: (mark) => layer.reach(mark),
    })

    let settling: ReturnType<typeof setTimeout> | undefined
    const settle = () => {
      clearTimeout(settling)
      settling = setTimeout(() => {
        buttons.show(layer.marks)
        setSettled((count) => count + 1)
        const bounds = shown.getBounds()
        const single = layer.marks.flatMap(({ record, latitude, longitude }) =>
          record && bounds.contains([latitude, longitude]) ? [record] : [],
        )
        if (single.length <= MOST_NAMED) props.names.want(single)
      }, SETTLE)
    }
    const stopListening = props.client.listen((message) => {
      if (message.type !== 'marks') return
      layer.show(message.marks, message.view)
      props.onSeen?.({ seen: message.seen, shown: message.shown })
      if (wantsAll && message.shown > 0) void flyToAll()
      settle()
    })
    // Names that have come, and the reader's other language.
    createEffect(() => {
      settled()
      buttons.relabel()
    })
    createEffect(() => layer.pick(props.picked))
    createEffect(
      on(
        () => props.picked && `${props.picked.layer} ${props.picked.id}`,
        (key) => {
          if (key !== undefined && props.picked) uncover(shown, props.picked, props.small)
        },
      ),
    )

    shown.on('moveend', () => {
      settle()
      const { lat: latitude, lng: longitude } = shown.getCenter()
      props.onView?.({ latitude, longitude, zoom: shown.getZoom() })
    })
    shown.on('click', ({ containerPoint }) => {
      const mark = layer.hit(containerPoint)
      if (mark) void press(mark)
    })
    shown.on('mousemove', ({ containerPoint }) => {
      if (moving) return
      const mark = layer.hit(containerPoint)
      shown.getContainer().classList.toggle('map-hit', mark !== undefined)
      if (mark?.record) props.names.want([mark.record])
      setTip(
        mark && { at: shown.latLngToContainerPoint([mark.latitude, mark.longitude]), text: labelOf(mark) },
      )
    })
    let moving = false
    shown.on('mouseout', () => setTip(undefined))
    shown.on('movestart', () => {
      moving = true
      setTip(undefined)
    })
    shown.on('moveend', () => {
      moving = false
    })

    const watch = new ResizeObserver(() => shown.invalidateSize({ animate: false }))
    watch.observe(holder)
    onCleanup(() => {
      clearTimeout(settling)
      stopListening()
      watch.disconnect()
      shown.remove()
    })
  })

  const fly = (bounds: L.LatLngBoundsExpression) => {
    if (!map) return
    const options = beside(map, props.small)
    if (calm()) map.fitBounds(bounds, { ...options, animate: false })
    else map.flyToBounds(bounds, { ...options, maxZoom: 15, duration: 0.5 })
  }
  const flyToAll = async () => {
    const extent = await props.client.ask({ what: 'extent' })
    // Nothing has come yet: as soon as it does.
    wantsAll = extent === undefined
    if (!extent) return
    const [west, south, east, north] = extent
    fly([
      [south, west],
      [north, east],
    ])
  }

  return (
    <>
      <section
        class="map-canvas"
        aria-label={words().label}
        ref={(element) => {
          holder = element
        }}
      />
      <Show when={tip()}>
        {(shown) => (
          <p
            class="over map-tip"
            aria-hidden="true"
            ref={(element) =>
              createEffect(() => {
                element.style.insetInlineStart = `${shown().at.x}px`
                element.style.insetBlockStart = `${shown().at.y}px`
              })
            }
          >
            {shown().text}
          </p>
        )}
      </Show>
      {/* A screen reader says the label of the button; this one is for those who see the ring. */}
      <Show when={ring()}>
        {(mark) => (
          <p class="over map-said" aria-hidden="true">
            {labelOf(mark())}
          </p>
        )}
      </Show>
      <Show when={!props.small}>
        <div class="over map-zoom">
          <IconButton icon={Plus} label={words().zoomIn} onClick={() => map?.zoomIn()} />
          <IconButton icon={Minus} label={words().zoomOut} onClick={() => map?.zoomOut()} />
          <IconButton icon={LocateFixed} label={words().toCity} onClick={() => fly(VINH)} />
          <IconButton icon={LandPlot} label={words().toProvince} onClick={() => fly(PROVINCE)} />
          <IconButton icon={Maximize} label={words().toAll} onClick={() => void flyToAll()} />
        </div>
      </Show>
    </>
  )
}

function calm(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches
}

function glide(map: L.Map, to: L.LatLngTuple, zoom: number): void {
  if (calm()) map.setView(to, zoom, { animate: false })
  else map.flyTo(to, zoom, { duration: 0.4 })
}

/** On a desk the panel of layers lies over the start of the map. */
function beside(map: L.Map, small: boolean | undefined): L.FitBoundsOptions {
  if (small) return { padding: [16, 16] }
  const panel = panelOver(map)
  return map.getSize().x > 720 ? { paddingTopLeft: [panel, 60], paddingBottomRight: [60, 40] } : {}
}

/** How much of the start of the map the panel covers. */
function panelOver(map: L.Map): number {
  const panel = map.getContainer().parentElement?.querySelector<HTMLElement>('.map-panel')
  return panel ? panel.offsetLeft + panel.offsetWidth + 12 : 0
}

/** Brings a point into the part of the map that nothing lies on. */
function uncover(map: L.Map, { place: [longitude, latitude] }: Picked, small: boolean | undefined): void {
  const at = map.latLngToContainerPoint([latitude, longitude])
  const size = map.getSize()
  const start = !small && size.x > 720 ? panelOver(map) + 20 : 40
  const free = { left: start, right: Math.max(start + 40, size.x - 60), top: 70, bottom: size.y - 60 }
  if (at.x >= free.left && at.x <= free.right && at.y >= free.top && at.y <= free.bottom) return
  const target = L.point((free.left + free.right) / 2, size.y / 2)
  map.panBy(at.subtract(target), { animate: !calm(), duration: 0.3 })
}
