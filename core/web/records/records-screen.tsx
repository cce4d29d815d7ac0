import type { AnyRecord, FieldDef, Json } from '@saola/sdk'
import {
  Button,
  type Column,
  Drawer,
  EmptyState,
  Fresh,
  PageHead,
  PlusIcon,
  Split,
  Table,
  toaster,
  useFormat,
  useHost,
  useRecords,
  useText,
} from '@saola/sdk-web'
import { useSearchParams } from '@solidjs/router'
import { createMemo, Match, Show, Switch } from 'solid-js'
import { useWords } from '../host/console.tsx'
import { ViewSwitch } from '../map/view-switch.tsx'
import { problemWords } from '../widgets/number.tsx'
import { fieldsOf, parseSort, printSort, queryOf, titleField } from './describe.ts'
import { ExportLink } from './export-link.tsx'
import { FieldValue } from './field-value.tsx'
import { FilterBar } from './filter-bar.tsx'
import { filterKey, joinFilters, REST, readFilters, readRest } from './filters.ts'
import { RecordDrawer } from './record-drawer.tsx'
import { RecordForm } from './record-form.tsx'
import { useRemoval } from './removal.ts'
import type { Stops } from './tone.ts'

export interface RecordsScreenProps {
  model: string
  title: string
  /** `columns`, `filter`, `sort`, `stops` with `value`, `limit`. */
  options: Readonly<Record<string, Json>>
}

const MOST_COLUMNS = 7
const PAGE = 50

/** The records of a model as a table; the address holds order, filters and the open record. */
export function RecordsScreen(props: RecordsScreenProps) {
  const host = useHost()
  const words = useWords()
  const text = useText()
  const format = useFormat()
  const [search, setSearch] = useSearchParams()
  const definition = () => host.ui.models[props.model]
  const filters = createMemo(() => readFilters(search, definition()))
  const sort = createMemo(
    () =>
      parseSort(search.sort) ?? parseSort(props.options.sort) ?? [{ field: 'createdAt', descending: true }],
  )
  const listed = () => {
    const standing = queryOf(props.options, PAGE)
    const filter = joinFilters(standing.filter, filters(), definition(), readRest(search))
    return { ...standing, filter, sort: sort() }
  }
  const list = useRecords(
    () => props.model,
    () => ({ ...listed(), count: true }),
  )
  const removal = useRemoval(() => props.model)
  const rows = createMemo(() => list.items.filter((record) => !removal.hidden().has(record.id)))
  const openedAt = new Date(host.now()).toISOString()
  const open = () => (typeof search.record === 'string' ? search.record : undefined)
  const filtered = () => Object.keys(filters()).length > 0 || readRest(search) !== undefined

  const columns = createMemo((): Column<AnyRecord>[] => {
    const fields = fieldsOf(definition())
    const title = titleField(definition())
    const asked = props.options.columns
    const names = Array.isArray(asked)
      ? asked.map(String)
      : [
          ...(title === undefined ? [] : [title]),
          ...fields.filter(([name, field]) => name !== title && fits(field)).map(([name]) => name),
        ].slice(0, MOST_COLUMNS)
    return names.flatMap((name, index): Column<AnyRecord>[] => {
      const field = definition()?.fields[name]
      if (!field) return []
      return [
        {
          id: name,
          head: text(field.label),
          num: field.type === 'number' || field.type === 'integer',
          sortable: field.type !== 'point',
          wideOnly: index > 0 && !isVital(field, index),
          cell: (record) => (
            <FieldValue
              value={record[name]}
              field={field}
              stops={props.options.value === name ? (props.options.stops as Stops | undefined) : undefined}
            />
          ),
        },
      ]
    })
  })
  const tableSort = () => {
    const [first] = sort()
    return first === undefined ? undefined : { by: first.field, descending: first.descending ?? false }
  }
  const close = () => setSearch({ record: undefined, new: undefined })

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
                    setSearch({ new: undefined, record: record.id })
                  }}
                  onCancel={close}
                />
              </Drawer>
            )}
          </Match>
          <Match when={open()}>
            {(id) => (
              <RecordDrawer
                model={props.model}
                id={id()}
                onClose={close}
                onRemove={(record, name) => {
                  close()
                  removal.remove(record, name)
                }}
              />
            )}
          </Match>
        </Switch>
      }
    >
      <div class="screen">
        <PageHead
          title={props.title}
          mark={
            <Show when={list.count !== undefined}>
              <span class="meta">{words().records.count(format.number(list.count ?? 0))}</span>
            </Show>
          }
          actions={
            <>
              <ViewSwitch
                model={props.model}
                view="list"
                filter={joinFilters(
                  queryOf(props.options, PAGE).filter,
                  filters(),
                  definition(),
                  readRest(search),
                )}
              />
              <ExportLink model={props.model} query={listed()} />
              <Fresh
                at={list.at}
                state={list.stale ? 'dead' : list.at === null ? 'late' : 'live'}
                label={words().face.live.toLowerCase()}
              />
              <Show when={definition()?.can.includes('create')}>
                <Button icon={PlusIcon} onClick={() => setSearch({ new: '1', record: undefined })}>
                  {words().records.add}
                </Button>
              </Show>
            </>
          }
        >
          <FilterBar
            model={definition()}
            values={filters()}
            more={readRest(search) !== undefined}
            onClearMore={() => setSearch({ [REST]: undefined })}
            onChange={(field, value) => setSearch({ [filterKey(field)]: value })}
            onClear={() =>
              setSearch({
                [REST]: undefined,
                ...Object.fromEntries(Object.keys(filters()).map((name) => [filterKey(name), undefined])),
              })
            }
          />
        </PageHead>
        <div class="tile">
          <Table
            label={props.title}
            columns={columns()}
            rows={rows()}
            rowKey={(record) => record.id}
            rowState={(record) => (record.createdAt > openedAt ? 'new' : undefined)}
            selected={open() ?? null}
            onOpen={(record) => setSearch({ record: record.id, new: undefined })}
            sort={tableSort()}
            onSort={({ by, descending }) => setSearch({ sort: printSort([{ field: by, descending }]) })}
            loading={list.loading}
            error={
              list.error && list.items.length === 0
                ? {
                    title: words().records.failed,
                    stillWorks: `${problemWords(list.error.code, words().problem)}. ${words().records.stillWorks}`,
                    onRetry: list.refresh,
                  }
                : undefined
            }
            empty={
              <EmptyState title={filtered() ? words().records.noneFiltered : words().records.none}>
                {filtered() ? words().records.noneFilteredNote : words().records.noneNote}
              </EmptyState>
            }
          />
          <Show when={list.more}>
            <div class="table-more">
              <span class="meta">{words().records.shown(format.number(rows().length))}</span>
              <Button size="sm" onClick={() => void list.loadMore()}>
                {words().records.more}
              </Button>
            </div>
          </Show>
        </div>
      </div>
    </Split>
  )
}

/** Positions and long texts are for the drawer. */
function fits(field: FieldDef): boolean {
  return field.type !== 'point' && !(field.type === 'text' && (field.maxLength ?? 500) > 500)
}

/** States are worth their place on a phone. */
function isVital(field: FieldDef, index: number): boolean {
  return field.type === 'select' && index < 5
}
