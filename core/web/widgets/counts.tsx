import type { Counts, FieldDef, ListQuery } from '@saola/sdk'
import {
  Count,
  EmptyState,
  Tile,
  type Tone,
  useCounts,
  useFormat,
  useText,
  useUnitName,
} from '@saola/sdk-web'
import { createMemo, Show } from 'solid-js'
import { fullModel } from '../records/address.ts'
import { choicesOf, filterField } from '../records/filters.ts'
import { toneOf } from '../records/tone.ts'
import { useTitles } from '../records/work/titles.ts'
import { type Bar, Bars } from './bars.tsx'
import { allOf, useSubject, wholeOf } from './parts.ts'
import type { ConfiguredProps } from './types.ts'

type Key = Counts['items'][number]['key']

/**
 * `core.counts`: how many records there are by what a field holds, the most frequent first. Options: `model`, `by`,
 * `filter`, `limit` (default 8; what remains is one bar), `order` (`count` or `field`), `empty` (also values that no
 * record has).
 */
export function CountsWidget(props: ConfiguredProps) {
  const { words, model, definition, filter, href, fresh, failure } = useSubject(props)
  const text = useText()
  const format = useFormat()
  const titles = useTitles()
  const unitName = useUnitName()
  const by = () => String(props.options.by)
  const field = (): FieldDef | undefined => filterField(definition(), by())
  const counted = useCounts(model, () => ({ by: by(), filter: filter() }))
  const limit = () => wholeOf(props.options.limit, 8, 1, 30)
  const choices = createMemo(() => {
    const def = field()
    return def ? choicesOf(def) : {}
  })

  const groups = createMemo(() => {
    const found = counted.items.map(({ key, count }) => ({ key, count }))
    if (props.options.empty === true) {
      for (const key of Object.keys(choices())) {
        if (!found.some((one) => one.key === key)) found.push({ key, count: 0 })
      }
    }
    const order = (key: Key) => choices()[String(key)]?.order ?? Number.MAX_SAFE_INTEGER
    return props.options.order === 'field'
      ? found.toSorted((a, b) => order(a.key) - order(b.key) || b.count - a.count)
      : found.toSorted((a, b) => b.count - a.count || order(a.key) - order(b.key))
  })
  // One bar over the limit would only say "one more" where the one itself could stand.
  const shown = () => (groups().length <= limit() + 1 ? groups() : groups().slice(0, limit()))
  const nameOf = (key: string): string | undefined => {
    const def = field()
    if (def?.type === 'unit') return unitName(key)
    if (def?.type !== 'relation') return key
    return titles(fullModel(definition()?.plugin ?? props.plugin, def.model), key)
  }
  const label = (key: Key): string => {
    if (key === null) return words().widgets.without(text(field()?.label).toLowerCase())
    if (typeof key === 'boolean') return key ? words().records.yes : words().records.no
    if (typeof key === 'number') return format.number(key)
    const choice = choices()[key]
    return choice ? text(choice.label) : (nameOf(key) ?? '…')
  }
  const bars = createMemo((): Bar[] => {
    const list = shown().map(
      ({ key, count }): Bar => ({
        id: JSON.stringify(key),
        label: label(key),
        count,
        tone: toneOf(key, field())?.tone as Tone | undefined,
        quiet: key === null,
        href: href(allOf(filter(), isKey(by(), key))),
      }),
    )
    const rest = groups().slice(shown().length)
    if (rest.length === 0) return list
    const count = (counted.total ?? 0) - list.reduce((sum, bar) => sum + bar.count, 0)
    const others = shown().map(({ key }) => isKey(by(), key))
    return [
      ...list,
      {
        id: 'rest',
        label: words().widgets.rest(counted.complete ? format.number(rest.length) : undefined),
        count,
        quiet: true,
        href: href(allOf(filter(), noneOf(by(), others))),
      },
    ]
  })

  return (
    <Tile
      title={props.title}
      mark={
        <Show when={counted.total !== undefined}>
          <Count>{format.number(counted.total ?? 0)}</Count>
        </Show>
      }
      loading={counted.loading}
      skeletonLines={6}
      error={failure(counted, counted.total === undefined)}
      empty={
        counted.total === 0 && bars().length === 0 ? (
          <EmptyState title={words().records.none}>{words().records.noneNote}</EmptyState>
        ) : undefined
      }
      fresh={fresh(counted)}
      foot={<a href={href(filter())}>{words().records.all}</a>}
    >
      <Bars bars={bars()} label={props.title} />
    </Tile>
  )
}

function isKey(property: string, key: Key): NonNullable<ListQuery['filter']> {
  return key === null ? { op: 'isNull', args: [{ property }] } : { op: '=', args: [{ property }, key] }
}

/** Records for which none of these is true, also where a value is missing. */
function noneOf(property: string, tests: NonNullable<ListQuery['filter']>[]): ListQuery['filter'] {
  const missing = { op: 'isNull', args: [{ property }] } as const
  const parts = tests.map((test) => ({ op: 'not', args: [test] }) as const)
  const without = tests.some((test) => typeof test === 'object' && test.op === 'isNull')
  const values = allOf(...parts)
  return without || values === undefined ? values : { op: 'or', args: [values, missing] }
}
