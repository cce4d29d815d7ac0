import type { ListQuery } from '@saola/sdk'
import { Tabs, useActor, useCount, useFormat, useText } from '@saola/sdk-web'
import { mapArray, Show } from 'solid-js'
import { joinFilters } from '../filters.ts'
import { useRecordWords } from '../words/words.ts'
import type { InboxTab } from '../work/options.ts'

/** What a tab narrows to; undefined for one that is empty for this reader. */
export function tabFilter(
  tab: InboxTab | undefined,
  standing: ListQuery['filter'],
  units: readonly string[],
): ListQuery['filter'] {
  const mine: ListQuery['filter'] = tab?.mine
    ? { op: 'in', args: [{ property: 'unit' }, [...units]] }
    : undefined
  return joinFilters(joinFilters(standing, {}, undefined, tab?.filter), {}, undefined, mine)
}

export interface InboxTabsProps {
  model: string
  standing: ListQuery['filter']
  /** Those that mean something for this reader. */
  tabs: readonly InboxTab[]
  value: string
  onChange: (id: string) => void
}

/** Saved lists of an inbox, each with the exact number of what is in it now. */
export function InboxTabs(props: InboxTabsProps) {
  const words = useRecordWords()
  const text = useText()
  const format = useFormat()
  const actor = useActor()
  const items = mapArray(
    () => props.tabs,
    (tab) => {
      const count = useCount(
        () => props.model,
        () => tabFilter(tab, props.standing, actor.user?.units ?? []),
      )
      return () => ({
        id: tab.id,
        label: text(tab.label),
        count: count.count === undefined ? undefined : format.number(count.count),
      })
    },
  )
  return (
    <Show when={props.tabs.length > 0}>
      <Tabs
        label={words().inbox.tabs}
        items={items().map((item) => item())}
        value={props.value}
        onChange={props.onChange}
      />
    </Show>
  )
}
