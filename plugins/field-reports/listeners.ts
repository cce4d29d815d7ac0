import type { CloudEvent, Ctx, Listener } from '@saola/sdk'
import { dueAt } from './calendar/calendar.ts'
import type { Category } from './models/category.ts'
import { equals } from './models/equals.ts'
import type { Report } from './models/report.ts'
import type { Step } from './models/step.ts'

/** Writes down each status that a report reaches, and gives one without a deadline its own. */
export const listeners: Record<string, Listener> = {
  made: {
    event: 'field-reports.report.created',
    run: async (ctx, event) => {
      const report = event.data as unknown as Report
      await remember(ctx, report, report.status === 'received' ? report.requestedAt : event.time)
      await setDeadline(ctx, report)
    },
  },
  moved: {
    event: 'field-reports.report.updated',
    run: async (ctx, event) => {
      const report = event.data as unknown as Report
      if ((await stepsOf(ctx, report.id)).at(-1)?.status === report.status) return
      await remember(ctx, report, event.time)
    },
  },
}

/** The way of a report, earliest first. */
export async function stepsOf(ctx: Ctx, report: string): Promise<Step[]> {
  const filter = equals('report', report)
  return (await ctx.records<Step>('step').list({ filter, sort: [{ field: 'at' }], limit: 200 })).items
}

async function remember(ctx: Ctx, report: Report, at: CloudEvent['time']): Promise<void> {
  // Events come at least once: the version makes the second one the same step.
  const key = `${report.id}:${report.version}`
  const steps = ctx.records<Step>('step')
  const filter = equals('key', key)
  if ((await steps.list({ filter, limit: 1 })).items.length > 0) return
  await steps.create({ key, report: report.id, status: report.status ?? 'received', at })
}

async function setDeadline(ctx: Ctx, { id, category, requestedAt }: Report): Promise<void> {
  const reports = ctx.records<Report>('report')
  const now = await reports.get(id)
  const kind = await ctx.records<Category>('category').get(category)
  if (!now || now.dueAt !== null || !kind) return
  const due = dueAt(Date.parse(requestedAt), kind.deadlineHours, kind.clock)
  await reports.update(id, { dueAt: new Date(due).toISOString() })
}
