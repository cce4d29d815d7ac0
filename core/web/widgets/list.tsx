import type { AnyRecord } from '@saola/sdk'
import { EmptyState, List, ListRow, Tile, useFormat, useRecords, useText } from '@saola/sdk-web'
import { For, Show } from 'solid-js'
import { useConsole } from '../host/console.tsx'
import { fullModel, recordsHref } from '../records/address.ts'
import { fieldsOf, queryOf, titleField, titleOf } from '../records/describe.ts'
import { FieldValue } from '../records/field-value.tsx'
import { type Stops, toneOf } from '../records/tone.ts'
import { problemWords } from './number.tsx'
import type { ConfiguredProps } from './types.ts'

/**
 * `core.list`: records as rows. Options: `model`, `filter`, `sort`, `limit` (default 6), `detail` (fields of the
 * second line), `value` (field at the end), `stops` (tones of the value), `time` (a datetime field; default
 * `updatedAt`).
 */
export function ListWidget(props: ConfiguredProps) {
  const { host, words } = useConsole()
  const text = useText()
  const format = useFormat()
  const model = () => fullModel(props.plugin, props.options.model)
  const definition = () => host.ui.models[model()]
  const list = useRecords(model, () => queryOf(props.options, 6))
  const href = () => recordsHref(host.ui, model())

  const valueField = () => {
    if (typeof props.options.value === 'string') return props.options.value
    return fieldsOf(definition()).find(
      ([, field]) => field.type === 'number' || field.type === 'integer',
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
  const detail = (record: AnyRecord) =>
    detailFields()
      .map((name) => {
        const field = definition()?.fields[name]
        const value = record[name]
        if (typeof value !== 'string') return ''
        return field?.type === 'select' ? text(field.options[value]?.label) : value
      })
      .filter((part) => part !== '')
      .join(' · ')

  return (
    <Tile
      title={props.title}
      flush
      loading={list.loading}
      skeletonLines={4}
      error={
        list.error && list.items.length === 0
          ? {
              title: words().records.failed,
              stillWorks: problemWords(list.error.code, words().problem),
              onRetry: list.refresh,
            }
          : undefined
      }
      empty={
        !list.loading && list.items.length === 0 ? (
          <EmptyState title={words().records.none}>{words().records.noneNote}</EmptyState>
        ) : undefined
      }
      fresh={{
        at: list.at,
        label: words().face.live.toLowerCase(),
        state: list.stale ? 'dead' : list.at === null ? 'late' : 'live',
      }}
      foot={<a href={href()}>{words().records.all}</a>}
    >
      <List label={props.title}>
        <For each={list.items}>
          {(record) => (
            <ListRow
              title={titleOf(record, definition()) ?? words().records.unnamed}
              detail={detail(record)}
              tone={state(record)?.tone}
              toneLabel={text(state(record)?.label)}
              end={
                <Show when={valueField()}>
                  {(name) => <FieldValue value={record[name()]} field={definition()?.fields[name()]} />}
                </Show>
              }
              endDetail={time(record)}
              href={`${href()}?record=${record.id}`}
            />
          )}
        </For>
      </List>
    </Tile>
  )
}
