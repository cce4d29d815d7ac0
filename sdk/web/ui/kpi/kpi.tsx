import { type JSX, Show } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { Spark } from '../chart/spark.tsx'
import { Fresh, type FreshProps } from '../fresh/fresh.tsx'
import { useKit } from '../locale/kit.tsx'
import { Num } from '../num/num.tsx'
import { Shape, type Tone } from '../shape/shape.tsx'

export interface KpiProps {
  name: string
  /** Undefined while it is being loaded: a skeleton of the same size. Null when there is no such number. */
  value: number | string | null | undefined
  unit?: string
  format?: Intl.NumberFormatOptions
  /** Puts the shape before the name. */
  tone?: Tone
  /** Colours the number too; for a wall, where the name is far. */
  loud?: boolean
  /** Second line: change, longest wait, target. */
  trend?: JSX.Element
  /** The last values, oldest first. */
  spark?: readonly number[]
  /** When the number was last true. No number without it. */
  fresh: FreshProps
  /** Where the records behind the number are; the whole tile opens them. */
  href?: string
}

/** A number with its name, unit, trend and freshness. */
export function Kpi(props: KpiProps) {
  const kit = useKit()
  return (
    <Dynamic component={props.href === undefined ? 'div' : 'a'} class="tile kpi" href={props.href}>
      <span class="kpi-name">
        <Show when={props.tone}>
          {(tone) => (
            <span class="tone" data-tone={tone()}>
              <Shape tone={tone()} />
            </span>
          )}
        </Show>
        {props.name}
      </span>
      <Show
        when={props.value !== undefined}
        fallback={
          <span class="kpi-value">
            <span class="skel kpi-skel" />
            <span class="sr">{kit.words().loading}</span>
          </span>
        }
      >
        <span class="kpi-value" data-tone={props.loud ? props.tone : undefined}>
          <Num value={props.value ?? '–'} unit={props.unit} format={props.format} />
        </span>
      </Show>
      <Show when={props.spark} fallback={<span />}>
        {(values) => <Spark values={values()} />}
      </Show>
      <span class="kpi-foot">
        <span class="meta">{props.trend}</span>
        <Fresh {...props.fresh} />
      </span>
    </Dynamic>
  )
}
