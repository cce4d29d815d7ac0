import type { Random } from '../../random.ts'
import { HEIGHT, WIDTH } from '../stage/frame.ts'
import { asphalt, pavement, sky } from '../stage/ground.ts'
import { houseRow } from '../stage/houses.ts'
import { type Light, mix } from '../stage/light.ts'
import { village } from '../stage/village.ts'
import { circle, ellipse, place, polygon, rect, shape, stroke } from '../svg.ts'
import { dog } from '../things/nature.ts'
import { foodStall, loudspeaker, person, worker } from '../things/people.ts'
import { garbage } from '../things/street.ts'
import { motorbike, truck } from '../things/vehicles.ts'

function roadside(light: Light, random: Random, top: number, kerb: number): string {
  return (
    sky(light, random) +
    houseRow(top, light, random) +
    pavement(top, kerb, light) +
    asphalt(kerb + 24, light, random)
  )
}

export function garbagePile(light: Light, random: Random): string {
  const kerb = random.between(520, 570)
  const parts = [roadside(light, random, kerb - 90, kerb)]
  const x = random.between(480, 700)
  parts.push(place(garbage(light, random, 1.25), x, kerb + 90))
  if (random.chance(0.5)) {
    const c = light.of
    const bin =
      rect(-56, -150, 112, 150, c('#3f7a52'), 'rx="8"') +
      rect(-64, -166, 128, 24, c('#356646'), 'rx="6"') +
      circle(-36, 2, 14, c('#1d2025')) +
      circle(36, 2, 14, c('#1d2025'))
    parts.push(place(bin, x + 350, kerb + 40, 1.15, random.pick([0, 0, 14])))
  }
  if (random.chance(0.3)) parts.push(place(dog(light, '#8a6c4a'), x - 380, kerb + 130, 1))
  return parts.join('')
}

export function cleanStreet(light: Light, random: Random): string {
  const kerb = random.between(520, 570)
  const c = light.of
  const broom =
    stroke('M0 0L60 -230', c('#b08a5e'), 9) +
    polygon(
      [
        [-40, 10],
        [30, 10],
        [16, -50],
        [-10, -50],
      ],
      c('#c9a25a'),
    )
  const x = random.between(420, 620)
  return (
    roadside(light, random, kerb - 90, kerb) +
    place(worker(light), x, kerb + 110, 1.15) +
    place(broom, x + 70, kerb + 120, 1.1) +
    ellipse(x + 330, kerb + 150, 170, 16, light.wet ? light.water : c('#8b9096'), 'opacity=".4"')
  )
}

export function pollutedDitch(light: Light, random: Random): string {
  const c = light.of
  const tone = random.pick(['#3b3f33', '#5a4636', '#4a5a3a', '#2f2f33'])
  const parts = [sky(light, random), village(light, random, false)]
  parts.push(
    shape(`M460 430q60 20 40 120q-60 160 -420 420h900q-80 -260 -340 -420q-60 -70 -40 -120Z`, c('#6b5c45')),
  )
  parts.push(
    shape(`M478 440q40 30 20 120q-60 160 -300 410h640q-60 -250 -270 -410q-50 -60 -30 -120Z`, c(tone)),
  )
  for (let foam = 0; foam < 26; foam += 1) {
    const y = random.between(560, 880)
    const spread = (y - 440) * 0.55
    parts.push(
      ellipse(
        530 + random.between(-spread, spread),
        y,
        random.between(14, 54),
        random.between(5, 14),
        c(random.pick(['#d9d4bd', '#b5b096'])),
        'opacity=".6"',
      ),
    )
  }
  for (let wave = 0; wave < 10; wave += 1)
    parts.push(
      stroke(
        `M${random.between(330, 640)} ${random.between(560, 880)}q40 -8 90 0`,
        '#ffffff',
        3,
        'opacity=".16"',
      ),
    )
  const pipe =
    rect(0, -46, 190, 92, c('#8b8a85')) +
    ellipse(0, 0, 30, 46, c('#6a6965')) +
    ellipse(0, 4, 22, 34, '#0b0c0d') +
    shape('M-16 10q-70 20 -80 190h60q0 -130 40 -170Z', c(mix(tone, '#8a7a5a', 0.4)))
  parts.push(place(pipe, 790, 640, 1.1, 4))
  return parts.join('')
}

export function smoke(light: Light, random: Random): string {
  const c = light.of
  const source = random.pick(['chimney', 'fire'] as const)
  const parts = [sky(light, random), village(light, random)]
  const [x, y] = source === 'chimney' ? [random.between(700, 860), 250] : [random.between(480, 700), 680]
  if (source === 'chimney') {
    parts.push(
      rect(x - 190, 330, 420, 110, c('#8d9299')),
      polygon(
        [
          [x - 200, 334],
          [x - 90, 290],
          [x + 20, 334],
          [x + 130, 290],
          [x + 240, 334],
        ],
        c('#6b7178'),
      ),
      polygon(
        [
          [x - 24, 420],
          [x + 24, 420],
          [x + 16, 236],
          [x - 16, 236],
        ],
        c('#a0523d'),
      ),
    )
  } else {
    parts.push(ellipse(x, y + 10, 200, 34, c('#2b2723')), circle(x, y - 20, 210, 'url(#glow)'))
    for (let flame = 0; flame < 7; flame += 1) {
      const at = x + (flame - 3) * 40
      parts.push(
        shape(
          `M${at - 24} ${y}q4 -60 22 ${-random.between(90, 170)}q24 60 30 ${random.between(90, 120)}Z`,
          random.pick(['#e2862f', '#d9582b', '#f0b84a']),
          'opacity=".9"',
        ),
      )
    }
  }
  for (let puff = 0; puff < 24; puff += 1) {
    const rise = puff / 24
    const size = 34 + rise * 150
    parts.push(
      circle(
        x + rise * rise * random.between(200, 420) + random.between(-30, 30) * (1 + rise),
        y - 30 - rise * random.between(260, 420),
        size,
        c(random.pick(['#6e7074', '#55575b', '#86888b'])),
        `opacity="${(0.34 - rise * 0.22).toFixed(2)}"`,
      ),
    )
  }
  return parts.join('')
}

export function parkedTruck(light: Light, random: Random): string {
  const kerb = random.between(600, 650)
  const parts = [roadside(light, random, kerb - 150, kerb)]
  const colors = random.pick([
    ['#3f6f9a', '#c9c4b6'],
    ['#b3503c', '#8d949b'],
    ['#3f7f5a', '#d8c48f'],
  ] as const)
  parts.push(
    place(
      truck(light, colors[0], colors[1]),
      random.between(520, 640),
      kerb - 12,
      random.between(130, 150) / 100,
    ),
  )
  parts.push(
    place(
      person(
        light,
        random.pick(['#a8433a', '#7a4f86', '#2f5d8a']),
        random.chance(0.5) ? '#d8c48f' : undefined,
      ),
      random.between(980, 1080),
      kerb + 130,
      0.95,
    ),
  )
  return parts.join('')
}

export function occupiedPavement(light: Light, random: Random): string {
  const kerb = random.between(590, 640)
  const parts = [roadside(light, random, kerb - 190, kerb)]
  for (const [index, x] of [190, 560, 930].entries()) {
    parts.push(
      index === 1 && random.chance(0.6)
        ? place(motorbike(light, '#c7402f'), x, kerb - 26, 0.95)
        : place(foodStall(light), x, kerb - 30, 1.1),
    )
  }
  parts.push(place(person(light, '#6f7d3f', '#d8c48f'), 380, kerb - 50, 0.95))
  parts.push(
    place(person(light, random.pick(['#a8433a', '#2f5d8a'])), random.between(700, 820), kerb + 120, 1),
  )
  return parts.join('')
}

export function freePavement(light: Light, random: Random): string {
  const kerb = random.between(590, 640)
  const line = rect(-80, kerb - 118, WIDTH + 160, 9, light.of('#d9b23c'), 'opacity=".9"')
  return (
    roadside(light, random, kerb - 190, kerb) +
    line +
    place(person(light, '#2f5d8a'), random.between(400, 520), kerb - 22, 1) +
    place(person(light, '#a8433a', '#d8c48f'), random.between(640, 760), kerb - 34, 0.94)
  )
}

/** Sprayed loops and pasted adverts on a wall; no words that mean anything. */
export function graffiti(light: Light, random: Random): string {
  const c = light.of
  const wall = random.pick(['#d6cdb8', '#c4cbbf', '#d9b9a0'])
  const parts = [
    sky(light, random),
    rect(-80, 140, WIDTH + 160, 560, c(wall)),
    rect(-80, 120, WIDTH + 160, 30, c(mix(wall, '#5b4a3c', 0.4))),
    rect(-80, 620, WIDTH + 160, 80, c(mix(wall, '#5b4a3c', 0.25))),
  ]
  for (let x = random.between(0, 120); x < WIDTH; x += 330)
    parts.push(rect(x, 150, 26, 550, c(mix(wall, '#ffffff', 0.25))))
  const colors = ['#b3303a', '#2f5d9a', '#2b2f35', '#4f8a4a', '#c98a36']
  for (let tag = 0; tag < random.between(3, 5); tag += 1) {
    let [x, y] = [random.between(80, 780), random.between(280, 500)]
    let d = `M${x} ${y}`
    for (let loop = 0; loop < 5; loop += 1) {
      d += `q${random.between(10, 40)} ${random.between(-150, -60)} ${random.between(40, 80)} ${random.between(-10, 30)}t${random.between(10, 50)} ${random.between(10, 60)}`
      x += 70
      y += 4
    }
    const color = c(random.pick(colors))
    parts.push(
      stroke(d, color, random.between(9, 18), 'opacity=".88"'),
      stroke(
        `M${x - 60} ${y + 60}v${random.between(20, 70)}M${x - 130} ${y + 50}v${random.between(10, 50)}`,
        color,
        4,
        'opacity=".6"',
      ),
    )
  }
  for (let paper = 0; paper < random.between(4, 8); paper += 1) {
    const sheet =
      rect(-34, -46, 68, 92, c('#ece8dc')) +
      rect(-24, -30, 48, 10, c('#c7402f')) +
      [0, 1, 2].map((row) => rect(-24, -8 + row * 14, 48, 5, c('#6b6f75'))).join('') +
      rect(-24, 34, 48, 8, c('#2f5d9a'))
    parts.push(
      place(sheet, random.between(60, WIDTH - 60), random.between(300, 600), 1, random.between(-14, 14)),
    )
  }
  parts.push(pavement(700, HEIGHT - 50, light), rect(-80, HEIGHT - 30, WIDTH + 160, 120, 'url(#road)'))
  return parts.join('')
}

export function loudSpeaker(light: Light, random: Random): string {
  const kerb = random.between(590, 640)
  const parts = [roadside(light, random, kerb - 170, kerb)]
  const x = random.between(440, 560)
  parts.push(place(loudspeaker(light), x, kerb - 20, 1.35), place(foodStall(light), x + 390, kerb - 26, 1.1))
  for (let wave = 1; wave < 4; wave += 1)
    parts.push(
      stroke(
        `M${x - 130 - wave * 44} ${kerb - 300 + wave * -14}q${-40 - wave * 10} 100 0 ${200 + wave * 28}`,
        light.dark ? light.glow : light.of('#efe9dc'),
        7,
        `opacity="${0.75 - wave * 0.17}"`,
      ),
    )
  parts.push(place(person(light, '#7a4f86'), x + 210, kerb - 40, 1))
  return parts.join('')
}

export function strayDog(light: Light, random: Random): string {
  const kerb = random.between(480, 530)
  const coats = ['#8a6c4a', '#3a342e', '#c9a77c', '#6b6259', '#d6cbb8']
  const parts = [roadside(light, random, kerb - 90, kerb)]
  const count = random.between(1, 3)
  for (let index = 0; index < count; index += 1)
    parts.push(
      place(
        dog(light, random.pick(coats)),
        300 + index * 300 + random.between(-40, 40),
        kerb + 120 + (index % 2) * 90,
        random.between(115, 165) / 100,
      ),
    )
  return parts.join('')
}
