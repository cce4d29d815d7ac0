import type { Random } from '../../random.ts'
import { ellipse, type Point, polygon, rect, stroke } from '../svg.ts'
import { HEIGHT, WIDTH } from './frame.ts'
import type { Light } from './light.ts'

export function sky(light: Light, random: Random): string {
  const parts = [rect(-80, -80, WIDTH + 160, HEIGHT + 160, 'url(#sky)')]
  if (light.name === 'day') {
    for (let cloud = random.between(1, 3); cloud > 0; cloud -= 1) {
      const [x, y] = [random.between(0, WIDTH), random.between(40, 200)]
      const size = random.between(40, 90)
      for (const step of [-1, 0, 1]) {
        parts.push(
          ellipse(
            x + step * size,
            y + (step === 0 ? -12 : 6),
            size * 1.1,
            size * 0.42,
            '#eef3f4',
            'opacity=".55"',
          ),
        )
      }
    }
  }
  return parts.join('')
}

/** The pavement before the houses, from `top` down to the kerb at `kerb`. */
export function pavement(top: number, kerb: number, light: Light): string {
  const tiles = light.of('#a8a196')
  const parts = [rect(-80, top, WIDTH + 160, kerb - top, tiles)]
  for (let x = -80; x < WIDTH + 80; x += 54) {
    const lean = (x - WIDTH / 2) * 0.12
    parts.push(stroke(`M${x} ${top}L${x + lean} ${kerb}`, light.of('#8d877c'), 2))
  }
  parts.push(stroke(`M-80 ${top + (kerb - top) * 0.45}H${WIDTH + 80}`, light.of('#8d877c'), 2))
  parts.push(rect(-80, kerb, WIDTH + 160, 10, light.of('#c7c1b4')))
  parts.push(rect(-80, kerb + 10, WIDTH + 160, 14, light.of('#6e6b66')))
  return parts.join('')
}

/** Asphalt from `top` to the lower edge, with stones, patches and a line. */
export function asphalt(top: number, light: Light, random: Random, marking = true): string {
  const parts = [rect(-80, top, WIDTH + 160, HEIGHT - top + 80, 'url(#road)')]
  for (let spot = 0; spot < 90; spot += 1) {
    const y = top + (HEIGHT - top) * random.next() ** 0.7
    const size = 1 + ((y - top) / (HEIGHT - top)) * 3
    const tone = random.pick(['#8b9096', '#3f444b'])
    parts.push(
      ellipse(random.between(-40, WIDTH + 40), y, size * 1.6, size * 0.7, light.of(tone), 'opacity=".5"'),
    )
  }
  for (let patch = random.between(0, 2); patch > 0; patch -= 1) {
    const [x, y] = [random.between(0, WIDTH), random.between(top + 60, HEIGHT - 60)]
    parts.push(
      polygon(
        quad(x, y, random.between(120, 260), random.between(30, 70)),
        light.of('#4f555d'),
        'opacity=".7"',
      ),
    )
  }
  if (marking) {
    const y = top + (HEIGHT - top) * 0.42
    for (let x = random.between(-100, 0); x < WIDTH; x += 260) {
      parts.push(
        polygon(
          [
            [x, y],
            [x + 130, y],
            [x + 122, y + 13],
            [x - 8, y + 13],
          ],
          light.of('#ded8c6'),
          'opacity=".75"',
        ),
      )
    }
  }
  if (light.wet || light.dark) parts.push(shine(top, light, random))
  return parts.join('')
}

/** Light of windows and lamps on a wet road. */
function shine(top: number, light: Light, random: Random): string {
  const parts: string[] = []
  const color = light.dark ? light.glow : '#d5dfe4'
  for (let streak = light.wet ? 9 : 4; streak > 0; streak -= 1) {
    const [x, y] = [random.between(0, WIDTH), random.between(top + 20, HEIGHT - 160)]
    parts.push(
      ellipse(
        x,
        y + 60,
        random.between(10, 26),
        random.between(60, 130),
        color,
        `opacity="${light.dark ? '.07' : '.1'}"`,
      ),
    )
  }
  return parts.join('')
}

/** A slightly leaning four-sided patch around a point. */
export function quad(x: number, y: number, width: number, height: number): Point[] {
  return [
    [x - width / 2 + height * 0.2, y - height / 2],
    [x + width / 2, y - height / 2],
    [x + width / 2 - height * 0.2, y + height / 2],
    [x - width / 2, y + height / 2],
  ]
}
