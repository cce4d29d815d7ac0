import type { Ctx } from '@saola/sdk'
import { dueAt } from '../calendar/calendar.ts'
import { readCalendar } from '../calendar/read-calendar.ts'
import type { Category } from '../models/category.ts'
import { equals } from '../models/equals.ts'
import { type Answers, answersText, questionsOf } from '../models/question.ts'
import type { Report } from '../models/report.ts'
import { defaultUnit } from '../units/default-unit.ts'
import { communeOf } from './commune.ts'

/** What somebody tells, whatever door it comes through. */
export interface Submission {
  /** Code of a category. */
  category: string
  description: string
  /** `[longitude, latitude]` */
  position?: [number, number]
  address?: string
  /** Ids of uploaded pictures. */
  photos?: string[]
  reporter?: { name?: string; phone?: string; email?: string; address?: string }
  /** Answers to the questions of the category, checked. */
  attributes?: Answers
  /** A link that came with it; nobody here follows it. */
  mediaUrl?: string
  channel: NonNullable<Report['channel']>
  /** Invented, for a demonstration. */
  demo?: boolean
  /** The same key makes the same report, once. */
  key?: string
}

/** Stores a report with its deadline. Null where there is no such category. */
export async function submit(ctx: Ctx, given: Submission, now = Date.now()): Promise<Report | null> {
  const reports = ctx.records<Report>('report')
  const before = given.key === undefined ? null : await bySubmission(ctx, given.key)
  if (before) return before
  const filter = equals('code', given.category)
  const [category] = (await ctx.records<Category>('category').list({ filter, limit: 1 })).items
  if (!category) return null
  const { reporter = {} } = given
  const commune = (await communeOf(ctx, given))?.id ?? null
  const due = dueAt(now, category.deadlineHours, category.clock, await readCalendar(ctx))
  const values = {
    category: category.id,
    description: oneLine(given.description),
    address: oneLine(given.address ?? '') || null,
    ...(given.position ? { location: { type: 'Point' as const, coordinates: given.position } } : {}),
    commune,
    suggestedUnit: await defaultUnit(ctx, category, commune),
    // The platform fills in the rest of each file when it gives it to the record.
    ...(given.photos?.length ? { photos: given.photos.map((id) => ({ id })) as Report['photos'] } : {}),
    requestedAt: new Date(now).toISOString(),
    dueAt: new Date(due).toISOString(),
    channel: given.channel,
    visible: category.public ?? true,
    reporterName: oneLine(reporter.name ?? '') || null,
    reporterPhone: reporter.phone?.trim() || null,
    reporterEmail: reporter.email?.trim() || null,
    reporterAddress: oneLine(reporter.address ?? '') || null,
    answers: given.attributes ? answersText(questionsOf(category), given.attributes) || null : null,
    attributes: given.attributes ?? null,
    mediaUrl: given.mediaUrl ?? null,
    demo: given.demo ?? false,
    submission: given.key ?? null,
  }
  try {
    return await reports.create(values)
  } catch (error) {
    // Twins that came at the same moment: the first one counts.
    const twin = given.key === undefined ? null : await bySubmission(ctx, given.key)
    if (twin) return twin
    throw error
  }
}

/** What people write in several lines, in one: texts of reports have no others. */
function oneLine(text: string): string {
  return text.replace(/[\s\u2028\u2029]*[\n\r\t\u2028\u2029]+[\s\u2028\u2029]*/g, ' ').trim()
}

async function bySubmission(ctx: Ctx, key: string): Promise<Report | null> {
  const filter = equals('submission', key)
  return (await ctx.records<Report>('report').list({ filter, limit: 1 })).items[0] ?? null
}
