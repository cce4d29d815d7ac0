import type { Random } from '../../random.ts'
import { avenue } from '../stage/avenue.ts'
import { WIDTH } from '../stage/frame.ts'
import { asphalt, pavement, sky } from '../stage/ground.ts'
import { houseRow } from '../stage/houses.ts'
import type { Light } from '../stage/light.ts'
import { village } from '../stage/village.ts'
import { circle, ellipse, place, polygon, stroke } from '../svg.ts'
import { crown, fallenTree, tree } from '../things/nature.ts'
import { worker } from '../things/people.ts'
import { barrier, cone, lamp, pole, wires } from '../things/street.ts'
import { motorbike, truck } from '../things/vehicles.ts'

function roadside(light: Light, random: Random, kerb: number): string {
  return (
    sky(light, random) +
    houseRow(kerb - 60, light, random) +
    pavement(kerb - 60, kerb, light) +
    asphalt(kerb + 24, light, random)
  )
}

/** The lamps are off; only windows and a headlight show the way. */
export function darkStreet(light: Light, random: Random): string {
  const parts = [sky(light, random)]
  if (random.chance(0.55)) {
    parts.push(avenue(light, random, { lamps: false }))
    if (light.dark) parts.push(circle(random.between(500, 700), random.between(440, 480), 70, 'url(#glow)'))
    return parts.join('')
  }
  const kerb = random.between(560, 620)
  parts.push(
    houseRow(kerb - 60, light, random),
    pavement(kerb - 60, kerb, light),
    asphalt(kerb + 24, light, random),
  )
  parts.push(place(lamp(light, false), random.between(560, 760), kerb + 14, 0.9, random.between(-2, 2)))
  if (light.dark && random.chance(0.7))
    parts.push(place(motorbike(light, '#c7402f'), random.between(260, 420), kerb + 170, 0.8))
  return parts.join('')
}

export function litStreet(light: Light, random: Random): string {
  if (random.chance(0.6)) return sky(light, random) + avenue(light, random, { lamps: true })
  const kerb = random.between(560, 620)
  return (
    roadside(light, random, kerb) +
    place(lamp(light, true), random.between(620, 800), kerb + 14, 0.9) +
    (light.dark ? ellipse(random.between(480, 640), kerb + 120, 330, 60, light.glow, 'opacity=".16"') : '')
  )
}

export function powerPole(light: Light, random: Random, leaning: boolean): string {
  const rural = random.chance(0.5)
  const foot = rural ? random.between(720, 780) : random.between(620, 660)
  const parts = [rural ? sky(light, random) + village(light, random) : roadside(light, random, foot - 30)]
  const x = random.between(480, 640)
  const lean = leaning ? random.between(13, 20) * (random.chance(0.5) ? 1 : -1) : 0
  const scale = rural ? 1 : 0.88
  const tip = [
    x + Math.sin((lean * Math.PI) / 180) * 605 * scale,
    foot - Math.cos((lean * Math.PI) / 180) * 605 * scale,
  ] as const
  parts.push(wires([-90, tip[1] - 60], [tip[0], tip[1]], 3, leaning && lean < 0 ? 20 : 60, light))
  parts.push(wires([tip[0], tip[1]], [WIDTH + 90, tip[1] - 40], 3, leaning && lean > 0 ? 190 : 60, light))
  parts.push(ellipse(x, foot + 2, 60, 12, light.of('#5f4c38')))
  parts.push(place(pole(light), x, foot, scale, lean))
  if (leaning) parts.push(place(barrier(light), x + (lean > 0 ? -210 : 230), foot + 70, 0.9))
  else parts.push(place(worker(light), x - 190, foot + 60, 0.95))
  return parts.join('')
}

export function strayWires(light: Light, random: Random): string {
  const kerb = random.between(560, 610)
  const x = random.between(760, 900)
  const parts = [roadside(light, random, kerb), place(pole(light), x, kerb + 6, 0.82)]
  parts.push(
    wires([-90, 60], [x, kerb - 496], 4, 120, light),
    wires([x, kerb - 496], [WIDTH + 90, 20], 3, 60, light),
  )
  for (let loop = 0; loop < 4; loop += 1) {
    const size = random.between(34, 70)
    parts.push(
      ellipse(
        x - 10,
        kerb - 360 + loop * 14,
        size,
        size * 1.2,
        'none',
        `stroke="${light.of('#23262b')}" stroke-width="5"`,
      ),
    )
  }
  const end = random.between(240, 420)
  parts.push(
    stroke(
      `M${x} ${kerb - 470}Q${x - 160} ${kerb - 40} ${end + 120} ${kerb + 120}q-80 30 -140 10t-110 30`,
      light.of('#1d2025'),
      8,
    ),
  )
  parts.push(
    stroke(`M${x} ${kerb - 450}Q${x - 120} ${kerb - 160} ${end + 240} ${kerb + 40}`, light.of('#1d2025'), 6),
  )
  if (light.dark && random.chance(0.6)) {
    const spark = [end - 130, kerb + 160] as const
    parts.push(circle(spark[0], spark[1], 90, 'url(#glow)'))
    for (let ray = 0; ray < 9; ray += 1) {
      const angle = random.next() * 2 * Math.PI
      parts.push(
        stroke(`M${spark[0]} ${spark[1]}l${Math.cos(angle) * 46} ${Math.sin(angle) * 46}`, '#bfe3ff', 3),
      )
    }
  }
  parts.push(place(cone(light), end - 250 < 60 ? 80 : end - 250, kerb + 190, 1.1))
  return parts.join('')
}

export function treeDown(light: Light, random: Random): string {
  const kerb = random.between(430, 480)
  const parts = [roadside(light, random, kerb)]
  const x = random.between(180, 260)
  const y = kerb + random.between(150, 210)
  const onBike = random.chance(0.35)
  if (onBike) parts.push(place(motorbike(light, '#2f6f9a'), x + 560, y + 20, 0.9, 8))
  parts.push(place(fallenTree(light, random), x, y, 1.12, random.between(-5, 6)))
  if (random.chance(0.6)) parts.push(place(barrier(light), random.between(260, 420), y + 190, 0.85))
  return parts.join('')
}

export function leaningTree(light: Light, random: Random): string {
  const kerb = random.between(540, 590)
  const lean = random.between(16, 26) * (random.chance(0.5) ? 1 : -1)
  return (
    roadside(light, random, kerb) +
    ellipse(600, kerb + 20, 90, 16, light.of('#5f4c38')) +
    place(tree(light, random), 600, kerb + 16, 1.2, lean)
  )
}

/** Cut pieces of a trunk, lying with their ends to us. */
function logs(x: number, y: number, c: Light['of']): string {
  return [
    [0, 0],
    [62, 0],
    [31, -46],
  ]
    .map(
      ([dx = 0, dy = 0]) =>
        circle(x + dx, y + dy, 32, c('#5f4736')) +
        circle(x + dx, y + dy, 26, c('#d6b68c')) +
        circle(x + dx, y + dy, 14, 'none', `stroke="${c('#9a7a5a')}" stroke-width="3"`),
    )
    .join('')
}

export function clearedTree(light: Light, random: Random): string {
  const kerb = random.between(470, 520)
  const c = light.of
  const x = random.between(360, 520)
  const grain = `stroke="${c('#9a7a5a')}" stroke-width="3"`
  const stump =
    ellipse(x + 20, kerb + 6, 150, 18, c('#d8c39a'), 'opacity=".55"') +
    polygon(
      [
        [x - 50, kerb - 58],
        [x + 50, kerb - 58],
        [x + 62, kerb - 14],
        [x + 104, kerb + 4],
        [x + 40, kerb],
        [x - 6, kerb + 8],
        [x - 52, kerb],
        [x - 100, kerb + 4],
        [x - 62, kerb - 14],
      ],
      c('#6f5541'),
    ) +
    ellipse(x, kerb - 58, 50, 15, c('#d6b68c')) +
    [34, 20, 8].map((ring) => ellipse(x, kerb - 58, ring, ring * 0.3, 'none', grain)).join('') +
    logs(x + 190, kerb + 60, c)
  const load = place(
    crown(-90, -330, 110, light, random) + truck(light, '#3f7f5a', '#6f5541'),
    850,
    kerb + 210,
    0.9,
  )
  return roadside(light, random, kerb) + stump + load + place(worker(light), x - 180, kerb + 130, 1)
}
