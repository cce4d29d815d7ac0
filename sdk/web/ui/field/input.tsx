import { For, type JSX, Show, splitProps } from 'solid-js'
import { ChevronDownIcon, SearchIcon } from '../../icons/icons.ts'
import { Icon } from '../icon/icon.tsx'
import { Kbd } from '../kbd/kbd.tsx'
import { useKit } from '../locale/kit.tsx'
import { controlAttributes, type FieldTexts, Labelled, useField } from './field.tsx'

const TEXTS = ['label', 'hint', 'error', 'required', 'optional', 'hideLabel', 'id'] as const

type NativeInput = Omit<
  JSX.InputHTMLAttributes<HTMLInputElement>,
  'value' | 'onChange' | 'onInput' | 'class' | 'classList' | 'style' | 'required' | 'id'
>

export interface TextInputProps extends FieldTexts, NativeInput {
  id?: string
  value: string
  /** With every keystroke. */
  onChange?: (value: string) => void
  /** When the person is done: Enter, or leaving the control. */
  onCommit?: (value: string) => void
  type?:
    | 'text'
    | 'email'
    | 'tel'
    | 'url'
    | 'password'
    | 'date'
    | 'time'
    | 'datetime-local'
    | 'month'
    | 'color'
  /** Codes and keys: fixed width letters. */
  mono?: boolean
}

/** One line of text. */
export function TextInput(props: TextInputProps) {
  const [texts, own, rest] = splitProps(props, TEXTS, ['value', 'onChange', 'onCommit', 'mono'])
  const Control = () => {
    const field = useField()
    return (
      <input
        {...rest}
        {...controlAttributes(field)}
        class={own.mono ? 'input mono' : 'input'}
        value={own.value}
        onInput={(event) => own.onChange?.(event.currentTarget.value)}
        onChange={(event) => own.onCommit?.(event.currentTarget.value)}
      />
    )
  }
  return (
    <Labelled {...texts}>
      <Control />
    </Labelled>
  )
}

export interface SearchInputProps {
  /** Read aloud, and the placeholder unless another is given. */
  label?: string
  placeholder?: string
  value: string
  onChange: (value: string) => void
  onCommit?: (value: string) => void
  /** The key that jumps here, shown at the end. Binding it is the caller's. */
  kbd?: string
  ref?: (element: HTMLInputElement) => void
}

/** A search box with its picture before and its key after. */
export function SearchInput(props: SearchInputProps) {
  const kit = useKit()
  const label = () => props.label ?? kit.words().search
  return (
    <label class="search">
      <Icon of={SearchIcon} />
      <span class="sr">{label()}</span>
      <input
        class="input"
        type="search"
        ref={(element) => props.ref?.(element)}
        placeholder={props.placeholder ?? label()}
        value={props.value}
        onInput={(event) => props.onChange(event.currentTarget.value)}
        onChange={(event) => props.onCommit?.(event.currentTarget.value)}
      />
      <Show when={props.kbd && props.value === ''}>
        <Kbd>{props.kbd}</Kbd>
      </Show>
    </label>
  )
}

type NativeTextarea = Omit<
  JSX.TextareaHTMLAttributes<HTMLTextAreaElement>,
  'value' | 'onChange' | 'onInput' | 'class' | 'classList' | 'style' | 'required' | 'id'
>

export interface TextareaProps extends FieldTexts, NativeTextarea {
  id?: string
  value: string
  onChange?: (value: string) => void
  onCommit?: (value: string) => void
  /** At the end of the label's line, e.g. a dictation button. */
  aside?: JSX.Element
}

/** Several lines of text. */
export function Textarea(props: TextareaProps) {
  const [texts, own, rest] = splitProps(props, [...TEXTS, 'aside'], ['value', 'onChange', 'onCommit'])
  const Control = () => {
    const field = useField()
    return (
      <textarea
        rows={3}
        {...rest}
        {...controlAttributes(field)}
        class="input"
        value={own.value}
        onInput={(event) => own.onChange?.(event.currentTarget.value)}
        onChange={(event) => own.onCommit?.(event.currentTarget.value)}
      />
    )
  }
  return (
    <Labelled {...texts}>
      <Control />
    </Labelled>
  )
}

export interface Choice<Value extends string = string> {
  value: Value
  label: string
  disabled?: boolean
}

type NativeSelect = Omit<
  JSX.SelectHTMLAttributes<HTMLSelectElement>,
  'value' | 'onChange' | 'class' | 'classList' | 'style' | 'required' | 'id'
>

export interface SelectProps<Value extends string = string> extends FieldTexts, NativeSelect {
  id?: string
  /** Null while nothing is chosen: the first line asks to choose. */
  value: Value | null
  options: readonly Choice<Value>[]
  /** Null when the empty line was chosen, which is offered unless `required`. */
  onChange: (value: Value | null) => void
  /** Words of the empty line. */
  placeholder?: string
}

/** One of a known few. */
export function Select<Value extends string = string>(props: SelectProps<Value>) {
  const kit = useKit()
  const [texts, own, rest] = splitProps(props, TEXTS, ['value', 'options', 'onChange', 'placeholder'])
  const Control = () => {
    const field = useField()
    return (
      <span class="select">
        <select
          {...rest}
          {...controlAttributes(field)}
          class="input"
          onChange={(event) => {
            const chosen = own.options.find((option) => option.value === event.currentTarget.value)
            own.onChange(chosen?.value ?? null)
          }}
        >
          <Show when={own.value === null || !texts.required}>
            <option value="" selected={own.value === null} disabled={texts.required}>
              {own.placeholder ?? kit.words().choose}
            </option>
          </Show>
          <For each={own.options}>
            {(option) => (
              <option value={option.value} disabled={option.disabled} selected={option.value === own.value}>
                {option.label}
              </option>
            )}
          </For>
        </select>
        <Icon of={ChevronDownIcon} />
      </span>
    )
  }
  return (
    <Labelled {...texts}>
      <Control />
    </Labelled>
  )
}
