import type { AnyRecord, Json, ListQuery } from '@saola/sdk'
import {
  Button,
  Drawer,
  EmptyState,
  ErrorState,
  Note,
  PageHead,
  PlusIcon,
  SearchInput,
  Skeleton,
  Split,
  toaster,
  useActor,
  useHost,
  useText,
} from '@saola/sdk-web'
import { useSearchParams } from '@solidjs/router'
import { Keyboard } from 'lucide-solid'
import { createEffect, createMemo, createSignal, Match, on, onCleanup, Show, Switch } from 'solid-js'
import { useWords } from '../../host/console.tsx'
import { ViewSwitch } from '../../map/view-switch.tsx'
import { problemWords } from '../../widgets/number.tsx'
import { parseSort, printSort, titleOf } from '../describe.ts'
import { ExportLink } from '../export-link.tsx'
import { FilterBar } from '../filter-bar.tsx'
import { filterKey, joinFilters, REST, readFilters, readRest } from '../filters.ts'
import { type DrawerKeys, RecordDrawer } from '../record-drawer.tsx'
import { RecordForm } from '../record-form.tsx'
import { useRemoval } from '../removal.ts'
import { useRecordWords } from '../words/words.ts'
import { inboxOptions, partsOf } from '../work/options.ts'
import { useWork } from '../work/work.ts'
import { BulkBar } from './bulk-bar.tsx'
import { inboxColumns } from './columns.tsx'
import { type GridHandle, InboxGrid } from './grid.tsx'
import { InboxFoot } from './inbox-foot.tsx'
import { useKeys, whenShown } from './keys.ts'
import { KeysHelp } from './keys-help.tsx'
import { useInboxRows } from './rows.ts'
import { InboxTabs, tabFilter } from './tabs.tsx'
import './inbox.css'

export interface InboxScreenProps {
  model: string
  title: string
  /** As `core.inbox` takes them; docs/reference/inbox.md. */
  options: Readonly<Record<string, Json>>
}

/** Milliseconds after the last letter until the search runs. */
const TYPING = 250
/** What a person may search for at once. */
const LONGEST_SEARCH = 200

/** Work to do: saved lists, search, filters and the open record in the address; every act by mouse, touch or key. */
export function InboxScreen(props: InboxScreenProps) {
  const host = useHost()
  const words = useWords()
  const own = useRecordWords()
  const text = useText()
  const actor = useActor()
  const [search, setSearch] = useSearchParams()
  const definition = () => host.ui.models[props.model]
  const options = createMemo(() => inboxOptions(host.ui, props.model, props.options))
  const parts = createMemo(() => partsOf(definition()))
  const one = (name: string) => (typeof search[name] === 'string' ? (search[name] as string) : undefined)

  const units = () => actor.user?.units ?? []
  const tabs = createMemo(() => options().tabs.filter(({ mine }) => !mine || units().length > 0))
  const tab = createMemo(() => tabs().find(({ id }) => id === one('tab')) ?? tabs()[0])
  const filters = createMemo(() => readFilters(search, definition()))
  const rest = createMemo(() => readRest(search))
  const asked = () => (one('q') ?? '').slice(0, LONGEST_SEARCH)
  const sort = createMemo(() => parseSort(search.sort) ?? tab()?.sort ?? options().sort)
  const query = createMemo((): ListQuery => {
    const standing = tabFilter(tab(), options().filter, units())
    const words = asked().trim()
    return {
      filter: joinFilters(standing, filters(), definition(), rest()),
      ...(words === '' ? {} : { search: words }),
      sort: sort(),
    }
  })
  const rows = useInboxRows(() => props.model, query)
  const columns = createMemo(() => inboxColumns(definition(), options()))
  const work = useWork(() => props.model, rows.put)
  const removal = useRemoval(() => props.model)
  const [current, setCurrent] = createSignal<string>()
  const [checked, setChecked] = createSignal<ReadonlySet<string>>(new Set())
  const [help, setHelp] = createSignal(false)
  const [typed, setTyped] = createSignal(asked())
  createEffect(
    on(asked, (now) => {
      if (now !== typed().trim()) setTyped(now)
    }),
  )
  createEffect(on(query, () => setChecked(new Set<string>()), { defer: true }))

  let grid: GridHandle | undefined
  let searchBox: HTMLInputElement | undefined
  let drawer: DrawerKeys | undefined
  let bulk: { assign: () => void } | undefined
  let typing: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(typing))
  const type = (value: string) => {
    setTyped(value)
    clearTimeout(typing)
    typing = setTimeout(() => setSearch({ q: value.trim() || undefined }, { replace: true }), TYPING)
  }

  const open = () => one('record')
  const openRecord = (id: string | undefined) =>
    setSearch({ record: id, new: undefined }, { replace: open() !== undefined })
  const close = () => {
    const id = open()
    setSearch({ record: undefined, new: undefined })
    if (id !== undefined) queueMicrotask(() => grid?.show(id))
  }
  const move = (by: number) => {
    const ids = rows.ids()
    const from = current() ?? open()
    const at = from === undefined ? -1 : ids.indexOf(from)
    const next = ids[at < 0 ? 0 : Math.min(ids.length - 1, Math.max(0, at + by))]
    if (next === undefined) return
    setCurrent(next)
    grid?.show(next)
    if (open() !== undefined) openRecord(next)
  }
  /** The drawer of the row on which the keyboard stands, opened if need be. */
  const withDrawer = (act: (keys: DrawerKeys) => void) => {
    if (open() !== undefined) {
      if (drawer) act(drawer)
      return
    }
    const id = current() ?? rows.ids()[0]
    if (id === undefined) return
    openRecord(id)
    wanted = act
  }
  let wanted: ((keys: DrawerKeys) => void) | undefined
  const toggle = () => {
    const id = current()
    if (id === undefined) return
    const next = new Set(checked())
    if (!next.delete(id)) next.add(id)
    setChecked(next)
  }
  const down = () => move(1)
  const up = () => move(-1)
  useKeys({
    j: down,
    J: down,
    ArrowDown: down,
    k: up,
    K: up,
    ArrowUp: up,
    Home: () => move(-rows.ids().length),
    Enter: () => {
      const id = current()
      if (id !== undefined) openRecord(id)
    },
    Escape: () => {
      if (checked().size > 0 && open() === undefined) setChecked(new Set<string>())
      else if (open() !== undefined || search.new) close()
    },
    x: toggle,
    X: toggle,
    a: () => (checked().size > 0 ? bulk?.assign() : withDrawer((keys) => keys.assign())),
    s: () => withDrawer((keys) => keys.next()),
    m: () => withDrawer((keys) => keys.comment()),
    g: () => withDrawer((keys) => keys.nearby()),
    '?': () => setHelp(true),
    '/': () => searchBox?.focus(),
  })

  const nameOf = (record: AnyRecord) =>
    String((parts().code && record[parts().code ?? '']) || titleOf(record, definition()) || record.id)
  const chosen = createMemo(() => [...checked()].flatMap((id) => rows.get(id) ?? []))
  const narrowed = () => Object.keys(filters()).length > 0 || rest() !== undefined || asked() !== ''
  const tableSort = () => {
    const [first] = sort()
    return first === undefined ? undefined : { by: first.field, descending: first.descending ?? false }
  }
  const clearFilters = () =>
    setSearch({
      [REST]: undefined,
      ...Object.fromEntries(Object.keys(filters()).map((name) => [filterKey(name), undefined])),
    })

  return (
    <Split
      aside={
        <Switch>
          <Match when={search.new ? definition() : undefined}>
            {(model) => (
              <Drawer title={words().records.newOf(text(model().label))} onClose={close}>
                <RecordForm
                  model={props.model}
                  definition={model()}
                  onDone={(record) => {
                    toaster.show({ text: words().records.created })
                    openRecord(record.id)
                  }}
                  onCancel={close}
                />
              </Drawer>
            )}
          </Match>
          <Match when={open() !== undefined}>
            <RecordDrawer
              model={props.model}
              id={open() ?? ''}
              takeFocus={false}
              onClose={close}
              onMove={(by) => move(by)}
              onOpen={openRecord}
              onWritten={rows.put}
              keys={(keys) => {
                drawer = keys
                const act = wanted
                wanted = undefined
                // Its record has to come first.
                if (act) whenShown(() => void act(keys))
              }}
              onRemove={(record, name) => {
                close()
                removal.remove(record, name)
              }}
            />
          </Match>
        </Switch>
      }
    >
      <div class="inbox">
        <div class="inbox-head">
          <PageHead
            title={props.title}
            actions={
              <>
                <ViewSwitch model={props.model} view="list" filter={query().filter} search={query().search} />
                <ExportLink model={props.model} query={query()} />
                <Button kind="quiet" icon={Keyboard} kbd="?" onClick={() => setHelp(true)}>
                  {own().keys.title}
                </Button>
                <Show when={definition()?.can.includes('create')}>
                  <Button icon={PlusIcon} onClick={() => setSearch({ new: '1', record: undefined })}>
                    {words().records.add}
                  </Button>
                </Show>
              </>
            }
          >
            <InboxTabs
              model={props.model}
              standing={options().filter}
              tabs={tabs()}
              value={tab()?.id ?? ''}
              onChange={(id) => setSearch({ tab: id, sort: undefined })}
            />
          </PageHead>
          <div class="inbox-filters">
            <Show when={definition()?.search}>
              <SearchInput
                label={own().inbox.search}
                kbd="/"
                value={typed()}
                onChange={type}
                ref={(element) => {
                  searchBox = element
                  element.maxLength = LONGEST_SEARCH
                }}
              />
            </Show>
            <FilterBar
              model={definition()}
              values={filters()}
              more={rest() !== undefined}
              onClearMore={() => setSearch({ [REST]: undefined })}
              onChange={(field, value) => setSearch({ [filterKey(field)]: value })}
              onClear={clearFilters}
            />
          </div>
          <Show when={rows.stale() && rows.ids().length > 0}>
            <Note tone="warn" role="status">
              {own().inbox.offline}
            </Note>
          </Show>
        </div>
        <InboxGrid
          label={props.title}
          columns={columns()}
          rows={rows}
          nameOf={nameOf}
          current={current()}
          onCurrent={setCurrent}
          open={open()}
          onOpen={openRecord}
          checked={checked()}
          onCheck={setChecked}
          sort={tableSort()}
          onSort={({ by, descending }) => setSearch({ sort: printSort([{ field: by, descending }]) })}
          ref={(handle) => {
            grid = handle
          }}
          instead={
            <div class="inbox-state">
              <Switch>
                <Match when={rows.error()}>
                  {(error) => (
                    <ErrorState
                      title={words().records.failed}
                      stillWorks={`${problemWords(error().code, words().problem)}. ${words().records.stillWorks}`}
                      onRetry={rows.settle}
                    />
                  )}
                </Match>
                <Match when={rows.loading()}>
                  <Skeleton lines={8} />
                </Match>
                <Match when={true}>
                  <EmptyState title={narrowed() ? words().records.noneFiltered : own().inbox.emptyTitle}>
                    {narrowed() ? words().records.noneFilteredNote : own().inbox.emptyNote}
                  </EmptyState>
                </Match>
              </Switch>
            </div>
          }
        />
        <div class="inbox-foot">
          <Show
            when={chosen().length > 0 && definition()}
            fallback={<InboxFoot rows={rows} onTop={() => grid?.top()} />}
          >
            {(model) => (
              <BulkBar
                id={props.model}
                model={model()}
                records={chosen()}
                options={options()}
                work={work}
                onWritten={rows.put}
                onDone={() => setChecked(new Set<string>())}
                keys={(keys) => {
                  bulk = keys
                }}
              />
            )}
          </Show>
        </div>
        <KeysHelp open={help()} onClose={() => setHelp(false)} />
      </div>
    </Split>
  )
}
