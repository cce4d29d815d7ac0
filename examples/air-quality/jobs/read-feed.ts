import type { Ctx } from '@saola/sdk'
import { FEED_URL } from '../feed/address.ts'
import { type Reading, readingsAt } from '../feed/readings.ts'
import { indexOf, levelOf } from '../models/index-of-quality.ts'
import type { Station } from '../models/station.ts'

export interface Settings extends Record<string, string> {
  feedUrl: string
  source: 'auto' | 'feed'
}

interface Feed {
  readAt: string
  source: 'feed' | 'simulated'
  stations: (Reading & Partial<Pick<Station, 'name' | 'ward' | 'position'>>)[]
}

/** Reads the feed and keeps the newest value of each station. */
export async function readFeed(ctx: Ctx): Promise<void> {
  const { items: known } = await ctx
    .records<Station>('station')
    .list({ limit: 500, sort: [{ field: 'code' }] })
  const feed = await fetchFeed(ctx, known)
  if (!feed) return
  const byCode = new Map(known.map((station) => [station.code, station]))
  for (const reading of feed.stations) {
    if (ctx.signal.aborted) return
    await keep(ctx, byCode.get(reading.code), reading, feed)
  }
  ctx.log.debug('feed read', { stations: feed.stations.length, source: feed.source })
}

async function fetchFeed(ctx: Ctx, known: readonly Station[]): Promise<Feed | undefined> {
  const settings = { feedUrl: FEED_URL, source: 'auto', ...(await ctx.settings<Partial<Settings>>()) }
  try {
    const reply = await ctx.http.fetch(settings.feedUrl, { timeout: 5000 })
    if (reply.status !== 200) throw new Error(`the feed answered ${reply.status}`)
    return { source: 'feed', ...parseFeed(reply.body) }
  } catch (error) {
    // Without the right to ask at all a person has to act; a feed that is away comes back.
    if (codeOf(error) === 'capability-denied') throw error
    const reason = error instanceof Error ? error.message : String(error)
    if (settings.source === 'feed') {
      ctx.log.warn('the feed does not answer', { reason })
      return undefined
    }
    ctx.log.info('the feed does not answer, readings are simulated', { reason })
    const now = new Date()
    return {
      source: 'simulated',
      readAt: now.toISOString(),
      stations: readingsAt(
        known.map((s) => s.code),
        now,
      ),
    }
  }
}

/** What comes from outside is checked before it is believed. */
export function parseFeed(body: string): Omit<Feed, 'source'> {
  const value = JSON.parse(body) as Partial<Feed> | null
  if (typeof value?.readAt !== 'string' || !Array.isArray(value.stations))
    throw new Error('the feed has another form')
  const stations = value.stations.filter((one) => typeof one.code === 'string' && Number.isFinite(one.pm25))
  return { readAt: value.readAt, stations }
}

async function keep(
  ctx: Ctx,
  known: Station | undefined,
  reading: Feed['stations'][number],
  feed: Feed,
): Promise<void> {
  const stations = ctx.records<Station>('station')
  const { code, pm25, pm10, temperature, humidity, name, ward, position } = reading
  const aqi = indexOf(pm25)
  const measured = {
    aqi,
    pm25,
    pm10,
    temperature,
    humidity,
    status: levelOf(aqi),
    readAt: feed.readAt,
    source: feed.source,
  }
  if (known) await stations.update(known.id, measured)
  else if (name && position) await stations.create({ code, name, position, ward: ward ?? null, ...measured })
}

function codeOf(error: unknown): unknown {
  return error !== null && typeof error === 'object' && 'code' in error ? error.code : undefined
}
