import type { JSX } from 'solid-js'

/** How many are in there; say in words beside it of what. */
export function Count(props: { children: JSX.Element }) {
  return <span class="count">{props.children}</span>
}
