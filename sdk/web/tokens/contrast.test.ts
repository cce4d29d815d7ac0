import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8')

function colours(theme: string): ReadonlyMap<string, string> {
  const body = new RegExp(`\\[data-theme="${theme}"\\] \\{([^}]*)\\}`).exec(css)?.[1] ?? ''
  const found = new Map<string, string>()
  for (const [, name, value] of body.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)) {
    if (name && value) found.set(name, value)
  }
  return found
}

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(hex: string): number {
  const channel = (start: number) => {
    const value = Number.parseInt(hex.slice(start, start + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

const TEXT = 4.5
const SHAPE = 3
type Pair = readonly [ink: string, ground: string, least: number]

const grounds = ['canvas', 'surface', 'raised', 'sunken', 'hover', 'selected']
const tones = ['crit', 'high', 'warn', 'ok', 'hold', 'off']
const inks = ['text', 'text-2', 'text-3', 'accent-text']
const maps = ['map-land', 'map-built', 'map-water', 'map-park', 'map-road', 'map-road-major']

/** Every two colours that meet on a screen. */
const pairs: readonly Pair[] = [
  ...inks.flatMap((ink) => grounds.map((ground): Pair => [ink, ground, TEXT])),
  ...tones.flatMap((tone): Pair[] => [
    ...['surface', 'canvas', 'selected', `${tone}-soft`].map(
      (ground): Pair => [`${tone}-text`, ground, TEXT],
    ),
    [`on-${tone}`, tone, TEXT],
    ...['surface', 'canvas', `${tone}-soft`].map((ground): Pair => [tone, ground, SHAPE]),
  ]),
  ['on-accent', 'accent', TEXT],
  ['on-accent', 'accent-hover', TEXT],
  ['accent-text', 'accent-soft', TEXT],
  ['accent', 'surface', SHAPE],
  ...['canvas', 'surface', 'selected'].map((ground): Pair => ['focus', ground, SHAPE]),
  ...['canvas', 'surface', 'raised'].map((ground): Pair => ['line-strong', ground, SHAPE]),
  ...['c1', 'c2', 'c3', 'c4', 'c5'].map((series): Pair => [series, 'surface', SHAPE]),
  ...maps.map((ground): Pair => ['map-label', ground, TEXT]),
]

describe.each(['light', 'dark'])('in %s', (theme) => {
  const colour = colours(theme)
  test.each(pairs)('%s on %s is at least %f to 1', (ink, ground, least) => {
    expect(contrast(colour.get(ink) ?? '', colour.get(ground) ?? '')).toBeGreaterThanOrEqual(least)
  })
})
