import ngheAn from './nghe-an.json' with { type: 'json' }
import vinh from './vinh.json' with { type: 'json' }

export type ShapeKind =
  | 'sea'
  | 'province'
  | 'built'
  | 'park'
  | 'water'
  | 'river'
  | 'minor'
  | 'major'
  | 'rail'
  | 'ward'

export type LatLon = [latitude: number, longitude: number]

export interface OutlineShape {
  kind: ShapeKind
  lines: LatLon[][]
  /** True width of a river. */
  metres?: number
  /** Width of a road in pixels at the scale of a town. */
  weight?: number
}

export interface OutlineLabel {
  kind: 'ward' | 'town' | 'city' | 'water' | 'river' | 'place'
  text: string
  at: LatLon
}

export interface Outline {
  shapes: OutlineShape[]
  labels: OutlineLabel[]
}

interface Stored {
  shapes: { kind: string; lines: string[]; metres?: number; weight?: number }[]
  labels: { kind: string; text: string; at: number[] }[]
}

/** Coordinates are stored as steps of this many degrees. */
const STEP = 1e-5

/** The province, drawn roughly, and Vinh, drawn closer. A schematic of our own: no survey, no boundary to rely on. */
export function readOutlines(): { province: Outline; town: Outline } {
  return { province: read(ngheAn), town: read(vinh) }
}

function read(stored: Stored): Outline {
  return {
    shapes: stored.shapes.map(({ kind, lines, metres, weight }) => ({
      kind: kind as ShapeKind,
      lines: lines.flatMap((line) => line.split(' | ')).map(readLine),
      metres,
      weight,
    })),
    labels: stored.labels.map(({ kind, text, at: [longitude = 0, latitude = 0] }) => ({
      kind: kind as OutlineLabel['kind'],
      text,
      at: [latitude * STEP, longitude * STEP],
    })),
  }
}

/** Longitude and latitude in turn; after the first pair only the differences. */
function readLine(line: string): LatLon[] {
  const numbers = line.split(' ').map(Number)
  const points: LatLon[] = []
  let longitude = 0
  let latitude = 0
  for (let index = 0; index + 1 < numbers.length; index += 2) {
    longitude += numbers[index] ?? 0
    latitude += numbers[index + 1] ?? 0
    points.push([latitude * STEP, longitude * STEP])
  }
  return points
}
