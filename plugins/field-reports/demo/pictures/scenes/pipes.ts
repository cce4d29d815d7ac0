import type { Random } from '../../random.ts'
import { HEIGHT, WIDTH } from '../stage/frame.ts'
import { asphalt, pavement, sky } from '../stage/ground.ts'
import { houseRow } from '../stage/houses.ts'
import { type Light, mix } from '../stage/light.ts'
import { rings } from '../stage/weather.ts'
import { circle, ellipse, place, polygon, rect, shape, stroke } from '../svg.ts'
import { worker } from '../things/people.ts'
import { barrier, cone, garbage } from '../things/street.ts'

export function burstPipe(light: Light, random: Random): string {
  const top = random.between(450, 500)
  const [x, y] = [random.between(480, 720), random.between(640, 700)]
  const parts = [
    sky(light, random),
    houseRow(top - 50, light, random),
    pavement(top - 50, top, light),
    asphalt(top + 24, light, random),
  ]
  parts.push(
    shape(
      `M${x - 330} ${y + 150}q60 -140 330 -150q280 10 360 150q-40 120 -360 130q-300 0 -330 -130Z`,
      light.water,
      'opacity=".8"',
    ),
  )
  for (let wave = 0; wave < 9; wave += 1) {
    const at = x + random.between(-260, 240)
    parts.push(stroke(`M${at} ${y + random.between(50, 240)}q40 -10 90 0`, light.foam, 3, 'opacity=".5"'))
  }
  parts.push(
    polygon(
      [
        [x - 90, y + 14],
        [x - 30, y - 26],
        [x + 50, y - 22],
        [x + 96, y + 10],
        [x + 30, y + 40],
        [x - 50, y + 36],
      ],
      light.of('#3a3d42'),
    ),
  )
  for (let jet = 0; jet < 11; jet += 1) {
    const lean = (jet - 5) * random.between(18, 30)
    const tall = random.between(190, 400) - Math.abs(jet - 5) * 24
    parts.push(
      stroke(
        `M${x + jet * 4 - 20} ${y}q${lean * 0.3} ${-tall} ${lean} ${-tall * 0.86}`,
        light.foam,
        random.between(6, 13),
        'opacity=".72"',
      ),
    )
    parts.push(
      circle(
        x + lean * 1.15,
        y - tall * 0.8 + random.between(0, 60),
        random.between(4, 9),
        light.foam,
        'opacity=".8"',
      ),
    )
  }
  parts.push(ellipse(x, y + 10, 110, 30, light.foam, 'opacity=".55"'))
  if (random.chance(0.5))
    parts.push(place(cone(light), x - 230, y + 60, 1.1), place(cone(light), x + 250, y + 40))
  return parts.join('')
}

/** A tap over a basin of cloudy water. */
export function murkyTap(light: Light, random: Random): string {
  const c = light.of
  const murky = random.pick(['#9a8a5f', '#7f7a5a', '#a08d72'])
  const parts = [rect(-80, -80, WIDTH + 160, HEIGHT + 160, c('#c9d3d2'))]
  for (let x = -40; x < WIDTH + 60; x += 150) parts.push(rect(x, -80, 5, HEIGHT, c('#a9b5b5')))
  for (let y = 20; y < 640; y += 150) parts.push(rect(-80, y, WIDTH + 160, 5, c('#a9b5b5')))
  parts.push(rect(-80, 620, WIDTH + 160, 360, c('#8b8478')), rect(-80, 620, WIDTH + 160, 14, c('#b6aea0')))
  parts.push(
    stroke('M180 250H560q60 0 60 60v40', c('#9aa2a8'), 46),
    stroke('M190 240H556', '#ffffff', 8, 'opacity=".25"'),
  )
  parts.push(rect(400, 170, 110, 26, c('#b5442f'), 'rx="13"'), rect(442, 180, 26, 60, c('#8b9197')))
  parts.push(
    stroke('M620 356q6 140 0 320', c(murky), 22, 'opacity=".9"'),
    stroke('M614 356q4 140 0 320', '#ffffff', 4, 'opacity=".25"'),
  )
  const basin = random.pick(['#3f6f9a', '#b3503c', '#5d7f4a'])
  parts.push(
    shape('M330 640h600l-70 210q-230 40 -460 0Z', c(basin)),
    ellipse(630, 644, 300, 58, c(mix(basin, '#ffffff', 0.2))),
    ellipse(630, 652, 274, 46, c(murky)),
  )
  parts.push(
    ellipse(622, 664, 70, 16, c(mix(murky, '#ffffff', 0.35)), 'opacity=".7"'),
    stroke('M440 660q60 16 120 0M720 662q50 12 110 -2', '#ffffff', 3, 'opacity=".25"'),
  )
  return parts.join('')
}

export function drain(light: Light, random: Random, state: 'blocked' | 'overflowing' | 'clear'): string {
  const c = light.of
  const kerb = random.between(330, 380)
  const [x, y] = [random.between(500, 700), kerb + 190]
  const parts = [
    sky(light, random),
    houseRow(kerb - 130, light, random, 0.7),
    pavement(kerb - 130, kerb, light),
    asphalt(kerb + 24, light, random, false),
  ]
  parts.push(
    polygon(
      [
        [x - 240, y - 80],
        [x + 240, y - 80],
        [x + 290, y + 100],
        [x - 290, y + 100],
      ],
      c('#8d8a83'),
    ),
  )
  parts.push(
    polygon(
      [
        [x - 200, y - 60],
        [x + 200, y - 60],
        [x + 240, y + 76],
        [x - 240, y + 76],
      ],
      '#0a0d11',
    ),
  )
  for (let bar = 0; bar < 9; bar += 1) {
    const share = bar / 8 - 0.5
    parts.push(stroke(`M${x + share * 392} ${y - 60}L${x + share * 470} ${y + 76}`, c('#6d747b'), 13))
  }
  if (state !== 'clear')
    parts.push(
      shape(
        `M-80 ${y + 30}q260 -70 460 -40q200 -40 420 0q220 -30 480 40v${HEIGHT}H-80Z`,
        state === 'overflowing' ? c('#4a4a3f') : light.water,
        'opacity=".82"',
      ),
    )
  if (state === 'overflowing') {
    // The water wells up through the grate, higher than the street, and foams where it runs off.
    parts.push(
      ellipse(x, y + 40, 330, 84, c('#5b5a48')),
      ellipse(x, y + 24, 260, 62, c('#6e6b55')),
      shape(`M${x - 190} ${y + 16}q40 -96 190 -104q150 8 190 104q-190 60 -380 0Z`, c('#7d7960')),
      shape(`M${x - 96} ${y - 20}q30 -66 96 -68q66 2 96 68q-96 26 -192 0Z`, c('#96917a')),
      stroke(
        `M${x - 60} ${y - 46}q60 -40 120 0M${x - 130} ${y + 6}q130 -46 260 0`,
        c('#c7c3ad'),
        5,
        'opacity=".8"',
      ),
    )
    for (let bubble = 0; bubble < 26; bubble += 1) {
      const angle = (bubble / 26) * Math.PI * 2
      parts.push(
        circle(
          x + Math.cos(angle) * random.between(250, 330),
          y + 44 + Math.sin(angle) * random.between(56, 88),
          random.between(5, 15),
          c('#b9b59f'),
          'opacity=".75"',
        ),
      )
    }
    parts.push(place(garbage(light, random, 0.28), x + random.between(-260, 260), y + 170))
    for (let wave = 0; wave < 8; wave += 1)
      parts.push(
        stroke(
          `M${random.between(0, 1000)} ${y + random.between(80, 330)}q50 -10 110 0`,
          c('#a29d84'),
          3,
          'opacity=".5"',
        ),
      )
  }
  if (state === 'blocked') parts.push(place(garbage(light, random, 0.75), x, y + 60), rings(y, light, random))
  if (state === 'clear')
    parts.push(place(worker(light), x + 380, y + 150, 1.05), place(barrier(light), x - 420, y + 110, 0.9))
  return parts.join('')
}
