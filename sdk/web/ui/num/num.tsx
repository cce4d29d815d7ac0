import { Show } from 'solid-js'
import { formatNumber } from '../locale/format.ts'
import { useKit } from '../locale/kit.tsx'
import { join } from '../util/class.ts'

export interface NumProps {
  /** The number, or a text that is already written, such as a code or a time. */
  value: number | string
  /** Stands after the number, smaller: `mm`, `%`, `/ 246`. */
  unit?: string
  /** How to write it: decimals, sign, grouping. */
  format?: Intl.NumberFormatOptions
  class?: string
}

/** A number that lines up with its neighbours, written as the reader's language does. */
export function Num(props: NumProps) {
  const kit = useKit()
  const text = () =>
    typeof props.value === 'number' ? formatNumber(props.value, kit.lang(), props.format) : props.value
  return (
    <span class={join('num', props.class)}>
      {text()}
      <Show when={props.unit}>
        <span class="unit">{props.unit}</span>
      </Show>
    </span>
  )
}
