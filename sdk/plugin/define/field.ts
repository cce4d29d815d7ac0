import type {
  BooleanField,
  CodeField,
  DatetimeField,
  EmailField,
  FileField,
  ImageField,
  IntegerField,
  JsonField,
  NumberField,
  PhoneField,
  PointField,
  RelationField,
  RichTextField,
  SelectField,
  StatusField,
  TextField,
  UnitField,
  UserField,
} from '../contract/model.ts'
import type { Text } from '../contract/text.ts'

type Options<F> = Omit<F, 'type' | 'label' | 'options'>

/**
 * Fields of a model: `field.text({ vi: 'Tên trạm', en: 'Station name' }, { required: true })`.
 */
export const field = {
  text: <const O extends Options<TextField>>(label: Text, options?: O) =>
    ({ type: 'text', label, ...options }) as { type: 'text'; label: Text } & O,
  number: <const O extends Options<NumberField>>(label: Text, options?: O) =>
    ({ type: 'number', label, ...options }) as { type: 'number'; label: Text } & O,
  integer: <const O extends Options<IntegerField>>(label: Text, options?: O) =>
    ({ type: 'integer', label, ...options }) as { type: 'integer'; label: Text } & O,
  boolean: <const O extends Options<BooleanField>>(label: Text, options?: O) =>
    ({ type: 'boolean', label, ...options }) as { type: 'boolean'; label: Text } & O,
  datetime: <const O extends Options<DatetimeField>>(label: Text, options?: O) =>
    ({ type: 'datetime', label, ...options }) as { type: 'datetime'; label: Text } & O,
  select: <const S extends SelectField['options'], const O extends Options<SelectField>>(
    label: Text,
    options: S,
    more?: O,
  ) => ({ type: 'select', label, options, ...more }) as { type: 'select'; label: Text; options: S } & O,
  richText: <const O extends Options<RichTextField>>(label: Text, options?: O) =>
    ({ type: 'richText', label, ...options }) as { type: 'richText'; label: Text } & O,
  phone: <const O extends Options<PhoneField>>(label: Text, options?: O) =>
    ({ type: 'phone', label, ...options }) as { type: 'phone'; label: Text } & O,
  email: <const O extends Options<EmailField>>(label: Text, options?: O) =>
    ({ type: 'email', label, ...options }) as { type: 'email'; label: Text } & O,
  code: <const O extends Options<CodeField>>(label: Text, options: O) =>
    ({ type: 'code', label, ...options }) as { type: 'code'; label: Text } & O,
  status: <const O extends Options<StatusField>>(label: Text, options: O) =>
    ({ type: 'status', label, ...options }) as { type: 'status'; label: Text } & O,
  relation: <const O extends Options<RelationField>>(label: Text, options: O) =>
    ({ type: 'relation', label, ...options }) as { type: 'relation'; label: Text } & O,
  user: <const O extends Options<UserField>>(label: Text, options?: O) =>
    ({ type: 'user', label, ...options }) as { type: 'user'; label: Text } & O,
  unit: <const O extends Options<UnitField>>(label: Text, options?: O) =>
    ({ type: 'unit', label, ...options }) as { type: 'unit'; label: Text } & O,
  file: <const O extends Options<FileField>>(label: Text, options?: O) =>
    ({ type: 'file', label, ...options }) as { type: 'file'; label: Text } & O,
  image: <const O extends Options<ImageField>>(label: Text, options?: O) =>
    ({ type: 'image', label, ...options }) as { type: 'image'; label: Text } & O,
  json: <const O extends Options<JsonField>>(label: Text, options: O) =>
    ({ type: 'json', label, ...options }) as { type: 'json'; label: Text } & O,
  point: <const O extends Options<PointField>>(label: Text, options?: O) =>
    ({ type: 'point', label, ...options }) as { type: 'point'; label: Text } & O,
}
