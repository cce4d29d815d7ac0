import type {
  BooleanField,
  DatetimeField,
  IntegerField,
  NumberField,
  PointField,
  SelectField,
  TextField,
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
  point: <const O extends Options<PointField>>(label: Text, options?: O) =>
    ({ type: 'point', label, ...options }) as { type: 'point'; label: Text } & O,
}
