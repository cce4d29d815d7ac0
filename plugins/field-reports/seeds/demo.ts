import type { Json, Seed } from '@saola/sdk'
import categories from '../demo/categories.json' with { type: 'json' }
import type { DemoReport } from '../demo/report.ts'
import given from '../demo/reports.json' with { type: 'json' }

const byCode = new Map(categories.map((one) => [one.code, one]))

/** The reports of one rainy night, as fresh as the moment they are put in. Their history and pictures stay out. */
export const demo: Seed = {
  kind: 'demo',
  records: {
    report: { key: 'code', values: (given as unknown as DemoReport[]).map(planted) },
  },
}

function minutes(count: number): string {
  return `now${count < 0 ? '' : '+'}${count}m`
}

function planted(one: DemoReport): Record<string, Json> {
  const { clock, deadlineHours, public: isPublic } = byCode.get(one.category) as (typeof categories)[number]
  return {
    code: `PA-2026-${String(one.number).padStart(6, '0')}`,
    category: { $record: 'category', code: one.category },
    status: one.status,
    description: one.description,
    address: one.address,
    location: { type: 'Point', coordinates: [...one.position] },
    commune: one.ward,
    requestedAt: minutes(one.requested),
    // In working hours the deadline depends on the day: the listener of new reports sets it.
    ...(clock === 'always' ? { dueAt: minutes(one.requested + deadlineHours * 60) } : {}),
    channel: one.channel,
    visible: isPublic,
    followers: one.followers ?? 0,
    ...(one.unit ? { unit: one.unit } : {}),
    ...(one.reporter ? { reporterName: one.reporter.name } : {}),
    ...(one.reporter?.phone ? { reporterPhone: one.reporter.phone } : {}),
  }
}
