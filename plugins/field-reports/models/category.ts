import { defineModel, field, type RecordOf } from '@saola/sdk'
import { questionsSchema } from './question.ts'

/** What a report is about, with its deadline; `code` is also its service code in Open311. */
export const category = defineModel({
  label: { vi: 'Loại phản ánh', en: 'Category of reports' },
  icon: 'tags',
  title: 'name',
  fields: {
    code: field.text({ vi: 'Mã', en: 'Code' }, { required: true, maxLength: 60, order: 1 }),
    name: field.text({ vi: 'Tên', en: 'Name' }, { required: true, maxLength: 120, order: 2 }),
    nameEn: field.text({ vi: 'Tên tiếng Anh', en: 'English name' }, { maxLength: 120, order: 3 }),
    description: field.text({ vi: 'Gồm những gì', en: 'What belongs here' }, { maxLength: 500, order: 4 }),
    group: field.text({ vi: 'Nhóm', en: 'Group' }, { maxLength: 60, order: 5 }),
    icon: field.text({ vi: 'Hình', en: 'Icon' }, { maxLength: 60, order: 6 }),
    severity: field.select(
      { vi: 'Mức độ', en: 'Severity' },
      {
        critical: { label: { vi: 'Nguy cấp', en: 'Critical' }, tone: 'crit', order: 1 },
        high: { label: { vi: 'Cao', en: 'High' }, tone: 'high', order: 2 },
        medium: { label: { vi: 'Vừa', en: 'Medium' }, tone: 'warn', order: 3 },
        low: { label: { vi: 'Thấp', en: 'Low' }, tone: 'off', order: 4 },
      },
      { default: 'medium', order: 7 },
    ),
    deadlineHours: field.number(
      { vi: 'Thời hạn', en: 'Deadline' },
      { required: true, minimum: 0, maximum: 2000, measure: 'giờ', order: 8 },
    ),
    clock: field.select(
      { vi: 'Cách tính giờ', en: 'How hours count' },
      {
        always: { label: { vi: 'Cả ngày đêm', en: 'Day and night' }, order: 1 },
        working: { label: { vi: 'Giờ làm việc', en: 'Working hours' }, order: 2 },
      },
      { required: true, default: 'working', order: 9 },
    ),
    public: field.boolean(
      { vi: 'Hiện cho mọi người', en: 'Shown to everybody' },
      { default: true, order: 10 },
    ),
    sensitive: field.boolean(
      { vi: 'Làm tròn vị trí khi công khai', en: 'Position rounded in public' },
      { default: false, order: 11 },
    ),
    position: field.integer({ vi: 'Thứ tự', en: 'Place in lists' }, { order: 12 }),
    office: field.text(
      { vi: 'Phòng của xã, phường xử lý', en: 'Office of the commune' },
      {
        maxLength: 60,
        help: {
          vi: 'Phần đầu mã đơn vị: ha-tang ở xã 16690 là ha-tang-16690',
          en: 'First part of the unit id: ha-tang in 16690 is ha-tang-16690',
        },
        order: 15,
      },
    ),
    handler: field.unit({ vi: 'Đơn vị xử lý ở mọi nơi', en: 'Handling unit everywhere' }, { order: 16 }),
    keywords: field.text({ vi: 'Từ người dân hay dùng', en: 'Words for it' }, { maxLength: 300, order: 13 }),
    attributes: field.json({ vi: 'Câu hỏi thêm', en: 'Questions' }, { schema: questionsSchema, order: 14 }),
  },
  search: ['code', 'name', 'nameEn'],
  rights: { read: ['operator', 'officer'], create: [], update: [], delete: [] },
  indexes: { byCode: { fields: ['code'], unique: true } },
})

export type Category = RecordOf<typeof category>
