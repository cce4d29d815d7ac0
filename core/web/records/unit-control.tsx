import { type FormControlProps, UnitPicker } from '@saola/sdk-web'

/** A unit of the organisation in a form. */
export function UnitControl(props: FormControlProps) {
  return (
    <UnitPicker
      id={props.id}
      label={props.node.label}
      hint={props.node.description}
      value={typeof props.value === 'string' ? props.value : null}
      onChange={(value) => props.onChange(value ?? undefined)}
      required={props.node.required}
      error={props.error}
      disabled={props.disabled}
    />
  )
}
