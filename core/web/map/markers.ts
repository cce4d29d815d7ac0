import type { Tone } from '@saola/sdk'
import L from 'leaflet'
import { createComponent, render } from 'solid-js/web'
import Supercluster from 'supercluster'
import { rankOf } from '../records/tone.ts'
import { ClusterView, MarkerView } from './marker-view.tsx'
import type { MapPoint } from './points.ts'

interface Drawn {
  marker: L.Marker
  /** What it looks like now; unchanged markers are left alone. */
  look: string
  dispose: () => void
}

export interface MarkersOptions {
  onOpen: (point: MapPoint) => void
  /** Read aloud. */
  labelOf: (point: MapPoint) => string
  clusterLabel: (count: number) => string
}

const TOGETHER = 46

/** Keeps the markers of the map as the points are: only what changed is drawn anew. */
export class Markers {
  readonly #map: L.Map
  readonly #options: MarkersOptions
  readonly #drawn = new Map<string, Drawn>()
  #index = newIndex()
  #points: readonly MapPoint[] = []
  #picked: string | undefined

  constructor(map: L.Map, options: MarkersOptions) {
    this.#map = map
    this.#options = options
    map.on('moveend', this.#draw)
  }

  show(points: readonly MapPoint[], picked: string | undefined): void {
    this.#points = points
    this.#picked = picked
    this.#index = newIndex().load(
      points
        .filter((point) => point.key !== picked)
        .map((point) => ({
          type: 'Feature',
          properties: { point, tones: { [point.tone]: 1 } },
          geometry: { type: 'Point', coordinates: [point.longitude, point.latitude] },
        })),
    )
    this.#draw()
  }

  dispose(): void {
    this.#map.off('moveend', this.#draw)
    for (const drawn of this.#drawn.values()) drawn.dispose()
    this.#drawn.clear()
  }

  readonly #draw = (): void => {
    const bounds = this.#map.getBounds().pad(0.3)
    const box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()] as const
    const wanted = new Set<string>()
    const picked = this.#points.find((point) => point.key === this.#picked)
    if (picked) this.#drawPoint(picked, wanted)
    for (const feature of this.#index.getClusters([...box], Math.round(this.#map.getZoom()))) {
      const [longitude = 0, latitude = 0] = feature.geometry.coordinates
      if ('cluster' in feature.properties) {
        this.#drawCluster(feature.properties, latitude, longitude, wanted)
      } else {
        this.#drawPoint(feature.properties.point, wanted)
      }
    }
    for (const [key, drawn] of this.#drawn) {
      if (wanted.has(key)) continue
      drawn.dispose()
      this.#drawn.delete(key)
    }
  }

  #drawPoint(point: MapPoint, wanted: Set<string>): void {
    const picked = point.key === this.#picked
    const label = this.#options.labelOf(point)
    this.#put(point.key, wanted, {
      at: [point.latitude, point.longitude],
      look: `${point.tone} ${picked} ${label}`,
      label,
      size: 52,
      above: picked ? 2000 : 500 - rankOf(point.tone) * 80,
      view: () => createComponent(MarkerView, { tone: point.tone, icon: point.icon, picked }),
      press: () => {
        const now = this.#points.find((candidate) => candidate.key === point.key)
        if (now) this.#options.onOpen(now)
      },
    })
  }

  #drawCluster(
    cluster: { cluster_id: number; point_count: number; tones: Partial<Record<Tone, number>> },
    latitude: number,
    longitude: number,
    wanted: Set<string>,
  ): void {
    const shares = (Object.entries(cluster.tones) as [Tone, number][]).sort(
      ([a], [b]) => rankOf(a) - rankOf(b),
    )
    const look = `${cluster.point_count} ${shares.join(' ')}`
    this.#put(`cluster ${latitude.toFixed(5)} ${longitude.toFixed(5)}`, wanted, {
      at: [latitude, longitude],
      look,
      label: this.#options.clusterLabel(cluster.point_count),
      size: 60,
      above: 0,
      view: () => createComponent(ClusterView, { count: cluster.point_count, shares }),
      press: () => {
        const zoom = Math.min(this.#index.getClusterExpansionZoom(cluster.cluster_id), 16)
        this.#map.flyTo([latitude, longitude], Math.max(zoom, this.#map.getZoom() + 1), { duration: 0.4 })
      },
    })
  }

  #put(
    key: string,
    wanted: Set<string>,
    what: {
      at: L.LatLngTuple
      look: string
      label: string
      size: number
      above: number
      view: () => Node | unknown
      press: () => void
    },
  ): void {
    wanted.add(key)
    const known = this.#drawn.get(key)
    if (known?.look === what.look) {
      known.marker.setLatLng(what.at)
      return
    }
    const focused = known?.marker.getElement() === document.activeElement
    known?.dispose()
    const holder = document.createElement('div')
    const disposeView = render(() => what.view() as Node, holder)
    const marker = L.marker(what.at, {
      icon: L.divIcon({ className: 'map-point', html: holder, iconSize: [what.size, what.size] }),
      zIndexOffset: what.above,
      riseOnHover: true,
      keyboard: true,
    })
    marker.on('click', what.press)
    marker.addTo(this.#map)
    const element = marker.getElement()
    element?.setAttribute('role', 'button')
    element?.setAttribute('aria-label', what.label)
    // Leaflet gives the focus but does not take the keys of a button.
    element?.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return
      event.preventDefault()
      what.press()
    })
    if (focused) element?.focus()
    this.#drawn.set(key, {
      marker,
      look: what.look,
      dispose: () => {
        marker.remove()
        disposeView()
      },
    })
  }
}

interface PointProperties {
  point: MapPoint
  tones: Partial<Record<Tone, number>>
}

function newIndex(): Supercluster<PointProperties, { tones: Partial<Record<Tone, number>> }> {
  return new Supercluster<PointProperties, { tones: Partial<Record<Tone, number>> }>({
    radius: TOGETHER,
    maxZoom: 14,
    extent: 256,
    map: ({ tones }) => ({ tones: { ...tones } }),
    reduce: (sum, part) => {
      for (const [tone, count] of Object.entries(part.tones) as [Tone, number][]) {
        sum.tones[tone] = (sum.tones[tone] ?? 0) + count
      }
    },
  })
}
