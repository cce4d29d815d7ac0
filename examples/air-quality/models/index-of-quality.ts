import type { Station } from './station.ts'

/** Bounds of PM2.5 in µg/m³ and the index that each gives (Decision 1459/QĐ-TCMT of 2019, table 2). */
const BOUNDS: readonly [pm25: number, aqi: number][] = [
  [0, 0],
  [25, 50],
  [50, 100],
  [80, 150],
  [150, 200],
  [250, 300],
  [350, 400],
  [500, 500],
]

/** The index of one PM2.5 value, 0 … 500. Other pollutants do not count here. */
export function indexOf(pm25: number): number {
  if (!Number.isFinite(pm25) || pm25 <= 0) return 0
  for (let step = 1; step < BOUNDS.length; step++) {
    const [low, from] = BOUNDS[step - 1] ?? [0, 0]
    const [high, to] = BOUNDS[step] ?? [0, 0]
    if (pm25 <= high) return Math.round(from + ((pm25 - low) / (high - low)) * (to - from))
  }
  return 500
}

/** The level that an index falls into. */
export function levelOf(aqi: number): NonNullable<Station['status']> {
  if (aqi <= 50) return 'good'
  if (aqi <= 100) return 'moderate'
  if (aqi <= 150) return 'poor'
  if (aqi <= 200) return 'bad'
  if (aqi <= 300) return 'very-bad'
  return 'hazardous'
}
