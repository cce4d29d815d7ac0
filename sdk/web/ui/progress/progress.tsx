import { createUniqueId, Show } from 'solid-js'
import { formatNumber } from '../locale/format.ts'
import { useKit } from '../locale/kit.tsx'
import type { Tone } from '../shape/shape.tsx'

export interface ProgressProps {
  /** What is being counted; read aloud, shown when `showLabel`. */
  label: string
  value: number
  /** Default 100. */
  max?: number
  tone?: Tone
  /** Shows the label and the number above the bar. */
  showLabel?: boolean
  /** Instead of the percentage: `3 trên 5`. */
  text?: string
}

/** A share of a whole. */
export function Progress(props: ProgressProps) {
  const kit = useKit()
  const id = createUniqueId()
  const max = () => props.max ?? 100
  const share = () => (max() > 0 ? Math.min(1, Math.max(0, props.value / max())) : 0)
  const text = () =>
    props.text ?? `${formatNumber(share() * 100, kit.lang(), { maximumFractionDigits: 0 })} %`
  return (
    <div class="progress">
      <Show
        when={props.showLabel}
        fallback={
          <span class="sr" id={id}>
            {props.label}
          </span>
        }
      >
        <span class="progress-head">
          <span id={id}>{props.label}</span>
          <span class="num">{text()}</span>
        </span>
      </Show>
      <div
        class="meter"
        role="progressbar"
        aria-labelledby={id}
        aria-valuenow={props.value}
        aria-valuemin={0}
        aria-valuemax={max()}
        aria-valuetext={text()}
        data-tone={props.tone}
      >
        <i style={{ 'inline-size': `${share() * 100}%` }} />
      </div>
    </div>
  )
}
