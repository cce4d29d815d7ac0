import type { Ctx, RouteReply, RouteRequest } from '@saola/sdk'
import type { Station } from '../models/station.ts'

/** The stations with the worst air, worst first. */
export async function worst(ctx: Ctx, request: RouteRequest): Promise<RouteReply> {
  const limit = typeof request.query.limit === 'number' ? request.query.limit : 3
  const { items } = await ctx.records<Station>('station').list({
    filter: { op: 'not', args: [{ op: 'isNull', args: [{ property: 'aqi' }] }] },
    sort: [{ field: 'aqi', descending: true }],
    limit,
  })
  return {
    body: {
      items: items.map(({ id, name, code, aqi, status, readAt, source }) => ({
        id,
        name,
        code,
        aqi,
        status,
        readAt,
        source,
      })),
    },
  }
}
