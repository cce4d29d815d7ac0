import type { FieldDef, Json, ListQuery, ModelDef, Sort, StatusField, Text } from '@saola/sdk'
import type { UiDocument } from '@saola/sdk-web'
import { fullModel } from '../address.ts'
import { fieldsOf, parseSort } from '../describe.ts'

/** A standing list of an inbox: its name, and what it narrows to. */
export interface InboxTab {
  id: string
  label: Text
  filter: ListQuery['filter']
  sort: Sort[] | undefined
  /** Only records of the reader's own units. */
  mine: boolean
}

/** What a step of the status asks for beyond what it needs. */
export interface StepOptions {
  /** Fields that its form offers. */
  fields: string[]
  /** It may be said why, to colleagues or to everybody. */
  comment: 'internal' | 'public' | undefined
}

/** How records of a model are worked on: the options of the page `core.inbox` that lists them, read with care. */
export interface InboxOptions {
  columns: string[]
  sort: Sort[]
  filter: ListQuery['filter']
  tabs: InboxTab[]
  /** Fields that chips offer; undefined for all that can be filtered by. */
  filters: string[] | undefined
  /**
   * Field with the deadline, and with the moment from which it runs; `explain` is a route of the module that tells how
   * one comes about, such as `/reports/{id}/deadline`.
   */
  due: { field: string; from: string; explain?: string } | undefined
  steps: Readonly<Record<string, StepOptions>>
  /** Field that tells what a record is about; similar ones share its value. */
  about: string | undefined
  /** Metres within which others count as near. */
  near: number
  /** Fields that only machines read. */
  hidden: string[]
}

type Options = Readonly<Record<string, Json>>

/** The options of the inbox of a model; those of none where no module brought a page for it. */
export function inboxOptions(ui: Pick<UiDocument, 'pages'>, model: string, given?: Options): InboxOptions {
  const page = Object.values(ui.pages).find(
    (one) => one.use === 'core.inbox' && fullModel(one.plugin, one.options?.model) === model,
  )
  const options = given ?? (page?.options as Options | undefined) ?? {}
  const due = object(options.due)
  return {
    columns: texts(options.columns) ?? [],
    sort: parseSort(options.sort) ?? [{ field: 'createdAt', descending: true }],
    filter: filterOf(options.filter),
    tabs: named(options.tabs).map(([id, tab]) => ({
      id,
      label: textOf(tab.label, id),
      filter: filterOf(tab.filter),
      sort: parseSort(tab.sort),
      mine: tab.mine === true,
    })),
    filters: texts(options.filters),
    due:
      due && typeof due.field === 'string'
        ? {
            field: due.field,
            from: String(due.from ?? 'createdAt'),
            ...(typeof due.explain === 'string' ? { explain: due.explain } : {}),
          }
        : undefined,
    steps: Object.fromEntries(
      named(options.steps).map(([name, step]) => [
        name,
        {
          fields: texts(step.fields) ?? [],
          comment: step.comment === 'public' || step.comment === 'internal' ? step.comment : undefined,
        },
      ]),
    ),
    about: typeof options.about === 'string' ? options.about : undefined,
    near: typeof options.near === 'number' ? Math.min(5_000, Math.max(1, options.near)) : 300,
    hidden: texts(options.hidden) ?? [],
  }
}

/** The parts of a model that have a place of their own on the screen. */
export interface ModelParts {
  status: { name: string; field: StatusField } | undefined
  point: string | undefined
  images: string[]
  code: string | undefined
}

export function partsOf(model: ModelDef | undefined): ModelParts {
  const fields = fieldsOf(model)
  const first = (type: FieldDef['type']) => fields.find(([, field]) => field.type === type)
  const status = first('status')
  return {
    status: status ? { name: status[0], field: status[1] as StatusField } : undefined,
    point: first('point')?.[0],
    images: fields.filter(([, { type }]) => type === 'image').map(([name]) => name),
    code: first('code')?.[0],
  }
}

function object(value: Json | undefined): Record<string, Json> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
}

function named(value: Json | undefined): [string, Record<string, Json>][] {
  return Object.entries(object(value) ?? {})
    .flatMap(([name, one]): [string, Record<string, Json>][] => {
      const data = object(one)
      return data ? [[name, data]] : []
    })
    .sort(([, a], [, b]) => Number(a.order ?? 0) - Number(b.order ?? 0))
}

function texts(value: Json | undefined): string[] | undefined {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : undefined
}

function textOf(value: Json | undefined, fallback: string): Text {
  const text = object(value)
  return typeof text?.vi === 'string' ? (text as unknown as Text) : { vi: fallback }
}

function filterOf(value: Json | undefined): ListQuery['filter'] {
  return value === undefined || value === null ? undefined : (value as unknown as ListQuery['filter'])
}
