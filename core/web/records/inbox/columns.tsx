import type { AnyRecord, FieldDef } from '@saola/sdk'
import type { UiModel } from '@saola/sdk-web'
import type { JSX } from 'solid-js'
import { titleField } from '../describe.ts'
import { FieldValue } from '../field-value.tsx'
import { filterField } from '../filters.ts'
import type { InboxOptions } from '../work/options.ts'
import { DueCell } from './due-cell.tsx'

/** A column of the inbox; its kind gives its width. */
export interface InboxColumn {
  id: string
  field: FieldDef
  kind: 'code' | 'title' | 'status' | 'due' | 'name' | 'time' | 'plain'
  /** The first, second … of its kind: where there is little room the last go first. */
  rank: number
  sortable: boolean
  cell: (record: AnyRecord) => JSX.Element
}

/** The columns that options name, or those that say most of a model. */
export function inboxColumns(model: UiModel | undefined, options: InboxOptions): InboxColumn[] {
  const title = titleField(model)
  const names = options.columns.length > 0 ? options.columns : standing(model, title, options)
  const ranks: Partial<Record<InboxColumn['kind'], number>> = {}
  return names.flatMap((id): InboxColumn[] => {
    const field = filterField(model, id)
    if (!field) return []
    const kind = id === title ? 'title' : kindOf(id, field, options)
    const rank = (ranks[kind] ?? 0) + 1
    ranks[kind] = rank
    return [
      {
        id,
        field,
        kind,
        rank,
        sortable: !['point', 'image', 'file', 'json', 'richText'].includes(field.type),
        cell: (record) => cell(id, field, kind, record, model, options),
      },
    ]
  })
}

function cell(
  id: string,
  field: FieldDef,
  kind: InboxColumn['kind'],
  record: AnyRecord,
  model: UiModel | undefined,
  options: InboxOptions,
): JSX.Element {
  if (kind === 'due') return <DueCell record={record} model={model} due={options.due} />
  if (kind === 'code') return <span class="code">{shortCode(String(record[id] ?? ''))}</span>
  if (kind === 'title') return <b class="clip">{String(record[id] ?? '')}</b>
  return <FieldValue value={record[id]} field={field} plugin={model?.plugin} />
}

/** The count alone: `PA-2026-000123` is `000123` where all are of one kind and mostly of one year. */
export function shortCode(code: string): string {
  return /\d+$/.exec(code)?.[0] ?? code
}

function kindOf(id: string, field: FieldDef, options: InboxOptions): InboxColumn['kind'] {
  if (id === options.due?.field) return 'due'
  switch (field.type) {
    case 'code':
      return 'code'
    case 'status':
    case 'select':
      return 'status'
    case 'relation':
    case 'unit':
      return 'name'
    case 'datetime':
      return 'time'
    default:
      return 'plain'
  }
}

function standing(model: UiModel | undefined, title: string | undefined, options: InboxOptions): string[] {
  const fields = Object.entries(model?.fields ?? {})
  const first = (type: FieldDef['type']) => fields.find(([, field]) => field.type === type)?.[0]
  const names = [first('code'), title, first('relation'), first('status'), options.due?.field]
  return names.filter((name) => name !== undefined)
}
