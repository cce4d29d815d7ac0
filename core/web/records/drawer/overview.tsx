import type { AnyRecord, FieldDef, FileRef } from '@saola/sdk'
import { Facts, Skeleton, type UiModel, useActor, useFormat, useText } from '@saola/sdk-web'
import { For, type JSX, lazy, Show, Suspense } from 'solid-js'
import { useWords } from '../../host/console.tsx'
import { fieldsOf, titleField, titleOf } from '../describe.ts'
import { FieldValue, positionOf } from '../field-value.tsx'
import { filterField } from '../filters.ts'
import type { Stops } from '../tone.ts'
import { useRecordWords } from '../words/words.ts'
import { type InboxOptions, partsOf } from '../work/options.ts'
import { DeadlineBox } from './deadline-box.tsx'
import { Photos } from './photos.tsx'

const MiniMap = lazy(() => import('./mini-map.tsx'))

/** A longer name is cut in the head of the drawer and stands here in full. */
export const LONG_TITLE = 110

export interface OverviewProps {
  id: string
  model: UiModel | undefined
  record: AnyRecord
  options: InboxOptions
  /** Only these fields, in this order. Default: all. */
  fields?: readonly string[] | undefined
  styled?: { field: string; stops: Stops } | undefined
  /** False where the map already shows it. */
  map: boolean
}

/** What a record holds: deadline, pictures, place, then its fields. */
export function Overview(props: OverviewProps) {
  const words = useWords()
  const own = useRecordWords()
  const text = useText()
  const format = useFormat()
  const actor = useActor()
  const parts = () => partsOf(props.model)
  const name = () => titleOf(props.record, props.model) ?? ''
  const files = (field: string) => (props.record[field] ?? []) as FileRef[]
  const pictures = () => parts().images.filter((field) => files(field).length > 0)
  const position = () => {
    const { point } = parts()
    return point === undefined ? undefined : positionOf(props.record[point])
  }
  const shown = (): [string, FieldDef][] => {
    const all = fieldsOf(props.model)
    if (props.fields) return props.fields.flatMap((field) => all.filter(([candidate]) => candidate === field))
    const unit = filterField(props.model, 'unit')
    const apart = new Set([
      titleField(props.model),
      parts().status?.name,
      parts().code,
      props.options.due?.field,
      ...parts().images,
      ...props.options.hidden,
    ])
    // What is empty says nothing, unless it is hidden from this reader.
    const says = (field: string, def: FieldDef) => !empty(props.record[field]) || masked(def)
    const rest = all.filter(
      ([field, def]) => !apart.has(field) && says(field, def) && !(def.type === 'point' && position()),
    )
    return [...rest, ...(unit && props.record.unit !== null ? [['unit', unit] as [string, FieldDef]] : [])]
  }
  // Who may not know a personal field gets null for it, which is not the same as empty.
  const masked = (field: FieldDef) => field.personal === true && !actor.can(`${props.id}:personal`)
  const facts = (): { name: string; value: JSX.Element }[] => [
    ...shown().map(([field, def]) => ({
      name: text(def.label),
      value: (
        <Show when={!masked(def)} fallback={<span class="quiet">{own().drawer.hidden}</span>}>
          <FieldValue
            value={props.record[field]}
            field={def}
            plugin={props.model?.plugin}
            stops={props.styled?.field === field ? props.styled.stops : undefined}
          />
        </Show>
      ),
    })),
    {
      name: words().records.updatedAt,
      value: (
        <time datetime={props.record.updatedAt} title={format.dateTime(props.record.updatedAt, 'exact')}>
          {format.relative(props.record.updatedAt)}
        </time>
      ),
    },
  ]
  return (
    <>
      <Show when={props.options.due}>
        {(due) => <DeadlineBox record={props.record} model={props.model} due={due()} />}
      </Show>
      <Show when={name().length > LONG_TITLE}>
        <p class="record-text">{name()}</p>
      </Show>
      <For each={pictures()}>
        {(field) => <Photos label={text(props.model?.fields[field]?.label)} files={files(field)} />}
      </For>
      <Show when={props.map && position()}>
        {(at) => (
          <Suspense fallback={<Skeleton lines={4} />}>
            <MiniMap label={own().drawer.map} position={at()} />
          </Suspense>
        )}
      </Show>
      <Facts items={facts()} />
    </>
  )
}

function empty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}
