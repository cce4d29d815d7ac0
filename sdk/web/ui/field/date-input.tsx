import { createSignal, splitProps } from 'solid-js'
import { CalendarIcon } from '../../icons/icons.ts'
import { IconButton } from '../button/button.tsx'
import { useKit } from '../locale/kit.tsx'
import { controlAttributes, type FieldTexts, Labelled, useField } from './field.tsx'
import { fromWallClock, readDate, readTime, toWallClock, type WallClock, writeDate } from './wall-clock.ts'

const TEXTS = ['label', 'hint', 'required', 'optional', 'hideLabel', 'id'] as const

interface PartProps {
  value: string | null
  disabled?: boolean
  name?: string
  min?: string
  max?: string
  /** Null when emptied or not there yet. */
  onChange: (value: string | null) => void
  onBroken: (broken: boolean) => void
}

/** A text that stays as it was typed until it is left, with what it was read as. */
function createDraft(read: (text: string) => string | null, props: PartProps) {
  const [draft, setDraft] = createSignal<string | null>(null)
  const type = (text: string) => {
    setDraft(text)
    props.onBroken(false)
    props.onChange(read(text))
  }
  const leave = () => {
    const text = draft()
    const broken = text !== null && text.trim() !== '' && read(text) === null
    props.onBroken(broken)
    if (!broken) setDraft(null)
  }
  return { draft, type, leave, clear: () => setDraft(null) }
}

function DatePart(props: PartProps) {
  const kit = useKit()
  const field = useField()
  const text = createDraft(readDate, props)
  let native: HTMLInputElement | undefined
  return (
    <span class="date">
      <input
        {...controlAttributes(field)}
        class="input"
        type="text"
        inputmode="numeric"
        autocomplete="off"
        name={props.name}
        placeholder={kit.words().datePattern}
        disabled={props.disabled}
        value={text.draft() ?? writeDate(props.value)}
        onInput={(event) => text.type(event.currentTarget.value)}
        onBlur={text.leave}
      />
      {/* The browser's own calendar; what it writes itself follows the device's language, so only ours is seen. */}
      {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: never in the tab order, opened by the button */}
      <input
        ref={(element) => {
          native = element
        }}
        class="date-native"
        type="date"
        tabindex={-1}
        aria-hidden="true"
        disabled={props.disabled}
        min={props.min}
        max={props.max}
        value={props.value ?? ''}
        onChange={(event) => {
          text.clear()
          props.onBroken(false)
          props.onChange(event.currentTarget.value || null)
        }}
      />
      <IconButton
        icon={CalendarIcon}
        label={kit.words().pickDate}
        size="sm"
        disabled={props.disabled}
        onClick={() => native?.showPicker()}
      />
    </span>
  )
}

function TimePart(props: PartProps & { label: string }) {
  const kit = useKit()
  const field = useField()
  const text = createDraft(readTime, props)
  return (
    <input
      aria-label={kit.words().timeOf(props.label)}
      aria-describedby={field?.describedBy()}
      aria-invalid={field?.invalid() ? 'true' : undefined}
      class="input date-time"
      type="text"
      inputmode="numeric"
      autocomplete="off"
      placeholder={kit.words().timePattern}
      disabled={props.disabled}
      value={text.draft() ?? props.value ?? ''}
      onInput={(event) => text.type(event.currentTarget.value)}
      onBlur={text.leave}
    />
  )
}

export interface DateInputProps extends FieldTexts {
  id?: string
  name?: string
  /** `2026-11-24`, or null. */
  value: string | null
  /** Null when emptied or not a date yet. */
  onChange: (value: string | null) => void
  /** First and last day that the calendar offers, as `2026-11-24`. */
  min?: string
  max?: string
  disabled?: boolean
}

/** A day, written 24/11/2026 whatever the device says, with the browser's calendar beside it. */
export function DateInput(props: DateInputProps) {
  const kit = useKit()
  const [texts] = splitProps(props, TEXTS)
  const [broken, setBroken] = createSignal(false)
  return (
    <Labelled {...texts} error={props.error ?? (broken() ? kit.words().notADate : undefined)}>
      <DatePart
        value={props.value}
        name={props.name}
        min={props.min}
        max={props.max}
        disabled={props.disabled}
        onChange={props.onChange}
        onBroken={setBroken}
      />
    </Labelled>
  )
}

export interface DateTimeInputProps extends FieldTexts {
  id?: string
  name?: string
  /** ISO 8601, any offset; shown in the kit's time zone. */
  value: string | null
  /** ISO 8601 in UTC; null until both day and time are there. */
  onChange: (value: string | null) => void
  disabled?: boolean
}

/** A day with its time, in the kit's time zone whatever the device says. */
export function DateTimeInput(props: DateTimeInputProps) {
  const kit = useKit()
  const [texts] = splitProps(props, TEXTS)
  const [half, setHalf] = createSignal<Partial<WallClock>>({})
  const [brokenDate, setBrokenDate] = createSignal(false)
  const [brokenTime, setBrokenTime] = createSignal(false)
  const wall = () => toWallClock(props.value, kit.timeZone())
  const date = () => wall()?.date ?? half().date ?? null
  const time = () => wall()?.time ?? half().time ?? null
  const set = (part: { date?: string | null; time?: string | null }) => {
    const next = { date: date(), time: time(), ...part }
    setHalf({ date: next.date ?? undefined, time: next.time ?? undefined })
    const both = next.date && next.time ? { date: next.date, time: next.time } : null
    props.onChange(both && fromWallClock(both, kit.timeZone()))
  }
  const error = () => {
    if (props.error) return props.error
    if (brokenDate()) return kit.words().notADate
    return brokenTime() ? kit.words().notATime : undefined
  }
  return (
    <Labelled {...texts} error={error()}>
      <span class="date-and-time">
        <DatePart
          value={date()}
          name={props.name}
          disabled={props.disabled}
          onChange={(next) => set({ date: next })}
          onBroken={setBrokenDate}
        />
        <TimePart
          label={props.label ?? ''}
          value={time()}
          disabled={props.disabled}
          onChange={(next) => set({ time: next })}
          onBroken={setBrokenTime}
        />
      </span>
    </Labelled>
  )
}
