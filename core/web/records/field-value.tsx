import type { FieldDef } from '@saola/sdk'
import { formatNumber, Num, Status, useFormat, useKit, useText, useUnitName } from '@saola/sdk-web'
import { Match, Show, Switch } from 'solid-js'
import { useWords } from '../host/console.tsx'
import { fullModel } from './address.ts'
import { spokenPhone } from './describe.ts'
import { asTone, type Stops, toneOf } from './tone.ts'
import { useRecordWords } from './words/words.ts'
import { useTitles } from './work/titles.ts'

export interface FieldValueProps {
  value: unknown
  field: FieldDef | undefined
  /** Gives a number its tone. */
  stops?: Stops | undefined
  /** Whose model the field is of: its relations may name models without it. */
  plugin?: string | undefined
}

/** A value of a record as people read it: numbers with their unit, states with their shape, times relative. */
export function FieldValue(props: FieldValueProps) {
  const words = useWords()
  const text = useText()
  const format = useFormat()
  const recordWords = useRecordWords()
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
      <Match when={props.field?.type === 'status' && props.field.states[String(props.value)]}>
        {(found) => <Status tone={asTone(found().tone)} label={text(found().label)} />}
      </Match>
      <Match when={props.field?.type === 'relation' && props.field}>
        {(relation) => (
          <Related model={fullModel(props.plugin ?? '', relation().model)} id={String(props.value)} />
        )}
      </Match>
      <Match when={props.field?.type === 'unit'}>
        <UnitName id={String(props.value)} />
      </Match>
      <Match when={props.field?.type === 'phone'}>
        <a href={`tel:${String(props.value)}`}>{spokenPhone(String(props.value))}</a>
      </Match>
      <Match when={props.field?.type === 'email'}>
        <a href={`mailto:${String(props.value)}`}>{String(props.value)}</a>
      </Match>
      <Match when={Array.isArray(props.value) && (props.value as { name?: string }[])}>
        {(files) => (
          <>
            {props.field?.type === 'image'
              ? recordWords().files.count(format.number(files().length))
              : recordWords().files.fileCount(format.number(files().length))}
          </>
        )}
      </Match>
      <Match when={positionOf(props.value)}>{(at) => <Position at={at()} />}</Match>
      <Match when={typeof props.value === 'object'}>
        <code class="mono">{JSON.stringify(props.value)}</code>
      </Match>
    </Switch>
  )
}

/** A related record by its name; its id only while nobody knows better. */
function Related(props: { model: string; id: string }) {
  const titles = useTitles()
  return <>{titles(props.model, props.id) ?? <span class="quiet">{props.id.slice(0, 8)}</span>}</>
}

function UnitName(props: { id: string }) {
  const name = useUnitName()
  return <>{name(props.id)}</>
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
