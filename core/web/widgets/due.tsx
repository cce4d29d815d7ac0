import type { AnyRecord, ListQuery, StatusField } from '@saola/sdk'
import {
  EmptyState,
  Num,
  Shape,
  Tile,
  type Tone,
  useCount,
  useFormat,
  useKit,
  useRecords,
  WorkRow,
} from '@saola/sdk-web'
import { For, Show } from 'solid-js'
import { titleOf } from '../records/describe.ts'
import { periodFilter } from '../records/periods.ts'
import { allOf, useSubject, wholeOf } from './parts.ts'
import type { ConfiguredProps } from './types.ts'

const HOUR = 3_600_000

/**
 * `core.due`: how open work stands with its deadlines, and what ends next. Options: `model`, `due` (a date and time),
 * `from` (when the time began to run; default `createdAt`), `status` (default the first status field: its final states
 * are left out, those that pause are counted apart), `soon` (hours, default 4), `filter`, `limit` (rows, default 4),
 * `detail` (a field of the second line).
 */
export function DueWidget(props: ConfiguredProps) {
  const { words, model, definition, filter, href, fresh, failure } = useSubject(props)
  const format = useFormat()
  const now = useKit().clock.follow()
  const due = () => String(props.options.due)
  const soon = () => wholeOf(props.options.soon, 4, 1, 24 * 30)
  const status = (): [name: string, field: StatusField] | undefined => {
    const fields = Object.entries(definition()?.fields ?? {})
    return fields.find(
      ([name, field]) =>
        field.type === 'status' && (props.options.status === undefined || name === props.options.status),
    ) as [string, StatusField] | undefined
  }
  const inStates = (which: (state: StatusField['states'][string]) => boolean): ListQuery['filter'] => {
    const [name, field] = status() ?? []
    if (name === undefined || field === undefined) return undefined
    const states = Object.entries(field.states)
    return { op: 'in', args: [{ property: name }, states.filter(([, one]) => which(one)).map(([id]) => id)] }
  }
  const running = () =>
    allOf(
      filter(),
      inStates((state) => !state.final && !state.pauses),
    )
  const until = { op: 'now', args: [] } as const
  const edge = () => ({ op: 'now', args: [`PT${soon()}H`] }) as const
  const overdue = () => allOf(running(), periodFilter(due(), { to: until }))
  const close = () => allOf(running(), periodFilter(due(), { from: until, to: edge() }))
  const later = () => allOf(running(), periodFilter(due(), { from: edge() }))
  const paused = () => allOf(filter(), inStates((state) => state.pauses === true) ?? false)
  const open = () =>
    allOf(
      filter(),
      inStates((state) => !state.final),
    )

  const parts = [
    { id: 'overdue', tone: 'crit' as Tone, filter: overdue, live: useCount(model, overdue) },
    { id: 'soon', tone: 'high' as Tone, filter: close, live: useCount(model, close) },
    { id: 'later', tone: 'ok' as Tone, filter: later, live: useCount(model, later) },
    { id: 'paused', tone: 'hold' as Tone, filter: paused, live: useCount(model, paused) },
  ] as const
  const without = () => allOf(running(), { op: 'isNull', args: [{ property: due() }] })
  const undated = useCount(model, without)
  const list = useRecords<AnyRecord>(model, () => ({
    filter: allOf(running(), { op: 'not', args: [{ op: 'isNull', args: [{ property: due() }] }] }),
    sort: [{ field: due() }],
    limit: wholeOf(props.options.limit, 4, 0, 30) || 1,
  }))
  const rows = () => (props.options.limit === 0 ? [] : list.items)
  const lives = () => [list, undated, ...parts.map(({ live }) => live)]
  const stand = (record: AnyRecord): { share: number; tone: Tone } => {
    const end = Date.parse(String(record[due()]))
    const begun = Date.parse(String(record[String(props.options.from ?? 'createdAt')] ?? record.createdAt))
    const left = end - now()
    if (left < 0) return { share: 1, tone: 'crit' }
    const share = end > begun ? 1 - left / (end - begun) : 0
    return { share, tone: left < soon() * HOUR ? 'high' : 'ok' }
  }
  const detail = (record: AnyRecord) => {
    const field = props.options.detail
    const value = typeof field === 'string' ? record[field] : undefined
    return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  }

  return (
    <Tile
      title={props.title}
      flush
      loading={lives().some(({ loading }) => loading)}
      skeletonLines={5}
      error={failure(
        list,
        parts.every(({ live }) => live.count === undefined),
      )}
      fresh={fresh(...lives())}
      foot={
        <>
          <Show when={(undated.count ?? 0) > 0}>
            <a href={href(without())}>{words().widgets.due.undated(format.number(undated.count ?? 0))}</a>
          </Show>
          <a href={href(open(), { sort: due() })}>{words().records.all}</a>
        </>
      }
    >
      <ul class="due-parts" aria-label={props.title}>
        <For each={parts}>
          {(part) => (
            <li>
              <a
                class="due-part"
                href={href(part.filter(), { sort: due() })}
                data-none={part.live.count === 0 ? '' : undefined}
              >
                <span class="tone" data-tone={part.tone}>
                  <Shape tone={part.tone} />
                </span>
                <span class="due-number">
                  <Num value={part.live.count ?? '–'} />
                </span>
                <span class="due-name">
                  {part.id === 'soon' ? words().widgets.due.soon(soon()) : words().widgets.due[part.id]}
                </span>
              </a>
            </li>
          )}
        </For>
      </ul>
      <Show when={props.options.limit !== 0}>
        <Show
          when={rows().length > 0}
          fallback={<EmptyState title={words().widgets.due.none}>{words().widgets.due.noneNote}</EmptyState>}
        >
          <ul aria-label={words().widgets.due.next}>
            <For each={rows()}>
              {(record) => (
                <WorkRow
                  title={titleOf(record, definition()) ?? words().records.unnamed}
                  left={format.due(String(record[due()]))}
                  detail={detail(record)}
                  share={stand(record).share}
                  tone={stand(record).tone}
                  href={href(running(), { sort: due(), record: record.id })}
                />
              )}
            </For>
          </ul>
        </Show>
      </Show>
    </Tile>
  )
}
