import type { Random } from '../../random.ts'
import type { Light } from '../stage/light.ts'
import { circle, ellipse, shape, stroke } from '../svg.ts'

/** Upright, about 480 high; the crown is round. */
export function tree(light: Light, random: Random): string {
  const c = light.of
  const parts = [
    ellipse(0, 0, 90, 12, '#05080c', 'opacity=".3"'),
    shape('M-22 0q10 -120 -2 -230l26 0q-4 120 20 230Z', c('#6b5240')),
    stroke('M2 -180L-60 -260M6 -200L64 -280', c('#6b5240'), 14),
  ]
  parts.push(crown(0, -320, 150, light, random))
  return parts.join('')
}

/** A cloud of leaves around a point. */
export function crown(x: number, y: number, size: number, light: Light, random: Random): string {
  const parts: string[] = []
  for (const [tone, share] of [
    ['#3f5e3a', 1],
    ['#4f7345', 0.82],
    ['#64894f', 0.55],
  ] as const) {
    for (let blob = 0; blob < 9; blob += 1) {
      const angle = (blob / 9) * 2 * Math.PI + random.next()
      const away = size * share * 0.55
      parts.push(
        circle(
          x + Math.cos(angle) * away * 1.25,
          y + Math.sin(angle) * away * 0.8 - (1 - share) * size * 0.3,
          size * (0.32 + random.next() * 0.16) * (0.6 + share * 0.4),
          light.of(tone),
        ),
      )
    }
  }
  return parts.join('')
}

/** Lying from the root at 0,0 to the right, about 700 long. */
export function fallenTree(light: Light, random: Random): string {
  const c = light.of
  const parts = [
    ellipse(330, 24, 400, 30, '#05080c', 'opacity=".35"'),
    shape(
      'M-40 -30q-30 -34 -64 -30q30 10 26 30q-40 4 -52 34q34 -14 54 -4q-6 26 -30 42q44 -4 64 -34Z',
      c('#5a4433'),
    ),
    shape('M-56 14q-16 -44 14 -52q260 -12 520 -34l6 34q-270 30 -540 52Z', c('#6f5541')),
    shape('M-40 -30q250 -14 510 -36l2 10q-260 26 -512 40Z', c('#8a6c53'), 'opacity=".7"'),
    stroke('M260 -40q60 -80 150 -110M330 -30q90 30 170 60M420 -50q70 -40 150 -40', c('#6f5541'), 18),
  ]
  parts.push(
    crown(560, -60, 170, light, random),
    crown(450, -120, 110, light, random),
    crown(500, 20, 100, light, random),
  )
  for (let leaf = 0; leaf < 40; leaf += 1) {
    const tone = random.pick(['#64894f', '#8a9a4e', '#4f7345'])
    parts.push(
      ellipse(
        random.between(160, 820),
        random.between(-20, 120),
        9,
        4,
        c(tone),
        `transform="rotate(${random.between(-30, 30)})"`,
      ),
    )
  }
  return parts.join('')
}

/** About 170 long, looking at the viewer's left. */
export function dog(light: Light, color: string): string {
  const c = light.of
  const leg = (x: number, lean: number) => stroke(`M${x} -60L${x + lean} -2`, c(color), 15)
  return [
    ellipse(0, 0, 100, 9, '#05080c', 'opacity=".35"'),
    leg(-54, -8),
    leg(60, 8),
    leg(-34, 4),
    leg(76, 14),
    shape('M-74 -92q20 -22 70 -18q60 -6 92 10q10 30 -8 46q-70 14 -140 2q-24 -14 -14 -40Z', c(color)),
    stroke('M88 -92q34 -10 40 -44', c(color), 12),
    shape('M-66 -80q-20 -10 -22 -40l-6 -36l22 14q18 -6 34 4l18 -14l0 34q6 24 -12 44Z', c(color)),
    shape('M-92 -126q-34 6 -40 22q8 14 38 10Z', c(color)),
    ellipse(-130, -104, 6, 5, c('#1c1a19')),
    circle(-80, -132, 4.5, c('#191817')),
  ].join('')
}
