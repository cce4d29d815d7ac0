import { createEffect, createUniqueId, For, type JSX, Show } from 'solid-js'
import { FieldFault } from '../field/field.tsx'
import type { Choice } from '../field/input.tsx'

export interface CheckboxProps {
  label: JSX.Element
  checked: boolean
  onChange: (checked: boolean) => void
  /** Some, not all, of what it stands for. */
  mixed?: boolean
  hint?: JSX.Element
  error?: string
  disabled?: boolean
  required?: boolean
  /** Keeps the label for screen readers only: a box in a table. */
  hideLabel?: boolean
  id?: string
  name?: string
}

/** A tick box with its label; the whole line can be pressed. */
export function Checkbox(props: CheckboxProps) {
  const id = props.id ?? createUniqueId()
  const hintId = `${id}-hint`
  const errorId = `${id}-error`
  let input: HTMLInputElement | undefined
  createEffect(() => {
    if (input) input.indeterminate = props.mixed ?? false
  })
  return (
    <div class="check-field">
      <label class="check">
        <input
          ref={(element) => {
            input = element
          }}
          id={id}
          type="checkbox"
          name={props.name}
          checked={props.checked}
          disabled={props.disabled}
          aria-invalid={props.error ? 'true' : undefined}
          aria-required={props.required ? 'true' : undefined}
          aria-describedby={
            [props.error ? errorId : '', props.hint ? hintId : ''].filter(Boolean).join(' ') || undefined
          }
          onChange={(event) => props.onChange(event.currentTarget.checked)}
        />
        <span class={props.hideLabel ? 'sr' : undefined}>
          {props.label}
          <Show when={props.required}>
            <span class="req" aria-hidden="true">
              {' *'}
            </span>
          </Show>
        </span>
      </label>
      <FieldFault id={errorId} error={props.error} />
      <Show when={props.hint}>
        <span class="help" id={hintId}>
          {props.hint}
        </span>
      </Show>
    </div>
  )
}

export interface RadioGroupProps<Value extends string = string> {
  label: string
  value: Value | null
  options: readonly (Choice<Value> & { hint?: string })[]
  onChange: (value: Value) => void
  hint?: JSX.Element
  error?: string
  required?: boolean
  id?: string
}

/** One of a few, all of them in view. */
export function RadioGroup<Value extends string = string>(props: RadioGroupProps<Value>) {
  const id = props.id ?? createUniqueId()
  const hintId = `${id}-hint`
  const errorId = `${id}-error`
  return (
    <fieldset
      class="field"
      id={id}
      aria-describedby={
        [props.error ? errorId : '', props.hint ? hintId : ''].filter(Boolean).join(' ') || undefined
      }
    >
      <legend class="label">
        {props.label}
        <Show when={props.required}>
          <span class="req" aria-hidden="true">
            {' *'}
          </span>
        </Show>
      </legend>
      <For each={props.options}>
        {(option) => (
          <label class="check">
            <input
              type="radio"
              name={id}
              value={option.value}
              checked={option.value === props.value}
              disabled={option.disabled}
              aria-invalid={props.error ? 'true' : undefined}
              onChange={() => props.onChange(option.value)}
            />
            <span>
              {option.label}
              <Show when={option.hint}>
                <span class="help check-hint">{option.hint}</span>
              </Show>
            </span>
          </label>
        )}
      </For>
      <FieldFault id={errorId} error={props.error} />
      <Show when={props.hint}>
        <span class="help" id={hintId}>
          {props.hint}
        </span>
      </Show>
    </fieldset>
  )
}
