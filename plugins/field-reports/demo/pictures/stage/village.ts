import type { Random } from '../../random.ts'
import { circle, polygon, rect, shape } from '../svg.ts'
import { HEIGHT, WIDTH } from './frame.ts'
import type { Light } from './light.ts'

/** A lane between fields. */
export function village(light: Light, random: Random, lane = true): string {
  const horizon = random.between(360, 410)
  const vanish = random.between(420, 780)
  const parts = [rect(-80, horizon, WIDTH + 160, HEIGHT, light.of('#7f9159'))]
  parts.push(shape(hills(horizon, random), light.of('#5f7a6a'), 'opacity=".75"'))
  for (let band = 0; band < 6; band += 1) {
    const y = horizon + 12 + band * band * 13
    parts.push(
      rect(-80, y, WIDTH + 160, 3 + band * 3, light.of(band % 2 ? '#8b9c5c' : '#6c7f4d'), 'opacity=".6"'),
    )
  }
  parts.push(rect(-80, horizon - 2, WIDTH + 160, 8, light.of('#4d6344')))
  for (let x = -40; x < WIDTH; x += random.between(90, 220)) {
    const size = random.between(26, 60)
    parts.push(
      circle(x, horizon - size * 0.5, size, light.of('#4c6a45')),
      circle(x + size * 0.8, horizon - size * 0.3, size * 0.7, light.of('#56754b')),
    )
  }
  const home = random.between(60, 240)
  parts.push(
    rect(home, horizon - 92, 150, 100, light.of('#d9cfb8')),
    polygon(
      [
        [home - 16, horizon - 88],
        [home + 75, horizon - 148],
        [home + 166, horizon - 88],
      ],
      light.of('#a0523d'),
    ),
  )
  parts.push(rect(home + 58, horizon - 58, 34, 66, light.dark ? light.glow : light.of('#5a4636')))
  if (!lane) return parts.join('')
  parts.push(
    polygon(
      [
        [vanish - 10, horizon + 4],
        [vanish + 10, horizon + 4],
        [WIDTH * 0.86, HEIGHT + 80],
        [WIDTH * 0.14, HEIGHT + 80],
      ],
      light.of('#a39c8f'),
    ),
  )
  parts.push(
    polygon(
      [
        [vanish - 3, horizon + 4],
        [vanish + 3, horizon + 4],
        [WIDTH * 0.56, HEIGHT + 80],
        [WIDTH * 0.44, HEIGHT + 80],
      ],
      light.of('#b3ac9e'),
      'opacity=".6"',
    ),
  )
  return parts.join('')
}

function hills(horizon: number, random: Random): string {
  let d = `M-80 ${horizon}`
  for (let x = -80; x < WIDTH + 80; x += 160) d += `q80 ${-random.between(30, 110)} 160 0`
  return `${d}V${horizon + 10}H-80Z`
}
