import type { AnyRecord } from '@saola/sdk'
import {
  Button,
  Drawer,
  EmptyState,
  ErrorState,
  Facts,
  Fresh,
  Skeleton,
  toaster,
  useFormat,
  useHost,
  useRecord,
  useText,
} from '@saola/sdk-web'
import { MapPinned, Pencil, Trash2 } from 'lucide-solid'
import { createEffect, createSignal, type JSX, Match, on, Show, Switch } from 'solid-js'
import { useWords } from '../host/console.tsx'
import { problemWords } from '../widgets/number.tsx'
import { fieldsOf, titleField, titleOf } from './describe.ts'
import { FieldValue } from './field-value.tsx'
import { RecordForm } from './record-form.tsx'
import type { Stops } from './tone.ts'

export interface RecordDrawerProps {
  model: string
  id: string
  onClose: () => void
  /** Takes the record away, with a way back. Left out where it cannot be deleted from. */
  onRemove?: (record: AnyRecord, name: string) => void
  /** Only these fields, in this order. Default: all. */
  fields?: readonly string[] | undefined
  /** Tones of one number field. */
  styled?: { field: string; stops: Stops } | undefined
  /** False where the map already shows it. */
  mapLink?: boolean
}

/** One record beside its list or map: its values, living on, and its form. */
export function RecordDrawer(props: RecordDrawerProps) {
  const host = useHost()
  const words = useWords()
  const text = useText()
  const format = useFormat()
  const live = useRecord(
    () => props.model,
    () => props.id,
  )
  const [editing, setEditing] = createSignal(false)
  createEffect(on([() => props.id, () => props.model], () => setEditing(false)))
  const definition = () => host.ui.models[props.model]
  const record = () => live.record ?? undefined
  const name = () => {
    const known = record()
    return known === undefined
      ? text(definition()?.label)
      : (titleOf(known, definition()) ?? words().records.unnamed)
  }
  const may = (act: 'update' | 'delete') => definition()?.can.includes(act) ?? false
  const shownFields = () => {
    const all = fieldsOf(definition())
    const wanted = props.fields
    if (wanted === undefined) return all.filter(([field]) => field !== titleField(definition()))
    return wanted.flatMap((field) => all.filter(([candidate]) => candidate === field))
  }
  const layer = () =>
    Object.entries(host.ui.mapLayers).find(([, candidate]) => fullModelOf(candidate) === props.model)?.[0]
  const facts = (known: AnyRecord): { name: string; value: JSX.Element }[] => [
    ...shownFields().map(([field, def]) => ({
      name: text(def.label),
      value: (
        <FieldValue
          value={known[field]}
          field={def}
          stops={props.styled?.field === field ? props.styled.stops : undefined}
        />
      ),
    })),
    {
      name: words().records.updatedAt,
      value: (
        <time datetime={known.updatedAt} title={format.dateTime(known.updatedAt, 'exact')}>
          {format.relative(known.updatedAt)}
        </time>
      ),
    },
  ]

  return (
    <Drawer
      title={name()}
      onClose={() => props.onClose()}
      lead={<span class="code">{text(definition()?.label)}</span>}
      under={
        <Fresh
          at={live.at}
          state={live.stale ? 'dead' : live.at === null ? 'late' : 'live'}
          label={words().face.live.toLowerCase()}
        />
      }
      foot={
        <Show when={record() && !editing() && record()}>
          {(known) => (
            <>
              <Show when={may('update')}>
                <Button icon={Pencil} onClick={() => setEditing(true)}>
                  {words().records.edit}
                </Button>
              </Show>
              <Show when={props.mapLink !== false && layer()}>
                {(id) => (
                  <Button
                    kind="quiet"
                    icon={MapPinned}
                    href={`/operate/map?layer=${id()}&record=${known().id}`}
                  >
                    {words().records.onMap}
                  </Button>
                )}
              </Show>
              <span class="push" />
              <Show when={props.onRemove && may('delete')}>
                <Button kind="quiet" icon={Trash2} onClick={() => props.onRemove?.({ ...known() }, name())}>
                  {words().records.remove}
                </Button>
              </Show>
            </>
          )}
        </Show>
      }
    >
      <Switch>
        <Match when={live.error && live.record === undefined && live.error}>
          {(error) => (
            <ErrorState
              title={words().records.failed}
              stillWorks={problemWords(error().code, words().problem)}
              onRetry={live.refresh}
            />
          )}
        </Match>
        <Match when={live.loading}>
          <Skeleton lines={6} />
        </Match>
        <Match when={live.record === null}>
          <EmptyState title={words().records.goneTitle}>{words().records.goneNote}</EmptyState>
        </Match>
        <Match when={editing() && definition()}>
          {(model) => (
            <RecordForm
              model={props.model}
              definition={model()}
              record={record()}
              onDone={() => {
                setEditing(false)
                toaster.show({ text: words().records.saved })
              }}
              onCancel={() => setEditing(false)}
            />
          )}
        </Match>
        <Match when={record()}>{(known) => <Facts items={facts(known())} />}</Match>
      </Switch>
    </Drawer>
  )
}

function fullModelOf(layer: { plugin: string; model: string }): string {
  return layer.model.includes('.') ? layer.model : `${layer.plugin}.${layer.model}`
}
