import type { Light } from '../stage/light.ts'
import { circle, ellipse, polygon, rect, shape, stroke } from '../svg.ts'

/** Someone standing, 330 high, in a raincoat or a shirt. No face. */
export function person(light: Light, coat: string, hat?: string): string {
  const c = light.of
  return [
    ellipse(0, 0, 56, 8, '#05080c', 'opacity=".35"'),
    stroke('M-16 -6V-130M18 -6V-130', c('#2d3542'), 26),
    shape('M-52 -110q-4 -110 14 -140q36 -20 76 0q20 34 14 140Z', c(coat)),
    stroke('M-42 -226L-62 -140M44 -226L66 -140', c(coat), 22),
    circle(0, -284, 32, c('#c99b78')),
    hat
      ? polygon(
          [
            [-62, -286],
            [0, -338],
            [62, -286],
          ],
          c(hat),
        )
      : shape('M-33 -286q0 -40 34 -40q34 0 32 40q-32 -14 -66 0Z', c('#262423')),
  ].join('')
}

/** A worker in an orange vest and a helmet. */
export function worker(light: Light): string {
  const c = light.of
  return [
    person(light, '#cf6a2c'),
    rect(-50, -180, 100, 14, c('#e7e2c4')),
    shape('M-36 -288q0 -44 36 -44q36 0 36 44Z', c('#e2b53c')),
    rect(-44, -292, 88, 8, c('#c9992c'), 'rx="4"'),
  ].join('')
}

/** A low table with stools and a pot, about 300 wide. */
export function foodStall(light: Light): string {
  const c = light.of
  const stool = (x: number, color: string) =>
    rect(x - 30, -52, 60, 10, c(color), 'rx="4"') +
    stroke(`M${x - 22} -44L${x - 28} 0M${x + 22} -44L${x + 28} 0`, c(color), 8)
  return [
    ellipse(0, 2, 220, 12, '#05080c', 'opacity=".3"'),
    stool(-150, '#b3503c'),
    stool(152, '#3f7f86'),
    rect(-96, -98, 192, 12, c('#c7bda6'), 'rx="3"'),
    stroke('M-80 -88L-86 0M80 -88L86 0', c('#8b9197'), 8),
    ellipse(-40, -104, 34, 9, c('#8f959b')) + rect(-74, -140, 68, 36, c('#a2a8ae'), 'rx="6"'),
    rect(24, -128, 16, 30, c('#a83f2f'), 'rx="4"') + rect(48, -124, 14, 26, c('#d8c06b'), 'rx="4"'),
  ].join('')
}

/** A wheeled loudspeaker, about 150 wide and 270 high. */
export function loudspeaker(light: Light): string {
  const c = light.of
  const cone = (y: number, size: number) =>
    circle(0, y, size, c('#15171b')) +
    circle(0, y, size * 0.62, c('#3a3d43')) +
    circle(0, y, size * 0.25, c('#8b9197'))
  return [
    ellipse(0, 2, 110, 11, '#05080c', 'opacity=".4"'),
    rect(-82, -270, 164, 262, c('#22252b'), 'rx="14"'),
    cone(-196, 44),
    cone(-86, 60),
    rect(-60, -262, 120, 12, light.dark ? '#7fd0e6' : c('#5fa9bd'), 'rx="4"'),
    circle(-56, -4, 12, c('#15171b')) + circle(56, -4, 12, c('#15171b')),
  ].join('')
}
