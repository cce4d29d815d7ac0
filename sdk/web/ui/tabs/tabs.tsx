import { createUniqueId, For, type JSX, Show } from 'solid-js'
import { Count } from '../count/count.tsx'

export interface TabItem<Id extends string = string> {
  id: Id
  label: string
  count?: number | string
}

export interface TabsProps<Id extends string = string> {
  /** Read aloud: of what these are the parts. */
  label: string
  items: readonly TabItem<Id>[]
  value: Id
  onChange: (id: Id) => void
  /** The panel of the chosen part, tied to its tab. Left out when the caller draws it. */
  children?: (id: Id) => JSX.Element
}

const STEPS: Record<string, (index: number, length: number) => number> = {
  ArrowRight: (index, length) => (index + 1) % length,
  ArrowLeft: (index, length) => (index - 1 + length) % length,
  Home: () => 0,
  End: (_, length) => length - 1,
}

/** The parts of one thing: arrow keys, Home and End move; the tab under the focus is the one shown. */
export function Tabs<Id extends string = string>(props: TabsProps<Id>) {
  const id = createUniqueId()
  let list: HTMLDivElement | undefined
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key]
    if (!step) return
    event.preventDefault()
    const index = props.items.findIndex((item) => item.id === props.value)
    const next = step(index, props.items.length)
    const item = props.items[next]
    if (!item) return
    props.onChange(item.id)
    list?.querySelectorAll<HTMLElement>('[role=tab]')[next]?.focus()
  }
  return (
    <>
      <div
        class="tabs"
        role="tablist"
        aria-label={props.label}
        ref={(element) => {
          list = element
        }}
        onKeyDown={onKeyDown}
      >
        <For each={props.items}>
          {(item) => (
            <button
              type="button"
              class="tab"
              role="tab"
              id={`${id}-tab-${item.id}`}
              aria-selected={item.id === props.value}
              aria-controls={props.children ? `${id}-panel` : undefined}
              tabindex={item.id === props.value ? 0 : -1}
              onClick={() => props.onChange(item.id)}
            >
              {item.label}
              <Show when={item.count !== undefined}>
                <Count>{item.count}</Count>
              </Show>
            </button>
          )}
        </For>
      </div>
      <Show when={props.children}>
        {(panel) => (
          <div
            class="tab-panel"
            role="tabpanel"
            id={`${id}-panel`}
            aria-labelledby={`${id}-tab-${props.value}`}
          >
            {panel()(props.value)}
          </div>
        )}
      </Show>
    </>
  )
}

export interface TabLinksProps {
  label: string
  items: readonly { href: string; label: string; count?: number | string; current?: boolean }[]
}

/** Tabs whose parts have addresses of their own. */
export function TabLinks(props: TabLinksProps) {
  return (
    <nav class="tabs" aria-label={props.label}>
      <For each={props.items}>
        {(item) => (
          <a class="tab" href={item.href} aria-current={item.current ? 'page' : undefined}>
            {item.label}
            <Show when={item.count !== undefined}>
              <Count>{item.count}</Count>
            </Show>
          </a>
        )}
      </For>
    </nav>
  )
}
