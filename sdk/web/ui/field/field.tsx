import { type Accessor, createContext, createUniqueId, type JSX, Show, useContext } from 'solid-js'
import { useKit } from '../locale/kit.tsx'
import { Shape } from '../shape/shape.tsx'

/** What a control inside a field needs to be announced with it. */
export interface FieldWiring {
  id: string
  /** Ids of the hint and the error, for `aria-describedby`. */
  describedBy: Accessor<string | undefined>
  invalid: Accessor<boolean>
  required: Accessor<boolean>
}

const Wiring = createContext<FieldWiring>()

export interface FieldTexts {
  /** Always above the control, never inside it. */
  label?: string
  /** What to write, with an example. */
  hint?: JSX.Element
  /** What is wrong and how to mend it. */
  error?: string
  required?: boolean
  /** Says "optional" after the label, for forms in which most is required. */
  optional?: boolean
  /** Keeps the label for screen readers only. */
  hideLabel?: boolean
}

export interface FieldProps extends FieldTexts {
  label: string
  /** Default: made up. */
  id?: string
  /** At the end of the label's line. */
  aside?: JSX.Element
  children: JSX.Element
}

/** Label, control, hint and error; the control inside finds its id and descriptions here. */
export function Field(props: FieldProps) {
  const kit = useKit()
  const id = props.id ?? createUniqueId()
  const hintId = `${id}-hint`
  const errorId = `${id}-error`
  const wiring: FieldWiring = {
    id,
    describedBy: () =>
      [props.error ? errorId : '', props.hint ? hintId : ''].filter(Boolean).join(' ') || undefined,
    invalid: () => Boolean(props.error),
    required: () => props.required ?? false,
  }
  return (
    <div class="field">
      <span class={props.hideLabel ? 'sr' : 'field-head'}>
        <label class="label" for={id}>
          {props.label}
          <Show when={props.required}>
            <span class="req" aria-hidden="true">
              {' *'}
            </span>
          </Show>
          <Show when={props.optional}>
            <span class="opt"> ({kit.words().optional})</span>
          </Show>
        </label>
        {props.aside}
      </span>
      <Wiring.Provider value={wiring}>{props.children}</Wiring.Provider>
      <FieldFault id={errorId} error={props.error} />
      <Show when={props.hint}>
        <span class="help" id={hintId}>
          {props.hint}
        </span>
      </Show>
    </div>
  )
}

/** What is wrong, announced when it appears. */
export function FieldFault(props: { id: string; error: string | undefined }) {
  return (
    <Show when={props.error}>
      <span class="fault" id={props.id} role="alert">
        <Shape tone="crit" />
        {props.error}
      </span>
    </Show>
  )
}

/** For own controls inside a `Field`; undefined outside one. */
export function useField(): FieldWiring | undefined {
  return useContext(Wiring)
}

/** Attributes that tie a control to its field; spread them on the native element. */
export interface ControlAttributes {
  id: string | undefined
  'aria-describedby': string | undefined
  'aria-invalid': 'true' | undefined
  'aria-required': 'true' | undefined
}

/** Reactive: read inside JSX. */
export function controlAttributes(field: FieldWiring | undefined, invalid = false): ControlAttributes {
  return {
    id: field?.id,
    'aria-describedby': field?.describedBy(),
    'aria-invalid': invalid || field?.invalid() ? 'true' : undefined,
    'aria-required': field?.required() ? 'true' : undefined,
  }
}

/** Wraps a control in a field when it has a label of its own; otherwise it uses the field around it. */
export function Labelled(props: FieldTexts & { id?: string; aside?: JSX.Element; children: JSX.Element }) {
  return (
    <Show when={props.label} fallback={props.children}>
      {(label) => (
        <Field
          label={label()}
          id={props.id}
          hint={props.hint}
          error={props.error}
          required={props.required}
          optional={props.optional}
          hideLabel={props.hideLabel}
          aside={props.aside}
        >
          {props.children}
        </Field>
      )}
    </Show>
  )
}
