import { defineModel, field, type RecordOf } from '@saola/sdk'

/** A day on which the offices work otherwise than its weekday says, with the rule that makes it so. */
export const calendarDay = defineModel({
  label: { vi: 'Ngày nghỉ, ngày làm bù', en: 'Holiday or swapped day' },
  icon: 'calendar',
  title: 'name',
  fields: {
    day: field.text(
      { vi: 'Ngày (năm-tháng-ngày)', en: 'Day (year-month-day)' },
      { required: true, maxLength: 10, order: 1 },
    ),
    name: field.text({ vi: 'Tên', en: 'Name' }, { required: true, maxLength: 120, order: 2 }),
    kind: field.select(
      { vi: 'Loại ngày', en: 'Kind of day' },
      {
        holiday: { label: { vi: 'Ngày lễ, tết', en: 'Public holiday' }, order: 1 },
        substitute: { label: { vi: 'Nghỉ bù', en: 'Substitute day off' }, order: 2 },
        swapped: { label: { vi: 'Nghỉ hoán đổi', en: 'Day off by swap' }, order: 3 },
        'made-up': { label: { vi: 'Làm bù', en: 'Worked in its place' }, order: 4 },
      },
      { required: true, default: 'holiday', order: 3 },
    ),
    basis: field.text({ vi: 'Căn cứ', en: 'Legal basis' }, { maxLength: 300, order: 4 }),
  },
  rights: { read: ['operator', 'officer'], create: [], update: [], delete: [] },
  indexes: { byDay: { fields: ['day'], unique: true } },
})

export type CalendarDay = RecordOf<typeof calendarDay>
