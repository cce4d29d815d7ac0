import { drawOutline } from '@saola/sdk-web/outline/draw'
import L from 'leaflet'
import { createEffect, onCleanup, onMount } from 'solid-js'

export interface MiniMapProps {
  label: string
  position: readonly [longitude: number, latitude: number]
}

/** Where something is, as a sketch that does not move; the words beside it say the same. */
export default function MiniMap(props: MiniMapProps) {
  let holder: HTMLDivElement | undefined
  onMount(() => {
    if (!holder) return
    const map = L.map(holder, {
      attributionControl: false,
      zoomControl: false,
      dragging: false,
      keyboard: false,
      scrollWheelZoom: false,
      doubleClickZoom: false,
      boxZoom: false,
      touchZoom: false,
      fadeAnimation: false,
      zoomAnimation: false,
    })
    const at = (): L.LatLngTuple => [props.position[1], props.position[0]]
    map.setView(at(), 15, { animate: false })
    drawOutline(map)
    createEffect(() => map.setView(at(), 15, { animate: false }))
    const watch = new ResizeObserver(() => map.invalidateSize({ animate: false, pan: false }))
    watch.observe(holder)
    onCleanup(() => {
      watch.disconnect()
      map.remove()
    })
  })
  return (
    <div class="mini-map" role="img" aria-label={props.label}>
      <div
        class="mini-map-canvas"
        ref={(element) => {
          holder = element
        }}
        inert
      />
      <span class="mini-map-pin" aria-hidden="true" />
    </div>
  )
}
