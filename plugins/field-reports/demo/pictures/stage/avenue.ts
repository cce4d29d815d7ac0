import type { Random } from '../../random.ts'
import { circle, ellipse, type Point, polygon, rect, stroke } from '../svg.ts'
import { HEIGHT, WIDTH } from './frame.ts'
import { awnings, walls } from './houses.ts'
import { type Light, mix } from './light.ts'

/** A road that runs away from the viewer, with house fronts on both sides and a row of lamps. */
export function avenue(light: Light, random: Random, options: { lamps: boolean }): string {
  const horizon = random.between(330, 385)
  const vanish = random.between(500, 700)
  const parts: string[] = []
  for (let block = 0; block < 7; block += 1) {
    const x = vanish - 300 + block * 90 + random.between(-20, 20)
    const tall = random.between(40, 120)
    parts.push(
      rect(x, horizon - tall, random.between(60, 110), tall + 10, light.of('#7d8791'), 'opacity=".8"'),
    )
  }
  parts.push(
    polygon(
      [
        [vanish - 14, horizon],
        [vanish + 14, horizon],
        [WIDTH + 260, HEIGHT + 60],
        [-260, HEIGHT + 60],
      ],
      'url(#road)',
    ),
  )
  parts.push(sideOf(-1, vanish, horizon, light, random), sideOf(1, vanish, horizon, light, random))
  for (let step = 0; step < 7; step += 1) {
    const near = (step / 7) ** 2
    const far = ((step + 0.55) / 7) ** 2
    const y = (share: number) => horizon + 6 + share * (HEIGHT - horizon + 40)
    const half = (share: number) => 1 + share * 9
    parts.push(
      polygon(
        [
          [vanish - half(near), y(near)],
          [vanish + half(near), y(near)],
          [vanish + half(far), y(far)],
          [vanish - half(far), y(far)],
        ],
        light.of('#ded8c6'),
        'opacity=".7"',
      ),
    )
  }
  parts.push(lamps(vanish, horizon, light, options.lamps))
  return parts.join('')
}

function sideOf(side: -1 | 1, vanish: number, horizon: number, light: Light, random: Random): string {
  const edge = side < 0 ? -80 : WIDTH + 80
  const foot = (x: number) => horizon + ((x - vanish) / (edge - vanish)) * 330
  const parts = [
    polygon(
      [
        [vanish + side * 14, horizon],
        [edge, foot(edge)],
        [edge, foot(edge) + 150],
        [vanish + side * 14, horizon + 4],
      ],
      light.of('#98938a'),
    ),
  ]
  const stops = [0.1, 0.17, 0.26, 0.38, 0.53, 0.74, 1.02]
  for (let index = stops.length - 2; index >= 0; index -= 1) {
    const from = vanish + (edge - vanish) * (stops[index] ?? 0)
    const to = vanish + (edge - vanish) * (stops[index + 1] ?? 1)
    const tall = 0.75 + random.next() * 0.6
    const roof = (x: number) => horizon - ((x - vanish) / (edge - vanish)) * 360 * tall
    const wall = random.pick(walls)
    parts.push(
      polygon(
        [
          [from, roof(from)],
          [to, roof(to)],
          [to, foot(to)],
          [from, foot(from)],
        ],
        light.of(mix(wall, '#4a4f58', 0.25)),
      ),
    )
    const at = (u: number, v: number): Point => {
      const x = from + (to - from) * u
      return [x, roof(x) + (foot(x) - roof(x)) * v]
    }
    for (const v of [0.12, 0.34, 0.52]) {
      for (const u of [0.15, 0.58]) {
        const lit = light.dark && random.chance(0.3)
        const pane = lit ? mix(light.glow, '#332b24', random.next() * 0.4) : light.of('#56697a')
        parts.push(polygon([at(u, v), at(u + 0.27, v), at(u + 0.27, v + 0.12), at(u, v + 0.12)], pane))
      }
    }
    parts.push(
      polygon(
        [at(0.04, 0.72), at(0.96, 0.72), at(0.96, 0.77), at(0.04, 0.77)],
        light.of(random.pick(awnings)),
      ),
    )
    parts.push(polygon([at(0.12, 0.79), at(0.88, 0.79), at(0.88, 1), at(0.12, 1)], light.of('#6f757c')))
  }
  return parts.join('')
}

function lamps(vanish: number, horizon: number, light: Light, on: boolean): string {
  const parts: string[] = []
  for (const side of [-1, 1]) {
    for (const share of [0.08, 0.16, 0.3, 0.52, 0.9]) {
      const x = vanish + side * (30 + share * 640)
      const foot = horizon + share * 330
      const tall = 60 + share * 420
      const arm = -side * (10 + share * 60)
      parts.push(
        stroke(
          `M${x} ${foot}V${foot - tall}q0 ${-8 - share * 16} ${arm} ${-10 - share * 18}`,
          light.of('#5b6068'),
          2 + share * 7,
        ),
      )
      const lamp: Point = [x + arm, foot - tall - 10 - share * 18]
      parts.push(
        ellipse(...lamp, 5 + share * 20, 3 + share * 6, on && light.dark ? '#fff1cf' : light.of('#c9c6bd')),
      )
      if (on && light.dark) parts.push(circle(...lamp, 26 + share * 120, 'url(#glow)'))
    }
  }
  return parts.join('')
}
