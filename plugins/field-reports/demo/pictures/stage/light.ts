import type { Random } from '../../random.ts'

export const lights = ['day', 'overcast', 'night', 'rain'] as const
export type LightName = (typeof lights)[number]

/** The light of a picture: what it does to every colour, and the colours it brings. */
export interface Light {
  name: LightName
  dark: boolean
  wet: boolean
  skyTop: string
  skyLow: string
  /** Lit windows and lamps. */
  glow: string
  water: string
  foam: string
  /** A colour of daylight as it looks in this light. */
  of(color: string): string
}

interface Tint {
  color: string
  amount: number
  skyTop: string
  skyLow: string
  water: string
  foam: string
}

const tints: Record<LightName, Tint> = {
  day: {
    color: '#3c4a5c',
    amount: 0.16,
    skyTop: '#8fb0cb',
    skyLow: '#d8e2e4',
    water: '#7d8f92',
    foam: '#c9d6d8',
  },
  overcast: {
    color: '#3a4653',
    amount: 0.36,
    skyTop: '#74838f',
    skyLow: '#aab3b7',
    water: '#66777f',
    foam: '#b0bfc6',
  },
  night: {
    color: '#0f1722',
    amount: 0.58,
    skyTop: '#0c121b',
    skyLow: '#1e2a3a',
    water: '#33495c',
    foam: '#8ba9c0',
  },
  rain: {
    color: '#111b29',
    amount: 0.54,
    skyTop: '#0e151f',
    skyLow: '#202d3c',
    water: '#3d5669',
    foam: '#a9c6da',
  },
}

/** The seed says the light: its remainder by four. */
export function lightOf(seed: number): LightName {
  return lights[((seed % 4) + 4) % 4] ?? 'day'
}

export function makeLight(name: LightName, random: Random): Light {
  const { color, amount, skyTop, skyLow, water, foam } = tints[name]
  const shift = (random.next() - 0.5) * 0.08
  return {
    name,
    dark: name === 'night' || name === 'rain',
    wet: name === 'overcast' || name === 'rain',
    skyTop,
    skyLow,
    glow: random.pick(['#f2c879', '#f0cf93', '#e9d3a8', '#f5bd6a']),
    water,
    foam,
    of: (plain) => mix(plain, color, amount + shift),
  }
}

/** Between two colours; 0 is the first. */
export function mix(from: string, to: string, amount: number): string {
  const a = channels(from)
  const b = channels(to)
  const part = (index: number) => Math.round((a[index] ?? 0) + ((b[index] ?? 0) - (a[index] ?? 0)) * amount)
  return `#${[0, 1, 2].map((index) => part(index).toString(16).padStart(2, '0')).join('')}`
}

function channels(color: string): number[] {
  return [1, 3, 5].map((start) => Number.parseInt(color.slice(start, start + 2), 16))
}
