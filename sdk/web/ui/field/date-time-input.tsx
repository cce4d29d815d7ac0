import { splitProps } from 'solid-js'
import { VIETNAM } from '../locale/format.ts'
import { useKit } from '../locale/kit.tsx'
import { controlAttributes, type FieldTexts, Labelled, useField } from './field.tsx'

/** The wall clock of a zone at that moment, as `datetime-local` wants it; empty when it is no date. */
export function toWallClock(iso: string | null, timeZone: string = VIETNAM): string {
  const at = iso === null ? Number.NaN : Date.parse(iso)
  return Number.isNaN(at) ? '' : new Date(at + offsetAt(at, timeZone)).toISOString().slice(0, 16)
}

/** The moment at which a zone's clock shows that, in UTC; null when it is no date. */
export function fromWallClock(local: string, timeZone: string = VIETNAM): string | null {
  const asUtc = Date.parse(`${local}Z`)
  if (Number.isNaN(asUtc)) return null
  const guess = asUtc - offsetAt(asUtc, timeZone)
  return new Date(asUtc - offsetAt(guess, timeZone)).toISOString()
}

/** Milliseconds that the zone's clock is ahead of UTC at that moment. */
function offsetAt(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    hourCycle: 'h23',
  }).formatToParts(at)
  const number = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  const shown = Date.UTC(
    number('year'),
    number('month') - 1,
    number('day'),
    number('hour'),
    number('minute'),
    number('second'),
  )
  return shown - Math.floor(at / 1000) * 1000
}

export interface DateTimeInputProps extends FieldTexts {
  id?: string
  name?: string
  /** ISO 8601, any offset; shown in the kit's time zone. */
  value: string | null
  /** ISO 8601 in UTC, or null. */
  onChange: (value: string | null) => void
  disabled?: boolean
}

/** A date with its hour, in the kit's time zone whatever the device says. */
export function DateTimeInput(props: DateTimeInputProps) {
  const kit = useKit()
  const [texts] = splitProps(props, ['label', 'hint', 'error', 'required', 'optional', 'hideLabel', 'id'])
  const Control = () => {
    const field = useField()
    return (
      <input
        {...controlAttributes(field)}
        class="input"
        type="datetime-local"
        name={props.name}
        disabled={props.disabled}
        value={toWallClock(props.value, kit.timeZone())}
        onChange={(event) => props.onChange(fromWallClock(event.currentTarget.value, kit.timeZone()))}
      />
    )
  }
  return (
    <Labelled {...texts}>
      <Control />
    </Labelled>
  )
}
