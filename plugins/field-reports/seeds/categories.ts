import type { Json, Seed } from '@saola/sdk'
import categories from '../demo/categories.json' with { type: 'json' }

/** Offices that each commune has of its own; other units handle their reports everywhere. */
const OFFICES = ['ha-tang', 'cong-an', 'mot-cua']

/** What a report may be about, to begin with; the centre changes them afterwards. */
export const requiredCategories: Seed = {
  kind: 'required',
  records: {
    category: {
      key: 'code',
      values: categories.map((one, at) => ({
        code: one.code,
        name: one.label.vi,
        nameEn: one.label.en,
        description: one.description.vi,
        group: one.group,
        icon: one.icon,
        severity: one.severity,
        deadlineHours: one.deadlineHours,
        clock: one.clock,
        public: one.public,
        sensitive: one.sensitive,
        position: at + 1,
        ...(OFFICES.includes(one.unit) ? { office: one.unit } : { handler: one.unit }),
        keywords: one.keywords.join(', '),
        attributes: one.attributes.length > 0 ? (one.attributes as Json) : null,
      })),
    },
  },
}
