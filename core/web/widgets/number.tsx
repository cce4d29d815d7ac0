import type { Text } from '@saola/sdk'
import { Kpi, type Tone, useCount, useCounts, useFormat, useKit, useRecords, useText } from '@saola/sdk-web'
import { createMemo } from 'solid-js'
import { queryOf, titleOf } from '../records/describe.ts'
import { groupAt, periodFilter } from '../records/periods.ts'
import { asTone, type Stops, toneOf } from '../records/tone.ts'
import { allOf, problemWords, textOf, useSubject } from './parts.ts'
import type { ConfiguredProps } from './types.ts'

export { problemWords } from './parts.ts'

/**
 * `core.number`: how many records match. With `today` (a date and time), those of today, beside as many as yesterday
 * at this time and the last hours as a line. With `field`, the value of the first record in the order of `sort`.
 * Options: `model`, `filter`, `today`, `field`, `sort` (`-pm25`), `unit`, `stops` (as in map layers), `tone` (of a
 * number that is not zero), `note`, `time` (a date and time that says when the value was true), `lateAfter` (seconds).
 */
export function NumberWidget(props: ConfiguredProps) {
  if (typeof props.options.field === 'string') return <FirstValue {...props} />
  return typeof props.options.today === 'string' ? <Today {...props} /> : <Counted {...props} />
}

function Counted(props: ConfiguredProps) {
  const { words, model, filter, href, fresh } = useSubject(props)
  const text = useText()
  const counted = useCount(model, filter)
  return (
    <Kpi
      name={props.title}
      value={counted.count ?? (counted.error ? null : undefined)}
      unit={unitOf(props.options.unit, text)}
      tone={loudOf(props.options.tone, counted.count)}
      trend={
        counted.error ? problemWords(counted.error.code, words().problem) : text(textOf(props.options.note))
      }
      fresh={fresh(counted)}
      href={href(filter())}
    />
  )
}

/** Hours of the line: complete ones only, since the present one is always too low. */
const SPARK = 12
const HOUR = 3_600_000

function Today(props: ConfiguredProps) {
  const { words, model, filter, href, fresh } = useSubject(props)
  const text = useText()
  const format = useFormat()
  const now = useKit().clock.follow()
  const field = () => String(props.options.today)
  const yesterday = { op: 'today', args: ['-P1D'] } as const
  const today = () =>
    allOf(
      filter(),
      periodFilter(field(), { from: { op: 'today', args: [] }, to: { op: 'today', args: ['P1D'] } }),
    )
  const counted = useCount(model, today)
  const until = useCount(model, () =>
    allOf(filter(), periodFilter(field(), { from: yesterday, to: { op: 'now', args: ['-P1D'] } })),
  )
  const hourly = useCounts(model, () => ({
    by: `hour(${field()})`,
    filter: allOf(filter(), periodFilter(field(), { from: yesterday })),
  }))
  const minute = createMemo(() => Math.floor(now() / 60_000))
  const spark = createMemo(() => {
    if (hourly.total === undefined) return undefined
    const counts = new Map(hourly.items.map(({ key, count }) => [key, count]))
    return Array.from(
      { length: SPARK },
      (_, index) => counts.get(groupAt(minute() * 60_000 - (SPARK - index) * HOUR, 'hour')) ?? 0,
    )
  })
  const change = () => {
    if (counted.count === undefined || until.count === undefined) return ''
    const more = counted.count - until.count
    if (more === 0) return words().widgets.sameAsYesterday
    return words().widgets.sinceYesterday(
      format.number(more, { signDisplay: 'exceptZero' }),
      format.number(until.count),
    )
  }
  return (
    <Kpi
      name={props.title}
      value={counted.count ?? (counted.error ? null : undefined)}
      unit={unitOf(props.options.unit, text)}
      tone={loudOf(props.options.tone, counted.count)}
      trend={
        counted.error
          ? problemWords(counted.error.code, words().problem)
          : change() || text(textOf(props.options.note))
      }
      spark={spark()}
      fresh={fresh(counted)}
      href={href(today())}
    />
  )
}

function FirstValue(props: ConfiguredProps) {
  const { host, words, model, filter, href } = useSubject(props)
  const text = useText()
  const field = () => String(props.options.field)
  const list = useRecords(model, () => ({ ...queryOf(props.options, 1), limit: 1 }))
  const record = () => list.items[0]
  const value = () => {
    const found = record()?.[field()]
    return typeof found === 'number' ? found : null
  }
  const definition = () => host.ui.models[model()]?.fields[field()]
  const state = () => toneOf(value(), definition(), props.options.stops as Stops | undefined)
  const measure = () => {
    const found = definition()
    return found?.type === 'number' || found?.type === 'integer' ? found.measure : undefined
  }
  const at = () => {
    const time = props.options.time
    const found = typeof time === 'string' ? record()?.[time] : record()?.updatedAt
    return typeof found === 'string' ? found : null
  }
  const where = () => {
    const one = record()
    const parts = [text(state()?.label), one ? titleOf(one, host.ui.models[model()]) : undefined]
    return parts.filter(Boolean).join(' · ')
  }
  const loud = () => {
    const tone = state()?.tone
    return tone === undefined || tone === 'ok' || tone === 'off' ? undefined : tone
  }
  return (
    <Kpi
      name={props.title}
      value={list.loading ? undefined : value()}
      unit={unitOf(props.options.unit, text) ?? measure()}
      tone={loud()}
      trend={
        list.error
          ? problemWords(list.error.code, words().problem)
          : text(textOf(props.options.note)) || where()
      }
      fresh={{
        at: at(),
        lateAfter: lateAfter(props.options.lateAfter),
        ...(list.stale ? { state: 'dead' } : {}),
      }}
      href={href(filter())}
    />
  )
}

function unitOf(unit: unknown, text: (text: Text | undefined) => string): string | undefined {
  if (typeof unit === 'string') return unit
  return typeof unit === 'object' && unit !== null && 'vi' in unit ? text(unit as Text) : undefined
}

function lateAfter(seconds: unknown): number {
  return typeof seconds === 'number' ? seconds * 1000 : 180_000
}

/** The tone of a number that is not zero; a quiet one stays without. */
function loudOf(tone: unknown, count: number | undefined): Tone | undefined {
  return typeof tone === 'string' && (count ?? 0) > 0 ? asTone(tone) : undefined
}
