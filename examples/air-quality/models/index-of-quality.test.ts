import { expect, test } from 'vitest'
import { indexOf, levelOf } from './index-of-quality.ts'

test.each([
  [0, 0, 'good'],
  [25, 50, 'good'],
  [37.5, 75, 'moderate'],
  [65, 125, 'poor'],
  [150, 200, 'bad'],
  [200, 250, 'very-bad'],
  [9999, 500, 'hazardous'],
])('PM2.5 of %d µg/m³ is an index of %d, level %s', (pm25, aqi, level) => {
  expect(indexOf(pm25)).toBe(aqi)
  expect(levelOf(aqi)).toBe(level)
})

test('what is no number is no index', () => {
  expect(indexOf(Number.NaN)).toBe(0)
  expect(indexOf(-3)).toBe(0)
})
