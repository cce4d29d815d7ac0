import type { JSX } from 'solid-js'

/** The key that does the same. */
export function Kbd(props: { children: JSX.Element }) {
  return <kbd class="kbd">{props.children}</kbd>
}
