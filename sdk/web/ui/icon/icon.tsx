import { Dynamic } from 'solid-js/web'
import { join } from '../util/class.ts'
import type { IconComponent } from './make.tsx'

export interface IconViewProps {
  /** The drawing: an icon of lucide-solid or one made with `makeIcon`. */
  of: IconComponent
  /** `lg` when it stands alone. */
  size?: 'lg'
  class?: string
}

/** A picture as tall as the text beside it asks, coloured by it, and silent: say its meaning in words. */
export function Icon(props: IconViewProps) {
  return (
    <Dynamic
      component={props.of}
      class={join(props.size === 'lg' ? 'i i-lg' : 'i', props.class)}
      aria-hidden="true"
    />
  )
}
