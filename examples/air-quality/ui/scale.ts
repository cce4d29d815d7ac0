import type { Tone } from '@saola/sdk'
import type { Station } from '../models/station.ts'

/** Lower bounds of the levels; each gets the same share of the arc, so that everyday values can be told apart. */
const BOUNDS = [0, 50, 100, 150, 200, 300, 500]

export const LEVEL_TONES: readonly Tone[] = ['ok', 'warn', 'high', 'crit', 'crit', 'crit']

export const TONE_OF: Record<NonNullable<Station['status']>, Tone> = {
  good: 'ok',
  moderate: 'warn',
  poor: 'high',
  bad: 'crit',
  'very-bad': 'crit',
  hazardous: 'crit',
  silent: 'off',
}

/** Where an index stands on the arc, 0 … 1. */
export function shareOf(aqi: number): number {
  for (let level = 1; level < BOUNDS.length; level++) {
    const low = BOUNDS[level - 1] ?? 0
    const high = BOUNDS[level] ?? 500
    if (aqi <= high) return (level - 1 + Math.max(0, aqi - low) / (high - low)) / (BOUNDS.length - 1)
  }
  return 1
}

/** A point of the half circle with its centre in (cx, cy), from left (0) to right (1). */
export function onArc(share: number, radius: number, cx = 100, cy = 96): [x: number, y: number] {
  const angle = Math.PI * (1 - share)
  return [round(cx + radius * Math.cos(angle)), round(cy - radius * Math.sin(angle))]
}

/** The SVG path of a part of the half circle. */
export function arcPath(from: number, to: number, radius: number): string {
  const [x1, y1] = onArc(from, radius)
  const [x2, y2] = onArc(to, radius)
  return `M${x1} ${y1}A${radius} ${radius} 0 0 1 ${x2} ${y2}`
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
