import type { JSX } from 'solid-js'

export interface SwitchProps {
  label: JSX.Element
  checked: boolean
  /** Acts at once, without saving. */
  onChange: (checked: boolean) => void
  disabled?: boolean
  id?: string
}

/** On or off at once; its words beside it. Inside a form that is sent later use a `Checkbox`. */
export function Switch(props: SwitchProps) {
  return (
    <label class="switch">
      <input
        id={props.id}
        type="checkbox"
        // biome-ignore lint/a11y/useAriaPropsForRole: a native checkbox tells its own state
        role="switch"
        checked={props.checked}
        disabled={props.disabled}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <span>{props.label}</span>
    </label>
  )
}
