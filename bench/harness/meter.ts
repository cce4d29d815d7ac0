import { monitorEventLoopDelay } from 'node:perf_hooks'

/** What a process has used since it began; the delay is since the last reading. */
export interface Usage {
  /** Microseconds of user and system time of all threads. */
  cpu: number
  /** Milliseconds that the event loop was late. */
  delay: { p99: number; max: number }
  /** Bytes. */
  rss: number
  heap: number
}

/** Milliseconds between two looks of the histogram; it is part of every value. */
const STEP = 10

/** Reads the usage of the process it runs in. */
export function meter(): () => Usage {
  const histogram = monitorEventLoopDelay({ resolution: STEP })
  histogram.enable()
  return () => {
    const { user, system } = process.cpuUsage()
    const memory = process.memoryUsage()
    const late = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - STEP)
    const delay = { p99: late(histogram.percentile(99)), max: late(histogram.max) }
    histogram.reset()
    return { cpu: user + system, delay, rss: memory.rss, heap: memory.heapUsed }
  }
}
