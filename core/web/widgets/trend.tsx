import type { ListQuery } from '@saola/sdk'
import { Tile, useCounts, useFormat, useKit } from '@saola/sdk-web'
import { createMemo, createSignal, For, Show } from 'solid-js'
import { periodFilter } from '../records/periods.ts'
import { allOf, useSubject, wholeOf } from './parts.ts'
import { type Column, type Compare, columnsOf, daysBack, type Step, scaleOf } from './trend-columns.ts'
import type { ConfiguredProps } from './types.ts'

/**
 * `core.trend`: how many records came by the hour or day, the present one marked as not over. Options: `model`, `time`
 * (a date and time), `filter`, `by` (`hour` or `day`), `last` (default 24 hours or 14 days), `compare` (`day`, `week`
 * or `none`: the same hours of the day or week before; by days always the week).
 */
export function TrendWidget(props: ConfiguredProps) {
  const { words, model, filter, href, fresh, failure } = useSubject(props)
  const format = useFormat()
  const now = useKit().clock.follow()
  const time = () => String(props.options.time ?? 'createdAt')
  const step = (): Step => (props.options.by === 'day' ? 'day' : 'hour')
  const length = () => wholeOf(props.options.last, step() === 'day' ? 14 : 24, 2, 48)
  const compare = (): Compare | undefined => {
    if (props.options.compare === 'none') return undefined
    return props.options.compare === 'week' || step() === 'day' ? 'week' : 'day'
  }
  const counted = useCounts(model, () => ({
    by: `${step()}(${time()})`,
    filter: allOf(filter(), {
      op: '>=',
      args: [{ property: time() }, { op: 'today', args: [`-P${daysBack(step(), length(), compare())}D`] }],
    }),
  }))
  // The minute is enough to begin a new column.
  const minute = createMemo(() => Math.floor(now() / 60_000))
  const columns = createMemo(() => columnsOf(counted.items, minute() * 60_000, step(), length(), compare()))
  const scale = createMemo(() =>
    scaleOf(Math.max(...columns().map(({ count, before }) => Math.max(count, before ?? 0)))),
  )
  const total = () => columns().reduce((sum, { count }) => sum + count, 0)
  const within = (from: number, to: number): ListQuery['filter'] =>
    allOf(
      filter(),
      periodFilter(time(), {
        from: { timestamp: new Date(from).toISOString() },
        to: { timestamp: new Date(to).toISOString() },
      }),
    )
  const whole = () => {
    const [first, last] = [columns()[0], columns().at(-1)]
    return within(first?.from ?? 0, last?.to ?? 0)
  }
  const share = (count: number) => `${(count / scale().top) * 100}%`
  const mark = (column: Column) =>
    step() === 'day'
      ? format.dateTime(column.from, 'date').slice(0, 5)
      : format.dateTime(column.from, 'time').slice(0, 2)
  /** A number under every column where there is room, else under every other one, counted from the present. */
  const marked = (index: number) => (length() - 1 - index) % Math.ceil(length() / 12) === 0
  const spoken = (column: Column) => {
    const name =
      step() === 'day'
        ? format.dateTime(column.from, 'day')
        : `${format.dateTime(column.from, 'time')}–${format.dateTime(column.to, 'time')}`
    const parts = [`${name}: ${format.number(column.count)}`]
    if (column.before !== undefined)
      parts.push(`${words().widgets.before[beforeKey()]}: ${format.number(column.before)}`)
    if (column.open) parts.push(words().widgets.open[step()])
    return parts.join(', ')
  }
  const beforeKey = () => (step() === 'day' ? 'dayWeek' : compare() === 'week' ? 'hourWeek' : 'hourDay')

  const [current, setCurrent] = createSignal<number>()
  const reachable = () => Math.min(current() ?? length() - 1, length() - 1)
  let list: HTMLOListElement | undefined
  const move = (event: KeyboardEvent) => {
    const to = { ArrowLeft: reachable() - 1, ArrowRight: reachable() + 1, Home: 0, End: length() - 1 }[
      event.key
    ]
    if (to === undefined || to < 0 || to >= length()) return
    event.preventDefault()
    setCurrent(to)
    list?.querySelectorAll<HTMLElement>('a')[to]?.focus()
  }

  return (
    <Tile
      title={props.title}
      loading={counted.loading}
      skeletonLines={5}
      error={failure(counted, counted.total === undefined)}
      fresh={fresh(counted)}
      foot={<a href={href(whole())}>{words().widgets.within(format.number(total()))}</a>}
    >
      <div class="trend">
        <div class="trend-plot">
          <For each={scale().lines}>
            {(line) => (
              <span class="trend-line" aria-hidden="true" style={{ 'inset-block-end': share(line) }}>
                <span class="trend-tick">{format.number(line)}</span>
              </span>
            )}
          </For>
          <ol
            class="trend-columns"
            aria-label={props.title}
            ref={(element) => {
              list = element
            }}
            onKeyDown={move}
          >
            <For each={columns().map(({ id }) => id)}>
              {(id, index) => {
                let last: Column | undefined
                const column = () => {
                  last = columns().find((one) => one.id === id) ?? last
                  return last as Column
                }
                return (
                  <li class="trend-column" data-open={column().open ? '' : undefined}>
                    <a
                      href={href(within(column().from, column().to))}
                      aria-label={spoken(column())}
                      title={spoken(column())}
                      tabindex={index() === reachable() ? 0 : -1}
                      onFocus={() => setCurrent(index())}
                    >
                      <span class="trend-bar" style={{ 'block-size': share(column().count) }} />
                      <Show when={column().before !== undefined}>
                        <span
                          class="trend-before"
                          style={{ 'inset-block-end': share(column().before ?? 0) }}
                        />
                      </Show>
                    </a>
                    <span class="trend-mark" aria-hidden="true">
                      {marked(index()) ? mark(column()) : ''}
                    </span>
                  </li>
                )
              }}
            </For>
          </ol>
        </div>
        <div class="legend" aria-hidden="true">
          <span>
            <i class="trend-key" />
            {words().widgets.per[step()]}
          </span>
          <Show when={compare()}>
            <span>
              <i class="trend-key" data-kind="before" />
              {words().widgets.before[beforeKey()]}
            </span>
          </Show>
          <span>
            <i class="trend-key" data-kind="open" />
            {words().widgets.open[step()]}
          </span>
        </div>
      </div>
    </Tile>
  )
}
