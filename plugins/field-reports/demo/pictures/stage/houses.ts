import type { Random } from '../../random.ts'
import { polygon, rect } from '../svg.ts'
import { WIDTH } from './frame.ts'
import { type Light, mix } from './light.ts'

export const walls = ['#d8c3a1', '#c9d0c2', '#c9a78f', '#b9c5d0', '#ded3bf', '#a9b9a9', '#d2b7a8', '#bdb5cb']
export const awnings = ['#b3503c', '#3f7f86', '#c98a36', '#4f6d9a', '#7d8b4a']

/** Houses seen from across the street. `base` is where they meet the pavement. */
export function houseRow(base: number, light: Light, random: Random, height = 1): string {
  const parts: string[] = []
  let x = -60 - random.between(0, 90)
  while (x < WIDTH + 40) {
    const width = random.between(170, 270)
    parts.push(house(x, base, width, random.between(250, 470) * height, light, random))
    x += width
  }
  return parts.join('')
}

function house(x: number, base: number, width: number, height: number, light: Light, random: Random): string {
  const wall = random.pick(walls)
  const top = base - height
  const ground = Math.min(150, height * 0.42)
  const parts = [
    rect(x, top, width, height, light.of(wall)),
    rect(x, top, width, 12, light.of(mix(wall, '#5b4a3c', 0.45))),
    rect(x + width - 5, top, 5, height, light.of(mix(wall, '#2b2b30', 0.4))),
  ]
  const floors = Math.max(1, Math.floor((height - ground - 30) / 105))
  for (let floor = 0; floor < floors; floor += 1) {
    const y = top + 34 + floor * ((height - ground - 40) / floors)
    const count = width > 220 ? 3 : 2
    for (let column = 0; column < count; column += 1) {
      const left = x + 22 + (column * (width - 30)) / count
      parts.push(frontWindow(left, y, (width - 70) / count - 6, 62, light, random))
    }
    if (random.chance(0.35)) {
      parts.push(rect(x + 10, y + 66, width - 24, 8, light.of('#8c8479')))
      for (let bar = x + 14; bar < x + width - 16; bar += 14) {
        parts.push(rect(bar, y + 44, 3, 24, light.of('#5f5a55')))
      }
    }
  }
  parts.push(groundFloor(x, base, width, ground, light, random))
  return parts.join('')
}

function frontWindow(
  x: number,
  y: number,
  width: number,
  height: number,
  light: Light,
  random: Random,
): string {
  const lit = light.dark && random.chance(0.24)
  const pane = lit ? mix(light.glow, '#3a3128', random.next() * 0.35) : light.of('#5f7486')
  return (
    rect(x - 4, y - 4, width + 8, height + 8, light.of('#efe7d8'), 'opacity=".55"') +
    rect(x, y, width, height, pane) +
    rect(x + width / 2 - 2, y, 4, height, light.of('#d9d0c0')) +
    (lit
      ? ''
      : polygon(
          [
            [x, y + height],
            [x + width * 0.6, y],
            [x + width * 0.8, y],
            [x + width * 0.2, y + height],
          ],
          '#ffffff',
          'opacity=".06"',
        ))
  )
}

function groundFloor(
  x: number,
  base: number,
  width: number,
  height: number,
  light: Light,
  random: Random,
): string {
  const top = base - height
  const inner = { x: x + 16, width: width - 34, top: top + 34 }
  const kind = random.pick(['shutter', 'shutter', 'door', 'shop'])
  const parts: string[] = []
  if (kind === 'shutter') {
    parts.push(rect(inner.x, inner.top, inner.width, base - inner.top, light.of('#8d949b')))
    for (let y = inner.top + 8; y < base - 2; y += 10)
      parts.push(rect(inner.x, y, inner.width, 2, light.of('#6b727a')))
  } else if (kind === 'door') {
    const door = random.pick(['#6b4a34', '#54604e', '#4b5566'])
    parts.push(
      rect(inner.x + inner.width * 0.3, inner.top, inner.width * 0.42, base - inner.top, light.of(door)),
    )
    parts.push(rect(inner.x + inner.width * 0.5, inner.top + 4, 3, base - inner.top, light.of('#2e2a28')))
    parts.push(frontWindow(inner.x, inner.top + 12, inner.width * 0.2, 44, light, random))
  } else {
    const open = light.dark ? mix(light.glow, '#2a2622', 0.45) : light.of('#4b463f')
    parts.push(rect(inner.x, inner.top, inner.width, base - inner.top, open))
    for (let shelf = inner.top + 24; shelf < base - 20; shelf += 28) {
      parts.push(rect(inner.x + 8, shelf, inner.width - 16, 4, light.of('#3a332d')))
      for (let box = inner.x + 12; box < inner.x + inner.width - 24; box += random.between(18, 30)) {
        parts.push(
          rect(box, shelf - 14, 12, 14, light.of(random.pick(['#b98b4e', '#8a9b6b', '#a4593f', '#c9b88e']))),
        )
      }
    }
  }
  const awning = light.of(random.pick(awnings))
  if (random.chance(0.65)) {
    parts.push(
      polygon(
        [
          [x + 6, top + 8],
          [x + width - 8, top + 8],
          [x + width + 4, top + 36],
          [x - 4, top + 36],
        ],
        awning,
      ),
    )
    parts.push(rect(x - 4, top + 34, width + 8, 5, light.of('#2d2f36'), 'opacity=".5"'))
  } else {
    parts.push(rect(x + 10, top + 6, width - 22, 26, awning))
    parts.push(
      rect(
        x + 24,
        top + 15,
        (width - 60) * (0.4 + random.next() * 0.5),
        8,
        light.of('#efe9dc'),
        'opacity=".75"',
      ),
    )
  }
  return parts.join('')
}
