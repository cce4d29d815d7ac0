import { type MovingFilter, parseCql2Json } from '@saola/cql2'
import type { FieldDef, ListQuery, ModelDef, Text } from '@saola/sdk'
import { fieldsOf } from './describe.ts'
import { type Edge, type Period, periodFilter, printPeriod, readPeriod } from './periods.ts'

/**
 * Filters as the address holds them, by field: `f.status=received,verified`, `f.status=!spam`, `f.dueAt=..now`,
 * `f.unit=-`. A number means "from", `=3` the number itself, `-` that there is no value, `!` none of these; times are read
 * by `readPeriod`.
 */
export type FilterValues = Readonly<Record<string, string>>

const PREFIX = 'f.'
/** The parameter of a CQL2 tree that no field alone can say. */
export const REST = 'filter'
const NONE = '-'

/** Fields that every record has and people filter by. */
const systemFields: Readonly<Record<string, FieldDef>> = {
  unit: { type: 'unit', label: { vi: 'Đơn vị', en: 'Unit' } },
  createdAt: { type: 'datetime', label: { vi: 'Tạo lúc', en: 'Created' } },
  updatedAt: { type: 'datetime', label: { vi: 'Sửa lúc', en: 'Changed' } },
}

/** A field that a filter may name: one of the model or one that every record has. */
export function filterField(model: ModelDef | undefined, name: string): FieldDef | undefined {
  if (model && Object.hasOwn(model.fields, name)) return model.fields[name]
  return model && Object.hasOwn(systemFields, name) ? systemFields[name] : undefined
}

/** The filters of an address that mean something for a model. */
export function readFilters(
  search: Readonly<Record<string, unknown>>,
  model: ModelDef | undefined,
): FilterValues {
  const found: Record<string, string> = {}
  for (const [key, value] of Object.entries(search)) {
    if (!key.startsWith(PREFIX) || typeof value !== 'string' || value === '') continue
    const name = key.slice(PREFIX.length)
    const field = filterField(model, name)
    if (field && predicateOf(name, field, value) !== undefined) found[name] = value
  }
  return found
}

/** The tree of an address, or undefined when there is none that can be read. */
export function readRest(search: Readonly<Record<string, unknown>>): MovingFilter | undefined {
  const text = search[REST]
  if (typeof text !== 'string' || text === '') return undefined
  try {
    const tree: unknown = JSON.parse(text)
    return parseCql2Json(tree, { now: 0 }).ok ? (tree as MovingFilter) : undefined
  } catch {
    return undefined
  }
}

/** The parameter that holds the filter of a field. */
export function filterKey(field: string): string {
  return PREFIX + field
}

const pickable: ReadonlySet<string> = new Set([
  'select',
  'status',
  'relation',
  'boolean',
  'number',
  'integer',
  'datetime',
])

/** Fields that people can filter by. */
export function filterable(model: ModelDef | undefined): [string, FieldDef][] {
  return fieldsOf(model).filter(([, field]) => pickable.has(field.type))
}

/** All filters and a standing one joined by "and"; undefined when there is nothing to narrow. */
export function joinFilters(
  standing: ListQuery['filter'],
  values: FilterValues,
  model: ModelDef | undefined,
  rest?: MovingFilter,
): ListQuery['filter'] {
  const parts: MovingFilter[] = standing === undefined ? [] : [standing]
  for (const [name, value] of Object.entries(values)) {
    const field = filterField(model, name)
    const predicate = field === undefined ? undefined : predicateOf(name, field, value)
    if (predicate !== undefined) parts.push(predicate)
  }
  if (rest !== undefined) parts.push(rest)
  const [first, second, ...others] = parts
  return first !== undefined && second !== undefined ? { op: 'and', args: [first, second, ...others] } : first
}

/**
 * A filter as parameters of an address: what fields alone can say as filters that people can change, the remainder as
 * a tree. Reading them again selects the same records.
 */
export function printFilters(
  filter: ListQuery['filter'],
  model: ModelDef | undefined,
): Record<string, string> {
  const params: Record<string, string> = {}
  const periods: Record<string, Period> = {}
  const rest: MovingFilter[] = []
  for (const part of flat(filter ?? true)) {
    if (part === true) continue
    const edge = edgeOf(part, model)
    const known = edge && periods[edge.name]
    if (edge && !(known && edge.side in known) && params[filterKey(edge.name)] === undefined) {
      periods[edge.name] = { ...known, [edge.side]: edge.at }
      continue
    }
    const said = edge ? undefined : sayOf(part, model)
    const key = filterKey(said?.name ?? '')
    if (said && params[key] === undefined && !periods[said.name]) params[key] = said.value
    else rest.push(part)
  }
  for (const [name, period] of Object.entries(periods)) params[filterKey(name)] = printPeriod(period)
  const [first, second, ...others] = rest
  if (first !== undefined) {
    params[REST] = JSON.stringify(
      second === undefined ? first : { op: 'and', args: [first, second, ...others] },
    )
  }
  return params
}

/** Labels of the chosen options of a select or status field. */
export function chosenLabels(field: FieldDef, value: string): Text[] {
  const choices = choicesOf(field)
  return chosenOf(field, value).values.flatMap((one) => choices[one]?.label ?? [])
}

/** The values that a filter of the address names, and whether none of them is meant. */
export function chosenOf(field: FieldDef, value: string): { values: string[]; none: boolean } {
  const none = value.startsWith('!')
  const fixed = field.type === 'select' || field.type === 'status' ? choicesOf(field) : undefined
  const values = (none ? value.slice(1) : value).split(',')
  return { values: values.filter((one) => (fixed ? Object.hasOwn(fixed, one) : one !== '')), none }
}

/** The fixed values of a field with their labels; empty when it has none. */
export function choicesOf(field: FieldDef): Readonly<Record<string, { label: Text; order?: number }>> {
  if (field.type === 'select') return field.options
  return field.type === 'status' ? field.states : {}
}

function predicateOf(name: string, field: FieldDef, value: string): MovingFilter | undefined {
  const property = { property: name }
  if (value === NONE) return { op: 'isNull', args: [property] }
  switch (field.type) {
    case 'select':
    case 'status':
    case 'relation':
    case 'unit':
    case 'user': {
      const { values, none } = chosenOf(field, value)
      const [first] = values
      if (first === undefined) return undefined
      if (!none) return { op: 'in', args: [property, values] }
      return values.length === 1
        ? { op: '<>', args: [property, first] }
        : { op: 'not', args: [{ op: 'in', args: [property, values] }] }
    }
    case 'boolean':
      return value === 'true' || value === 'false'
        ? { op: '=', args: [property, value === 'true'] }
        : undefined
    case 'datetime': {
      const period = readPeriod(value)
      return period && periodFilter(name, period)
    }
    case 'text':
    case 'code':
    case 'phone':
    case 'email':
      return { op: '=', args: [property, value.startsWith('=') ? value.slice(1) : value] }
    case 'number':
    case 'integer': {
      const exact = value.startsWith('=')
      const number = Number(exact ? value.slice(1) : value)
      if (!Number.isFinite(number) || value.trim() === '') return undefined
      if (field.type === 'integer' && !Number.isSafeInteger(number)) return undefined
      return { op: exact ? '=' : '>=', args: [property, number] }
    }
    default:
      return undefined
  }
}

/** The tests that must all be true. */
function flat(filter: MovingFilter): MovingFilter[] {
  return typeof filter === 'object' && filter.op === 'and' ? filter.args.flatMap(flat) : [filter]
}

/** A test that bounds a time on one side as periods do. */
function edgeOf(
  part: MovingFilter,
  model: ModelDef | undefined,
): { name: string; side: 'from' | 'to'; at: Edge } | undefined {
  if (typeof part !== 'object' || (part.op !== '>=' && part.op !== '<')) return undefined
  const [left, at] = part.args
  if (typeof left !== 'object' || !('property' in left) || typeof at !== 'object') return undefined
  if (!isEdge(at)) return undefined
  if (filterField(model, left.property)?.type !== 'datetime') return undefined
  // An edge that would be read as something else stays a tree.
  const side = part.op === '>=' ? 'from' : 'to'
  const again = readPeriod(printPeriod({ [side]: at }))
  return JSON.stringify(again) === JSON.stringify({ [side]: at })
    ? { name: left.property, side, at }
    : undefined
}

function isEdge(operand: object): operand is Edge {
  return 'timestamp' in operand || ('op' in operand && (operand.op === 'now' || operand.op === 'today'))
}

/** A test that the filter of one field can say, if reading it again gives the same test. */
function sayOf(part: MovingFilter, model: ModelDef | undefined): { name: string; value: string } | undefined {
  if (typeof part !== 'object' || part.op === 'and' || part.op === 'or') return undefined
  if (part.op === 'not') {
    const [inner] = part.args
    const said = typeof inner === 'object' && inner.op === 'in' ? sayOf(inner, model) : undefined
    const field = said && filterField(model, said.name)
    const value = `!${said?.value ?? ''}`
    return said && field && same(predicateOf(said.name, field, value), part)
      ? { name: said.name, value }
      : undefined
  }
  const [left, right] = part.args
  if (typeof left !== 'object' || !('property' in left)) return undefined
  const field = filterField(model, left.property)
  if (!field) return undefined
  const value = textOf(part.op, right, field)
  if (value === undefined || value === '') return undefined
  const again = predicateOf(left.property, field, value)
  const meant =
    part.op === '=' && again && typeof again === 'object' && again.op === 'in' ? asList(part) : part
  return same(again, meant) ? { name: left.property, value } : undefined
}

function textOf(op: string, right: unknown, field: FieldDef): string | undefined {
  if (op === 'isNull') return NONE
  if (op === 'in' && Array.isArray(right)) return right.join(',')
  if (op === '>=' && typeof right === 'number') return String(right)
  if (op === '<>' && typeof right === 'string') return `!${right}`
  if (op !== '=' || typeof right === 'object') return undefined
  const text = String(right)
  if (typeof right === 'number') return `=${text}`
  return field.type === 'text' && (text.startsWith('=') || text === NONE) ? `=${text}` : text
}

function same(a: unknown, b: unknown): boolean {
  const plain = (test: unknown) => JSON.stringify(test, ['op', 'args', 'property', 'timestamp', 'date'])
  return plain(a) === plain(b)
}

function asList(part: Exclude<MovingFilter, boolean>): unknown {
  return { op: 'in', args: [part.args[0], [part.args[1]]] }
}
