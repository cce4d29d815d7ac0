import type { Listener } from '@saola/sdk'
import { settle } from './calendar/settle.ts'

/** Keeps deadline, commune and suggested unit of a report in step with what people do. */
export const listeners: Record<string, Listener> = {
  made: {
    event: 'field-reports.report.created',
    run: async (ctx, event) => {
      const { createdBy, dueAt } = event.data as { createdBy?: string; dueAt?: string | null }
      // What came through a public door has everything already.
      if (createdBy !== `plugin:${ctx.plugin.id}` || !dueAt) await settle(ctx, event.subject ?? '')
    },
  },
  moved: {
    event: 'field-reports.report.updated',
    run: async (ctx, event) => {
      const { updatedBy } = event.data as { updatedBy?: string }
      // What the module itself did follows from what it has seen already.
      if (updatedBy !== `plugin:${ctx.plugin.id}`) await settle(ctx, event.subject ?? '')
    },
  },
}
