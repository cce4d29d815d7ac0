import { createMemo } from 'solid-js'
import { formatDateTime, formatRelative, formatRough, type Moment, toMillis } from '../locale/format.ts'
import { useKit } from '../locale/kit.tsx'
import { join } from '../util/class.ts'

/** Live: as new as promised. Late: older than it should be. Dead: the source is silent. */
export type Freshness = 'live' | 'late' | 'dead'

/**
 * @param at when the number was last true; null when it never was
 * @param now milliseconds since 1970
 * @param lateAfter milliseconds from which it is late
 * @param deadAfter milliseconds from which the source counts as silent
 */
export function freshnessOf(
  at: Moment | null | undefined,
  now: number,
  lateAfter: number,
  deadAfter: number,
): Freshness {
  const millis = at == null ? Number.NaN : toMillis(at)
  if (Number.isNaN(millis)) return 'dead'
  const age = now - millis
  if (age >= deadAfter) return 'dead'
  return age >= lateAfter ? 'late' : 'live'
}

export interface FreshProps {
  /** When the number was last true; null or left out when it never was. */
  at?: Moment | null
  /** Milliseconds from which it is late. Default one minute. */
  lateAfter?: number
  /** Milliseconds from which the source counts as silent. Default ten times `lateAfter`. */
  deadAfter?: number
  /** Said by the source itself, whatever the age. */
  state?: Freshness
  /** Instead of the age: `Trực tiếp`, `tính lúc 02:45`. Late and dead numbers show their age all the same. */
  label?: string
  class?: string
}

/** When this was last true: a full dot live, a half late, a broken ring dead; the exact time in the title. */
export function Fresh(props: FreshProps) {
  const kit = useKit()
  const now = kit.clock.follow()
  const state = createMemo(() => {
    const lateAfter = props.lateAfter ?? 60_000
    return props.state ?? freshnessOf(props.at, now(), lateAfter, props.deadAfter ?? lateAfter * 10)
  })
  const text = createMemo(() => {
    if (props.label !== undefined && (state() === 'live' || props.at == null)) return props.label
    if (props.at == null) return kit.words().never
    if (state() === 'live') return formatRelative(props.at, now(), kit.lang(), kit.timeZone())
    const age = formatRough(now() - toMillis(props.at), kit.lang())
    return state() === 'late' ? kit.words().late(age) : kit.words().lost(age)
  })
  const exact = () =>
    props.at == null ? undefined : formatDateTime(props.at, kit.lang(), 'exact', kit.timeZone())
  return (
    <span class={join('fresh', props.class)} data-state={state()} title={exact()}>
      {text()}
    </span>
  )
}
