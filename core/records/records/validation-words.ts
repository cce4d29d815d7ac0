import type { FieldDef, Text } from '@saola/sdk'

/** Stable codes of what is wrong with one value, with the sentence for each. */
export const wrong = {
  'field-unknown': (): Text => ({ vi: 'Không có trường này.', en: 'There is no such field.' }),
  'field-read-only': (): Text => ({
    vi: 'Hệ thống tự quản lý trường này.',
    en: 'The platform keeps this field by itself.',
  }),
  'value-required': (): Text => ({ vi: 'Cần có giá trị.', en: 'A value is needed.' }),
  'value-type': (type: FieldDef['type']): Text => expected[type],
  'text-too-long': (maximum: number): Text => ({
    vi: `Dài nhất ${maximum.toLocaleString('vi')} ký tự.`,
    en: `At most ${maximum.toLocaleString('en')} characters.`,
  }),
  'text-characters': (): Text => ({
    vi: 'Có ký tự điều khiển hoặc ký tự Unicode hỏng.',
    en: 'Holds control characters or broken Unicode.',
  }),
  'text-html': (): Text => ({
    vi: 'Không dùng thẻ HTML ở đây; định dạng bằng Markdown.',
    en: 'HTML tags are not allowed here; use Markdown.',
  }),
  'files-too-many': (most: number): Text => ({
    vi: `Nhiều nhất ${most} tệp.`,
    en: `At most ${most} files.`,
  }),
  'json-mismatch': (what: string): Text => ({
    vi: `Không đúng cấu trúc của trường: ${what}`,
    en: `Does not have the structure of the field: ${what}`,
  }),
  'number-too-small': (minimum: number): Text => ({
    vi: `Nhỏ nhất là ${minimum.toLocaleString('vi')}.`,
    en: `At least ${minimum.toLocaleString('en')}.`,
  }),
  'number-too-large': (maximum: number): Text => ({
    vi: `Lớn nhất là ${maximum.toLocaleString('vi')}.`,
    en: `At most ${maximum.toLocaleString('en')}.`,
  }),
  'option-unknown': (): Text => ({ vi: 'Không có lựa chọn này.', en: 'There is no such option.' }),
  'unit-unknown': (): Text => ({ vi: 'Không có đơn vị này.', en: 'There is no such unit.' }),
} as const

const expected: Record<FieldDef['type'], Text> = {
  text: { vi: 'Cần một đoạn chữ.', en: 'Expected a text.' },
  number: { vi: 'Cần một số.', en: 'Expected a number.' },
  integer: {
    vi: 'Cần một số nguyên trong khoảng ±(2^53 − 1).',
    en: 'Expected a whole number within ±(2^53 − 1).',
  },
  boolean: { vi: 'Cần true hoặc false.', en: 'Expected true or false.' },
  datetime: {
    vi: 'Cần thời điểm theo RFC 3339, ví dụ 2026-07-01T07:00:00+07:00.',
    en: 'Expected an RFC 3339 date-time such as 2026-07-01T07:00:00+07:00.',
  },
  richText: { vi: 'Cần một đoạn chữ.', en: 'Expected a text.' },
  phone: {
    vi: 'Cần một số điện thoại, ví dụ 0912 345 678, +84 238 384 4123, 113 hoặc 1022.',
    en: 'Expected a telephone number such as 0912 345 678, +84 238 384 4123, 113 or 1022.',
  },
  email: {
    vi: 'Cần một địa chỉ thư điện tử, ví dụ lan@vinh.example.',
    en: 'Expected an e-mail address such as lan@vinh.example.',
  },
  code: { vi: 'Mã không đúng dạng.', en: 'The code does not have its form.' },
  status: { vi: 'Cần một trong các trạng thái.', en: 'Expected one of the states.' },
  relation: { vi: 'Cần mã (id) của một bản ghi.', en: 'Expected the id of a record.' },
  user: { vi: 'Cần mã của một tài khoản, ví dụ user:…', en: 'Expected the id of an account such as user:…' },
  unit: { vi: 'Cần mã của một đơn vị.', en: 'Expected the id of a unit.' },
  file: {
    vi: 'Cần danh sách các tệp đã tải lên, mỗi tệp một lần: [{"id": …}].',
    en: 'Expected a list of uploaded files, each once: [{"id": …}].',
  },
  image: {
    vi: 'Cần danh sách các ảnh đã tải lên, mỗi ảnh một lần: [{"id": …}].',
    en: 'Expected a list of uploaded images, each once: [{"id": …}].',
  },
  json: {
    vi: 'Cần dữ liệu JSON, nhiều nhất 64 KiB, không có ký tự NUL hoặc Unicode hỏng.',
    en: 'Expected JSON of at most 64 KiB without NUL and broken Unicode.',
  },
  select: { vi: 'Cần một trong các lựa chọn.', en: 'Expected one of the options.' },
  point: {
    vi: 'Cần một GeoJSON Point: [kinh độ, vĩ độ], trong ±180 và ±90 độ.',
    en: 'Expected a GeoJSON Point: [longitude, latitude], within ±180 and ±90 degrees.',
  },
}

/** What is wrong with one value of a record. */
export interface ValueError {
  /** JSON pointer (RFC 6901) into the values given. */
  pointer: string
  code: keyof typeof wrong
  detail: Text
}
