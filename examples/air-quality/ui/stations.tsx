import {
  type Column,
  definePage,
  EmptyState,
  Fresh,
  Note,
  Num,
  SearchInput,
  Status,
  Table,
  type TableSort,
  useHost,
  useRecords,
  useT,
} from '@saola/sdk-web'
import { createMemo, createSignal, Show } from 'solid-js'
import type { Station } from '../models/station.ts'
import { useModelText } from './model-text.ts'
import { TONE_OF } from './scale.ts'
import { StationDetail } from './station-detail.tsx'
import './stations.css'

const HOME = '/operate/air-quality/stations'

/** All stations with their newest reading; the chosen one, named by the address, beside them. */
export default definePage({
  component: (props) => {
    const t = useT()
    const host = useHost()
    const text = useModelText('station')
    const [search, setSearch] = createSignal('')
    const [sort, setSort] = createSignal<TableSort>({ by: 'aqi', descending: true })
    const stations = useRecords<Station>('station', () => ({
      limit: 500,
      sort: [{ field: sort().by, descending: sort().descending }],
    }))
    const shown = createMemo(() => {
      const wanted = fold(search())
      return stations.items.filter((one) =>
        fold(`${one.name} ${one.code} ${one.ward ?? ''}`).includes(wanted),
      )
    })
    const chosen = createMemo(() => stations.items.find((one) => `/${one.id}` === props.rest))
    const column = (id: keyof Station & string, more: Partial<Column<Station>>): Column<Station> => ({
      id,
      head: text.label(id),
      sortable: true,
      cell: (row) => String(row[id] ?? '–'),
      ...more,
    })
    const number = (id: 'aqi' | 'pm25' | 'temperature', more: Partial<Column<Station>> = {}) =>
      column(id, {
        num: true,
        cell: (row) => <Num value={row[id] ?? '–'} unit={row[id] === null ? undefined : text.measure(id)} />,
        ...more,
      })
    const columns = createMemo(() => [
      column('name', {}),
      column('ward', { wideOnly: true }),
      number('aqi'),
      column('status', {
        sortable: false,
        cell: (row) => (
          <Status tone={TONE_OF[row.status ?? 'silent']} label={text.option('status', row.status)} />
        ),
      }),
      number('pm25', { wideOnly: true }),
      number('temperature', { wideOnly: true }),
      column('readAt', { wideOnly: true, cell: (row) => <Fresh at={row.readAt} lateAfter={120_000} /> }),
    ])
    return (
      <div class="aq-page">
        <header class="aq-head">
          <h1>{props.title}</h1>
          <span class="meta">{t('stations.count', { count: shown().length })}</span>
          <SearchInput label={t('stations.search')} value={search()} onChange={setSearch} />
        </header>
        <Show when={stations.items.some((one) => one.source === 'simulated')}>
          <Note tone="hold" title={t('stations.simulated')}>
            {t('stations.simulatedHint')}
          </Note>
        </Show>
        <div class="aq-panes">
          <section class="tile aq-table">
            <Table
              label={props.title}
              columns={columns()}
              rows={shown()}
              rowKey={(row) => row.id}
              selected={chosen()?.id ?? null}
              onOpen={(row) => host.navigate(`${HOME}/${row.id}`)}
              sort={sort()}
              onSort={setSort}
              loading={stations.loading}
              error={
                stations.error && stations.items.length === 0
                  ? { stillWorks: t('gauge.noneHint'), code: stations.error.code, onRetry: stations.refresh }
                  : undefined
              }
              empty={<EmptyState title={t('stations.noMatch')} />}
            />
          </section>
          <StationDetail station={chosen()} onClose={() => host.navigate(HOME)} />
        </div>
      </div>
    )
  },
})

/** Without accents and case, so that "ben thuy" finds Bến Thủy. */
function fold(value: string): string {
  return value
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'd')
    .toLowerCase()
    .trim()
}
