import type { Text } from '@saola/sdk'

const vi = (text: Text) => text.vi
const en = (text: Text) => text.en ?? text.vi
const number = (count: number, lang: 'vi' | 'en') => count.toLocaleString(lang)

function records(count: number): Text {
  return {
    vi: `${number(count, 'vi')} bản ghi`,
    en: `${number(count, 'en')} record${count === 1 ? '' : 's'}`,
  }
}

/** The sentences in which a person reads what a change of a model does. */
export const words = {
  modelAdded: (label: Text, fields: number): Text => ({
    vi: `Thêm mô hình dữ liệu “${vi(label)}” với ${fields} trường.`,
    en: `Adds the model “${en(label)}” with ${fields} field${fields === 1 ? '' : 's'}.`,
  }),
  modelBack: (label: Text, rows: number): Text => ({
    vi: `Mở lại mô hình dữ liệu “${vi(label)}” cùng ${records(rows).vi} đã lưu.`,
    en: `Brings back the model “${en(label)}” with the ${en(records(rows))} kept.`,
  }),
  modelRemoved: (label: Text, rows: number): Text => ({
    vi: `Đóng mô hình dữ liệu “${vi(label)}”; ${records(rows).vi} được giữ lại.`,
    en: `Closes the model “${en(label)}”; its ${en(records(rows))} are kept.`,
  }),
  fieldAdded: (label: Text, rows: number): Text => ({
    vi: `Thêm trường “${vi(label)}” vào ${records(rows).vi}.`,
    en: `Adds the field “${en(label)}” to ${en(records(rows))}.`,
  }),
  fieldRestored: (label: Text): Text => ({
    vi: `Khôi phục trường “${vi(label)}” cùng các giá trị đã lưu.`,
    en: `Brings back the field “${en(label)}” with the values kept.`,
  }),
  fieldArchived: (label: Text, rows: number): Text => ({
    vi: `Lưu trữ trường “${vi(label)}”: giá trị trong ${records(rows).vi} được giữ lại nhưng không còn hiển thị.`,
    en: `Archives the field “${en(label)}”: its values in ${en(records(rows))} are kept but no longer shown.`,
  }),
  requiredMissing: (label: Text, rows: number): Text => ({
    vi: `Trường “${vi(label)}” bắt buộc nhưng ${records(rows).vi} chưa có giá trị. Hãy đặt giá trị mặc định hoặc điền trước.`,
    en: `The field “${en(label)}” is required, but ${en(records(rows))} ${rows === 1 ? 'has' : 'have'} no value. Give it a default or fill it in first.`,
  }),
  valuesOutside: (label: Text, rows: number): Text => ({
    vi: `${records(rows).vi} có giá trị của “${vi(label)}” không còn được phép; lần sửa sau phải chọn giá trị khác.`,
    en: `${en(records(rows))} ${rows === 1 ? 'holds' : 'hold'} a value of “${en(label)}” that is no longer allowed; the next change must give another.`,
  }),
  duplicates: (index: string, groups: number): Text => ({
    vi: `Chỉ mục duy nhất “${index}” không thể tạo: ${number(groups, 'vi')} nhóm bản ghi trùng giá trị.`,
    en: `The unique index “${index}” cannot be made: ${number(groups, 'en')} groups of records hold the same values.`,
  }),
  retyped: (field: string, from: string, to: string): Text => ({
    vi: `Kiểu của trường “${field}” không thể đổi từ ${from} sang ${to}. Hãy thêm trường mới.`,
    en: `The type of the field “${field}” cannot change from ${from} to ${to}. Add a new field instead.`,
  }),
  nameTaken: (field: string): Text => ({
    vi: `Tên trường “${field}” đã dùng cho việc khác (không phân biệt chữ hoa). Hãy chọn tên khác.`,
    en: `The field name “${field}” is taken (upper and lower case count as the same). Choose another.`,
  }),
  schemaInvalid: (why: string): Text => ({
    vi: `Lược đồ JSON không đúng: ${why}`,
    en: `Not a valid JSON Schema: ${why}`,
  }),
  conditionInvalid: (where: string, why: string): Text => ({
    vi: `Điều kiện của quyền (${where}) không hợp với mô hình dữ liệu: ${why}`,
    en: `The condition of a right (${where}) does not fit the model: ${why}`,
  }),
  nameUnknown: (field: string): Text => ({
    vi: `Mô hình dữ liệu nhắc đến trường “${field}” nhưng không có trường đó.`,
    en: `The model names the field “${field}”, which it does not have.`,
  }),
  stateUnknown: (state: string): Text => ({
    vi: `Trạng thái được nhắc đến nhưng không có: ${state}.`,
    en: `A state is named that is not there: ${state}.`,
  }),
}
