import { defineModel, field, type RecordOf } from '@saola/sdk'

/** A device from which somebody said that they see the same. Nothing in it tells whose device it is. */
export const follower = defineModel({
  label: { vi: 'Lượt cùng gặp', en: 'Follower of a report' },
  icon: 'users',
  title: 'key',
  fields: {
    key: field.text({ vi: 'Khóa', en: 'Key' }, { required: true, maxLength: 80, order: 1 }),
    report: field.relation({ vi: 'Phản ánh', en: 'Report' }, { model: 'report', required: true, order: 2 }),
  },
  rights: { read: [], create: [], update: [], delete: [] },
  indexes: { byKey: { fields: ['key'], unique: true }, byReport: { fields: ['report'] } },
})

export type Follower = RecordOf<typeof follower>
