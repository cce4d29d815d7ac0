import { type JSX, Show } from 'solid-js'
import { Shape, type Tone } from '../shape/shape.tsx'
import { join } from '../util/class.ts'

export interface BadgeProps {
  tone?: Tone
  /** Loud; only for what cannot wait. */
  solid?: boolean
  class?: string
  children: JSX.Element
}

/** A word on soft ground, without a shape: a category, a draft mark. States use `StatusBadge`. */
export function Badge(props: BadgeProps) {
  return (
    <span class={join('badge', props.class)} data-tone={props.tone} data-solid={props.solid ? '' : undefined}>
      {props.children}
    </span>
  )
}

export interface StatusProps {
  tone: Tone
  /** The state in the model's own words. */
  label: JSX.Element
  class?: string
}

/** A state or severity: shape, then word, then colour, on soft ground. */
export function StatusBadge(props: StatusProps & { solid?: boolean }) {
  return (
    <Badge {...props}>
      <Show when={props.tone !== 'accent'}>
        <Shape tone={props.tone} />
      </Show>
      {props.label}
    </Badge>
  )
}

/** The same without ground, for tables and lists. */
export function Status(props: StatusProps) {
  return (
    <span class={join('tone', props.class)} data-tone={props.tone}>
      <Shape tone={props.tone} />
      {props.label}
    </span>
  )
}
