import { type JSX, Show } from 'solid-js'
import { Icon } from '../icon/icon.tsx'
import type { IconComponent } from '../icon/make.tsx'
import { Shape, type Tone } from '../shape/shape.tsx'

export interface NoteProps {
  /** Default `accent`: something to know. */
  tone?: Tone
  /** Instead of the shape of the tone. */
  icon?: IconComponent
  title?: string
  children?: JSX.Element
  /** A button at the end. */
  action?: JSX.Element
  /** Announced when it appears; `alert` interrupts. */
  role?: 'status' | 'alert' | 'note'
}

/** A message in its place. An error says what failed, what still works and what to do. */
export function Note(props: NoteProps) {
  return (
    <div class="note" data-tone={props.tone} role={props.role}>
      <Show when={props.icon} fallback={<Shape tone={props.tone ?? 'accent'} />}>
        {(icon) => <Icon of={icon()} />}
      </Show>
      <div>
        <Show when={props.title}>
          <b>{props.title}</b>
        </Show>
        <div class={props.title ? 'meta' : undefined}>{props.children}</div>
      </div>
      {props.action}
    </div>
  )
}
