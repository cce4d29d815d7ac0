import L from 'leaflet'
import { drawOutline } from '../outline/draw.ts'
import type { Pin } from './pin-picker.tsx'

export interface PinMap {
  /** Brings a place under the pin; does not count as a choice of the person. */
  show(pin: Pin): void
  zoom(steps: number): void
  remove(): void
}

/** A map whose middle is the place of the pin. */
export function openPinMap(holder: HTMLElement, start: Pin, onChange: (pin: Pin) => void): PinMap {
  const map = L.map(holder, {
    attributionControl: false,
    zoomControl: false,
    zoomSnap: 0.5,
    minZoom: 8,
    maxZoom: 18,
    scrollWheelZoom: 'center',
    touchZoom: 'center',
    doubleClickZoom: 'center',
    inertia: false,
    fadeAnimation: false,
    zoomAnimation: !matchMedia('(prefers-reduced-motion: reduce)').matches,
  })
  map.setView([start.latitude, start.longitude], 15)
  drawOutline(map)
  let byPerson = false
  let shown = start
  const round = (value: number) => Math.round(value * 1e6) / 1e6
  map.on('dragstart', () => {
    byPerson = true
  })
  holder.addEventListener('keydown', (event) => {
    if (event.key.startsWith('Arrow')) byPerson = true
  })
  map.on('click', ({ latlng }: L.LeafletMouseEvent) => {
    byPerson = true
    map.panTo(latlng)
  })
  map.on('moveend', () => {
    if (!byPerson) return
    byPerson = false
    const { lat, lng } = map.getCenter()
    shown = { latitude: round(lat), longitude: round(lng) }
    onChange(shown)
  })
  const watch = new ResizeObserver(() => map.invalidateSize({ animate: false, pan: false }))
  watch.observe(holder)
  return {
    show: (pin) => {
      if (pin.latitude === shown.latitude && pin.longitude === shown.longitude) return
      shown = pin
      map.setView([pin.latitude, pin.longitude], Math.max(map.getZoom(), 16), { animate: false })
    },
    zoom: (steps) => map.setZoom(map.getZoom() + steps),
    remove: () => {
      watch.disconnect()
      map.remove()
    },
  }
}
