import type { Component } from 'solid-js'

export interface IconProps {
  class?: string
}

/** A component that draws a 24 × 24 outline, such as any icon of lucide-solid. */
export type IconComponent = Component<IconProps>

/** Draws one 24 × 24 outline path; the picture says nothing to a screen reader, its label stands beside it. */
export function makeIcon(path: string): IconComponent {
  return (props) => (
    <svg
      class={props.class}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.75"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={path} />
    </svg>
  )
}
