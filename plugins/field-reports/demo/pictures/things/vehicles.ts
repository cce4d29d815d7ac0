import type { Light } from '../stage/light.ts'
import { circle, ellipse, polygon, rect, shape, stroke } from '../svg.ts'

/** About 300 wide; wheels stand on 0. */
export function motorbike(light: Light, color: string): string {
  const c = light.of
  const wheel = (x: number) =>
    circle(x, -46, 46, 'none', `stroke="${c('#20242a')}" stroke-width="15"`) +
    circle(x, -46, 30, 'none', `stroke="${c('#8b9197')}" stroke-width="3"`) +
    circle(x, -46, 8, c('#9aa0a6'))
  return [
    ellipse(0, 2, 170, 10, '#05080c', 'opacity=".35"'),
    wheel(-98),
    wheel(104),
    stroke('M104 -46L74 -150', c('#8b9197'), 9),
    shape(
      'M-112 -96q10 -34 60 -34l44 0q14 0 20 14l14 36q6 14 24 12l26 -60q8 -18 22 -8l-8 40q-4 44 -34 52l-110 4q-14 -50 -58 -56Z',
      c(color),
    ),
    shape('M-118 -130q40 -22 118 -8l6 20q-70 4 -124 0Z', c('#2a2c31')),
    rect(-40, -86, 74, 36, c('#4a4f56'), 'rx="10"'),
    stroke('M-20 -50L-128 -40', c('#b5bac0'), 10),
    stroke('M74 -150l-30 -14M74 -150l10 -10', c('#3a3d43'), 8),
    circle(92, -136, 15, light.dark ? '#fff3d2' : c('#e8e2d2')),
    light.dark ? circle(104, -132, 80, 'url(#glow)') : '',
    rect(-136, -112, 16, 14, c('#c5382f'), 'rx="4"'),
  ].join('')
}

/** A rider for the motorbike, seen from the side. */
export function rider(light: Light, coat: string, helmet: string): string {
  const c = light.of
  return [
    stroke('M-14 -138L38 -112L24 -52', c('#2d3542'), 26),
    shape('M-44 -140q-6 -86 36 -108q34 4 36 44l-8 68Z', c(coat)),
    stroke('M12 -224L48 -176L62 -164', c(coat), 22),
    circle(8, -272, 30, c('#c99b78')),
    shape('M-26 -272q0 -40 36 -40q34 0 32 36l-22 2q-20 0 -24 12q-14 4 -22 -10Z', c(helmet)),
  ].join('')
}

/** From the front, about 260 wide. */
export function car(light: Light, color: string): string {
  const c = light.of
  const lamp = (x: number) =>
    ellipse(x, -74, 22, 14, light.dark ? '#f6f4e4' : c('#e9e6da')) +
    (light.dark ? circle(x, -74, 90, 'url(#glow)') : '')
  return [
    ellipse(0, 0, 150, 14, '#05080c', 'opacity=".4"'),
    rect(-118, -34, 36, 36, c('#1d2025'), 'rx="8"') + rect(82, -34, 36, 36, c('#1d2025'), 'rx="8"'),
    shape('M-130 -20v-60q0 -20 26 -26l20 -48q6 -18 28 -18h112q22 0 28 18l20 48q26 6 26 26v60Z', c(color)),
    polygon(
      [
        [-78, -106],
        [-60, -152],
        [60, -152],
        [78, -106],
      ],
      c('#32414f'),
    ),
    polygon(
      [
        [-60, -110],
        [-46, -148],
        [0, -148],
        [-22, -110],
      ],
      '#ffffff',
      'opacity=".08"',
    ),
    rect(-62, -66, 124, 22, c('#2b2f35'), 'rx="6"'),
    rect(-34, -40, 68, 16, c('#dfe3e6'), 'rx="3"'),
    lamp(-98),
    lamp(98),
  ].join('')
}

/** From the side, about 560 wide. */
export function truck(light: Light, cab: string, box: string): string {
  const c = light.of
  const wheel = (x: number) => circle(x, -42, 44, c('#1b1e23')) + circle(x, -42, 20, c('#8b9197'))
  return [
    ellipse(0, 4, 310, 16, '#05080c', 'opacity=".4"'),
    rect(-280, -290, 380, 220, c(box), 'rx="6"'),
    ...[-220, -150, -80, -10, 60].map((x) => rect(x, -284, 4, 208, '#000000', 'opacity=".12"')),
    rect(-280, -290, 380, 16, '#ffffff', 'opacity=".12"'),
    shape('M110 -70v-160q0 -14 14 -14h80q20 0 30 26l34 74q8 14 8 34v40Z', c(cab)),
    polygon(
      [
        [136, -220],
        [200, -220],
        [234, -146],
        [136, -146],
      ],
      c('#3c4e5e'),
    ),
    rect(150, -128, 26, 6, c('#d7d9db')),
    rect(-284, -76, 566, 22, c('#3a3f46')),
    wheel(-190),
    wheel(-96),
    wheel(204),
    ellipse(272, -92, 9, 14, light.dark ? '#fff3d2' : c('#efe7cf')),
  ].join('')
}
