import type { FormerName, UnitArea, UnitInfo, UnitMatch } from '@saola/sdk'
import {
  type Column,
  Drawer,
  EmptyState,
  Facts,
  PageHead,
  SearchInput,
  Skeleton,
  Split,
  Table,
  toProblem,
  useFormat,
  useHost,
  useText,
  useUnits,
} from '@saola/sdk-web'
import { useNavigate, useParams } from '@solidjs/router'
import { createMemo, createResource, createSignal, For, Match, Show, Switch } from 'solid-js'
import { useWords } from '../../host/console.tsx'
import { iconNamed } from '../../icons/named.tsx'

/** All of one unit, as `/api/units/{id}` tells it. */
interface WholeUnit extends UnitInfo {
  formerly: FormerName[]
  area: UnitArea | null
  source: string | null
  license: string | null
}

/** Levels that are set in; deeper ones stand below each other. */
const LEVELS = 4

/** The organisation tree of the centre, for reading. */
export default function UnitsPage() {
  const words = useWords()
  const text = useText()
  const units = useUnits()
  const navigate = useNavigate()
  const params = useParams<{ id?: string }>()
  const [typed, setTyped] = createSignal('')
  const [found] = createResource(
    () => typed().trim() || undefined,
    (search) => units.search(search).catch((): UnitMatch[] => []),
  )
  const rows = (): readonly UnitMatch[] =>
    typed().trim() === '' ? [...units.all.values()] : (found.latest ?? [])
  const depth = (unit: UnitInfo): number => {
    let count = 0
    for (let at = unit.parent; at !== null && count < LEVELS; count++) at = units.all.get(at)?.parent ?? null
    return count
  }
  const columns = createMemo((): Column<UnitMatch>[] => [
    {
      id: 'label',
      head: words().face.units,
      cell: (unit) => (
        <span class="unit-name" data-depth={typed() ? 0 : depth(unit)}>
          <b>{text(unit.label)}</b>
          <Show when={unit.formerName}>{(former) => <span class="meta">{former().name}</span>}</Show>
        </span>
      ),
    },
    { id: 'kind', head: words().units.kind, cell: (unit) => words().units.kinds[unit.kind] ?? unit.kind },
    { id: 'id', head: words().models.key, class: 'code', cell: (unit) => unit.id, wideOnly: true },
  ])
  return (
    <Split
      aside={
        <Show when={params.id} keyed>
          {(id) => <UnitDrawer id={id} onClose={() => navigate('/studio/units')} />}
        </Show>
      }
    >
      <div class="screen">
        <PageHead title={words().units.title} note={words().units.note(units.all.size)} />
        <SearchInput label={words().units.search} value={typed()} onChange={setTyped} />
        <div class="tile">
          <Table
            label={words().units.title}
            columns={columns()}
            rows={rows()}
            rowKey={(unit) => unit.id}
            selected={params.id ?? null}
            onOpen={(unit) => navigate(`/studio/units/${encodeURIComponent(unit.id)}`)}
            loading={units.loading || (found.loading && found.latest === undefined)}
            error={
              units.error && units.all.size === 0
                ? {
                    title: words().units.failed,
                    stillWorks: words().units.stillWorks,
                    onRetry: () => units.refresh(),
                  }
                : undefined
            }
            empty={
              <EmptyState icon={iconNamed('landmark')} title={words().units.none}>
                {typed() ? words().units.noneFound : words().units.noneNote}
              </EmptyState>
            }
          />
        </div>
      </div>
    </Split>
  )
}

function UnitDrawer(props: { id: string; onClose: () => void }) {
  const words = useWords()
  const host = useHost()
  const units = useUnits()
  const format = useFormat()
  const [told] = createResource(async () => {
    try {
      return { unit: (await host.request<WholeUnit>(`/api/units/${encodeURIComponent(props.id)}`)).body }
    } catch (thrown) {
      return { problem: toProblem(thrown) }
    }
  })
  const day = (date: string) => format.dateTime(`${date}T12:00:00+07:00`, 'date')
  const facts = ({ kind, parent, from, to, example, area, source, license }: WholeUnit) =>
    [
      { name: words().units.kind, value: words().units.kinds[kind] ?? kind },
      { name: words().units.parent, value: parent && units.name(parent) },
      { name: words().units.from, value: from && day(from) },
      { name: words().units.to, value: to && day(to) },
      {
        name: words().units.area,
        value: area && (area.schematic ? words().units.schematic : words().units.official),
      },
      { name: words().units.source, value: [source, license].filter(Boolean).join(', ') },
      { name: words().units.example, value: example && words().units.exampleNote },
    ].filter(({ value }) => Boolean(value))
  return (
    <Drawer
      title={units.name(props.id)}
      lead={<span class="code">{props.id}</span>}
      onClose={() => props.onClose()}
    >
      <Switch fallback={<Skeleton lines={5} />}>
        <Match when={told.latest?.problem}>{(problem) => <p role="alert">{problem().message}</p>}</Match>
        <Match when={told.latest?.unit}>
          {(unit) => (
            <>
              <Facts items={facts(unit())} />
              <Show when={unit().formerly.length > 0}>
                <h3>{words().units.formerly}</h3>
                <ul class="fields">
                  <For each={unit().formerly}>
                    {(former) => (
                      <li class="field-row">
                        <b>{former.name}</b>
                        <div class="meta">
                          {[former.district, former.until && words().units.until(day(former.until))]
                            .filter(Boolean)
                            .join(' · ')}
                        </div>
                      </li>
                    )}
                  </For>
                </ul>
              </Show>
            </>
          )}
        </Match>
      </Switch>
    </Drawer>
  )
}
