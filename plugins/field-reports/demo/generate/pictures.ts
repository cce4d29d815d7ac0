import type { Random } from '../random.ts'
import type { DemoPhoto, Status } from '../report.ts'
import type { Line } from './lines.ts'

/** What people photograph, by category. */
const before: Record<string, string[]> = {
  flooding: ['flooded-street', 'flooded-street', 'flooded-house', 'stalled-motorbike'],
  'water-supply': ['burst-pipe', 'murky-tap'],
  drainage: ['blocked-drain', 'overflowing-drain'],
  road: ['pothole', 'sunken-pavement'],
  manhole: ['open-manhole'],
  sign: ['fallen-sign', 'dead-traffic-light'],
  'street-light': ['dark-street'],
  power: ['leaning-pole', 'stray-wires'],
  tree: ['fallen-tree', 'leaning-tree'],
  garbage: ['garbage-pile'],
  pollution: ['polluted-ditch', 'smoke'],
  pavement: ['parked-truck', 'occupied-pavement'],
  noise: ['loudspeaker'],
  animals: ['stray-dog'],
}

/** What the officer's picture shows afterwards. */
const after: Record<string, string> = {
  flooding: 'dry-street',
  'water-supply': 'repaired-road',
  drainage: 'clear-drain',
  road: 'repaired-road',
  manhole: 'closed-manhole',
  sign: 'standing-sign',
  'street-light': 'lit-street',
  power: 'straight-pole',
  tree: 'cleared-tree',
  garbage: 'clean-street',
  pavement: 'free-pavement',
}

/** A seed's remainder says the light: day, overcast, night, rain at night. */
const [DAY, OVERCAST, NIGHT, RAIN] = [0, 1, 2, 3]
const NIGHT_BEGAN = 527

export function picturesOf(line: Line, age: number, status: Status, random: Random): DemoPhoto[] {
  const light = lightOf(line, age, random)
  const seedOf = (remainder: number) => random.between(1, 2499) * 4 + remainder
  const scenes = line.scenes ?? chosen(line.category, random)
  const photos: DemoPhoto[] = scenes.map((scene) => ({ scene, seed: seedOf(light) }))
  const scene = after[line.category]
  if (scene && (status === 'resolved' || status === 'closed') && random.chance(0.6)) {
    const lit = scene === 'lit-street' ? NIGHT : age < NIGHT_BEGAN ? RAIN : random.pick([DAY, DAY, OVERCAST])
    photos.push({ scene, seed: seedOf(lit), after: true })
  }
  return photos
}

function chosen(category: string, random: Random): string[] {
  const kinds = before[category]
  if (!kinds || random.chance(0.35)) return []
  return Array.from({ length: random.pick([1, 1, 1, 1, 2, 2, 3]) }, () => random.pick(kinds))
}

function lightOf(line: Line, age: number, random: Random): number {
  if (line.section === 'storm' && age < NIGHT_BEGAN) return RAIN
  if (line.category === 'street-light' || line.scenes?.includes('dark-street')) return NIGHT
  return random.pick([DAY, DAY, DAY, OVERCAST, OVERCAST, NIGHT])
}
