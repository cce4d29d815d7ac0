import L from 'leaflet'
import { type Outline, type OutlineShape, readOutlines } from './shapes.ts'

/** From this zoom on the town is drawn; below it the province alone. */
const TOWN_FROM = 11
const STREETS_FROM = 12.5
const filled: readonly string[] = ['sea', 'province', 'built', 'park', 'water']

/** Draws the schematic under everything else and keeps its widths and names right while the map is zoomed. */
export function drawOutline(map: L.Map): void {
  const pane = map.createPane('outline')
  pane.style.zIndex = '150'
  pane.style.pointerEvents = 'none'
  const labelPane = map.createPane('outline-labels')
  labelPane.style.zIndex = '450'
  labelPane.style.pointerEvents = 'none'
  const renderer = L.svg({ pane: 'outline', padding: 0.6 })

  const { province, town } = readOutlines()
  const far = L.layerGroup()
  const near = L.layerGroup()
  const streets = L.layerGroup()
  const rivers: { line: L.Polyline; metres: number }[] = []
  const roads: { line: L.Polyline; weight: number; edge: number }[] = []

  const add = (shape: OutlineShape, group: L.LayerGroup) => {
    const style = { renderer, interactive: false, pane: 'outline' }
    if (filled.includes(shape.kind)) {
      L.polygon(shape.lines, { ...style, className: classOf(shape.kind), weight: 0, fillOpacity: 1 }).addTo(
        group,
      )
      if (shape.kind === 'province') {
        L.polyline(shape.lines, { ...style, className: 'm-border', weight: 1.5 }).addTo(group)
      }
    } else if (shape.kind === 'major') {
      const weight = shape.weight ?? 2
      for (const [className, edge] of [
        ['m-case', 2],
        ['m-major', 0],
      ] as const) {
        const line = L.polyline(shape.lines, { ...style, className, weight: weight + edge })
        roads.push({ line, weight, edge })
        line.addTo(group)
      }
    } else {
      const line = L.polyline(shape.lines, { ...style, className: `m-${shape.kind}`, weight: 1.25 })
      if (shape.metres !== undefined) rivers.push({ line, metres: shape.metres })
      line.addTo(shape.kind === 'minor' ? streets : group)
    }
  }
  const order = ['sea', 'province', 'built', 'park', 'water', 'river', 'minor', 'rail', 'major', 'ward']
  const drawAll = (outline: Outline, group: L.LayerGroup) => {
    for (const shape of outline.shapes.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))) {
      add(shape, group)
    }
  }
  drawAll(province, far)
  drawAll(town, near)
  for (const [outline, group] of [
    [province, far],
    [town, near],
  ] as const) {
    for (const { kind, text, at } of outline.labels) {
      L.marker(at, {
        pane: 'outline-labels',
        interactive: false,
        keyboard: false,
        icon: L.divIcon({ className: `map-name map-name-${kind}`, html: nameOf(text), iconSize: [0, 0] }),
      }).addTo(group)
    }
  }
  far.addTo(map)

  const settle = () => {
    const zoom = map.getZoom()
    const close = zoom >= TOWN_FROM
    map.getContainer().dataset.scale = close ? 'town' : 'province'
    toggle(map, near, close)
    toggle(map, streets, zoom >= STREETS_FROM)
    const metresPerPixel = (40_075_016 * Math.cos((18.7 * Math.PI) / 180)) / 2 ** (zoom + 8)
    for (const { line, metres } of rivers)
      line.setStyle({ weight: Math.max(metres > 300 ? 2.5 : 1.5, metres / metresPerPixel) })
    const grow = Math.min(2.2, Math.max(0.5, 1 + (zoom - 12.5) * 0.35))
    for (const { line, weight, edge } of roads)
      line.setStyle({ weight: weight * grow + edge * Math.min(1, grow) })
  }
  map.on('zoomend', settle)
  settle()
}

function toggle(map: L.Map, group: L.LayerGroup, on: boolean): void {
  if (on && !map.hasLayer(group)) group.addTo(map)
  if (!on && map.hasLayer(group)) group.remove()
}

function classOf(kind: OutlineShape['kind']): string {
  if (kind === 'sea') return 'm-water'
  return `m-${kind}`
}

function nameOf(text: string): HTMLElement {
  const name = document.createElement('span')
  name.textContent = text
  return name
}
