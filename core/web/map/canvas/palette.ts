import type { Tone } from '@saola/sdk'
import { TONES } from '../points/messages.ts'

/** What a canvas needs of the design tokens, as they are now. */
export interface Palette {
  fill: Readonly<Record<Tone, string>>
  ink: Readonly<Record<Tone, string>>
  ground: string
  raised: string
  text: string
  font: string
  /** 1 at a desk, more on a wall. */
  scale: number
}

const SMALLEST = 12

export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement)
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim()
  const perTone = (name: (tone: Tone) => string) =>
    Object.fromEntries(TONES.map((tone) => [tone, token(name(tone))])) as Record<Tone, string>
  const rem = Number.parseFloat(style.fontSize)
  return {
    fill: perTone((tone) => tone),
    ink: perTone((tone) => `on-${tone}`),
    ground: token('surface'),
    raised: token('raised'),
    text: token('text'),
    font: token('font'),
    scale: Math.max(1, (Number.parseFloat(token('fs-micro')) * rem) / SMALLEST || 1),
  }
}

/** Calls back when theme or density changed. Gives back what ends it. */
export function watchPalette(changed: () => void): () => void {
  const watch = new MutationObserver(changed)
  watch.observe(document.documentElement, { attributeFilter: ['data-theme', 'data-density'] })
  return () => watch.disconnect()
}
