import type { Random } from '../../random.ts'
import { avenue } from '../stage/avenue.ts'
import { HEIGHT, WIDTH } from '../stage/frame.ts'
import { sky } from '../stage/ground.ts'
import { houseRow } from '../stage/houses.ts'
import { type Light, mix } from '../stage/light.ts'
import { rings } from '../stage/weather.ts'
import { circle, ellipse, group, place, polygon, rect, shape, stroke } from '../svg.ts'
import { person, worker } from '../things/people.ts'
import { car, motorbike, rider } from '../things/vehicles.ts'

const coats = ['#2f5d8a', '#a8433a', '#6f7d3f', '#7a4f86', '#c98a36']
const paints = ['#c7402f', '#2f6f9a', '#3a3f46', '#dfe1dd', '#6f7d3f']

/** Flat water with soft waves, from `top` down. */
function flood(top: number, light: Light, random: Random): string {
  let edge = `M-80 ${top + 14}`
  for (let x = -80; x < WIDTH + 80; x += 130) edge += `q65 ${random.between(-14, 12)} 130 0`
  const parts = [shape(`${edge}V${HEIGHT + 80}H-80Z`, 'url(#flood)')]
  for (let wave = 0; wave < 22; wave += 1) {
    const y = top + 30 + (HEIGHT - top) * random.next()
    const long = random.between(60, 190)
    const x = random.between(-60, WIDTH)
    parts.push(stroke(`M${x} ${y}q${long / 2} -10 ${long} 0`, light.foam, 2.5, 'opacity=".45"'))
  }
  if (light.dark) {
    for (let glimmer = 0; glimmer < 5; glimmer += 1) {
      const x = random.between(60, WIDTH - 60)
      parts.push(
        ellipse(
          x,
          top + random.between(90, 260),
          random.between(16, 30),
          random.between(70, 150),
          light.glow,
          'opacity=".09"',
        ),
      )
    }
  }
  return parts.join('') + rings(top, light, random)
}

/** A thing that stands in water: its part under the line is left out, and its image lies on the water. */
function inWater(
  thing: string,
  x: number,
  y: number,
  scale: number,
  depth: number,
  half: number,
  light: Light,
): string {
  const line = y - depth
  const id = `line-${Math.round(x)}-${Math.round(y)}`
  const above = `<clipPath id="${id}"><rect x="-400" y="-1000" width="2000" height="${1000 + line}"/></clipPath>`
  const mirrored = `<clipPath id="${id}-m"><rect x="-400" y="${line}" width="2000" height="${depth * 2 + 60}"/></clipPath>`
  const image = `<g transform="translate(0 ${2 * line}) scale(1 -1)">${place(thing, x, y, scale)}</g>`
  return [
    above,
    mirrored,
    group(image, `clip-path="url(#${id}-m)" opacity=".22"`),
    ellipse(x, line + 3, half + 14, 10, light.foam, 'opacity=".4"'),
    group(place(thing, x, y, scale), `clip-path="url(#${id})"`),
    stroke(
      `M${x - half - 40} ${line + 14}q40 -12 80 0M${x + half - 30} ${line + 16}q36 -12 76 0`,
      light.foam,
      3,
      'opacity=".6"',
    ),
  ].join('')
}

export function floodedStreet(light: Light, random: Random): string {
  const parts = [sky(light, random)]
  let top: number
  if (random.chance(0.5)) {
    top = random.between(470, 520)
    parts.push(avenue(light, random, { lamps: random.chance(0.8) }))
  } else {
    top = random.between(400, 450)
    parts.push(houseRow(top + 30, light, random))
  }
  parts.push(flood(top, light, random))
  const y = random.between(690, 770)
  const subject = random.pick(['rider', 'car', 'both', 'walker'])
  if (subject === 'car' || subject === 'both')
    parts.push(
      inWater(car(light, random.pick(paints)), random.between(240, 420), y - 60, 0.95, 58, 120, light),
    )
  if (subject === 'rider' || subject === 'both') {
    const bike =
      motorbike(light, random.pick(paints)) +
      rider(light, random.pick(coats), random.pick(['#e2b53c', '#dfe1dd', '#c7402f']))
    parts.push(inWater(bike, random.between(640, 880), y, 1.05, 62, 150, light))
  }
  if (subject === 'walker') {
    parts.push(
      inWater(
        person(light, random.pick(coats), '#d8c48f'),
        random.between(380, 560),
        y - 30,
        1.05,
        96,
        52,
        light,
      ),
    )
    parts.push(
      inWater(person(light, random.pick(coats)), random.between(700, 860), y - 70, 0.9, 84, 46, light),
    )
  }
  if (random.chance(0.5)) {
    const x = random.between(120, WIDTH - 200)
    parts.push(
      place(
        rect(-40, -20, 80, 26, light.of('#dfe3e2'), 'rx="5"'),
        x,
        HEIGHT - 90,
        1,
        random.between(-12, 12),
      ),
    )
  }
  return parts.join('')
}

export function dryStreet(light: Light, random: Random): string {
  const parts = [sky(light, random), avenue(light, random, { lamps: true })]
  if (random.chance(0.6))
    parts.push(place(worker(light), random.between(160, 300), random.between(760, 820), 0.9))
  parts.push(
    ellipse(random.between(300, 900), 800, random.between(120, 240), 22, light.water, 'opacity=".5"'),
  )
  return parts.join('')
}

/** Water at the door of a house. */
export function floodedHouse(light: Light, random: Random): string {
  const c = light.of
  const wall = random.pick(['#d8c3a1', '#c9d0c2', '#c9a78f', '#b9c5d0'])
  const top = random.between(560, 640)
  const inner = light.dark ? mix(light.glow, '#2b2722', 0.55) : c('#575046')
  const door = random.between(380, 520)
  const parts = [
    rect(-80, -80, WIDTH + 160, HEIGHT + 160, c(wall)),
    rect(-80, 430, WIDTH + 160, 60, c(mix(wall, '#6b5f52', 0.4)), 'opacity=".7"'),
    rect(door - 16, 90, 392, 700, c('#7a6350')),
    rect(door, 106, 360, 690, inner),
    rect(door + 40, 300, 120, 300, c('#6f5a47'), 'opacity=".7"'),
    rect(door + 200, 380, 140, 90, c('#4d5a63'), 'opacity=".8"'),
    circle(door + 180, 170, 26, light.dark ? '#fff3d2' : c('#efe7cf')),
    light.dark ? circle(door + 180, 190, 280, 'url(#glow)') : '',
    rect(110, 150, 190, 210, c('#5f4c3c')) +
      rect(124, 164, 162, 182, light.dark ? mix(light.glow, '#2b2722', 0.6) : c('#6c8292')) +
      rect(200, 164, 8, 182, c('#5f4c3c')),
    rect(930, 180, 170, 40, c('#3f6f9a'), 'rx="4"') + rect(948, 192, 96, 14, c('#efe9dc')),
    polygon(
      [
        [door - 60, 80],
        [door + 420, 80],
        [door + 470, 150],
        [door - 110, 150],
      ],
      c(random.pick(['#a8433a', '#3f7f86', '#8a6d3a'])),
    ),
  ]
  parts.push(flood(top, light, random))
  const floating = random.pick(['basin', 'sandals', 'sandbags'])
  if (floating === 'basin')
    parts.push(
      shape('M700 760q90 60 190 0l-20 -46h-150Z', c('#c7402f')) + ellipse(795, 716, 78, 14, c('#8f2d22')),
    )
  if (floating === 'sandals')
    parts.push(
      ellipse(660, 760, 46, 14, c('#3d5a86'), 'transform="rotate(-8 660 760)"') +
        ellipse(780, 800, 46, 14, c('#3d5a86'), 'transform="rotate(12 780 800)"'),
    )
  if (floating === 'sandbags') {
    for (let bag = 0; bag < 6; bag += 1)
      parts.push(
        rect(
          door - 40 + bag * 76,
          top - 26 - (bag % 2) * 8,
          84,
          44,
          c(bag % 2 ? '#b3a27c' : '#a4926c'),
          'rx="18"',
        ),
      )
  }
  if (random.chance(0.6))
    parts.push(
      inWater(person(light, random.pick(coats)), random.between(120, 260), top + 190, 1.15, 110, 60, light),
    )
  return parts.join('')
}

export function stalledMotorbike(light: Light, random: Random): string {
  const top = random.between(380, 440)
  const parts = [sky(light, random), houseRow(top + 26, light, random), flood(top, light, random)]
  parts.push(
    inWater(
      motorbike(light, random.pick(paints)),
      random.between(480, 700),
      random.between(720, 780),
      random.between(135, 165) / 100,
      84,
      210,
      light,
    ),
  )
  if (random.chance(0.6))
    parts.push(
      inWater(
        person(light, random.pick(coats), '#d8c48f'),
        random.between(180, 300),
        730,
        1.2,
        120,
        62,
        light,
      ),
    )
  return parts.join('')
}
