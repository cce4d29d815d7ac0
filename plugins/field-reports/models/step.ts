import { defineModel, field, type RecordOf } from '@saola/sdk'

/** One line of a report's way: which status it reached, and when. */
export const step = defineModel({
  label: { vi: 'Bước của phản ánh', en: 'Step of a report' },
  icon: 'history',
  title: 'key',
  fields: {
    key: field.text({ vi: 'Khóa', en: 'Key' }, { required: true, maxLength: 120, order: 1 }),
    report: field.relation({ vi: 'Phản ánh', en: 'Report' }, { model: 'report', required: true, order: 2 }),
    status: field.text({ vi: 'Trạng thái', en: 'Status' }, { required: true, maxLength: 60, order: 3 }),
    at: field.datetime({ vi: 'Lúc', en: 'At' }, { required: true, order: 4 }),
  },
  rights: { read: ['operator', 'officer'], create: [], update: [], delete: [] },
  indexes: { byKey: { fields: ['key'], unique: true }, byReport: { fields: ['report'] } },
})

export type Step = RecordOf<typeof step>
