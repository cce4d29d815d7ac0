import L from 'leaflet'
import 'leaflet/dist/leaflet.css'
import { IconButton } from '@saola/sdk-web'
import { drawOutline } from '@saola/sdk-web/outline/draw'
import { LandPlot, LocateFixed, Minus, Plus } from 'lucide-solid'
import { createEffect, on, onCleanup, onMount } from 'solid-js'
import { useWords } from '../host/console.tsx'
import { Markers } from './markers.ts'
import type { MapPoint } from './points.ts'

const VINH: L.LatLngBoundsLiteral = [
  [18.642, 105.642],
  [18.724, 105.722],
]
const PANEL = 300
const PROVINCE: L.LatLngBoundsLiteral = [
  [18.55, 103.87],
  [20.02, 105.82],
]

export interface MapCanvasProps {
  points: readonly MapPoint[]
  picked: string | undefined
  onOpen: (point: MapPoint) => void
  labelOf: (point: MapPoint) => string
  /** Room at the end that a drawer covers, in pixels. */
  covered: number
}

/** The schematic with the points on it. */
export function MapCanvas(props: MapCanvasProps) {
  const words = useWords()
  let holder: HTMLElement | undefined
  let map: L.Map | undefined

  onMount(() => {
    if (!holder) return
    const shown = L.map(holder, {
      attributionControl: false,
      zoomControl: false,
      zoomSnap: 0.5,
      zoomDelta: 1,
      wheelPxPerZoomLevel: 120,
      minZoom: 7,
      maxZoom: 16,
      maxBounds: [
        [17.6, 102.6],
        [20.8, 107.6],
      ],
      maxBoundsViscosity: 0.8,
      fadeAnimation: false,
      zoomAnimation: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    })
    map = shown
    shown.fitBounds(VINH, beside(shown))
    drawOutline(shown)
    const markers = new Markers(shown, {
      onOpen: (point) => props.onOpen(point),
      labelOf: (point) => props.labelOf(point),
      clusterLabel: (count) => words().map.points(count),
    })
    createEffect(() => markers.show(props.points, props.picked))
    createEffect(
      on(
        () => props.picked,
        (key) => {
          const point = props.points.find((candidate) => candidate.key === key)
          if (point) uncover(shown, point, props.covered)
        },
      ),
    )
    // Points that arrive after the address named one of them.
    let waiting = props.picked
    createEffect(() => {
      const point = props.points.find((candidate) => candidate.key === waiting)
      if (!point) return
      waiting = undefined
      uncover(shown, point, props.covered)
    })
    const watch = new ResizeObserver(() => shown.invalidateSize({ animate: false }))
    watch.observe(holder)
    onCleanup(() => {
      watch.disconnect()
      markers.dispose()
      shown.remove()
    })
  })

  const fly = (bounds: L.LatLngBoundsLiteral) => {
    if (map) map.flyToBounds(bounds, { ...beside(map), duration: 0.5 })
  }

  return (
    <>
      <section
        class="map-canvas"
        aria-label={words().map.label}
        ref={(element) => {
          holder = element
        }}
      />
      <div class="over map-zoom">
        <IconButton icon={Plus} label={words().map.zoomIn} onClick={() => map?.zoomIn()} />
        <IconButton icon={Minus} label={words().map.zoomOut} onClick={() => map?.zoomOut()} />
        <IconButton icon={LocateFixed} label={words().map.toCity} onClick={() => fly(VINH)} />
        <IconButton icon={LandPlot} label={words().map.toProvince} onClick={() => fly(PROVINCE)} />
      </div>
    </>
  )
}

/** On a desk the panel of layers lies over the start of the map. */
function beside(map: L.Map): L.FitBoundsOptions {
  return map.getSize().x > 720 ? { paddingTopLeft: [PANEL, 12], paddingBottomRight: [60, 12] } : {}
}

/** Brings a point into the part of the map that nothing lies on. */
function uncover(map: L.Map, point: MapPoint, covered: number): void {
  const at = map.latLngToContainerPoint([point.latitude, point.longitude])
  const size = map.getSize()
  const start = size.x > 720 ? PANEL + 20 : 40
  const free = {
    left: start,
    right: Math.max(start + 40, size.x - covered - 60),
    top: 60,
    bottom: size.y - 60,
  }
  if (at.x >= free.left && at.x <= free.right && at.y >= free.top && at.y <= free.bottom) return
  const target = L.point((free.left + free.right) / 2, size.y / 2)
  map.panBy(at.subtract(target), { animate: true, duration: 0.3 })
}
