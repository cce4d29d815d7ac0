import type { Bbox } from './filter.ts'

/**
 * A box literal from the edges of a map view in degrees: longitudes of other turns of the globe are brought back
 * to -180…180 (a view of a whole turn or more becomes the whole globe), latitudes are cut at the poles. The
 * parser refuses coordinates beyond these. OGC 21-065r2, clause 7.5 "Basic Spatial Functions".
 *
 * @example bboxOf(170, -20, 190, 20) // { bbox: [170, -20, -170, 20] }
 */
export function bboxOf(west: number, south: number, east: number, north: number): Bbox {
  const low = Math.max(-90, Math.min(90, south))
  const high = Math.max(-90, Math.min(90, north))
  if (east - west >= 360) return { bbox: [-180, low, 180, high] }
  return { bbox: [turn(west, -180), low, turn(east, 180), high] }
}

// Both ends of the range are the antimeridian; `edge` says which of them a box means.
function turn(longitude: number, edge: -180 | 180): number {
  if (longitude >= -180 && longitude <= 180) return longitude
  const turned = ((((longitude + 180) % 360) + 360) % 360) - 180
  return turned === -180 ? edge : turned
}
