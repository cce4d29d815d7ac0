import type { Ctx, Filter, Job } from '@saola/sdk'
import type { Category } from '../../models/category.ts'
import { equals } from '../../models/equals.ts'
import type { Report } from '../../models/report.ts'
import type { Status } from '../../models/states.ts'
import { submit } from '../../public/submit.ts'
import { type DemoReport, isOpen } from '../report.ts'
import given from '../reports.json' with { type: 'json' }

/** Reports that the trickle keeps at a time; the oldest go as new ones come. */
export const MOST = 40
/** Stands before every text, so that nobody takes one for a real report. */
export const MARK = '[Minh họa] '
const MINUTE = 60_000
/** Of all reports that were open in the corpus, those that say something by themselves. */
const stories = (given as unknown as DemoReport[]).filter(
  ({ status, mergedInto }) => isOpen(status) && mergedInto === undefined,
)
/** What happens to a report, one step at a time. */
const NEXT: Partial<Record<Status, Status>> = {
  received: 'verified',
  verified: 'assigned',
  assigned: 'accepted',
  accepted: 'in-progress',
  'in-progress': 'resolved',
}

export interface TrickleSettings {
  demoTrickle: boolean
}

/** Shows a newcomer that the centre lives: a new report every other minute, and between them a step of an older one. */
export const trickleJob: Job = {
  label: { vi: 'Phản ánh minh họa mới', en: 'New demonstration reports' },
  every: 60,
  demo: true,
  run: async (ctx, { scheduledAt }) => trickle(ctx, Date.parse(scheduledAt)),
}

/** @param at moment of the run, milliseconds: the same minute does the same, once */
export async function trickle(ctx: Ctx, at: number): Promise<void> {
  if (!(await ctx.settings<TrickleSettings>()).demoTrickle) return
  const minute = Math.floor(at / MINUTE)
  if (minute % 2 === 0) {
    await makeRoom(ctx)
    await report(ctx, minute, at)
  } else await step(ctx, minute)
}

/** Planted reports are demonstrations too, but nobody submitted them. */
const trickled: Filter = {
  op: 'and',
  args: [equals('demo', true), { op: 'not', args: [{ op: 'isNull', args: [{ property: 'submission' }] }] }],
}

async function makeRoom(ctx: Ctx): Promise<void> {
  const reports = ctx.records<Report>('report')
  const { items } = await reports.list({
    filter: trickled,
    sort: [{ field: 'requestedAt' }],
    fields: ['code'],
    limit: 500,
  })
  for (const { id } of items.slice(0, Math.max(0, items.length - MOST + 1))) await reports.delete(id)
}

async function report(ctx: Ctx, minute: number, at: number): Promise<void> {
  // Neighbours in time are no neighbours in the corpus.
  const story = stories[(minute * 37) % stories.length] as DemoReport
  const aside = (shift: number) => (((minute * 7919) >> shift) % 21) / 10_000 - 0.001
  const [longitude, latitude] = story.position
  await submit(
    ctx,
    {
      category: story.category,
      description: `${MARK}${story.description}`.slice(0, 4000),
      position: [longitude + aside(0), latitude + aside(5)],
      address: story.address,
      channel: story.channel,
      demo: true,
      key: `trickle:${minute}`,
    },
    at,
  )
}

async function step(ctx: Ctx, minute: number): Promise<void> {
  const reports = ctx.records<Report>('report')
  const movable: Filter = { op: 'in', args: [{ property: 'status' }, Object.keys(NEXT)] }
  const { items } = await reports.list({
    filter: { op: 'and', args: [trickled, movable] },
    sort: [{ field: 'requestedAt' }],
    limit: MOST,
  })
  const chosen = items[minute % Math.max(1, items.length)]
  const next = chosen && NEXT[chosen.status as Status]
  if (!chosen || !next) return
  const unit = next === 'assigned' ? await unitOf(ctx, chosen) : undefined
  if (next === 'assigned' && !unit) return
  await reports.update(chosen.id, { status: next, ...(unit ? { unit } : {}) }, { ifVersion: chosen.version })
}

/** Who handled the story of the corpus, else who is suggested. */
async function unitOf(ctx: Ctx, chosen: Report): Promise<string | undefined> {
  const category = await ctx.records<Category>('category').get(chosen.category)
  const known = stories.find(({ description, unit }) => unit && chosen.description.endsWith(description))
  const unit = known?.unit ?? chosen.suggestedUnit ?? undefined
  return category && unit && (await ctx.units.get(unit)) ? unit : undefined
}
