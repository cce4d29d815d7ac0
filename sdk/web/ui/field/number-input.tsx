import { createSignal, Show, splitProps } from 'solid-js'
import { formatNumber, parseNumber } from '../locale/format.ts'
import { useKit } from '../locale/kit.tsx'
import { controlAttributes, type FieldTexts, Labelled, useField } from './field.tsx'

export interface NumberInputProps extends FieldTexts {
  id?: string
  name?: string
  value: number | null
  /** Null when emptied or not a number yet. */
  onChange: (value: number | null) => void
  /** After the control: `cm`, `phút`. */
  unit?: string
  min?: number
  max?: number
  /** What an arrow key adds or takes. Default 1. */
  step?: number
  /** Digits after the comma. Default up to 6. */
  decimals?: number
  placeholder?: string
  disabled?: boolean
}

/** A number, typed and shown as the reader's language writes it; arrow keys step. */
export function NumberInput(props: NumberInputProps) {
  const kit = useKit()
  const [texts] = splitProps(props, ['label', 'hint', 'required', 'optional', 'hideLabel', 'id'])
  const [draft, setDraft] = createSignal<string | null>(null)
  const written = () =>
    props.value === null
      ? ''
      : formatNumber(props.value, kit.lang(), { maximumFractionDigits: props.decimals ?? 6 })
  const broken = () => {
    const text = draft()
    return text !== null && text.trim() !== '' && parseNumber(text, kit.lang()) === null
  }
  const [left, setLeft] = createSignal(false)
  const error = () => props.error ?? (left() && broken() ? kit.words().notANumber : undefined)

  const type = (text: string) => {
    setDraft(text)
    setLeft(false)
    props.onChange(parseNumber(text, kit.lang()))
  }
  const leave = () => {
    setLeft(true)
    if (!broken()) setDraft(null)
  }
  const step = (direction: 1 | -1) => {
    const next = (props.value ?? 0) + direction * (props.step ?? 1)
    const rounded = Number(next.toFixed(props.decimals ?? 6))
    setDraft(null)
    props.onChange(Math.min(props.max ?? Infinity, Math.max(props.min ?? -Infinity, rounded)))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
    event.preventDefault()
    step(event.key === 'ArrowUp' ? 1 : -1)
  }
  const Control = () => {
    const field = useField()
    return (
      <span class="with-unit">
        <input
          {...controlAttributes(field)}
          class="input input-num"
          type="text"
          inputmode={props.decimals === 0 ? 'numeric' : 'decimal'}
          autocomplete="off"
          name={props.name}
          placeholder={props.placeholder}
          disabled={props.disabled}
          value={draft() ?? written()}
          onInput={(event) => type(event.currentTarget.value)}
          onBlur={leave}
          onKeyDown={onKeyDown}
        />
        <Show when={props.unit}>
          <span class="unit">{props.unit}</span>
        </Show>
      </span>
    )
  }
  return (
    <Labelled {...texts} error={error()}>
      <Control />
    </Labelled>
  )
}
