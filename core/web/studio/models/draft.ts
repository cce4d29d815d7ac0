import type { FieldDef, FieldType, ModelDef, Text } from '@saola/sdk'
import type { Shape } from './api.ts'

export type Fields = Record<string, FieldDef>
export type Change = 'new' | 'changed' | 'restored' | 'archived'

/** Prefix of the keys of an administrator's fields on a plugin's model. */
export const OWN_PREFIX = 'x_'
/** What may be said of a plugin's field. */
const WORDS = ['label', 'help', 'order'] as const

/** Types that a person can give a new field here; the others need more than a form. */
export const NEW_TYPES = [
  'text',
  'richText',
  'select',
  'number',
  'integer',
  'boolean',
  'datetime',
  'phone',
  'email',
  'unit',
  'user',
  'relation',
  'point',
  'image',
  'file',
  'code',
] as const satisfies readonly FieldType[]

/** Whether a field is the administrator's to change and put away, or a plugin's. */
export function isOwn(shape: Pick<Shape, 'override'>, name: string): boolean {
  return !shape.override || name.startsWith(OWN_PREFIX)
}

/** Names in the order of forms and lists. */
export function ordered(fields: Fields): string[] {
  return Object.keys(fields).sort(
    (a, b) => (fields[a]?.order ?? 0) - (fields[b]?.order ?? 0) || a.localeCompare(b),
  )
}

/** What a draft changes, by field. */
export function changesOf(shape: Shape, draft: Fields): Map<string, Change> {
  const changes = new Map<string, Change>()
  for (const [name, field] of Object.entries(draft)) {
    const before = shape.model.fields[name]
    if (!before) changes.set(name, Object.hasOwn(shape.archived, name) ? 'restored' : 'new')
    else if (!same(before, field)) changes.set(name, 'changed')
  }
  for (const name of Object.keys(shape.model.fields))
    if (!Object.hasOwn(draft, name)) changes.set(name, 'archived')
  return changes
}

/** The document that a draft becomes. */
export function documentOf(shape: Shape, draft: Fields): Partial<ModelDef> {
  if (!shape.base) return { ...shape.document, fields: draft }
  const fields: Record<string, object> = {}
  for (const [name, field] of Object.entries(draft)) {
    const base = shape.base.fields[name]
    if (!base) {
      fields[name] = field
      continue
    }
    const said = WORDS.filter((key) => field[key] !== undefined && !same(field[key], base[key]))
    if (said.length > 0) fields[name] = Object.fromEntries(said.map((key) => [key, field[key]]))
  }
  return { ...shape.document, fields: fields as Fields }
}

/** A draft made on one revision, on top of a newer one. `both` are fields that either side has changed. */
export function rebase(old: Shape, fresh: Shape, draft: Fields): { fields: Fields; both: string[] } {
  const mine = changesOf(old, draft)
  const theirs = changesOf(old, fresh.model.fields)
  const fields: Fields = { ...fresh.model.fields }
  for (const [name, change] of mine) {
    const field = draft[name]
    if (change === 'archived' || !field) delete fields[name]
    else fields[name] = field
  }
  return { fields, both: [...mine.keys()].filter((name) => theirs.has(name)) }
}

/** The fields with one moved up (−1) or down (1); as few of the others as possible get another place. */
export function moved(fields: Fields, name: string, by: -1 | 1): Fields {
  const names = ordered(fields)
  const at = names.indexOf(name)
  const to = at + by
  if (at < 0 || to < 0 || to >= names.length) return fields
  names.splice(at, 1)
  names.splice(to, 0, name)
  const orderAt = (index: number) => fields[names[index] ?? '']?.order ?? 0
  const [before, after] = [
    to > 0 ? orderAt(to - 1) : undefined,
    to + 1 < names.length ? orderAt(to + 1) : undefined,
  ]
  const between =
    before === undefined ? (after ?? 0) - 1 : after === undefined ? before + 1 : (before + after) / 2
  const fits = (before === undefined || before < between) && (after === undefined || between < after)
  if (fits) return { ...fields, [name]: { ...fields[name], order: between } as FieldDef }
  return Object.fromEntries(
    names.map((one, index) => [one, { ...fields[one], order: (index + 1) * 10 } as FieldDef]),
  )
}

/** A key out of a label: `Mức nguy hiểm` → `x_mucNguyHiem`; with a number behind it where that is taken. */
export function keyFrom(label: string, prefix: string, taken: readonly string[]): string {
  const words = label
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D')
    .toLowerCase()
    .match(/[a-z0-9]+/g) ?? ['field']
  const bare = words.map((word, at) => (at === 0 ? word : word[0]?.toUpperCase() + word.slice(1))).join('')
  const stem = `${prefix}${/^[a-z]/.test(bare) || prefix ? bare : `f${bare}`}`.slice(0, 50)
  const used = new Set(taken.map((one) => one.toLowerCase()))
  if (!used.has(stem.toLowerCase())) return stem
  for (let number = 2; ; number += 1)
    if (!used.has(`${stem}${number}`.toLowerCase())) return `${stem}${number}`
}

/** A key for an option that has no words yet; see {@link settled}. */
export function freshOption(taken: readonly string[]): string {
  for (let number = 1; ; number += 1) if (!taken.includes(`${UNNAMED}${number}`)) return `${UNNAMED}${number}`
}

const UNNAMED = 'unnamed-'

/** A field whose options all have keys out of their words. While a person types, keys stay, and so do the inputs. */
export function settled(field: FieldDef): FieldDef {
  if (field.type !== 'select' || !Object.keys(field.options).some((key) => key.startsWith(UNNAMED)))
    return field
  const taken: string[] = Object.keys(field.options)
  const keys = new Map(
    Object.entries(field.options).map(([key, { label }]) => {
      const words = label.en || label.vi
      if (!key.startsWith(UNNAMED) || words === '') return [key, key]
      const made = keyFrom(words, '', taken)
      taken.push(made)
      return [key, made]
    }),
  )
  const options = Object.entries(field.options).map(([key, option]) => [keys.get(key), option] as const)
  const fallback = field.default === undefined ? {} : { default: keys.get(field.default) ?? field.default }
  return { ...field, options: Object.fromEntries(options), ...fallback }
}

/** What a new field of a type begins with. `model` is the first that a relation may point to. */
export function freshField(
  type: FieldType,
  label: Text,
  order: number,
  option: Text,
  model: string,
): FieldDef {
  const head = { label, order }
  switch (type) {
    case 'select':
      return { type, ...head, options: { [freshOption([])]: { label: option, order: 1 } } }
    case 'relation':
      return { type, ...head, model }
    case 'code':
      return { type, ...head, pattern: 'M-{year}-{number:4}' }
    case 'status':
    case 'json':
      throw new Error(`a ${type} needs more than a form`)
    default:
      return { type, ...head }
  }
}

/** Fields that may have a value for records that are there already. */
export function takesDefault(field: FieldDef): field is Extract<FieldDef, { default?: unknown }> {
  return ['text', 'number', 'integer', 'boolean', 'select'].includes(field.type)
}

/** The same field without parts that are empty. */
export function pruned<F extends FieldDef>(field: F): F {
  const kept = Object.entries(field).filter(
    ([key, value]) => value !== undefined && value !== '' && !(key === 'help' && (value as Text).vi === ''),
  )
  return Object.fromEntries(kept) as F
}

function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>]
  const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])]
  return keys.every((key) => same(left[key], right[key]))
}
