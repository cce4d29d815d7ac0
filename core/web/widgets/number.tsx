import type { Text } from '@saola/sdk'
import { type FreshProps, Kpi, useCount, useRecords, useText } from '@saola/sdk-web'
import { useConsole } from '../host/console.tsx'
import { fullModel, recordsHref } from '../records/address.ts'
import { queryOf, titleOf } from '../records/describe.ts'
import { type Stops, toneOf } from '../records/tone.ts'
import type { ConfiguredProps } from './types.ts'

/**
 * `core.number`: how many records match, or, with `field`, the value of the first record in the order of `sort`.
 * Options: `model`, `filter` (cql2-json), `field`, `sort` (`-pm25`), `unit`, `stops` (as in map layers), `note`,
 * `time` (a datetime field that says when the value was true), `lateAfter` (seconds).
 */
export function NumberWidget(props: ConfiguredProps) {
  return typeof props.options.field === 'string' ? <FirstValue {...props} /> : <Counted {...props} />
}

function Counted(props: ConfiguredProps) {
  const { host, words } = useConsole()
  const text = useText()
  const model = () => fullModel(props.plugin, props.options.model)
  const counted = useCount(model, () => queryOf(props.options, 1).filter)
  const fresh = (): FreshProps => ({
    at: counted.at,
    state: counted.stale ? 'dead' : counted.at === null ? 'late' : 'live',
    label: words().face.live.toLowerCase(),
  })
  return (
    <Kpi
      name={props.title}
      value={counted.count ?? (counted.error ? null : undefined)}
      unit={unitOf(props.options.unit, text)}
      trend={
        counted.error
          ? problemWords(counted.error.code, words().problem)
          : text(props.options.note as Text | undefined)
      }
      fresh={fresh()}
      href={recordsHref(host.ui, model())}
    />
  )
}

function FirstValue(props: ConfiguredProps) {
  const { host, words } = useConsole()
  const text = useText()
  const model = () => fullModel(props.plugin, props.options.model)
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
          : text(props.options.note as Text | undefined) || where()
      }
      fresh={{
        at: at(),
        lateAfter: lateAfter(props.options.lateAfter),
        ...(list.stale ? { state: 'dead' } : {}),
      }}
      href={recordsHref(host.ui, model())}
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

/** A problem in the reader's words; its code where there are none. */
export function problemWords(code: string, words: Readonly<Record<string, string>>): string {
  return words[code] ?? code
}
