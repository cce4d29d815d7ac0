import { EmptyState, Num, Tile, useRecords, useText } from '@saola/sdk-web'
import { For } from 'solid-js'
import { useConsole } from '../host/console.tsx'
import { fullModel, recordsHref } from '../records/address.ts'
import { queryOf, titleOf } from '../records/describe.ts'
import { problemWords } from './number.tsx'
import type { ConfiguredProps } from './types.ts'

/**
 * `core.chart`: one bar for each record. Options: `model`, `value` (number field), `label` (text field, default the
 * name), `filter`, `sort` (default by value, most first), `limit` (default 6).
 */
export function ChartWidget(props: ConfiguredProps) {
  const { host, words } = useConsole()
  const text = useText()
  const model = () => fullModel(props.plugin, props.options.model)
  const definition = () => host.ui.models[model()]
  const value = () => String(props.options.value)
  const list = useRecords(model, () => {
    const query = queryOf(props.options, 6)
    return { ...query, sort: query.sort ?? [{ field: value(), descending: true }] }
  })
  const numberOf = (record: (typeof list.items)[number]) => {
    const found = record[value()]
    return typeof found === 'number' ? found : 0
  }
  const most = () => Math.max(0, ...list.items.map(numberOf))
  const measure = () => {
    const field = definition()?.fields[value()]
    return field?.type === 'number' || field?.type === 'integer' ? field.measure : undefined
  }
  const labelOf = (record: (typeof list.items)[number]) => {
    const { label } = props.options
    const named = typeof label === 'string' ? record[label] : undefined
    if (typeof label !== 'string') return titleOf(record, definition()) ?? words().records.unnamed
    const field = definition()?.fields[label]
    return field?.type === 'select' ? text(field.options[String(named)]?.label) : String(named ?? '–')
  }
  return (
    <Tile
      title={props.title}
      loading={list.loading}
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
      foot={<a href={recordsHref(host.ui, model())}>{words().records.all}</a>}
    >
      <ul class="bars">
        <For each={list.items}>
          {(record) => (
            <li>
              <span class="clip">{labelOf(record)}</span>
              <span class="bars-track" aria-hidden="true">
                <span
                  class="bars-bar"
                  style={{
                    'inline-size': `${most() > 0 ? (Math.max(0, numberOf(record)) / most()) * 100 : 0}%`,
                  }}
                />
              </span>
              <Num value={numberOf(record)} unit={measure()} />
            </li>
          )}
        </For>
      </ul>
    </Tile>
  )
}
