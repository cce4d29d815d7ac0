import { EmptyState, Tile, useRecords, useText } from '@saola/sdk-web'
import { queryOf, titleOf } from '../records/describe.ts'
import { type Bar, Bars } from './bars.tsx'
import { useSubject } from './parts.ts'
import type { ConfiguredProps } from './types.ts'

/**
 * `core.chart`: one bar for each record. Options: `model`, `value` (number field), `label` (text field, default the
 * name), `filter`, `sort` (default by value, most first), `limit` (default 6).
 */
export function ChartWidget(props: ConfiguredProps) {
  const { words, model, definition, filter, href, fresh, failure } = useSubject(props)
  const text = useText()
  const value = () => String(props.options.value)
  const list = useRecords(model, () => {
    const query = queryOf(props.options, 6)
    return { ...query, sort: query.sort ?? [{ field: value(), descending: true }] }
  })
  const numberOf = (record: (typeof list.items)[number]) => {
    const found = record[value()]
    return typeof found === 'number' ? found : 0
  }
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
  const bars = (): Bar[] =>
    list.items.map((record) => ({
      id: record.id,
      label: labelOf(record),
      count: numberOf(record),
      unit: measure(),
      href: href(filter(), { record: record.id }),
    }))
  return (
    <Tile
      title={props.title}
      loading={list.loading}
      error={failure(list, list.items.length === 0)}
      empty={
        !list.loading && list.items.length === 0 ? (
          <EmptyState title={words().records.none}>{words().records.noneNote}</EmptyState>
        ) : undefined
      }
      fresh={fresh(list)}
      foot={<a href={href(filter())}>{words().records.all}</a>}
    >
      <Bars bars={bars()} label={props.title} />
    </Tile>
  )
}
