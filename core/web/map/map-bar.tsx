import { IconButton, MenuButton, SearchInput, useHost, useText } from '@saola/sdk-web'
import { useSearchParams } from '@solidjs/router'
import { Layers } from 'lucide-solid'
import { createSignal, onCleanup, Show } from 'solid-js'
import { FilterBar } from '../records/filter-bar.tsx'
import { filterKey, REST, readFilters, readRest } from '../records/filters.ts'
import { mapHref, OF, SEARCH } from './address.ts'
import type { Narrowing } from './layer-source.ts'
import { ViewSwitch } from './view-switch.tsx'
import { useMapWords } from './words/words.ts'

export interface MapBarProps {
  /** Whose filters the address holds. */
  model: string | undefined
  /** Models that can be filtered, when there are several. */
  models: readonly string[]
  /** What the filters mean. */
  narrowing: Narrowing
  folded: boolean
  onUnfold: () => void
}

/** Milliseconds after the last key until a search begins. */
const TYPING = 250

/** What narrows the points, and the way to the same records as a list. */
export function MapBar(props: MapBarProps) {
  const host = useHost()
  const words = useMapWords()
  const text = useText()
  const [search, setSearch] = useSearchParams()
  const definition = () => (props.model === undefined ? undefined : host.ui.models[props.model])
  const filters = () => readFilters(search, definition())
  const label = (model: string) => text(host.ui.models[model]?.label).toLocaleLowerCase()
  let typing: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(typing))
  const [typed, setTyped] = createSignal<string>()
  const written = () => typed() ?? (typeof search[SEARCH] === 'string' ? search[SEARCH] : '')
  const type = (value: string) => {
    setTyped(value)
    clearTimeout(typing)
    typing = setTimeout(() => {
      setSearch({ [SEARCH]: value.trim() || undefined, [OF]: props.model }, { replace: true })
      setTyped(undefined)
    }, TYPING)
  }
  const clear = () =>
    setSearch({
      ...Object.fromEntries(Object.keys(filters()).map((name) => [filterKey(name), undefined])),
      [REST]: undefined,
      [SEARCH]: undefined,
    })

  return (
    <div class="map-bar">
      <Show when={props.folded}>
        <div class="over map-bar-part">
          <IconButton icon={Layers} label={words().expand} onClick={() => props.onUnfold()} />
        </div>
      </Show>
      <Show when={props.model}>
        {(model) => (
          <>
            <div class="over map-bar-part">
              <ViewSwitch
                model={model()}
                view="map"
                filter={props.narrowing.filter}
                search={props.narrowing.search}
              />
            </div>
            <Show when={(definition()?.search ?? []).length > 0}>
              <div class="over map-bar-part map-search">
                <SearchInput label={words().search(label(model()))} value={written()} onChange={type} />
              </div>
            </Show>
            <div class="over map-bar-part map-filters">
              <Show when={props.models.length > 1}>
                <MenuButton
                  kind="quiet"
                  size="sm"
                  label={text(definition()?.label)}
                  items={props.models.map((one) => ({
                    label: text(host.ui.models[one]?.label),
                    checked: one === model(),
                    onSelect: () => host.navigate(mapHref(host.ui, one) ?? ''),
                  }))}
                />
              </Show>
              <FilterBar
                model={definition()}
                values={filters()}
                more={readRest(search) !== undefined}
                onChange={(field, value) => setSearch({ [filterKey(field)]: value, [OF]: model() })}
                onClear={clear}
                onClearMore={() => setSearch({ [REST]: undefined })}
              />
            </div>
          </>
        )}
      </Show>
    </div>
  )
}
