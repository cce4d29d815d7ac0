import type { AnyRecord } from '@saola/sdk'
import { EmptyState, List, ListRow, Tile, useFormat, useRecords, useText } from '@saola/sdk-web'
import { For, Show } from 'solid-js'
import { fieldsOf, queryOf, titleField, titleOf } from '../records/describe.ts'
import { FieldValue } from '../records/field-value.tsx'
import { choicesOf } from '../records/filters.ts'
import { type Stops, toneOf } from '../records/tone.ts'
import { thumbnailOf, useSubject } from './parts.ts'
import type { ConfiguredProps } from './types.ts'

/**
 * `core.list`: records as rows. Options: `model`, `filter`, `sort`, `limit` (default 6), `detail` (fields of the
 * second line), `value` (field at the end; default the first number with a unit), `stops` (tones of the value), `time` (a date and time; default
 * `updatedAt`), `image` (a field with pictures; the first one stands before the row).
 */
export function ListWidget(props: ConfiguredProps) {
  const { words, model, definition, filter, href, fresh, failure } = useSubject(props)
  const text = useText()
  const format = useFormat()
  const list = useRecords(model, () => queryOf(props.options, 6))
  const all = () => href(filter())
  const one = (id: string) => href(filter(), { record: id })

  const valueField = () => {
    if (typeof props.options.value === 'string') return props.options.value
    return fieldsOf(definition()).find(
      ([, field]) => (field.type === 'number' || field.type === 'integer') && field.measure !== undefined,
    )?.[0]
  }
  const detailFields = () => {
    if (Array.isArray(props.options.detail)) return props.options.detail.map(String)
    return fieldsOf(definition())
      .filter(
        ([name, field]) =>
          name !== titleField(definition()) && (field.type === 'text' || field.type === 'select'),
      )
      .map(([name]) => name)
      .slice(0, 2)
  }
  const stops = () => props.options.stops as Stops | undefined
  const state = (record: AnyRecord) => {
    const name = valueField()
    const valued = name === undefined ? undefined : toneOf(record[name], definition()?.fields[name], stops())
    if (valued) return valued
    for (const [field, def] of fieldsOf(definition())) {
      const found = toneOf(record[field], def)
      if (found) return found
    }
    return undefined
  }
  const time = (record: AnyRecord) => {
    const name = typeof props.options.time === 'string' ? props.options.time : 'updatedAt'
    const at = record[name]
    return typeof at === 'string' ? format.relative(at) : ''
  }
  // Without any picture their places would be a column of nothing.
  const pictured = () => list.items.some((record) => thumbnailOf(record, props.options.image) !== undefined)
  const details = (record: AnyRecord) =>
    detailFields().filter((name) => record[name] != null && record[name] !== '')
  const Detail = (shown: { record: AnyRecord; name: string }) => {
    const field = () => definition()?.fields[shown.name]
    const value = () => shown.record[shown.name]
    // A second shape beside the one at the start would say two things at once: the word is enough here.
    const word = () => {
      const def = field()
      return def && choicesOf(def)[String(value())]?.label
    }
    return (
      <Show
        when={word()}
        fallback={<FieldValue value={value()} field={field()} plugin={definition()?.plugin} />}
      >
        {(label) => text(label())}
      </Show>
    )
  }

  return (
    <Tile
      title={props.title}
      flush
      loading={list.loading}
      skeletonLines={4}
      error={failure(list, list.items.length === 0)}
      empty={
        !list.loading && list.items.length === 0 ? (
          <EmptyState title={words().records.none}>{words().records.noneNote}</EmptyState>
        ) : undefined
      }
      fresh={fresh(list)}
      foot={<a href={all()}>{words().records.all}</a>}
    >
      <List label={props.title}>
        <For each={list.items}>
          {(record) => (
            <ListRow
              title={titleOf(record, definition()) ?? words().records.unnamed}
              detail={
                <For each={details(record)}>
                  {(name, index) => (
                    <>
                      {index() > 0 ? ' · ' : ''}
                      <Detail record={record} name={name} />
                    </>
                  )}
                </For>
              }
              tone={state(record)?.tone}
              toneLabel={text(state(record)?.label)}
              end={
                <Show when={valueField()}>
                  {(name) => <FieldValue value={record[name()]} field={definition()?.fields[name()]} />}
                </Show>
              }
              endDetail={time(record)}
              href={one(record.id)}
              picture={pictured() ? (thumbnailOf(record, props.options.image) ?? null) : undefined}
            />
          )}
        </For>
      </List>
    </Tile>
  )
}
