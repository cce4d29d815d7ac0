import { createEffect, createSignal, createUniqueId, For, Match, on, onCleanup, Show, Switch } from 'solid-js'
import { ChevronDownIcon, CloseIcon } from '../../icons/icons.ts'
import { controlAttributes, type FieldTexts, Labelled, useField } from '../field/field.tsx'
import { Icon } from '../icon/icon.tsx'
import { useKit } from '../locale/kit.tsx'
import { Popover } from '../popover/popover.tsx'

export interface ComboboxOption {
  value: string
  label: string
  /** Smaller, below the label. */
  note?: string
}

export interface ComboboxProps extends FieldTexts {
  id?: string
  /** Null while nothing is chosen. */
  value: string | null
  /** What the value is called. */
  shown: string
  /** What is offered for a text; the empty text asks for what to begin with. May refuse. */
  find: (text: string, signal: AbortSignal) => Promise<readonly ComboboxOption[]>
  onChange: (value: string | null) => void
  placeholder?: string
  disabled?: boolean
}

/** Milliseconds between the last letter and the question. */
const PAUSE = 120

/**
 * One of many, found by typing. Arrow keys walk, Enter takes, Esc gives back what was there; what was typed and not
 * taken is forgotten when the person leaves.
 */
export function Combobox(props: ComboboxProps) {
  return (
    <Labelled
      label={props.label}
      id={props.id}
      hint={props.hint}
      error={props.error}
      required={props.required}
      optional={props.optional}
      hideLabel={props.hideLabel}
    >
      <Control {...props} />
    </Labelled>
  )
}

function Control(props: ComboboxProps) {
  const kit = useKit()
  const field = useField()
  const listId = createUniqueId()
  const [open, setOpen] = createSignal(false)
  /** Null while the person types nothing of their own. */
  const [typed, setTyped] = createSignal<string | null>(null)
  const [options, setOptions] = createSignal<readonly ComboboxOption[]>()
  const [failed, setFailed] = createSignal(false)
  const [active, setActive] = createSignal(-1)
  let input: HTMLInputElement | undefined

  createEffect(
    on([open, typed], ([isOpen, text]) => {
      if (!isOpen) return
      const abort = new AbortController()
      const ask = async () => {
        try {
          const found = await props.find(text ?? '', abort.signal)
          if (abort.signal.aborted) return
          setOptions(found)
          setFailed(false)
          setActive(text && found.length > 0 ? 0 : -1)
        } catch {
          if (!abort.signal.aborted) setFailed(true)
        }
      }
      const timer = setTimeout(() => void ask(), text ? PAUSE : 0)
      onCleanup(() => {
        clearTimeout(timer)
        abort.abort()
      })
    }),
  )

  const shown = () => options() ?? []
  const optionId = (at: number) => `${listId}-${at}`
  const close = () => {
    setOpen(false)
    setTyped(null)
    setOptions(undefined)
    setActive(-1)
  }
  const take = (value: string | null) => {
    close()
    if (value !== props.value) props.onChange(value)
  }
  const walk = (by: 1 | -1) => {
    if (!open()) return setOpen(true)
    const count = shown().length
    if (count === 0) return
    const next = active() < 0 ? (by > 0 ? 0 : count - 1) : (active() + by + count) % count
    setActive(next)
    document.getElementById(optionId(next))?.scrollIntoView({ block: 'nearest' })
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.isComposing) return
    const option = shown()[active()]
    if (event.key === 'ArrowDown') walk(1)
    else if (event.key === 'ArrowUp') walk(-1)
    else if (event.key === 'Enter' && open() && option) take(option.value)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const leave = (event: FocusEvent) => {
    const to = event.relatedTarget
    if (to instanceof Node && document.getElementById(listId)?.contains(to)) return
    // Who cleared the text meant nothing to be chosen.
    if (typed() === '' && props.value !== null) return take(null)
    close()
  }

  return (
    <span class="combobox">
      <input
        ref={(element) => {
          input = element
        }}
        {...controlAttributes(field)}
        class="input"
        role="combobox"
        autocomplete="off"
        spellcheck={false}
        aria-label={field ? undefined : props.label}
        aria-autocomplete="list"
        aria-expanded={open()}
        aria-controls={listId}
        aria-activedescendant={open() && active() >= 0 ? optionId(active()) : undefined}
        disabled={props.disabled}
        placeholder={props.placeholder ?? kit.words().choose}
        value={typed() ?? props.shown}
        onInput={(event) => {
          setTyped(event.currentTarget.value)
          setOpen(true)
        }}
        onClick={() => setOpen(true)}
        onKeyDown={onKey}
        onFocusOut={leave}
      />
      <Show
        when={props.value !== null && !props.required && !props.disabled}
        fallback={<Icon of={ChevronDownIcon} />}
      >
        <button
          type="button"
          class="combobox-clear"
          tabindex={-1}
          aria-label={kit.words().remove(props.shown)}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => {
            take(null)
            input?.focus()
          }}
        >
          <Icon of={CloseIcon} />
        </button>
      </Show>
      <Popover
        id={listId}
        class="combobox-list"
        role="listbox"
        label={props.label ?? kit.words().choose}
        open={open()}
        onClose={close}
        anchor={() => input}
      >
        <For each={shown()}>
          {(option, at) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the input has the focus and the keys
            // biome-ignore lint/a11y/useFocusableInteractive: as above
            <div
              class="combobox-option"
              id={optionId(at())}
              role="option"
              aria-selected={at() === active()}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => take(option.value)}
            >
              <span>{option.label}</span>
              <Show when={option.note}>
                <span class="meta">{option.note}</span>
              </Show>
            </div>
          )}
        </For>
        <Switch>
          <Match when={failed()}>
            <p class="combobox-say" role="alert">
              {kit.words().failed}
            </p>
          </Match>
          <Match when={options() === undefined}>
            <p class="combobox-say">{kit.words().loading}</p>
          </Match>
          <Match when={shown().length === 0}>
            <p class="combobox-say">{kit.words().noneFound}</p>
          </Match>
        </Switch>
      </Popover>
    </span>
  )
}
