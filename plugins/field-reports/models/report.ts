import { defineModel, type Filter, field, type RecordOf } from '@saola/sdk'
import { equals } from './equals.ts'
import { answersSchema } from './question.ts'
import { status } from './status.ts'

/** Officers work on what was given to their unit. */
const ofOwnUnits = { op: 'in', args: [{ property: 'unit' }, { param: 'actor.units' }] } as const

/** What somebody saw in the street. The handling unit is the `unit` that every record has. */
export const report = defineModel({
  label: { vi: 'Phản ánh', en: 'Report' },
  icon: 'megaphone',
  title: 'description',
  fields: {
    code: field.code({ vi: 'Mã', en: 'Code' }, { pattern: 'PA-{year}-{number:6}', order: 1 }),
    category: field.relation({ vi: 'Loại', en: 'Category' }, { model: 'category', required: true, order: 2 }),
    status,
    description: field.text(
      { vi: 'Nội dung', en: 'Description' },
      { required: true, maxLength: 4000, order: 4 },
    ),
    address: field.text({ vi: 'Địa chỉ', en: 'Address' }, { maxLength: 300, order: 5 }),
    location: field.point({ vi: 'Vị trí', en: 'Location' }, { order: 6 }),
    commune: field.unit({ vi: 'Xã, phường', en: 'Commune or ward' }, { order: 6 }),
    suggestedUnit: field.unit({ vi: 'Đơn vị gợi ý', en: 'Suggested unit' }, { order: 6 }),
    photos: field.image({ vi: 'Ảnh', en: 'Photos' }, { most: 5, public: shown(), order: 7 }),
    afterPhotos: field.image(
      { vi: 'Ảnh sau xử lý', en: 'Photos of the result' },
      { most: 5, public: shown(), order: 8 },
    ),
    requestedAt: field.datetime({ vi: 'Gửi lúc', en: 'Requested at' }, { required: true, order: 9 }),
    dueAt: field.datetime({ vi: 'Thời hạn', en: 'Due at' }, { order: 10 }),
    pausedAt: field.datetime({ vi: 'Đồng hồ dừng từ', en: 'Clock stopped at' }, { order: 10 }),
    channel: field.select(
      { vi: 'Kênh', en: 'Channel' },
      {
        portal: { label: { vi: 'Cổng công dân', en: 'Portal' }, order: 1 },
        hotline: { label: { vi: 'Đường dây nóng', en: 'Hotline' }, order: 2 },
        open311: { label: { vi: 'Open311', en: 'Open311' }, order: 3 },
        officer: { label: { vi: 'Cán bộ', en: 'Officer' }, order: 4 },
      },
      { required: true, default: 'portal', order: 11 },
    ),
    visible: field.boolean(
      { vi: 'Hiện cho mọi người', en: 'Shown to everybody' },
      { default: true, order: 12 },
    ),
    followers: field.integer(
      { vi: 'Người theo dõi', en: 'Followers' },
      { minimum: 0, default: 0, order: 13 },
    ),
    mergedInto: field.relation({ vi: 'Gộp vào', en: 'Merged into' }, { model: 'report', order: 14 }),
    reason: field.text(
      { vi: 'Lý do trả lại hoặc không tiếp nhận', en: 'Why returned or rejected' },
      { maxLength: 1000, order: 14 },
    ),
    reporterName: field.text(
      { vi: 'Người phản ánh', en: 'Reporter' },
      { maxLength: 120, personal: true, order: 15 },
    ),
    reporterPhone: field.phone(
      { vi: 'Điện thoại người phản ánh', en: "Reporter's telephone" },
      { personal: true, order: 16 },
    ),
    reporterEmail: field.email({ vi: 'Thư điện tử', en: "Reporter's e-mail" }, { personal: true, order: 17 }),
    reporterAddress: field.text(
      { vi: 'Địa chỉ người phản ánh', en: "Reporter's address" },
      { maxLength: 300, personal: true, order: 18 },
    ),
    answers: field.text({ vi: 'Trả lời thêm', en: 'Answers' }, { maxLength: 4000, order: 5 }),
    attributes: field.json(
      { vi: 'Trả lời thêm, theo mã câu hỏi', en: 'Answers by code of the question' },
      { schema: answersSchema, order: 20 },
    ),
    mediaUrl: field.text(
      { vi: 'Liên kết ảnh người gửi kèm, chưa kiểm tra', en: 'Link that came with it, not checked' },
      { maxLength: 2000, order: 21 },
    ),
    statusAt: field.datetime({ vi: 'Trạng thái từ lúc', en: 'In this status since' }, { order: 22 }),
    demo: field.boolean({ vi: 'Minh họa', en: 'Demonstration' }, { default: false, order: 23 }),
    submission: field.text({ vi: 'Mã lần gửi', en: 'Key of the submission' }, { maxLength: 120, order: 19 }),
  },
  search: ['code', 'description', 'address'],
  comments: true,
  rights: {
    read: ['operator', { role: 'officer', where: ofOwnUnits }],
    create: ['operator', 'officer'],
    update: ['operator', { role: 'officer', where: ofOwnUnits }],
    delete: [],
  },
  personal: ['operator'],
  assign: ['operator'],
  indexes: {
    byStatus: { fields: ['status'] },
    byCategory: { fields: ['category'] },
    byCommune: { fields: ['commune'] },
    byRequested: { fields: ['requestedAt'] },
    byDue: { fields: ['dueAt'] },
    bySubmission: { fields: ['submission'], unique: true },
  },
})

/** The public sees pictures of reports that it sees itself, unless the category says that they tell too much. */
function shown(): Filter {
  return {
    op: 'and',
    args: [
      equals('visible', true),
      { op: 'not', args: [equals('status', 'spam')] },
      equals('category.public', true),
      equals('category.sensitive', false),
    ],
  }
}

export type Report = RecordOf<typeof report>
