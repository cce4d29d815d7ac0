import type { Filter, Predicate } from '@saola/cql2'
import type { FieldDef, ListQuery, ModelDef, Text } from '@saola/sdk'
import { fieldsOf } from './describe.ts'

/** Filters as the address holds them: `f.status=poor,bad&f.aqi=100`. A number means "from". */
export type FilterValues = Readonly<Record<string, string>>

const PREFIX = 'f.'

/** The filters of an address that mean something for a model. */
export function readFilters(
  search: Readonly<Record<string, unknown>>,
  model: ModelDef | undefined,
): FilterValues {
  const found: Record<string, string> = {}
  for (const [key, value] of Object.entries(search)) {
    if (!key.startsWith(PREFIX) || typeof value !== 'string' || value === '') continue
    const name = key.slice(PREFIX.length)
    const field = model && Object.hasOwn(model.fields, name) ? model.fields[name] : undefined
    if (field && predicateOf(name, field, value) !== undefined) found[name] = value
  }
  return found
}

/** The parameter that holds the filter of a field. */
export function filterKey(field: string): string {
  return PREFIX + field
}

/** Fields that people can filter by. */
export function filterable(model: ModelDef | undefined): [string, FieldDef][] {
  return fieldsOf(model).filter(
    ([, field]) =>
      field.type === 'select' ||
      field.type === 'boolean' ||
      field.type === 'number' ||
      field.type === 'integer',
  )
}

/** All filters and a standing one joined by "and"; undefined when there is nothing to narrow. */
export function joinFilters(
  standing: ListQuery['filter'],
  values: FilterValues,
  model: ModelDef | undefined,
): ListQuery['filter'] {
  const parts: Filter[] = standing === undefined ? [] : [standing]
  for (const [name, value] of Object.entries(values)) {
    const field = model?.fields[name]
    const predicate = field === undefined ? undefined : predicateOf(name, field, value)
    if (predicate !== undefined) parts.push(predicate)
  }
  const [first, second, ...rest] = parts
  return first !== undefined && second !== undefined ? { op: 'and', args: [first, second, ...rest] } : first
}

function predicateOf(name: string, field: FieldDef, value: string): Predicate | undefined {
  const property = { property: name }
  if (field.type === 'select') {
    const values = value.split(',').filter((one) => Object.hasOwn(field.options, one))
    return values.length === 0 ? undefined : { op: 'in', args: [property, values] }
  }
  if (field.type === 'boolean') {
    return value === 'true' || value === 'false' ? { op: '=', args: [property, value === 'true'] } : undefined
  }
  const number = Number(value)
  return Number.isFinite(number) && (field.type === 'number' || field.type === 'integer')
    ? { op: '>=', args: [property, number] }
    : undefined
}

/** Labels of the chosen options of a select field. */
export function chosenLabels(field: FieldDef, value: string): Text[] {
  if (field.type !== 'select') return []
  return value.split(',').flatMap((one) => field.options[one]?.label ?? [])
}
