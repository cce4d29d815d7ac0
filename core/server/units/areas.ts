import type { UnitInfo } from '@saola/sdk'
import type { KnownUnit } from './tree.ts'

type Ring = readonly (readonly [number, number])[]

/** A polygon of a unit with the box around it. */
export interface PlacedUnit {
  info: UnitInfo
  box: [west: number, south: number, east: number, north: number]
  /** The outer ring, then its holes. */
  rings: readonly Ring[]
}

/** The polygons of all units, those of the lowest units first. */
export function areasOf(units: readonly KnownUnit[], depth: (id: string) => number): PlacedUnit[] {
  return units
    .flatMap(({ info, unit }) => {
      const { geometry } = unit.area ?? {}
      if (!geometry) return []
      const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
      return polygons.map((rings): PlacedUnit => ({ info, rings, box: boxOf(rings[0] ?? []) }))
    })
    .map((placed) => ({ placed, depth: depth(placed.info.id) }))
    .sort((a, b) => b.depth - a.depth)
    .map(({ placed }) => placed)
}

export function unitsAt(areas: readonly PlacedUnit[], [x, y]: readonly [number, number]): UnitInfo[] {
  const found = new Set<UnitInfo>()
  for (const { info, box, rings } of areas) {
    if (x < box[0] || x > box[2] || y < box[1] || y > box[3]) continue
    // Crossing an odd number of all edges: inside the outer ring and outside its holes.
    if (rings.filter((ring) => within(ring, x, y)).length % 2 === 1) found.add(info)
  }
  return [...found]
}

function within(ring: Ring, x: number, y: number): boolean {
  let inside = false
  for (let at = 0, before = ring.length - 1; at < ring.length; before = at, at += 1) {
    const [ax, ay] = ring[at] as readonly [number, number]
    const [bx, by] = ring[before] as readonly [number, number]
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
  }
  return inside
}

function boxOf(ring: Ring): PlacedUnit['box'] {
  const box: PlacedUnit['box'] = [180, 90, -180, -90]
  for (const [x, y] of ring) {
    box[0] = Math.min(box[0], x)
    box[1] = Math.min(box[1], y)
    box[2] = Math.max(box[2], x)
    box[3] = Math.max(box[3], y)
  }
  return box
}
