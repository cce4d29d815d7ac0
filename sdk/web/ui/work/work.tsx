import type { JSX } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import type { Tone } from '../shape/shape.tsx'

export interface DueBarProps {
  /** Share of the time that is gone, 0 to 1. */
  share: number
  /** By the time left. `hold` while the clock is paused. */
  tone: Tone
}

/** How much of the time is gone. Decoration: the time left stands beside it. */
export function DueBar(props: DueBarProps) {
  return (
    <span class="due" data-tone={props.tone} aria-hidden="true">
      <i style={{ 'inline-size': `${Math.min(1, Math.max(0, props.share)) * 100}%` }} />
    </span>
  )
}

export interface WorkRowProps extends DueBarProps {
  title: JSX.Element
  /** Time left or past, in words: `còn 13 phút`. */
  left: JSX.Element
  /** Code and place. */
  detail?: JSX.Element
  /** Who has it. */
  who?: JSX.Element
  href?: string
}

/** Due work: what, how long still, whose, and the ribbon. */
export function WorkRow(props: WorkRowProps) {
  return (
    <li>
      <Dynamic component={props.href === undefined ? 'div' : 'a'} class="work" href={props.href}>
        <span class="clip work-title">{props.title}</span>
        <span class={`num t-${props.tone}`}>{props.left}</span>
        <span class="meta clip">{props.detail}</span>
        <span class="meta">{props.who}</span>
        <span class="work-bar">
          <DueBar share={props.share} tone={props.tone} />
        </span>
      </Dynamic>
    </li>
  )
}
