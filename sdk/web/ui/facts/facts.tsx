import { For, type JSX } from 'solid-js'

export interface FactsProps {
  items: readonly { name: string; value: JSX.Element }[]
}

/** Names and values in two columns. */
export function Facts(props: FactsProps) {
  return (
    <dl class="facts">
      <For each={props.items}>
        {(item) => (
          <>
            <dt>{item.name}</dt>
            <dd>{item.value}</dd>
          </>
        )}
      </For>
    </dl>
  )
}
