import type { AnyRecord } from '@saola/sdk'
import {
  Badge,
  Button,
  Drawer,
  EmptyState,
  ErrorState,
  Fresh,
  IconButton,
  type MenuItem,
  Skeleton,
  StatusBadge,
  Tabs,
  useHost,
  useRecord,
  useText,
} from '@saola/sdk-web'
import { ChevronDown, ChevronUp, MapPinned, Pencil, Trash2 } from 'lucide-solid'
import { createEffect, createMemo, createSignal, Match, on, Show, Switch } from 'solid-js'
import { useWords } from '../host/console.tsx'
import { problemWords } from '../widgets/number.tsx'
import { titleOf } from './describe.ts'
import { History } from './drawer/history.tsx'
import { Nearby } from './drawer/nearby.tsx'
import { LONG_TITLE, Overview } from './drawer/overview.tsx'
import { StepBar } from './drawer/step-bar.tsx'
import { FieldValue } from './field-value.tsx'
import { RecordForm } from './record-form.tsx'
import { type Stops, toneOf } from './tone.ts'
import { useRecordWords } from './words/words.ts'
import { inboxOptions, partsOf } from './work/options.ts'
import { offerUndo, useWork } from './work/work.ts'

/** What a screen can tell the drawer to do, for its keys. */
export interface DrawerKeys {
  assign: () => void
  next: () => void
  comment: () => void
  nearby: () => void
}

export interface RecordDrawerProps {
  model: string
  id: string
  onClose: () => void
  /** Takes the record away, with a way back. Left out where it cannot be deleted from. */
  onRemove?: (record: AnyRecord, name: string) => void
  /** Goes to the row before or after in the list beside it. */
  onMove?: ((by: 1 | -1) => void) | undefined
  /** Shows another record, found nearby. Default: in place of this one. */
  onOpen?: ((id: string) => void) | undefined
  /** A record was written here. */
  onWritten?: ((record: AnyRecord) => void) | undefined
  keys?: ((keys: DrawerKeys) => void) | undefined
  takeFocus?: boolean
  /** Only these fields, in this order. Default: all. */
  fields?: readonly string[] | undefined
  /** Tones of one number field. */
  styled?: { field: string; stops: Stops } | undefined
  /** False where the map already shows it. */
  mapLink?: boolean
}

type Part = 'overview' | 'history' | 'near'

/** One record beside its list or map: what it is, what became of it, what is near, and its next steps. */
export function RecordDrawer(props: RecordDrawerProps) {
  const host = useHost()
  const words = useWords()
  const own = useRecordWords()
  const text = useText()
  // Where the surroundings do not follow, the drawer itself goes to what was found nearby.
  const [other, setOther] = createSignal<string>()
  createEffect(on([() => props.id, () => props.model], () => setOther(undefined)))
  const id = () => other() ?? props.id
  const live = useRecord(() => props.model, id)
  const [editing, setEditing] = createSignal(false)
  const [part, setPart] = createSignal<Part>('overview')
  const [lines, setLines] = createSignal<number>()
  createEffect(
    on([id, () => props.model], () => {
      setEditing(false)
      setLines(undefined)
    }),
  )
  const definition = () => host.ui.models[props.model]
  const options = createMemo(() => inboxOptions(host.ui, props.model))
  const parts = createMemo(() => partsOf(definition()))
  const work = useWork(
    () => props.model,
    (record) => props.onWritten?.(record),
  )
  const record = () => live.record ?? undefined
  const name = () => {
    const known = record()
    return known === undefined
      ? text(definition()?.label)
      : (titleOf(known, definition()) ?? words().records.unnamed)
  }
  const title = () => (name().length > LONG_TITLE ? `${name().slice(0, LONG_TITLE).trimEnd()}…` : name())
  const code = () => {
    const field = parts().code
    const value = field === undefined ? undefined : record()?.[field]
    return typeof value === 'string' ? value : text(definition()?.label)
  }
  const may = (act: 'update' | 'delete') => definition()?.can.includes(act) ?? false
  const layer = () =>
    Object.entries(host.ui.mapLayers).find(([, candidate]) => fullModelOf(candidate) === props.model)?.[0]
  const hasNear = () => parts().point !== undefined || options().about !== undefined
  const tabs = () => [
    { id: 'overview' as const, label: own().drawer.overview },
    { id: 'history' as const, label: own().drawer.history, count: lines() },
    ...(hasNear() ? [{ id: 'near' as const, label: own().drawer.near }] : []),
  ]
  let focusComment: (() => void) | undefined
  let steps: { assign: () => void; next: () => void } | undefined
  props.keys?.({
    assign: () => steps?.assign(),
    next: () => steps?.next(),
    comment: () => {
      setPart('history')
      queueMicrotask(() => focusComment?.())
    },
    nearby: () => hasNear() && setPart('near'),
  })
  const open = (found: string) => (props.onOpen ? props.onOpen(found) : setOther(found))
  const more = (known: AnyRecord): MenuItem[] => [
    ...(may('update') ? [{ label: own().drawer.edit, icon: Pencil, onSelect: () => setEditing(true) }] : []),
    ...(props.onRemove && may('delete')
      ? [
          {
            label: words().records.remove,
            icon: Trash2,
            onSelect: () => props.onRemove?.({ ...known }, name()),
          },
        ]
      : []),
  ]
  const plainFoot = (known: AnyRecord) => (
    <>
      <Show when={may('update')}>
        <Button icon={Pencil} onClick={() => setEditing(true)}>
          {words().records.edit}
        </Button>
      </Show>
      <Show when={props.mapLink !== false && layer()}>
        {(found) => (
          <Button kind="quiet" icon={MapPinned} href={`/operate/map?layer=${found()}&record=${known.id}`}>
            {words().records.onMap}
          </Button>
        )}
      </Show>
      <span class="push" />
      <Show when={props.onRemove && may('delete')}>
        <Button kind="quiet" icon={Trash2} onClick={() => props.onRemove?.({ ...known }, name())}>
          {words().records.remove}
        </Button>
      </Show>
    </>
  )
  const state = () => {
    const { status } = parts()
    const known = record()
    return status && known ? toneOf(known[status.name], status.field) : undefined
  }
  const about = () => {
    const field = options().about
    const known = record()
    return field !== undefined && known && known[field] !== null ? { field, value: known[field] } : undefined
  }

  return (
    <Drawer
      title={title()}
      onClose={() => props.onClose()}
      takeFocus={props.takeFocus ?? true}
      lead={<span class="code">{code()}</span>}
      tools={
        <>
          <Show when={parts().status && props.mapLink !== false && layer()}>
            {(found) => (
              <IconButton
                icon={MapPinned}
                size="sm"
                label={words().records.onMap}
                href={`/operate/map?layer=${found()}&record=${id()}`}
              />
            )}
          </Show>
          <Show when={props.onMove}>
            {(move) => (
              <>
                <IconButton
                  icon={ChevronUp}
                  size="sm"
                  label={`${own().drawer.up} (K)`}
                  onClick={() => move()(-1)}
                />
                <IconButton
                  icon={ChevronDown}
                  size="sm"
                  label={`${own().drawer.down} (J)`}
                  onClick={() => move()(1)}
                />
              </>
            )}
          </Show>
        </>
      }
      under={
        <>
          <div class="line" data-wrap="">
            <Show when={state()}>
              {(valued) => <StatusBadge tone={valued().tone} label={text(valued().label)} />}
            </Show>
            <Show when={about()}>
              {(found) => (
                <Badge>
                  <FieldValue
                    value={found().value}
                    field={definition()?.fields[found().field]}
                    plugin={definition()?.plugin}
                  />
                </Badge>
              )}
            </Show>
            <Fresh
              at={live.at}
              state={live.stale ? 'dead' : live.at === null ? 'late' : 'live'}
              label={words().face.live.toLowerCase()}
            />
          </div>
          <div class="drawer-tabs">
            <Tabs label={own().drawer.parts} items={tabs()} value={part()} onChange={setPart} />
          </div>
        </>
      }
      foot={
        <Show when={record() && !editing() && record()}>
          {(known) => (
            <Show when={parts().status && definition()} fallback={plainFoot(known())}>
              {(model) => (
                <StepBar
                  id={props.model}
                  model={model()}
                  record={known()}
                  name={code()}
                  options={options()}
                  work={work}
                  more={more(known())}
                  keys={(keys) => {
                    steps = keys
                  }}
                />
              )}
            </Show>
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
              onDone={(written) => {
                setEditing(false)
                props.onWritten?.(written)
                offerUndo([written.id], { text: words().records.saved }, () => work.undo([written.id]))
              }}
              onCancel={() => setEditing(false)}
            />
          )}
        </Match>
        <Match when={record()}>
          {(known) => (
            <div class="drawer-part" role="tabpanel" aria-label={own().drawer[part()]}>
              <Switch>
                <Match when={part() === 'overview'}>
                  <Overview
                    id={props.model}
                    model={definition()}
                    record={known()}
                    options={options()}
                    fields={props.fields}
                    styled={props.styled}
                    map={props.mapLink !== false}
                  />
                </Match>
                <Match when={part() === 'history'}>
                  <History
                    id={props.model}
                    model={definition()}
                    record={known()}
                    options={options()}
                    work={work}
                    onCount={setLines}
                    onBox={(focus) => {
                      focusComment = focus
                    }}
                  />
                </Match>
                <Match when={part() === 'near'}>
                  <Nearby
                    id={props.model}
                    model={definition()}
                    record={known()}
                    options={options()}
                    work={work}
                    onOpen={open}
                  />
                </Match>
              </Switch>
            </div>
          )}
        </Match>
      </Switch>
    </Drawer>
  )
}

function fullModelOf(layer: { plugin: string; model: string }): string {
  return layer.model.includes('.') ? layer.model : `${layer.plugin}.${layer.model}`
}
