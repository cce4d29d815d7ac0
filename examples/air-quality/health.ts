import type { Ctx, Health } from '@saola/sdk'
import type { Settings } from './jobs/read-feed.ts'
import type { Station } from './models/station.ts'

const OLD = 5 * 60_000

/** Judged by the records, so that every process says the same. */
export async function health(ctx: Ctx): Promise<Health> {
  const { items } = await ctx.records<Station>('station').list({
    sort: [{ field: 'readAt', descending: true }],
    limit: 1,
  })
  const newest = items[0]
  if (!newest?.readAt) {
    return { ok: true, detail: both(ctx, 'health.none') }
  }
  const minutes = Math.floor((Date.now() - Date.parse(newest.readAt)) / 60_000)
  if (Date.now() - Date.parse(newest.readAt) > OLD)
    return { ok: false, detail: both(ctx, 'health.old', { minutes }) }
  const { source } = await ctx.settings<Partial<Settings>>()
  if (newest.source === 'simulated') return { ok: source !== 'feed', detail: both(ctx, 'health.simulated') }
  return { ok: true }
}

function both(ctx: Ctx, key: string, params?: Record<string, string | number>) {
  return { vi: ctx.t(key, params, 'vi'), en: ctx.t(key, params, 'en') }
}
