import type { Ctx, Listener } from '@saola/sdk'
import { dueAt } from './calendar/calendar.ts'
import type { Category } from './models/category.ts'
import type { Report } from './models/report.ts'

/** Gives a report that came without a deadline its own. */
export const listeners: Record<string, Listener> = {
  made: {
    event: 'field-reports.report.created',
    run: async (ctx, event) => setDeadline(ctx, event.data as unknown as Report),
  },
}

async function setDeadline(ctx: Ctx, { id, category, requestedAt }: Report): Promise<void> {
  const reports = ctx.records<Report>('report')
  const now = await reports.get(id)
  const kind = await ctx.records<Category>('category').get(category)
  if (!now || now.dueAt !== null || !kind) return
  const due = dueAt(Date.parse(requestedAt), kind.deadlineHours, kind.clock)
  await reports.update(id, { dueAt: new Date(due).toISOString() })
}
