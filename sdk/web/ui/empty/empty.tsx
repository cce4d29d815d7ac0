import { type JSX, Show } from 'solid-js'
import { InboxIcon } from '../../icons/icons.ts'
import { Icon } from '../icon/icon.tsx'
import type { IconComponent } from '../icon/make.tsx'

export interface EmptyStateProps {
  icon?: IconComponent
  title: string
  /** Teaches the next step. */
  children?: JSX.Element
  /** The button that does it. */
  action?: JSX.Element
}

/** Nothing here yet; teaches the next step. */
export function EmptyState(props: EmptyStateProps) {
  return (
    <div class="empty">
      <Icon of={props.icon ?? InboxIcon} />
      <p class="empty-title">{props.title}</p>
      <Show when={props.children}>
        <p>{props.children}</p>
      </Show>
      {props.action}
    </div>
  )
}
