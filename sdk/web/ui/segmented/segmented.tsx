import { For, Show } from 'solid-js'
import { Icon } from '../icon/icon.tsx'
import type { IconComponent } from '../icon/make.tsx'

export interface Segment<Id extends string = string> {
  id: Id
  label: string
  icon?: IconComponent
}

export interface SegmentedProps<Id extends string = string> {
  /** Read aloud: what is being chosen. */
  label: string
  items: readonly Segment<Id>[]
  value: Id
  onChange: (id: Id) => void
}

/** One of a few ways to see the same thing. */
export function Segmented<Id extends string = string>(props: SegmentedProps<Id>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as an inline row in every browser
    <div class="seg" role="group" aria-label={props.label}>
      <For each={props.items}>
        {(item) => (
          <button
            type="button"
            aria-pressed={item.id === props.value}
            onClick={() => props.onChange(item.id)}
          >
            <Show when={item.icon}>{(icon) => <Icon of={icon()} />}</Show>
            {item.label}
          </button>
        )}
      </For>
    </div>
  )
}
