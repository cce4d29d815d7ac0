import { type JSX, Show } from 'solid-js'
import { CloseIcon } from '../../icons/icons.ts'
import { Icon } from '../icon/icon.tsx'
import type { IconComponent } from '../icon/make.tsx'
import { useKit } from '../locale/kit.tsx'

export interface ChipProps {
  /** What it filters by: `Phường`. */
  label: string
  /** What it narrows to: `Trường Vinh`. */
  value?: string
  /** It narrows now. Default: there is a value. */
  pressed?: boolean
  icon?: IconComponent
  /** Before the label: a shape. */
  mark?: JSX.Element
  /** Opens the choice, or toggles. */
  onPress?: (event: MouseEvent) => void
  /** Takes the filter off; shows ×. */
  onRemove?: () => void
}

/** A filter: pressed when it narrows, its value after its name, × takes it off. */
export function Chip(props: ChipProps) {
  const kit = useKit()
  const pressed = () => props.pressed ?? props.value !== undefined
  return (
    <span class="chip" data-pressed={pressed() ? '' : undefined}>
      <button
        type="button"
        class="chip-main"
        aria-pressed={pressed()}
        onClick={(event) => props.onPress?.(event)}
      >
        <Show when={props.icon}>{(icon) => <Icon of={icon()} />}</Show>
        {props.mark}
        {props.value === undefined ? props.label : `${props.label}: ${props.value}`}
      </button>
      <Show when={props.onRemove}>
        <button
          type="button"
          class="chip-x"
          aria-label={kit.words().remove(props.label)}
          onClick={() => props.onRemove?.()}
        >
          <Icon of={CloseIcon} />
        </button>
      </Show>
    </span>
  )
}
