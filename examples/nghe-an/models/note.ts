import { defineModel, field } from '@saola/sdk'

export const note = defineModel({
  label: { vi: 'Việc của ca trực', en: 'Shift note' },
  icon: 'notebook-pen',
  title: 'title',
  fields: {
    title: field.text({ vi: 'Nội dung', en: 'Note' }, { required: true, maxLength: 200, order: 1 }),
    place: field.text({ vi: 'Địa điểm', en: 'Place' }, { maxLength: 200, order: 2 }),
    position: field.point({ vi: 'Vị trí', en: 'Position' }, { order: 3 }),
    state: field.select(
      { vi: 'Tình trạng', en: 'State' },
      {
        open: { label: { vi: 'Chưa xong', en: 'Open' }, tone: 'high', order: 1 },
        watch: { label: { vi: 'Theo dõi', en: 'Watching' }, tone: 'hold', order: 2 },
        done: { label: { vi: 'Đã xong', en: 'Done' }, tone: 'ok', order: 3 },
      },
      { required: true, default: 'open', order: 4 },
    ),
    at: field.datetime({ vi: 'Ghi lúc', en: 'Noted at' }, { required: true, order: 5 }),
    detail: field.text({ vi: 'Chi tiết', en: 'Details' }, { maxLength: 2000, order: 6 }),
    code: field.text({ vi: 'Số', en: 'Number' }, { maxLength: 20, order: 7 }),
  },
  rights: {
    read: ['operator', 'officer'],
    create: ['operator', 'officer'],
    update: ['operator', 'officer'],
    delete: ['operator'],
  },
  indexes: { byCode: { fields: ['code'], unique: true }, byTime: { fields: ['at'] } },
})
