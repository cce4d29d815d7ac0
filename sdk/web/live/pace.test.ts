import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { pace } from './pace.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** How long each request was after the first change, for changes that come every so many milliseconds. */
async function asked(changes: number, every: number, takes = 20): Promise<number[]> {
  const begun = Date.now()
  const times: number[] = []
  const again = pace(() => {
    times.push(Date.now() - begun)
    return new Promise((resolve) => setTimeout(resolve, takes))
  }, Date.now)
  for (let count = 0; count < changes; count += 1) {
    again.call()
    await vi.advanceTimersByTimeAsync(every)
  }
  await vi.advanceTimersByTimeAsync(10_000)
  again.cancel()
  return times
}

test('a single change is asked for soon, several at once by one request', async () => {
  expect(await asked(1, 0)).toEqual([200])
  expect(await asked(500, 0)).toEqual([200])
})

test('a storm makes few requests, and the last one comes after its end', async () => {
  const times = await asked(500, 4)
  expect(times.length).toBeLessThanOrEqual(4)
  expect(times.at(-1)).toBeGreaterThanOrEqual(2_000)
  const long = await asked(6_000, 10)
  expect(long.length).toBeLessThan(26)
})

test('after the storm a single change is asked for soon again', async () => {
  const begun = Date.now()
  const times: number[] = []
  const again = pace(async () => times.push(Date.now() - begun), Date.now)
  for (let count = 0; count < 400; count += 1) {
    again.call()
    await vi.advanceTimersByTimeAsync(10)
  }
  await vi.advanceTimersByTimeAsync(20_000)
  times.length = 0
  const before = Date.now() - begun
  again.call()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(times).toEqual([before + 200])
})

test('never two requests at a time, and none after it was cancelled', async () => {
  let running = 0
  let most = 0
  const again = pace(async () => {
    running += 1
    most = Math.max(most, running)
    await new Promise((resolve) => setTimeout(resolve, 5_000))
    running -= 1
  }, Date.now)
  for (let count = 0; count < 100; count += 1) {
    again.call()
    await vi.advanceTimersByTimeAsync(100)
  }
  expect(most).toBe(1)
  again.call()
  again.cancel()
  const calls = vi.getTimerCount()
  await vi.advanceTimersByTimeAsync(60_000)
  expect([calls, running]).toEqual([1, 0])
})
