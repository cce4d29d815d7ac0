import { contributionSchemas, type FieldType, fieldSchemas, type JsonSchema, type ModelDef } from '@saola/sdk'
import { type Check, lazySchema, type ValueError } from '../http/json-schema.ts'

type Plain = Record<string, unknown>

const FIELD_NAME = /^[a-z][A-Za-z0-9_]{0,62}$/
const checkField = new Map<string, Check>(
  (Object.keys(fieldSchemas) as FieldType[]).map((type) => [
    type,
    lazySchema(fieldSchemas[type] as unknown as JsonSchema),
  ]),
)
const modelSchema = contributionSchemas.models as unknown as JsonSchema & { properties: Plain }
/** The model without its fields: those are checked one by one, by their type, for errors that point at the place. */
const checkHead = lazySchema({
  ...modelSchema,
  properties: { ...modelSchema.properties, fields: { type: 'object', minProperties: 1, maxProperties: 500 } },
})
const label = { $ref: '#/$defs/text' }
const words = {
  type: 'object',
  properties: {
    vi: { type: 'string', minLength: 1, maxLength: 500 },
    en: { type: 'string', minLength: 1, maxLength: 500 },
  },
  additionalProperties: false,
}
const checkOverrideHead = lazySchema({
  type: 'object',
  $defs: { text: words },
  properties: { label, fields: { type: 'object', maxProperties: 500 } },
  additionalProperties: false,
})

/** What an administrator may say of a plugin's field: how it is shown, never what it is. */
const FIELD_WORDS = new Set(['label', 'help', 'order'])
const checkFieldWords = lazySchema({
  type: 'object',
  $defs: { text: words },
  properties: { label, help: label, order: { type: 'number' } },
})

/** What does not fit of an administrator's model. */
export function modelErrors(body: Plain): ValueError[] {
  const errors = checkHead(body)
  if (errors.length > 0) return errors
  const { fields, title, indexes } = body as unknown as ModelDef
  for (const [name, field] of Object.entries(fields))
    errors.push(...fieldErrors(name, field as unknown as Plain))
  const missing = (pointer: string) =>
    errors.push(error(pointer, 'unknown', 'Không có trường này', 'There is no such field'))
  if (title !== undefined && !Object.hasOwn(fields, title)) missing('/title')
  for (const [name, index] of Object.entries(indexes ?? {})) {
    for (const [at, field] of index.fields.entries()) {
      if (!Object.hasOwn(fields, field)) missing(`/indexes/${name}/fields/${at}`)
    }
  }
  return errors
}

/**
 * Reads a body as what an administrator changes on a plugin's model: labels, helps and the order of its fields, and
 * fields of their own, named `x_…`. Parts that are as the plugin has them are no change, so that a model that was read
 * may be written back.
 */
export function readOverride(base: ModelDef, body: Plain): { patch: Plain; errors: ValueError[] } {
  const own: Plain = { ...body }
  for (const [key, value] of Object.entries(base)) {
    if (key !== 'label' && key !== 'fields' && same(own[key], value)) delete own[key]
  }
  const extra = Object.keys(own).filter((key) => key !== 'label' && key !== 'fields')
  const errors = extra.map((key) => refused(`/${key}`))
  errors.push(...checkOverrideHead({ label: own.label ?? {}, fields: own.fields ?? {} }))
  if (errors.length > 0) return { patch: {}, errors }
  const patch: Plain = {}
  if (own.label !== undefined && !same(own.label, base.label)) patch.label = own.label
  const fields: Plain = {}
  for (const [name, value] of Object.entries((own.fields ?? {}) as Plain)) {
    if (name.startsWith('x_')) {
      errors.push(...fieldErrors(name, value as Plain))
      fields[name] = value
      continue
    }
    const standing = base.fields[name]
    if (!standing) {
      errors.push(misnamed(`/fields/${name}`))
      continue
    }
    if (value === null || typeof value !== 'object' || Array.isArray(value)) {
      errors.push(refused(`/fields/${name}`))
      continue
    }
    const given = Object.entries(value).filter(
      ([key, part]) => !same(part, (standing as unknown as Plain)[key]),
    )
    const foreign = given.filter(([key]) => !FIELD_WORDS.has(key))
    errors.push(...foreign.map(([key]) => refused(`/fields/${name}/${key}`)))
    const said = Object.fromEntries(given.filter(([key]) => FIELD_WORDS.has(key)))
    errors.push(...checkFieldWords(said).map((one) => ({ ...one, pointer: `/fields/${name}${one.pointer}` })))
    if (Object.keys(said).length > 0) fields[name] = said
  }
  if (Object.keys(fields).length > 0) patch.fields = fields
  return { patch, errors }
}

function fieldErrors(name: string, field: Plain): ValueError[] {
  const at = `/fields/${name}`
  if (!FIELD_NAME.test(name)) {
    return [
      error(
        at,
        'pattern',
        'Tên trường phải bắt đầu bằng chữ thường, chỉ gồm chữ, số và _',
        'A field name begins with a lower-case letter and holds letters, digits and _',
      ),
    ]
  }
  const check = field !== null && typeof field === 'object' ? checkField.get(String(field.type)) : undefined
  if (!check)
    return [error(`${at}/type`, 'enum', 'Không có loại trường này', 'There is no such type of field')]
  return check(field).map((one) => ({ ...one, pointer: `${at}${one.pointer}` }))
}

function refused(pointer: string): ValueError {
  return error(
    pointer,
    'override',
    'Phân hệ giữ phần này; chỉ đổi được nhãn, trợ giúp, thứ tự và các trường x_…',
    'This belongs to the plugin; only labels, helps, the order and x_… fields may be changed',
  )
}

function misnamed(pointer: string): ValueError {
  return error(
    pointer,
    'name',
    'Trường thêm vào mô hình của phân hệ phải có khóa bắt đầu bằng x_',
    "A field added to a plugin's model has a key that begins with x_",
  )
}

function error(pointer: string, code: string, vi: string, en: string): ValueError {
  return { pointer, code, detail: { vi, en } }
}

function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return false
  const [left, right] = [a as Plain, b as Plain]
  const keys = Object.keys(left)
  return (
    Array.isArray(a) === Array.isArray(b) &&
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && same(left[key], right[key]))
  )
}
