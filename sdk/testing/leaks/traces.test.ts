import { expect, test } from 'vitest'
import { takeTraces, whatGrew } from './traces.ts'

test('a timer, a listener and a hoard are seen, and nothing when they are gone', async () => {
  const before = await takeTraces()
  // Several, because the test runner's own timers come and go.
  const timers = Array.from({ length: 5 }, () => setInterval(() => {}, 100_000))
  const listener = () => {}
  process.on('SIGUSR2', listener)
  let hoard: unknown[] | undefined = Array.from({ length: 400_000 }, (_, index) => ({ index }))
  const during = whatGrew(before, await takeTraces(), 4 * 1024 * 1024)
  expect(during.some((line) => line.startsWith('open Timeout'))).toBe(true)
  expect(during.some((line) => line.startsWith('listeners on process of SIGUSR2'))).toBe(true)
  expect(during.some((line) => line.startsWith('heap'))).toBe(true)
  expect(hoard).toHaveLength(400_000)
  for (const timer of timers) clearInterval(timer)
  process.off('SIGUSR2', listener)
  hoard = undefined
  const after = whatGrew(before, await takeTraces(), 4 * 1024 * 1024)
  expect(after.filter((line) => /Timeout|SIGUSR2|heap/.test(line))).toEqual([])
})
