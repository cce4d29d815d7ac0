import type { Random } from '../../random.ts'
import { HEIGHT, WIDTH } from '../stage/frame.ts'
import { asphalt, pavement, quad, sky } from '../stage/ground.ts'
import { houseRow } from '../stage/houses.ts'
import type { Light } from '../stage/light.ts'
import { ellipse, type Point, place, polygon, rect, shape, stroke } from '../svg.ts'
import { worker } from '../things/people.ts'
import { barrier, cone, manhole, sign, trafficLight } from '../things/street.ts'
import { car, motorbike, rider } from '../things/vehicles.ts'

/** Houses, a pavement and much road before them. */
function ground(light: Light, random: Random, kerb: number, marking = true): string {
  return (
    sky(light, random) +
    houseRow(kerb - 70, light, random, 0.8) +
    pavement(kerb - 70, kerb, light) +
    asphalt(kerb + 24, light, random, marking)
  )
}

/** A ragged round outline. */
function ragged(x: number, y: number, rx: number, ry: number, random: Random): Point[] {
  return Array.from({ length: 18 }, (_, index) => {
    const angle = (index / 18) * 2 * Math.PI
    const away = 0.82 + random.next() * 0.3
    return [x + Math.cos(angle) * rx * away, y + Math.sin(angle) * ry * away]
  })
}

export function pothole(light: Light, random: Random): string {
  const c = light.of
  const kerb = random.between(300, 360)
  const parts = [ground(light, random, kerb)]
  const holes = random.between(1, 3)
  for (let hole = 0; hole < holes; hole += 1) {
    const main = hole === 0
    const x = main ? random.between(480, 720) : random.between(160, 1040)
    const y = main ? random.between(640, 700) : random.between(kerb + 130, 560)
    const size = main ? random.between(210, 280) : random.between(70, 120)
    parts.push(polygon(ragged(x, y, size * 1.12, size * 0.46, random), c('#8d8b86')))
    parts.push(polygon(ragged(x, y + 6, size, size * 0.39, random), c('#3a3833')))
    parts.push(polygon(ragged(x + 8, y + 20, size * 0.8, size * 0.26, random), c('#2a2926')))
    if (light.wet || random.chance(0.4)) {
      parts.push(
        ellipse(x + 6, y + 26, size * 0.7, size * 0.2, light.water),
        stroke(
          `M${x - size * 0.4} ${y + 20}q${size * 0.3} -8 ${size * 0.6} 0`,
          light.foam,
          3,
          'opacity=".5"',
        ),
      )
    }
    for (let stone = 0; stone < 16; stone += 1) {
      const angle = random.next() * 2 * Math.PI
      const away = 1.1 + random.next() * 0.5
      parts.push(
        ellipse(
          x + Math.cos(angle) * size * away,
          y + Math.sin(angle) * size * 0.42 * away,
          random.between(4, 12),
          random.between(3, 7),
          c(random.pick(['#8d8b86', '#5f5d58'])),
        ),
      )
    }
    parts.push(
      stroke(`M${x - size} ${y}l-60 -24l-40 10M${x + size * 0.9} ${y + 20}l70 22l30 -6`, c('#3f444b'), 4),
    )
  }
  if (random.chance(0.4)) {
    const bike =
      motorbike(light, random.pick(['#c7402f', '#2f6f9a'])) +
      rider(light, random.pick(['#2f5d8a', '#6f7d3f']), '#dfe1dd')
    parts.push(place(bike, random.between(860, 1000), kerb + 170, 0.72))
  }
  return parts.join('')
}

export function sunkenPavement(light: Light, random: Random): string {
  const c = light.of
  const parts = [
    sky(light, random),
    houseRow(300, light, random, 0.8),
    rect(-80, 300, WIDTH + 160, 430, c('#a8a196')),
  ]
  for (let row = 0; row < 7; row += 1) {
    const y = 300 + row * row * 9 + row * 6
    parts.push(stroke(`M-80 ${y}H${WIDTH + 80}`, c('#8a857b'), 2 + row * 0.4))
  }
  for (let x = -700; x < WIDTH + 700; x += 110)
    parts.push(stroke(`M${600 + (x - 600) * 0.62} 300L${x} 730`, c('#8a857b'), 3))
  parts.push(
    rect(-80, 726, WIDTH + 160, 16, c('#c7c1b4')),
    rect(-80, 742, WIDTH + 160, 26, c('#6e6b66')),
    rect(-80, 768, WIDTH + 160, 240, 'url(#road)'),
  )
  const [x, y] = [random.between(480, 720), random.between(540, 590)]
  parts.push(
    polygon(ragged(x, y, 290, 130, random), c('#6d665b')),
    polygon(ragged(x, y + 10, 250, 104, random), c('#3a342c')),
    polygon(ragged(x + 10, y + 34, 190, 62, random), '#0d0c0b'),
  )
  for (let tile = 0; tile < 9; tile += 1) {
    const at: Point = [x + random.between(-250, 250), y + random.between(-90, 110)]
    parts.push(
      place(
        polygon(quad(0, 0, 96, 46), c(random.pick(['#b3ac9f', '#9a9387']))) +
          polygon(
            [
              [-48, 23],
              [40, 23],
              [40, 33],
              [-48, 33],
            ],
            c('#5f594f'),
          ),
        at[0],
        at[1],
        1,
        random.between(-38, 38),
      ),
    )
  }
  if (random.chance(0.7)) parts.push(place(cone(light), x - 330, y + 130, 1.2))
  if (random.chance(0.5)) parts.push(place(barrier(light), x + 330, y - 60, 0.9))
  return parts.join('')
}

export function repairedRoad(light: Light, random: Random): string {
  const c = light.of
  const kerb = random.between(320, 370)
  const [x, y] = [random.between(480, 720), random.between(630, 680)]
  const parts = [ground(light, random, kerb)]
  parts.push(
    polygon(quad(x, y, 560, 190), c('#2f343a')),
    polygon(quad(x, y, 560, 190), 'none', `stroke="${c('#1f2328')}" stroke-width="6"`),
  )
  for (let grain = 0; grain < 60; grain += 1)
    parts.push(ellipse(x + random.between(-240, 240), y + random.between(-80, 80), 4, 2, c('#4a5057')))
  parts.push(place(worker(light), x - 400, y + 60, 1))
  parts.push(place(cone(light), x + 320, y + 110, 1.1), place(cone(light), x + 300, y - 80, 0.8))
  return parts.join('')
}

export function hole(light: Light, random: Random, open: boolean): string {
  const c = light.of
  const kerb = random.between(300, 350)
  const [x, y] = [random.between(500, 700), random.between(600, 660)]
  const parts = [ground(light, random, kerb, random.chance(0.5))]
  parts.push(ellipse(x, y, 240, 100, c('#5b6067')), place(manhole(light, open, 190), x, y))
  if (open) {
    const mark = random.pick(['branch', 'cone', 'cover', 'none'])
    if (mark === 'branch')
      parts.push(
        stroke(`M${x - 20} ${y + 10}q10 -160 -30 -300`, c('#6b5240'), 12),
        ...[0, 1, 2, 3].map((leaf) =>
          ellipse(
            x - 44 + leaf * 14,
            y - 290 + leaf * 40,
            50,
            22,
            c('#4f7345'),
            `transform="rotate(${leaf * 30 - 40} ${x - 44} ${y - 290 + leaf * 40})"`,
          ),
        ),
      )
    if (mark === 'cone') parts.push(place(cone(light), x + 270, y + 50, 1.2))
    if (mark === 'cover') parts.push(place(manhole(light, false, 150), x + 330, y + 110, 1, -14))
    if (light.wet)
      parts.push(
        shape(
          `M${x - 520} ${y + 40}q200 60 420 40q260 60 460 -10q-60 160 -460 150q-380 0 -420 -180Z`,
          light.water,
          'opacity=".55"',
        ),
      )
  } else {
    parts.push(place(worker(light), x - 380, y + 90, 1.05), place(barrier(light), x + 370, y + 60, 0.8))
  }
  return parts.join('')
}

export function roadSign(light: Light, random: Random, standing: boolean): string {
  const kerb = random.between(420, 470)
  const kind = random.pick(['ring', 'triangle'] as const)
  const parts = [ground(light, random, kerb)]
  if (standing)
    return (
      parts.join('') +
      place(sign(light, kind), random.between(520, 700), kerb + 40, 1.18) +
      place(worker(light), 300, kerb + 120, 1)
    )
  const x = random.between(420, 560)
  parts.push(ellipse(x + 190, kerb + 250, 320, 30, '#05080c', 'opacity=".35"'))
  parts.push(place(sign(light, kind), x - 60, kerb + 250, 1.55, random.between(74, 84)))
  if (random.chance(0.6))
    parts.push(
      place(
        car(light, random.pick(['#dfe1dd', '#2f6f9a', '#6b7178'])),
        random.between(140, 260),
        kerb + 130,
        0.62,
      ),
    )
  return parts.join('')
}

export function deadTrafficLight(light: Light, random: Random): string {
  const kerb = random.between(470, 520)
  const parts = [ground(light, random, kerb, false)]
  for (let stripe = 0; stripe < 8; stripe += 1) {
    const x = 120 + stripe * 130
    parts.push(
      polygon(
        [
          [x, kerb + 200],
          [x + 74, kerb + 200],
          [x + 50, HEIGHT + 40],
          [x - 50, HEIGHT + 40],
        ],
        light.of('#ded8c6'),
        'opacity=".7"',
      ),
    )
  }
  const x = random.between(240, 360)
  parts.push(
    place(car(light, '#dfe1dd'), 760, kerb + 200, 0.9),
    place(car(light, '#7a2f2a'), 1010, kerb + 150, 0.72),
  )
  const bike = motorbike(light, '#2f6f9a') + rider(light, '#a8433a', '#e2b53c')
  parts.push(place(bike, 520, kerb + 210, 0.85))
  parts.push(place(trafficLight(light, 'none'), x, kerb + 130, 1))
  return parts.join('')
}
