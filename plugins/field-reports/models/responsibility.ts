import { defineModel, field, type RecordOf } from '@saola/sdk'

/** Which unit handles one kind of report in one commune; where there is none, the category says. */
export const responsibility = defineModel({
  label: { vi: 'Phân công theo địa bàn', en: 'Responsibility by commune' },
  icon: 'map-pin',
  fields: {
    category: field.relation({ vi: 'Loại', en: 'Category' }, { model: 'category', required: true, order: 1 }),
    commune: field.unit({ vi: 'Xã, phường', en: 'Commune or ward' }, { required: true, order: 2 }),
    handler: field.unit({ vi: 'Đơn vị xử lý', en: 'Handling unit' }, { required: true, order: 3 }),
  },
  rights: { read: ['operator', 'officer'], create: [], update: [], delete: [] },
  indexes: { byPlace: { fields: ['category', 'commune'], unique: true } },
})

export type Responsibility = RecordOf<typeof responsibility>
