import { expect, test } from 'vitest'
import { place } from './place.ts'

const room = { width: 390, height: 844 }

test('under its anchor when there is room', () => {
  const spot = place(
    { left: 20, top: 100, width: 80, height: 32 },
    { width: 190, height: 120 },
    room,
    'start',
  )
  expect(spot).toEqual({ left: 20, top: 136, maxHeight: 844 - 132 - 8 })
})

test('above it at the bottom of the window', () => {
  const spot = place(
    { left: 20, top: 800, width: 80, height: 32 },
    { width: 190, height: 120 },
    room,
    'start',
  )
  expect(spot.top).toBe(800 - 4 - 120)
})

test('never beyond the window', () => {
  const wide = { width: 300, height: 120 }
  expect(place({ left: 300, top: 0, width: 80, height: 32 }, wide, room, 'start').left).toBe(390 - 300 - 4)
  expect(place({ left: 0, top: 0, width: 80, height: 32 }, wide, room, 'end').left).toBe(4)
})

test('no taller than the room that is left', () => {
  const spot = place(
    { left: 0, top: 400, width: 80, height: 32 },
    { width: 190, height: 2000 },
    room,
    'start',
  )
  expect(spot.maxHeight).toBe(844 - 432 - 8)
})
