import type { Ctx, Filter, Job } from '@saola/sdk'
import type { Report } from '../models/report.ts'
import { openStates, pausingStates } from '../models/states.ts'
import { settle } from './settle.ts'

const isNull = (property: string): Filter => ({ op: 'isNull', args: [{ property }] })
const not = (filter: Filter): Filter => ({ op: 'not', args: [filter] })
const among = (names: readonly string[]): Filter => ({ op: 'in', args: [{ property: 'status' }, [...names]] })

/** Open reports that lack something which follows from the rest: planted ones, and those from before there were units. */
const LACKING: Filter = {
  op: 'or',
  args: [
    isNull('dueAt'),
    { op: 'and', args: [among(pausingStates), isNull('pausedAt')] },
    { op: 'and', args: [among(openStates), not(isNull('commune')), isNull('suggestedUnit')] },
  ],
}
const MOST = 500

export const jobs: Record<string, Job> = {
  settle: {
    label: {
      vi: 'Bổ sung thời hạn và đơn vị gợi ý của phản ánh',
      en: 'Give reports the deadline and the unit that they lack',
    },
    every: 60,
    run: async (ctx) => settleLacking(ctx),
  },
}

async function settleLacking(ctx: Ctx): Promise<void> {
  const fields = ['id', 'dueAt', 'commune', 'status']
  const { items } = await ctx.records<Report>('report').list({ filter: LACKING, fields, limit: MOST })
  for (const { id, dueAt, commune, status } of items) {
    if (ctx.signal.aborted) return
    const isPausing = pausingStates.some((name) => name === status)
    // Without its commune in the tree there is nothing to suggest yet.
    if (dueAt === null || isPausing || (commune && (await ctx.units.get(commune)))) await settle(ctx, id)
  }
}
