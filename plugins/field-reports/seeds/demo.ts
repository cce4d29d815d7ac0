import type { Json, Seed } from '@saola/sdk'
import categories from '../demo/categories.json' with { type: 'json' }
import { packagedPictures } from '../demo/pictures/packaged.ts'
import type { DemoEntry, DemoPhoto, DemoReport } from '../demo/report.ts'
import given from '../demo/reports.json' with { type: 'json' }

const byCode = new Map(categories.map((one) => [one.code, one]))
const reports = given as unknown as DemoReport[]
const { pathOf } = packagedPictures(reports)

/** The reports of one rainy night, with their histories and pictures, as fresh as the moment they are put in. */
export const demo: Seed = {
  kind: 'demo',
  records: {
    report: { key: 'code', values: reports.map(planted) },
  },
}

function planted(one: DemoReport): Record<string, Json> {
  const { clock, deadlineHours, public: isPublic } = byCode.get(one.category) as (typeof categories)[number]
  const assigned = one.history.some(({ unit }) => unit !== undefined)
  const photos = pictures(one.photos.filter(({ after }) => !after))
  return {
    code: codeOf(one.number),
    category: { $record: 'category', code: one.category },
    description: one.description,
    address: one.address,
    location: { type: 'Point', coordinates: [...one.position] },
    commune: one.ward,
    requestedAt: minutes(one.requested),
    // In working hours the deadline depends on the day: the listener of new reports sets it.
    ...(clock === 'always' ? { dueAt: minutes(one.requested + deadlineHours * 60) } : {}),
    channel: one.channel,
    demo: true,
    visible: isPublic,
    followers: one.followers ?? 0,
    ...(one.unit && !assigned ? { unit: one.unit } : {}),
    ...(one.reporter ? { reporterName: one.reporter.name } : {}),
    ...(one.reporter?.phone ? { reporterPhone: one.reporter.phone } : {}),
    ...(photos.length > 0 ? { photos } : {}),
    $history: historyOf(one),
    $comments: one.history.filter(({ text }) => text).map(commentOf),
  }
}

/** Each status with the unit, the pictures of the result and the report it was merged into. */
function historyOf({ history, photos, mergedInto }: DemoReport): Json[] {
  const after = pictures(photos.filter((photo) => photo.after))
  const steps = history.filter(({ status }) => status !== undefined)
  const done = steps.findLastIndex(({ status }) => status === 'resolved')
  return steps.map(
    ({ at, by, status, unit }, index): Json => ({
      at: minutes(at),
      by: actor(by),
      values: {
        status: status ?? 'received',
        ...(unit ? { unit } : {}),
        ...(after.length > 0 && index === Math.max(0, done) ? { afterPhotos: after } : {}),
        ...(mergedInto && status === 'merged'
          ? { mergedInto: { $record: 'report', code: codeOf(mergedInto) } }
          : {}),
      },
    }),
  )
}

function commentOf({ at, by, text = '', public: open }: DemoEntry): Json {
  // What the public reads are answers of the centre; what a reporter adds is for those who work on it.
  const visibility = open && by !== 'reporter' ? 'public' : 'internal'
  return { at: minutes(at), by: actor(by), text, visibility }
}

/** Each picture once, however often a report shows it. */
function pictures(photos: readonly DemoPhoto[]): Json[] {
  return [...new Set(photos.map(pathOf))].map((path) => ({ $file: path }))
}

function codeOf(number: number): string {
  return `PA-2026-${String(number).padStart(6, '0')}`
}

function minutes(count: number): string {
  return `now${count < 0 ? '' : '+'}${count}m`
}

/** Nobody of the demonstration has an account. */
function actor(by: string): string {
  if (by === 'system') return 'plugin:field-reports'
  return by === 'reporter' ? 'name:Người phản ánh' : `name:${by}`
}
