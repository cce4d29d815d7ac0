import { createEffect, createMemo, For, type JSX, Match, on, Show, Switch } from 'solid-js'
import { isServer } from 'solid-js/web'
import { ArrowDownIcon, ArrowUpIcon } from '../../icons/icons.ts'
import { Checkbox } from '../check/check.tsx'
import { ErrorState, type ErrorStateProps } from '../error/error.tsx'
import { Icon } from '../icon/icon.tsx'
import { useKit } from '../locale/kit.tsx'
import { Skeleton } from '../skeleton/skeleton.tsx'

export interface Column<Row> {
  id: string
  head: string
  cell: (row: Row) => JSX.Element
  /** Numbers line up at the end. */
  num?: boolean
  /** Its head sorts. */
  sortable?: boolean
  /** On a phone each row is a card: this one is its title. Default: the first column. */
  main?: boolean
  /** Left out on a phone. */
  wideOnly?: boolean
  /** Class of the cells, e.g. `code`. */
  class?: string
}

export interface TableSort {
  by: string
  descending: boolean
}

export interface TableProps<Row> {
  /** Read aloud: of what these are the rows. */
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  /** Stable per record, so that live changes keep the row and the focus where they are. */
  rowKey: (row: Row) => string
  /** New since the person looked, late, or gone. */
  rowState?: (row: Row) => 'new' | 'late' | 'gone' | undefined
  /** Key of the row that is open beside the table. */
  selected?: string | null
  /** A press or Enter on a row. */
  onOpen?: (row: Row) => void
  /** Keys of the ticked rows; gives every row a box, and keys X and Space. */
  checked?: ReadonlySet<string>
  onCheck?: (checked: ReadonlySet<string>) => void
  sort?: TableSort
  onSort?: (sort: TableSort) => void
  loading?: boolean
  /** In place of the rows when there are none: an `EmptyState`. */
  empty?: JSX.Element
  error?: ErrorStateProps
}

/** Rows of records. J, K and the arrow keys walk, Enter opens, X ticks. */
export function Table<Row>(props: TableProps<Row>) {
  const kit = useKit()
  let body: HTMLTableSectionElement | undefined
  let focused: { element: HTMLElement; index: number } | undefined
  const rememberFocus = () => {
    if (isServer) return
    const element = document.activeElement
    focused = undefined
    if (!(element instanceof HTMLElement) || !body?.contains(element)) return
    focused = { element, index: [...body.children].findIndex((row) => row.contains(element)) }
  }
  // Keys are compared by value, so a row whose record was replaced keeps its element.
  const keys = createMemo(() => {
    rememberFocus()
    return props.rows.map(props.rowKey)
  })
  // The browser drops the focus of an element that is moved, and that of one that is gone.
  createEffect(
    on(keys, () => {
      if (!focused || !body || document.activeElement === focused.element) return
      const next = focused.element.isConnected ? focused.element : body.children[focused.index]
      if (next instanceof HTMLElement) next.focus({ preventScroll: true })
    }),
  )
  const byKey = createMemo(() => new Map(props.rows.map((row) => [props.rowKey(row), row])))
  const stop = () => (props.selected && byKey().has(props.selected) ? props.selected : keys()[0])
  const allChecked = () => keys().length > 0 && keys().every((key) => props.checked?.has(key))

  const title = () => props.columns.find((column) => column.main) ?? props.columns[0]
  const narrow = (column: Column<Row>) => {
    if (column.wideOnly) return 'hide'
    return column === title() ? 'main' : undefined
  }

  const check = (key: string, on: boolean) => {
    const next = new Set(props.checked)
    if (on) next.add(key)
    else next.delete(key)
    props.onCheck?.(next)
  }
  const sortBy = (column: Column<Row>) => {
    const again = props.sort?.by === column.id
    props.onSort?.({ by: column.id, descending: again ? !props.sort?.descending : false })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const row = event.target
    if (!(row instanceof HTMLTableRowElement) || event.ctrlKey || event.metaKey || event.altKey) return
    const key = row.dataset.key ?? ''
    const record = byKey().get(key)
    const walk = (to: Element | null | undefined) => to instanceof HTMLElement && to.focus()
    if (event.key === 'j' || event.key === 'ArrowDown') walk(row.nextElementSibling)
    else if (event.key === 'k' || event.key === 'ArrowUp') walk(row.previousElementSibling)
    else if (event.key === 'Home') walk(body?.firstElementChild)
    else if (event.key === 'End') walk(body?.lastElementChild)
    else if (event.key === 'Enter' && record && props.onOpen) props.onOpen(record)
    else if ((event.key === 'x' || event.key === ' ') && props.checked) check(key, !props.checked.has(key))
    else return
    event.preventDefault()
  }
  const press = (event: MouseEvent, record: Row | undefined) => {
    const inside = event.target instanceof Element && event.target.closest('a, button, input, label')
    if (record && !inside && getSelection()?.isCollapsed !== false) props.onOpen?.(record)
  }

  const Head = (head: { column: Column<Row> }) => {
    const sorted = () => props.sort?.by === head.column.id
    const direction = () => (props.sort?.descending ? 'descending' : 'ascending')
    return (
      <th
        scope="col"
        data-num={head.column.num ? '' : undefined}
        data-narrow={narrow(head.column)}
        aria-sort={sorted() ? direction() : undefined}
      >
        <Show when={head.column.sortable && props.onSort} fallback={head.column.head}>
          <button
            type="button"
            class="th-sort"
            title={kit.words().sortBy(head.column.head)}
            onClick={() => sortBy(head.column)}
          >
            {head.column.head}
            <Show when={sorted()}>
              <Icon of={props.sort?.descending ? ArrowDownIcon : ArrowUpIcon} />
            </Show>
          </button>
        </Show>
      </th>
    )
  }

  const Line = (line: { key: string }) => {
    const record = createMemo(() => byKey().get(line.key))
    return (
      <tr
        data-key={line.key}
        data-state={record() && props.rowState?.(record() as Row)}
        data-open={props.onOpen ? '' : undefined}
        aria-selected={props.onOpen ? props.selected === line.key : undefined}
        tabindex={props.onOpen || props.checked ? (stop() === line.key ? 0 : -1) : undefined}
        onClick={(event) => press(event, record())}
      >
        <Show when={props.checked}>
          {(checked) => (
            <td class="cell-check">
              <Checkbox
                label={kit.words().select}
                hideLabel
                checked={checked().has(line.key)}
                onChange={(on) => check(line.key, on)}
              />
            </td>
          )}
        </Show>
        <For each={props.columns}>
          {(column) => (
            <td class={column.class} data-num={column.num ? '' : undefined} data-narrow={narrow(column)}>
              <Show when={record()}>{(row) => <>{column.cell(row())}</>}</Show>
            </td>
          )}
        </For>
      </tr>
    )
  }

  return (
    <div class="table-wrap">
      <Switch>
        <Match when={props.error}>
          {(error) => (
            <div class="table-state">
              <ErrorState {...error()} />
            </div>
          )}
        </Match>
        <Match when={props.loading}>
          <div class="table-state">
            <Skeleton lines={6} />
          </div>
        </Match>
        <Match when={props.rows.length === 0 && props.empty}>{props.empty}</Match>
        <Match when={true}>
          <table class="table" aria-label={props.label}>
            <thead>
              <tr>
                <Show when={props.checked}>
                  <th scope="col" class="cell-check">
                    <Checkbox
                      label={kit.words().selectAll}
                      hideLabel
                      checked={allChecked()}
                      mixed={!allChecked() && (props.checked?.size ?? 0) > 0}
                      onChange={(on) => props.onCheck?.(new Set(on ? keys() : []))}
                    />
                  </th>
                </Show>
                <For each={props.columns}>{(column) => <Head column={column} />}</For>
              </tr>
            </thead>
            <tbody
              ref={(element) => {
                body = element
              }}
              onKeyDown={onKeyDown}
            >
              <For each={keys()}>{(key) => <Line key={key} />}</For>
            </tbody>
          </table>
        </Match>
      </Switch>
    </div>
  )
}
