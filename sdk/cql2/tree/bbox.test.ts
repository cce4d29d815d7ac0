import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseCql2Json } from '../parse/json.ts'
import { bboxOf } from './bbox.ts'

type View = [number, number, number, number]

test.each([
  [
    [105, 18, 106, 19],
    [105, 18, 106, 19],
  ],
  [
    [170, -20, 190, 20],
    [170, -20, -170, 20],
  ],
  [
    [-190, -20, -170, 20],
    [170, -20, -170, 20],
  ],
  [
    [190, -20, 200, 20],
    [-170, -20, -160, 20],
  ],
  [
    [-200, -95, 200, 95],
    [-180, -90, 180, 90],
  ],
  [
    [100, 0, 180, 1],
    [100, 0, 180, 1],
  ],
  [
    [180, 0, 200, 1],
    [180, 0, -160, 1],
  ],
  [
    [500, 0, 540, 1],
    [140, 0, 180, 1],
  ],
] as [View, View][])('brings the view %j back to the globe', (view, bbox) => {
  expect(bboxOf(...view)).toEqual({ bbox })
})

test('gives a box that the parser takes', () => {
  const longitude = fc.double({ min: -2_000, max: 2_000, noNaN: true })
  const latitude = fc.double({ min: -100, max: 100, noNaN: true })
  fc.assert(
    fc.property(
      longitude,
      latitude,
      fc.double({ min: 0, max: 800, noNaN: true }),
      latitude,
      (west, a, width, b) => {
        const box = bboxOf(west, Math.min(a, b), west + width, Math.max(a, b))
        expect(parseCql2Json({ op: 's_intersects', args: [{ property: 'p' }, box] }).ok).toBe(true)
      },
    ),
    { seed: 21_065 },
  )
})
