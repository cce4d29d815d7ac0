import { formatNumber, type Lang } from '../locale/format.ts'

/** What the form itself says. */
export interface FormWords {
  submit: string
  add: string
  addTo: (name: string) => string
  remove: (name: string, place: number) => string
  item: (place: number) => string
  summary: (count: number) => string
  refused: string
  wrong: string
  notJson: string
}

/** A name inside a sentence: `Thêm mức báo`, but `Thêm PM2.5`. */
function inside(name: string): string {
  const second = name[1] ?? ''
  return second === second.toLocaleLowerCase() ? name.charAt(0).toLocaleLowerCase() + name.slice(1) : name
}

export const formWords: Record<Lang, FormWords> = {
  vi: {
    submit: 'Lưu',
    add: 'Thêm',
    addTo: (name) => `Thêm ${inside(name)}`,
    remove: (name, place) => `Bỏ ${inside(name)} ${place}`,
    item: (place) => `Mục ${place}`,
    summary: (count) => `Còn ${count} chỗ cần sửa`,
    refused: 'Máy chủ chưa nhận, hãy xem lại các chỗ dưới đây',
    wrong: 'Giá trị chưa đúng',
    notJson: 'Chưa phải JSON, hãy xem lại dấu ngoặc và dấu phẩy',
  },
  en: {
    submit: 'Save',
    add: 'Add',
    addTo: (name) => `Add ${inside(name)}`,
    remove: (name, place) => `Remove ${inside(name)} ${place}`,
    item: (place) => `Item ${place}`,
    summary: (count) => (count === 1 ? 'One thing to mend' : `${count} things to mend`),
    refused: 'The server did not accept this, please look at the following',
    wrong: 'This value is not right yet',
    notJson: 'Not JSON yet, look at brackets and commas',
  },
}

type Sentence = (limit: unknown, lang: Lang) => string

const written = (limit: unknown, lang: Lang) =>
  typeof limit === 'number' ? formatNumber(limit, lang) : String(limit)
const both =
  (vi: (limit: string) => string, en: (limit: string) => string): Sentence =>
  (limit, lang) =>
    lang === 'vi' ? vi(written(limit, lang)) : en(written(limit, lang))
const always = (vi: string, en: string): Sentence =>
  both(
    () => vi,
    () => en,
  )

const formats: Record<string, Sentence> = {
  email: always(
    'Chưa phải địa chỉ thư, ví dụ ten@nghean.gov.vn',
    'Not an e-mail address yet, for example name@nghean.gov.vn',
  ),
  uri: always(
    'Chưa phải địa chỉ web, ví dụ https://nghean.gov.vn',
    'Not a web address yet, for example https://nghean.gov.vn',
  ),
  date: always('Chưa phải ngày', 'Not a date yet'),
  'date-time': always('Chưa phải ngày giờ', 'Not a date with time yet'),
  time: always('Chưa phải giờ', 'Not a time yet'),
}
const types: Record<string, Sentence> = {
  number: always('Hãy nhập số', 'Enter a number'),
  integer: always('Hãy nhập số nguyên', 'Enter a whole number'),
  string: always('Hãy nhập chữ', 'Enter text'),
  boolean: always('Hãy chọn có hoặc không', 'Choose yes or no'),
  array: always('Hãy nhập danh sách', 'Enter a list'),
  object: always('Hãy điền phần này', 'Fill in this part'),
}
const listed = always('Hãy chọn một mục trong danh sách', 'Choose one from the list')
const wrong: Sentence = (_, lang) => formWords[lang].wrong

/** One sentence per keyword of JSON Schema that can fail in a form; what is wrong and how to mend it. */
const sentences: Record<string, Sentence> = {
  required: always('Hãy điền mục này', 'This is needed'),
  minLength: both(
    (n) => `Cần ít nhất ${n} ký tự`,
    (n) => `At least ${n} characters`,
  ),
  maxLength: both(
    (n) => `Nhiều nhất ${n} ký tự`,
    (n) => `At most ${n} characters`,
  ),
  pattern: always('Chưa đúng mẫu', 'Does not match the pattern yet'),
  minimum: both(
    (n) => `Từ ${n} trở lên`,
    (n) => `${n} or more`,
  ),
  maximum: both(
    (n) => `Từ ${n} trở xuống`,
    (n) => `${n} or less`,
  ),
  exclusiveMinimum: both(
    (n) => `Phải lớn hơn ${n}`,
    (n) => `More than ${n}`,
  ),
  exclusiveMaximum: both(
    (n) => `Phải nhỏ hơn ${n}`,
    (n) => `Less than ${n}`,
  ),
  multipleOf: both(
    (n) => `Phải là bội của ${n}`,
    (n) => `A multiple of ${n}`,
  ),
  minItems: both(
    (n) => `Cần ít nhất ${n} mục`,
    (n) => `At least ${n} items`,
  ),
  maxItems: both(
    (n) => `Nhiều nhất ${n} mục`,
    (n) => `At most ${n} items`,
  ),
  uniqueItems: always('Có mục trùng nhau', 'Some items are the same'),
  enum: listed,
  oneOf: listed,
  anyOf: listed,
  not: wrong,
  contains: wrong,
  forbidden: always('Mục này không dùng ở đây', 'This is not used here'),
  additionalProperties: always('Mục này không có trong mẫu', 'This is not part of the form'),
}

/** Ready sentences for every keyword of one schema, in that language. */
export function messagesFor(schema: Record<string, unknown>, lang: Lang): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [keyword, sentence] of Object.entries(sentences))
    found[keyword] = sentence(schema[keyword], lang)
  const type = Array.isArray(schema.type) ? schema.type.find((one) => one !== 'null') : schema.type
  found.type = (types[String(type)] ?? wrong)(undefined, lang)
  found.format = (formats[String(schema.format)] ?? wrong)(undefined, lang)
  found.const =
    schema.const === true
      ? always('Cần đồng ý mục này', 'This needs your agreement')(undefined, lang)
      : wrong('', lang)
  return found
}
