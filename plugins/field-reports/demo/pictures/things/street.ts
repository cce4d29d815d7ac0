import type { Random } from '../../random.ts'
import type { Light } from '../stage/light.ts'
import { circle, ellipse, polygon, rect, shape, stroke } from '../svg.ts'

/** A concrete pole with two arms, 620 high. */
export function pole(light: Light): string {
  const c = light.of
  const parts = [
    polygon(
      [
        [-15, 0],
        [15, 0],
        [10, -620],
        [-10, -620],
      ],
      c('#9c9a94'),
    ),
    polygon(
      [
        [4, 0],
        [15, 0],
        [10, -620],
        [3, -620],
      ],
      c('#76756f'),
      'opacity=".7"',
    ),
    rect(-92, -590, 184, 14, c('#6b6f75')),
    rect(-66, -530, 132, 12, c('#6b6f75')),
  ]
  for (const x of [-82, -44, 44, 82]) parts.push(rect(x - 6, -612, 12, 24, c('#5b4638'), 'rx="4"'))
  parts.push(rect(-30, -420, 60, 76, c('#6f767d'), 'rx="4"'), rect(-22, -410, 44, 30, c('#d9b23c')))
  return parts.join('')
}

/** Wires hanging from one point to another. */
export function wires(
  from: readonly [number, number],
  to: readonly [number, number],
  count: number,
  sag: number,
  light: Light,
): string {
  const parts: string[] = []
  for (let wire = 0; wire < count; wire += 1) {
    const [x, y] = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2 + sag + wire * 16]
    parts.push(
      stroke(
        `M${from[0]} ${from[1] + wire * 7}Q${x} ${y} ${to[0]} ${to[1] + wire * 7}`,
        light.of('#23262b'),
        4 - wire * 0.3,
      ),
    )
  }
  return parts.join('')
}

/** 540 high, the arm to the left. */
export function lamp(light: Light, on: boolean): string {
  const c = light.of
  return [
    ellipse(0, 2, 30, 7, '#05080c', 'opacity=".4"'),
    polygon(
      [
        [-11, 0],
        [11, 0],
        [7, -500],
        [-7, -500],
      ],
      c('#6b7178'),
    ),
    stroke('M0 -498q-4 -40 -60 -44l-50 -2', c('#6b7178'), 12),
    shape('M-160 -556h62q10 8 6 18h-66q-10 -8 -2 -18Z', on && light.dark ? '#fff1cf' : c('#b9bcbd')),
    on && light.dark ? circle(-130, -540, 230, 'url(#glow)') : '',
  ].join('')
}

export function cone(light: Light): string {
  const c = light.of
  return [
    ellipse(0, 0, 40, 8, '#05080c', 'opacity=".35"'),
    polygon(
      [
        [-38, 0],
        [38, 0],
        [32, -10],
        [-32, -10],
      ],
      c('#3a3d43'),
    ),
    polygon(
      [
        [-26, -10],
        [26, -10],
        [7, -96],
        [-7, -96],
      ],
      c('#d9582b'),
    ),
    polygon(
      [
        [-19, -36],
        [19, -36],
        [14, -58],
        [-14, -58],
      ],
      c('#efe9dc'),
    ),
  ].join('')
}

/** A striped barrier, 320 wide. */
export function barrier(light: Light): string {
  const c = light.of
  const parts = [
    ellipse(0, 0, 170, 9, '#05080c', 'opacity=".3"'),
    rect(-140, -110, 12, 112, c('#7c8288')),
    rect(128, -110, 12, 112, c('#7c8288')),
  ]
  for (let band = 0; band < 8; band += 1) {
    const x = -160 + band * 40
    parts.push(
      polygon(
        [
          [x, -110],
          [x + 40, -110],
          [x + 40, -70],
          [x, -70],
        ],
        c(band % 2 ? '#efe9dc' : '#c7402f'),
      ),
    )
  }
  return parts.join('')
}

/** A plate on a post, 300 high: red ring, or a triangle. */
export function sign(light: Light, kind: 'ring' | 'triangle'): string {
  const c = light.of
  const plate =
    kind === 'ring'
      ? circle(0, -252, 62, c('#c7402f')) +
        circle(0, -252, 46, c('#efece4')) +
        rect(-34, -260, 68, 16, c('#23262b'))
      : polygon(
          [
            [0, -320],
            [70, -200],
            [-70, -200],
          ],
          c('#c7402f'),
        ) +
        polygon(
          [
            [0, -292],
            [48, -212],
            [-48, -212],
          ],
          c('#e9c443'),
        ) +
        rect(-6, -268, 12, 36, c('#23262b')) +
        circle(0, -222, 7, c('#23262b'))
  return ellipse(0, 0, 26, 6, '#05080c', 'opacity=".35"') + rect(-7, -220, 14, 220, c('#9aa0a6')) + plate
}

/** Three lenses on a post with an arm, 560 high. */
export function trafficLight(light: Light, lit: 'none' | 'green'): string {
  const c = light.of
  const lens = (y: number, color: string, on: boolean) =>
    circle(0, y, 24, on ? color : c('#2c2f35')) +
    (on ? circle(0, y, 90, 'url(#glow)') : circle(-7, y - 7, 6, '#ffffff', 'opacity=".12"'))
  return [
    ellipse(0, 2, 34, 8, '#05080c', 'opacity=".4"'),
    rect(-11, -360, 22, 360, c('#6b7178')),
    rect(-42, -560, 84, 206, c('#24282e'), 'rx="16"'),
    lens(-522, '#d6453a', false),
    lens(-458, '#e2b23f', false),
    lens(-394, '#58b96d', lit === 'green'),
  ].join('')
}

/** A heap of bags and boxes, about 380 wide. */
export function garbage(light: Light, random: Random, size = 1): string {
  const c = light.of
  const parts = [ellipse(0, 4, 230 * size, 22, '#05080c', 'opacity=".35"')]
  const rows = [7, 5, 3]
  for (const [row, count] of rows.entries()) {
    for (let item = 0; item < count; item += 1) {
      const x = (item - (count - 1) / 2) * 62 * size + random.between(-20, 20) * size
      const y = (-row * 46 + random.between(-8, 14)) * size
      parts.push(
        random.chance(0.72)
          ? bag(
              x,
              y,
              size,
              c(random.pick(['#23272d', '#23272d', '#2f6f74', '#a9b0b4', '#b0492f', '#3d5a86'])),
            )
          : box(x, y, size, light, random),
      )
    }
  }
  for (let bit = 0; bit < 14; bit += 1) {
    const x = random.between(-260, 260) * size
    parts.push(
      rect(
        x,
        random.between(-6, 26),
        random.between(10, 30),
        8,
        c(random.pick(['#d9d4c6', '#8a9b6b', '#b98b4e', '#c5d2d8'])),
        'rx="2"',
      ),
    )
  }
  return parts.join('')
}

function bag(x: number, y: number, size: number, color: string): string {
  const s = 46 * size
  return (
    shape(
      `M${x - s} ${y}q-12 ${-s * 1.3} ${s * 0.7} ${-s * 1.6}l${s * 0.1} ${-s * 0.3}h${s * 0.4}l${s * 0.1} ${s * 0.3}q${s * 0.9} ${s * 0.3} ${s * 0.7} ${s * 1.6}Z`,
      color,
    ) +
    shape(
      `M${x - s * 0.55} ${y - s * 0.4}q0 ${-s * 0.6} ${s * 0.5} ${-s * 0.8}`,
      'none',
      `stroke="#ffffff" stroke-width="4" opacity=".12"`,
    )
  )
}

function box(x: number, y: number, size: number, light: Light, random: Random): string {
  const s = 40 * size
  const tone = random.pick(['#b08a5e', '#c4a273', '#dfe3e2'])
  return (
    rect(x - s, y - s * 1.3, s * 2, s * 1.3, light.of(tone)) +
    rect(x - 5, y - s * 1.3, 10, s * 1.3, '#000000', 'opacity=".14"') +
    polygon(
      [
        [x - s, y - s * 1.3],
        [x - s * 0.6, y - s * 1.6],
        [x + s * 1.1, y - s * 1.6],
        [x + s, y - s * 1.3],
      ],
      light.of('#8c6b47'),
    )
  )
}

/** A round cover in the road, or the hole it leaves. */
export function manhole(light: Light, open: boolean, width = 150): string {
  const c = light.of
  const rim = ellipse(0, 0, width + 18, (width + 18) * 0.4, c('#8a8c8c'))
  if (open) {
    const depth =
      ellipse(0, 0, width, width * 0.4, '#07090c') +
      ellipse(0, -10, width * 0.9, width * 0.3, c('#4a4641'), 'opacity=".6"') +
      ellipse(0, 12, width * 0.86, width * 0.28, '#05070a')
    return rim + depth
  }
  const bars = [-0.6, -0.3, 0, 0.3, 0.6].map((share) =>
    stroke(
      `M${share * width} ${-Math.sqrt(1 - share * share) * width * 0.34}V${Math.sqrt(1 - share * share) * width * 0.34}`,
      c('#33373c'),
      6,
    ),
  )
  return (
    rim +
    ellipse(0, 0, width, width * 0.4, c('#565b61')) +
    bars.join('') +
    ellipse(0, 0, width * 0.7, width * 0.27, 'none', `stroke="${c('#33373c')}" stroke-width="5"`)
  )
}
