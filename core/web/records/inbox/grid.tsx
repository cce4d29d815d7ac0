import type { AnyRecord } from '@saola/sdk'
import { ArrowDownIcon, ArrowUpIcon, Checkbox, Icon, type TableSort, useKit, useText } from '@saola/sdk-web'
import { createEffect, createMemo, createSignal, For, type JSX, on, onCleanup, onMount, Show } from 'solid-js'
import { useRecordWords } from '../words/words.ts'
import type { InboxColumn } from './columns.tsx'
import type { InboxRows } from './rows.ts'

export interface InboxGridProps {
  label: string
  columns: readonly InboxColumn[]
  rows: InboxRows
  /** What a row is called, for those who hear it. */
  nameOf: (record: AnyRecord) => string
  /** Row on which the keyboard stands. */
  current: string | undefined
  onCurrent: (id: string) => void
  /** Row that is open beside the list. */
  open: string | undefined
  onOpen: (id: string) => void
  checked: ReadonlySet<string>
  onCheck: (ids: ReadonlySet<string>) => void
  sort: TableSort | undefined
  onSort: (sort: TableSort) => void
  /** In place of the rows. */
  instead: JSX.Element
  ref?: (grid: GridHandle) => void
}

export interface GridHandle {
  /** Brings a row into sight and gives it the focus. */
  show: (id: string) => void
  /** Goes to the rows that just came. */
  top: () => void
}

/** Rows above and below the visible ones that are there too, so that scrolling finds them drawn. */
const SPARE = 8

/** Rows of one height of which only the visible ones exist. */
export function InboxGrid(props: InboxGridProps) {
  const kit = useKit()
  const text = useText()
  const words = useRecordWords()
  const [top, setTop] = createSignal(0)
  const [height, setHeight] = createSignal(600)
  const [rowHeight, setRowHeight] = createSignal(36)
  let scroller: HTMLDivElement | undefined
  let body: HTMLTableSectionElement | undefined
  let pointerInside = false

  const ids = () => props.rows.ids()
  const places = createMemo(() => new Map(ids().map((id, at) => [id, at])))
  // As long as the exact number is not known, what is there.
  const length = createMemo(() => Math.max(ids().length, props.rows.total() ?? 0))
  const first = createMemo(() => Math.max(0, Math.floor(top() / rowHeight()) - SPARE))
  const last = createMemo(() => Math.min(length(), Math.ceil((top() + height()) / rowHeight()) + SPARE))
  const slots = createMemo(() => {
    const all = ids()
    return Array.from({ length: Math.max(0, last() - first()) }, (_, at) => {
      const index = first() + at
      return all[index] ?? `- ${index}`
    })
  })
  createEffect(() => {
    if (last() > ids().length) props.rows.want(last() + SPARE)
  })

  const measure = () => {
    if (!scroller) return
    setHeight(scroller.clientHeight)
    const row = body?.querySelector<HTMLElement>('tr[data-key]')
    if (row && row.offsetHeight > 0) setRowHeight(row.getBoundingClientRect().height)
  }
  onMount(() => {
    if (!scroller) return
    const observer = new ResizeObserver(measure)
    observer.observe(scroller)
    onCleanup(() => observer.disconnect())
  })
  const filled = createMemo(() => ids().length > 0)
  createEffect(on(filled, measure))

  // Rows that come in above push nothing away under a pointer or a focus: the list is scrolled along with them.
  createEffect(
    on(
      () => props.rows.arrived(),
      (now, before = 0) => {
        const more = now - before
        if (!scroller || more <= 0) return
        const busy = pointerInside || scroller.scrollTop > 0 || scroller.contains(document.activeElement)
        if (busy) scroller.scrollTop += more * rowHeight()
        setTop(scroller.scrollTop)
      },
    ),
  )
  const headHeight = () => scroller?.querySelector('thead')?.getBoundingClientRect().height ?? 0
  const show = (id: string) => {
    const index = places().get(id) ?? -1
    if (!scroller || index < 0) return
    const [from, to] = [index * rowHeight(), (index + 1) * rowHeight()]
    const room = scroller.clientHeight - headHeight()
    if (from < scroller.scrollTop) scroller.scrollTop = from
    else if (to > scroller.scrollTop + room) scroller.scrollTop = to - room
    setTop(scroller.scrollTop)
    // The row may be drawn only now.
    queueMicrotask(() => {
      body?.querySelector<HTMLElement>(`tr[data-key="${CSS.escape(id)}"]`)?.focus({ preventScroll: true })
    })
  }
  props.ref?.({
    show,
    top: () => {
      if (scroller) scroller.scrollTop = 0
      setTop(0)
    },
  })

  const stop = createMemo(() => {
    const all = slots()
    if (props.current !== undefined && all.includes(props.current)) return props.current
    return all.find((id) => !id.startsWith('- '))
  })
  const check = (id: string, to: boolean) => {
    const next = new Set(props.checked)
    if (to) next.add(id)
    else next.delete(id)
    props.onCheck(next)
  }
  const allChecked = () => ids().length > 0 && ids().every((id) => props.checked.has(id))
  const sortBy = (column: InboxColumn) => {
    const again = props.sort?.by === column.id
    props.onSort({ by: column.id, descending: again ? !props.sort?.descending : false })
  }
  const space = (rows: number) => (
    <Show when={rows > 0}>
      {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row without tabindex takes no focus */}
      <tr aria-hidden="true" class="grid-space">
        <td style={{ 'block-size': `${rows * rowHeight()}px` }} />
      </tr>
    </Show>
  )

  const Line = (line: { id: string }) => {
    const record = createMemo(() => props.rows.get(line.id))
    const index = () => places().get(line.id) ?? -1
    const state = () => {
      if (props.rows.isGone(line.id)) return 'gone'
      return index() >= 0 && index() < props.rows.arrived() ? 'new' : undefined
    }
    return (
      <Show
        when={record()}
        fallback={
          // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row without tabindex takes no focus
          <tr class="grid-row" aria-hidden="true">
            <td class="cell-check" />
            <For each={props.columns}>
              {(column) => (
                <td data-kind={column.kind} data-rank={column.rank}>
                  <span class="skeleton-line" />
                </td>
              )}
            </For>
          </tr>
        }
      >
        {(known) => (
          <tr
            class="grid-row"
            data-key={line.id}
            data-state={state()}
            data-mark={index() + 1 === props.rows.arrived() ? '' : undefined}
            aria-rowindex={index() + 2}
            aria-selected={props.checked.has(line.id)}
            aria-current={props.open === line.id ? 'true' : undefined}
            data-open={props.open === line.id ? '' : undefined}
            tabindex={stop() === line.id ? 0 : -1}
            onFocus={() => props.onCurrent(line.id)}
            onClick={(event) => {
              const inside =
                event.target instanceof Element && event.target.closest('a, button, input, label')
              if (inside || getSelection()?.isCollapsed === false) return
              props.onCurrent(line.id)
              props.onOpen(line.id)
            }}
          >
            <td class="cell-check">
              <Checkbox
                label={words().pick.one(props.nameOf(known()))}
                hideLabel
                checked={props.checked.has(line.id)}
                onChange={(to) => check(line.id, to)}
              />
            </td>
            <For each={props.columns}>
              {(column) => (
                <td data-kind={column.kind} data-rank={column.rank}>
                  <Show when={column.kind === 'title' && state()}>
                    {(what) => (
                      <span class="sr">
                        {what() === 'gone' ? words().inbox.gone : words().inbox.unread}:{' '}
                      </span>
                    )}
                  </Show>
                  {column.cell(known())}
                </td>
              )}
            </For>
          </tr>
        )}
      </Show>
    )
  }

  return (
    <div
      class="grid-scroll"
      ref={(element) => {
        scroller = element
      }}
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
      onPointerEnter={() => {
        pointerInside = true
      }}
      onPointerLeave={() => {
        pointerInside = false
      }}
    >
      <Show when={length() > 0} fallback={props.instead}>
        <table
          class="table grid"
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its rows are chosen and opened
          role="grid"
          aria-label={props.label}
          aria-rowcount={length() + 1}
          aria-multiselectable="true"
        >
          <thead>
            <tr>
              <th scope="col" class="cell-check">
                <Checkbox
                  label={words().pick.all}
                  hideLabel
                  checked={allChecked()}
                  mixed={!allChecked() && props.checked.size > 0}
                  onChange={(to) => props.onCheck(new Set(to ? ids() : []))}
                />
              </th>
              <For each={props.columns}>
                {(column) => {
                  const sorted = () => props.sort?.by === column.id
                  return (
                    <th
                      scope="col"
                      data-kind={column.kind}
                      data-rank={column.rank}
                      aria-sort={sorted() ? (props.sort?.descending ? 'descending' : 'ascending') : undefined}
                    >
                      <Show when={column.sortable} fallback={text(column.field.label)}>
                        <button
                          type="button"
                          class="th-sort"
                          title={kit.words().sortBy(text(column.field.label))}
                          onClick={() => sortBy(column)}
                        >
                          {text(column.field.label)}
                          <Show when={sorted()}>
                            <Icon of={props.sort?.descending ? ArrowDownIcon : ArrowUpIcon} />
                          </Show>
                        </button>
                      </Show>
                    </th>
                  )
                }}
              </For>
            </tr>
          </thead>
          <tbody
            ref={(element) => {
              body = element
            }}
          >
            {space(first())}
            <For each={slots()}>{(id) => <Line id={id} />}</For>
            {space(length() - last())}
          </tbody>
        </table>
      </Show>
    </div>
  )
}
