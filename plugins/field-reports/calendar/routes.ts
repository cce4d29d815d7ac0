import type { Actor, Ctx, Json, Route } from '@saola/sdk'
import type { Category } from '../models/category.ts'
import type { Report } from '../models/report.ts'
import { problem } from '../routes/problem.ts'
import { deadlineOf } from './deadline.ts'
import { leftOf, linesOf } from './explain.ts'
import { readCalendar } from './read-calendar.ts'
import { historyOf } from './settle.ts'

const instant = { type: 'string', format: 'date-time' }
const length = { type: 'number' }

export const deadlineRoutes: Record<string, Route> = {
  deadline: {
    method: 'GET',
    path: '/reports/:id/deadline',
    summary: { vi: 'Cách tính thời hạn của một phản ánh', en: 'How the deadline of a report comes about' },
    permission: 'field-reports.view',
    response: {
      type: 'object',
      required: ['clock', 'from', 'dueAt', 'pausedAt', 'quota', 'left', 'lines', 'moved'],
      properties: {
        clock: { enum: ['always', 'working'] },
        from: instant,
        dueAt: instant,
        pausedAt: { anyOf: [instant, { type: 'null' }] },
        quota: length,
        left: length,
        moved: { type: ['object', 'null'] },
        lines: { type: 'array', items: { type: 'object' } },
      },
    },
    run: async (ctx, { actor, params, lang }) => {
      const found = await explained(ctx, actor, params.id ?? '')
      if (found) return { body: found }
      return problem('report-missing', lang, { vi: 'Không có phản ánh này.', en: 'There is no such report.' })
    },
  },
}

async function explained(ctx: Ctx, actor: Actor, id: string): Promise<Json> {
  const report = await ctx.records<Report>('report', { for: actor }).get(id)
  const category = report && (await ctx.records<Category>('category').get(report.category))
  if (!report || !category) return null
  const calendar = await readCalendar(ctx)
  const deadline = deadlineOf(await historyOf(ctx, id), category, calendar, `plugin:${ctx.plugin.id}`)
  if (!deadline) return null
  const now = Date.now()
  const { clock, from, quota, pausedAt, dueAt, moved } = deadline
  return {
    clock,
    from: new Date(from).toISOString(),
    dueAt: new Date(dueAt).toISOString(),
    pausedAt: pausedAt === null ? null : new Date(pausedAt).toISOString(),
    quota,
    left: leftOf(deadline, now, calendar),
    moved: moved && { by: moved.by, at: new Date(moved.at).toISOString() },
    lines: linesOf(deadline, calendar, now) as unknown as Json,
  }
}
