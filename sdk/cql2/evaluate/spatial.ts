import type { Geometry, Polygon, Position } from '../tree/filter.ts'

/**
 * A test whether a point shares a position with the literal, edges included, in the plane of longitude and
 * latitude. OGC 21-065r2, clauses 7.5 and 7.6, function `S_INTERSECTS`.
 */
export function intersects(geometry: Geometry): (longitude: number, latitude: number) => boolean {
  if ('bbox' in geometry) {
    const [west, south, east, north] = geometry.bbox
    if (west > east) return (x, y) => y >= south && y <= north && (x >= west || x <= east)
    return (x, y) => y >= south && y <= north && x >= west && x <= east
  }
  if (geometry.type === 'Point') {
    const [longitude, latitude] = geometry.coordinates
    return (x, y) => x === longitude && y === latitude
  }
  return inPolygon(geometry)
}

/** The position of a GeoJSON point in a record; null when the value is none. */
export function readPosition(value: unknown): readonly number[] | null {
  if (typeof value !== 'object' || value === null) return null
  const { type, coordinates } = value as { type?: unknown; coordinates?: unknown }
  if (type !== 'Point' || !Array.isArray(coordinates)) return null
  return Number.isFinite(coordinates[0]) && Number.isFinite(coordinates[1]) ? coordinates : null
}

function inPolygon({ coordinates: [outer = [], ...holes] }: Polygon): (x: number, y: number) => boolean {
  return (x, y) => {
    if (place(outer, x, y) === 'outside') return false
    // The edge of a hole still belongs to the polygon.
    return holes.every((hole) => place(hole, x, y) !== 'inside')
  }
}

// Counts crossings of the ray to the east; an edge through the point itself settles it.
function place(ring: readonly Position[], x: number, y: number): 'inside' | 'outside' | 'edge' {
  let inside = false
  for (let at = 1; at < ring.length; at++) {
    const [x1, y1] = ring[at - 1] as Position
    const [x2, y2] = ring[at] as Position
    const turn = (x2 - x1) * (y - y1) - (x - x1) * (y2 - y1)
    const within =
      x >= Math.min(x1, x2) && x <= Math.max(x1, x2) && y >= Math.min(y1, y2) && y <= Math.max(y1, y2)
    if (turn === 0 && within) return 'edge'
    if (y1 > y !== y2 > y && turn > 0 === y2 > y1) inside = !inside
  }
  return inside ? 'inside' : 'outside'
}
