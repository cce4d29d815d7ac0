import { Problem } from '@saola/kernel'
import { CronExpressionParser } from 'cron-parser'
import type { Every } from './queue.ts'

/** A schedule in one string, to be stored and compared: `every 60` or `cron 0 6 * * *`. */
export function specOf(every: Every): string {
  if ('everySeconds' in every) {
    if (!Number.isInteger(every.everySeconds) || every.everySeconds < 1) {
      throw new Problem(
        'schedule-invalid',
        422,
        `every must be whole seconds from 1, not ${every.everySeconds}`,
      )
    }
    return `every ${every.everySeconds}`
  }
  const fields = every.cron.trim().split(/\s+/)
  if (fields.length !== 5) {
    throw new Problem('schedule-invalid', 422, `a cron expression has five fields: ${every.cron}`)
  }
  const spec = `cron ${fields.join(' ')}`
  try {
    nextAfter(spec, 0)
  } catch (error) {
    throw new Problem('schedule-invalid', 422, `${every.cron}: ${(error as Error).message}`, { cause: error })
  }
  return spec
}

/** The first due moment after `now`, milliseconds since 1970. Seconds are counted from 1970, so all processes agree. */
export function nextAfter(spec: string, now: number): number {
  const [kind, ...rest] = spec.split(' ')
  if (kind === 'every') {
    const step = Number(rest[0]) * 1_000
    return Math.floor(now / step) * step + step
  }
  return CronExpressionParser.parse(rest.join(' '), { currentDate: new Date(now), tz: 'UTC' })
    .next()
    .getTime()
}

/** The last due moment up to `now`, not before `from`, which is one itself. */
export function latestDue(spec: string, from: number, now: number): number {
  const [kind, ...rest] = spec.split(' ')
  if (kind === 'every') {
    const step = Number(rest[0]) * 1_000
    return Math.max(from, Math.floor(now / step) * step)
  }
  const previous = CronExpressionParser.parse(rest.join(' '), { currentDate: new Date(now + 1), tz: 'UTC' })
  return Math.max(from, previous.prev().getTime())
}
