import type { AnyRecord, FieldDef, ListQuery, ModelDef, Sort } from '@saola/sdk'

/** The fields of a model in the order of forms and lists. */
export function fieldsOf(model: ModelDef | undefined): [name: string, field: FieldDef][] {
  return Object.entries(model?.fields ?? {}).sort(
    ([nameA, a], [nameB, b]) => (a.order ?? 0) - (b.order ?? 0) || nameA.localeCompare(nameB),
  )
}

/** The field that names a record. */
export function titleField(model: ModelDef | undefined): string | undefined {
  if (model?.title !== undefined) return model.title
  return fieldsOf(model).find(([, field]) => field.type === 'text')?.[0]
}

/** What a record is called, or undefined when it has no name. */
export function titleOf(record: AnyRecord, model: ModelDef | undefined): string | undefined {
  const field = titleField(model)
  const value = field === undefined ? undefined : record[field]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** A sort as people write it in options and addresses: `-pm25,name`. */
export function parseSort(text: unknown): Sort[] | undefined {
  if (Array.isArray(text)) {
    return text.filter((one): one is Sort => typeof one === 'object' && one !== null && 'field' in one)
  }
  if (typeof text !== 'string' || text === '') return undefined
  return text.split(',').map((part) => ({ field: part.replace(/^-/, ''), descending: part.startsWith('-') }))
}

/** The same the other way. */
export function printSort(sort: readonly Sort[]): string {
  return sort.map(({ field, descending }) => (descending ? `-${field}` : field)).join(',')
}

/** The part of a query that options of a configured widget or page hold. */
export function queryOf(options: Readonly<Record<string, unknown>>, limit: number): ListQuery {
  const asked = options.limit
  return {
    ...(options.filter === undefined || options.filter === null
      ? {}
      : { filter: options.filter as NonNullable<ListQuery['filter']> }),
    sort: parseSort(options.sort),
    limit: typeof asked === 'number' ? Math.min(500, Math.max(1, Math.floor(asked))) : limit,
  }
}

/** A number as people in Vietnam write it: `0912 345 678`; others as they are stored. */
export function spokenPhone(phone: string): string {
  const national = /^\+84(\d{9,10})$/.exec(phone)?.[1]
  if (national === undefined) return phone
  return `0${national}`.replace(/^(\d{4})(\d{3})(\d+)$/, '$1 $2 $3')
}
