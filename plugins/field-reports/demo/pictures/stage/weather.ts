import type { Random } from '../../random.ts'
import { ellipse, n, rect, stroke } from '../svg.ts'
import { HEIGHT, WIDTH } from './frame.ts'
import { type Light, mix } from './light.ts'

/** Gradients that backdrops and lamps refer to. */
export function definitions(light: Light): string {
  const stop = (offset: number, color: string, opacity = 1) =>
    `<stop offset="${offset}" stop-color="${color}"${opacity === 1 ? '' : ` stop-opacity="${opacity}"`}/>`
  const linear = (id: string, stops: string) =>
    `<linearGradient id="${id}" x1="0" y1="0" x2="0" y2="1">${stops}</linearGradient>`
  const radial = (id: string, stops: string) => `<radialGradient id="${id}">${stops}</radialGradient>`
  return `<defs>${[
    linear('sky', stop(0, light.skyTop) + stop(0.55, light.skyLow)),
    linear('road', stop(0, light.of('#757b83')) + stop(1, light.of('#555b64'))),
    linear(
      'flood',
      stop(0, mix(light.water, light.foam, 0.28)) + stop(0.2, light.water) + stop(1, light.of('#5b6a6c')),
    ),
    radial('glow', stop(0, light.glow, 0.75) + stop(0.25, light.glow, 0.28) + stop(1, light.glow, 0)),
    radial('edge', stop(0.6, '#05080c', 0) + stop(1, '#05080c', light.dark ? 0.55 : 0.28)),
  ].join('')}</defs>`
}

export function rain(light: Light, random: Random): string {
  if (!light.wet) return ''
  const heavy = light.name === 'rain'
  const slant = random.between(-16, 16)
  const parts: string[] = []
  for (let drop = heavy ? 150 : 60; drop > 0; drop -= 1) {
    const [x, y] = [random.between(-40, WIDTH + 40), random.between(-40, HEIGHT)]
    const length = random.between(16, heavy ? 54 : 34)
    parts.push(`M${n(x)} ${n(y)}l${n((slant * length) / 40)} ${length}`)
  }
  return stroke(parts.join(''), '#dcebf5', heavy ? 1.8 : 1.4, `opacity="${heavy ? '.34' : '.26'}"`)
}

/** Rings where drops fall on water or road. */
export function rings(top: number, light: Light, random: Random): string {
  if (!light.wet) return ''
  const parts: string[] = []
  for (let ring = 0; ring < 26; ring += 1) {
    const y = random.between(top + 20, HEIGHT - 10)
    const size = 8 + ((y - top) / (HEIGHT - top)) * 22
    const more = `stroke="${light.foam}" stroke-width="1.6" opacity=".4"`
    parts.push(ellipse(random.between(0, WIDTH), y, size, size * 0.32, 'none', more))
  }
  return parts.join('')
}

export function vignette(): string {
  return rect(-80, -80, WIDTH + 160, HEIGHT + 160, 'url(#edge)')
}
