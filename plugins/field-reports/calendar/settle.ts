import type { Ctx, Revision } from '@saola/sdk'
import type { Category } from '../models/category.ts'
import type { Report } from '../models/report.ts'
import { states } from '../models/states.ts'
import { communeOf } from '../public/commune.ts'
import { defaultUnit } from '../units/default-unit.ts'
import { deadlineOf } from './deadline.ts'
import { readCalendar } from './read-calendar.ts'

/** How often somebody else may be faster. */
const ATTEMPTS = 5
const PAGE = 500

/**
 * Gives a report what follows from its history: its deadline, whether that stands still, its commune and the unit that
 * should handle it. The same history always gives the same, so events may come twice or late.
 */
export async function settle(ctx: Ctx, id: string): Promise<void> {
  const reports = ctx.records<Report>('report')
  for (let attempt = 1; ; attempt++) {
    const report = await reports.get(id)
    if (!report) return
    const patch = await derived(ctx, report, await historyOf(ctx, id))
    if (Object.keys(patch).length === 0) return
    try {
      await reports.update(id, patch, { ifVersion: report.version })
      return
    } catch (error) {
      const { code } = error as { code?: string }
      if (code === 'record-missing') return
      if (code !== 'version-conflict' || attempt === ATTEMPTS) throw error
    }
  }
}

export async function historyOf(ctx: Ctx, id: string): Promise<Revision[]> {
  const all: Revision[] = []
  for (;;) {
    const after = all.at(-1)?.version ?? 0
    const page = await ctx.records<Report>('report').revisions(id, { after, limit: PAGE })
    all.push(...page)
    if (page.length < PAGE) return all
  }
}

type Derived = Pick<Report, 'dueAt' | 'pausedAt' | 'commune' | 'suggestedUnit'>

async function derived(ctx: Ctx, report: Report, history: readonly Revision[]): Promise<Partial<Derived>> {
  const category = await ctx.records<Category>('category').get(report.category)
  const self = `plugin:${ctx.plugin.id}`
  const patch: Partial<Derived> = {}
  if (category) {
    const deadline = deadlineOf(history, category, await readCalendar(ctx), self)
    if (deadline) {
      patch.dueAt = new Date(deadline.dueAt).toISOString()
      patch.pausedAt = deadline.pausedAt === null ? null : new Date(deadline.pausedAt).toISOString()
    }
  }
  const status = states[report.status ?? 'received']
  if (!('final' in status)) {
    const commune = placeIsNewer(history) ? await communeAt(ctx, report) : report.commune
    patch.commune = commune
    patch.suggestedUnit = await defaultUnit(ctx, category, commune)
  }
  return Object.fromEntries(
    Object.entries(patch).filter(([name, value]) => report[name as keyof Derived] !== value),
  ) as Partial<Derived>
}

async function communeAt(ctx: Ctx, { location, address }: Report): Promise<string | null> {
  const found = await communeOf(ctx, {
    ...(location ? { position: location.coordinates as [number, number] } : {}),
    ...(address ? { address } : {}),
  })
  return found?.id ?? null
}

/** Whether the place was said, or changed, after the commune was. */
function placeIsNewer(history: readonly Revision[]): boolean {
  let [place, commune] = [0, 0]
  for (const { version, kind, data } of history) {
    if (!data) continue
    if (Object.hasOwn(data, 'location') || Object.hasOwn(data, 'address')) place = version
    if (Object.hasOwn(data, 'commune') && (kind !== 'create' || data.commune !== null)) commune = version
  }
  return place > commune
}
