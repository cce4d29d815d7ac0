import type { ListQuery } from '@saola/sdk'
import { Segmented, useHost } from '@saola/sdk-web'
import { List, Map as MapIcon } from 'lucide-solid'
import { Show } from 'solid-js'
import { listHref } from '../records/address.ts'
import { mapHref } from './address.ts'
import { useMapWords } from './words/words.ts'

export interface ViewSwitchProps {
  model: string
  /** Where the reader is. */
  view: 'list' | 'map'
  /** Everything that narrows the records here. */
  filter: ListQuery['filter']
  search?: string | undefined
}

/** The same records as a list or on the map; nothing where no layer of the map shows the model. */
export function ViewSwitch(props: ViewSwitchProps) {
  const host = useHost()
  const words = useMapWords()
  const onMap = () => mapHref(host.ui, props.model, props.filter, props.search)
  const asList = () =>
    listHref(host.ui, props.model, props.filter, props.search === undefined ? {} : { q: props.search })
  return (
    <Show when={onMap()}>
      {(href) => (
        <Segmented
          label={words().views}
          value={props.view}
          items={[
            { id: 'list', label: words().asList, icon: List },
            { id: 'map', label: words().asMap, icon: MapIcon },
          ]}
          onChange={(view) => view !== props.view && host.navigate(view === 'map' ? href() : asList())}
        />
      )}
    </Show>
  )
}
