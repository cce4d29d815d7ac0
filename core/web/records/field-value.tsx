import type { FieldDef } from '@saola/sdk'
import { formatNumber, Num, Status, useFormat, useKit, useText } from '@saola/sdk-web'
import { Match, Show, Switch } from 'solid-js'
import { useWords } from '../host/console.tsx'
import { type Stops, toneOf } from './tone.ts'

export interface FieldValueProps {
  value: unknown
  field: FieldDef | undefined
  /** Gives a number its tone. */
  stops?: Stops | undefined
}

/** A value of a record as people read it: numbers with their unit, states with their shape, times relative. */
export function FieldValue(props: FieldValueProps) {
  const words = useWords()
  const text = useText()
  const format = useFormat()
  const state = () => toneOf(props.value, props.field, props.stops)
  const measure = () =>
    props.field?.type === 'number' || props.field?.type === 'integer' ? props.field.measure : undefined
  return (
    <Switch fallback={String(props.value)}>
      <Match when={props.value === null || props.value === undefined || props.value === ''}>
        <span class="quiet">{words().records.noValue}</span>
      </Match>
      <Match when={typeof props.value === 'number'}>
        <span class="valued">
          <Num value={props.value as number} unit={measure()} />
          <Show when={state()}>
            {(valued) => <Status tone={valued().tone} label={text(valued().label)} />}
          </Show>
        </span>
      </Match>
      <Match when={typeof props.value === 'boolean'}>
        {props.value ? words().records.yes : words().records.no}
      </Match>
      <Match when={props.field?.type === 'datetime' && (props.value as string)}>
        {(at) => (
          <time datetime={at()} title={format.dateTime(at(), 'exact')}>
            {format.relative(at())}
          </time>
        )}
      </Match>
      <Match when={props.field?.type === 'select' && props.field.options[String(props.value)]}>
        {(option) => (
          <Show when={option().tone} fallback={text(option().label)}>
            {(tone) => <Status tone={tone()} label={text(option().label)} />}
          </Show>
        )}
      </Match>
      <Match when={positionOf(props.value)}>{(at) => <Position at={at()} />}</Match>
    </Switch>
  )
}

function Position(props: { at: readonly [number, number] }) {
  const kit = useKit()
  const words = useWords()
  const degrees = (value: number) => formatNumber(value, kit.lang(), { maximumFractionDigits: 4 })
  return <span class="num-plain">{words().records.position(degrees(props.at[1]), degrees(props.at[0]))}</span>
}

/** Longitude and latitude of a GeoJSON point; undefined for anything else. */
export function positionOf(value: unknown): readonly [number, number] | undefined {
  if (typeof value !== 'object' || value === null || !('coordinates' in value)) return undefined
  const { coordinates } = value
  if (!Array.isArray(coordinates)) return undefined
  const [longitude, latitude] = coordinates as unknown[]
  return typeof longitude === 'number' && typeof latitude === 'number' ? [longitude, latitude] : undefined
}
