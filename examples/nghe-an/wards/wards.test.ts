import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import units from '../units/units.json' with { type: 'json' }
import { borders, type Position, ringOf, surroundings } from './borders.ts'
import wards from './wards.json' with { type: 'json' }

const polygons = wards.features.map(({ properties, geometry }) => ({
  ...properties,
  ring: geometry.coordinates[0] as Position[],
}))

test('each ward is a unit of the tree and says that it is a sketch', () => {
  expect(polygons).toHaveLength(6)
  for (const { unit, name, schematic } of polygons) {
    expect(units.find(({ id }) => id === unit)?.name).toBe(name)
    expect(schematic).toBe(true)
  }
})

test('the file holds what the borders say', () => {
  expect(polygons.map(({ ring }) => ring)).toEqual(surroundings.map(({ steps }) => ringOf(steps)))
})

test('rings are closed, run counter-clockwise and cross neither themselves nor another ward', () => {
  for (const { name, ring } of polygons) {
    expect(ring.at(-1), name).toEqual(ring[0])
    expect(area(ring), name).toBeGreaterThan(0)
  }
  const edges = Object.values(borders).flatMap((points) =>
    points.slice(1).map((end, index) => [points[index] as Position, end] as const),
  )
  const crossings = edges.filter(([a, b], index) =>
    edges.slice(index + 1).some(([c, d]) => cross(a, b, c, d)),
  )
  expect(crossings).toEqual([])
})

test('no place lies in two wards', () => {
  const shared: Position[] = []
  for (let longitude = 105.6; longitude < 105.78; longitude += 0.0013) {
    for (let latitude = 18.62; latitude < 18.84; latitude += 0.0013) {
      const at: Position = [longitude, latitude]
      if (polygons.filter(({ ring }) => inside(ring, at)).length > 1) shared.push(at)
    }
  }
  expect(shared).toEqual([])
})

test.each<[string, Position]>([
  ['Phường Thành Vinh', [105.6607, 18.6691]],
  ['Phường Thành Vinh', [105.6702, 18.6884]],
  ['Phường Trường Vinh', [105.6946, 18.6591]],
  ['Phường Vinh Phú', [105.6747, 18.6962]],
  ['Phường Vinh Lộc', [105.7193, 18.6854]],
  ['Phường Vinh Hưng', [105.6707, 18.7321]],
  ['Phường Cửa Lò', [105.711, 18.7991]],
])('%s holds %j', (name, at) => {
  expect(polygons.filter(({ ring }) => inside(ring, at)).map((ward) => ward.name)).toEqual([name])
})

test('the names on the outline map stand in their wards', () => {
  const file = new URL('../../../sdk/web/outline/vinh.json', import.meta.url)
  const { labels } = JSON.parse(readFileSync(file, 'utf8')) as {
    labels: { kind: string; text: string; at: [number, number] }[]
  }
  const named = labels.filter(({ kind }) => kind === 'ward')
  expect(named.length).toBeGreaterThanOrEqual(6)
  for (const { text, at } of named) {
    const found = polygons.find(({ ring }) => inside(ring, [at[0] / 1e5, at[1] / 1e5]))
    expect(found?.name).toBe(`Phường ${text}`)
  }
})

function inside(ring: readonly Position[], [x, y]: Position): boolean {
  let within = false
  for (let index = 0, before = ring.length - 1; index < ring.length; before = index, index += 1) {
    const [ax, ay] = ring[index] as Position
    const [bx, by] = ring[before] as Position
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) within = !within
  }
  return within
}

function area(ring: readonly Position[]): number {
  return ring.slice(1).reduce((sum, [x, y], index) => {
    const [px, py] = ring[index] as Position
    return sum + (px * y - x * py) / 2
  }, 0)
}

/** True when the edges cross between their ends. */
function cross(a: Position, b: Position, c: Position, d: Position): boolean {
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0
}

function side([ax, ay]: Position, [bx, by]: Position, [px, py]: Position): number {
  return Math.sign(Math.round(((bx - ax) * (py - ay) - (by - ay) * (px - ax)) * 1e12))
}
