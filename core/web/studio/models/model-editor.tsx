import {
  Badge,
  Button,
  EmptyState,
  ErrorState,
  Note,
  Skeleton,
  Tabs,
  useFormat,
  useHost,
  useText,
} from '@saola/sdk-web'
import { useSearchParams } from '@solidjs/router'
import { createEffect, createMemo, createSignal, Match, on, onCleanup, onMount, Show, Switch } from 'solid-js'
import { Portal } from 'solid-js/web'
import { useWords } from '../../host/console.tsx'
import { iconNamed } from '../../icons/named.tsx'
import { recordsHref } from '../../records/address.ts'
import { AddField } from './add-field.tsx'
import { ordered } from './draft.ts'
import { createEditor, type Editor } from './editor.ts'
import { FieldList } from './field-list.tsx'
import { FieldSettings } from './field-settings.tsx'
import { ModelHistory } from './model-history.tsx'
import './models.css'
import { PlanBar, PlanDialog } from './plan.tsx'
import { Preview } from './preview.tsx'
import { useModelWords } from './words/words.ts'

/** One model: its fields, the settings of one, how they will look, and what publishing would do. */
export function ModelEditor(props: { id: string }) {
  const words = useModelWords()
  const editor = createEditor(() => props.id)
  return (
    <Switch
      fallback={
        <div class="screen">
          <Skeleton lines={8} />
        </div>
      }
    >
      <Match when={editor.problem()}>
        {(problem) => (
          <div class="screen">
            <ErrorState
              title={problem().status === 404 ? words().missing : words().loadFailed}
              stillWorks={problem().message}
              onRetry={() => void editor.load()}
            />
          </div>
        )}
      </Match>
      <Match when={editor.shape()}>
        <Editing editor={editor} />
      </Match>
    </Switch>
  )
}

function Editing(props: { editor: Editor }) {
  const host = useHost()
  const words = useModelWords()
  const everywhere = useWords()
  const text = useText()
  const format = useFormat()
  const { editor } = props
  const [search, setSearch] = useSearchParams<{ field?: string; tab?: string }>()
  const [adding, setAdding] = createSignal(false)
  const [planning, setPlanning] = createSignal(false)
  const shape = () => editor.shape() as NonNullable<ReturnType<typeof editor.shape>>
  const tab = () => (search.tab === 'history' ? 'history' : 'fields')
  const selected = createMemo(() => {
    const names = ordered(editor.draft())
    return search.field && names.includes(search.field) ? search.field : names[0]
  })
  const select = (name: string) => setSearch({ field: name }, { replace: true })
  // A draft is only in this page: leaving it by closing the tab asks.
  const warn = (event: BeforeUnloadEvent) => {
    if (editor.changes().size > 0) event.preventDefault()
  }
  onMount(() => window.addEventListener('beforeunload', warn))
  onCleanup(() => window.removeEventListener('beforeunload', warn))
  createEffect(
    on(
      () => editor.changes().size,
      (size) => size === 0 && setPlanning(false),
    ),
  )
  const facts = () => {
    const { records, uses } = shape()
    const points = Object.entries(words().points)
      .map(([point, say]) => ({ count: uses.filter((use) => use.point === point).length, say }))
      .filter(({ count }) => count > 0)
      .map(({ count, say }) => say(count))
    return [
      ...(records === null ? [] : [words().records(format.number(records))]),
      ...(points.length > 0 ? [words().used(points.join(', '))] : []),
    ].join(' · ')
  }
  return (
    <div class="model-edit">
      <Portal mount={document.getElementById('studio-acts') ?? undefined}>
        <Show when={editor.changes().size > 0}>
          <Button kind="quiet" onClick={editor.discard}>
            {words().discard}
          </Button>
        </Show>
        <Button kind="primary" disabled={editor.changes().size === 0} onClick={() => setPlanning(true)}>
          {words().publishMore}
        </Button>
      </Portal>
      <header>
        <div class="line model-head">
          <h1>{text(shape().model.label)}</h1>
          <span class="code">{shape().id}</span>
          <Show when={editor.changes().size > 0}>
            <Badge tone="accent">{words().draft(editor.changes().size)}</Badge>
          </Show>
          <span class="push" />
          <Show when={host.ui.models[shape().id]} fallback={<span class="meta">{facts()}</span>}>
            <a class="meta" href={recordsHref(host.ui, shape().id)} title={everywhere().models.open}>
              {facts()}
            </a>
          </Show>
        </div>
        <Tabs
          label={words().parts}
          items={[
            { id: 'fields', label: words().fieldsTab, count: Object.keys(editor.draft()).length },
            { id: 'history', label: words().historyTab },
          ]}
          value={tab()}
          onChange={(id) => setSearch({ tab: id === 'fields' ? undefined : id })}
        />
        <Show when={editor.conflict()}>
          {(conflict) => (
            <Note
              tone="warn"
              role="alert"
              title={words().conflict(conflict().who ?? words().somebody, format.relative(conflict().at))}
            >
              <span class="line wrap">
                {words().conflictNote}
                <Button size="sm" onClick={() => void editor.takeNewest()}>
                  {words().conflictTake}
                </Button>
              </span>
            </Note>
          )}
        </Show>
        <Show when={editor.both().length > 0}>
          <Note tone="warn" role="alert">
            {words().conflictBoth(editor.both().join(', '))}
          </Note>
        </Show>
      </header>
      <Show when={tab() === 'fields'} fallback={<ModelHistory id={shape().id} revision={shape().revision} />}>
        <FieldList editor={editor} selected={selected()} onSelect={select} onAdd={() => setAdding(true)} />
        <Show
          when={selected()}
          fallback={
            <section class="model-set">
              <EmptyState icon={iconNamed('database')} title={words().pick} />
            </section>
          }
          keyed
        >
          {(name) => <FieldSettings editor={editor} name={name} onSelect={select} />}
        </Show>
        <Preview editor={editor} selected={selected()} />
        <PlanBar editor={editor} onOpen={() => setPlanning(true)} />
      </Show>
      <AddField editor={editor} open={adding()} onClose={() => setAdding(false)} onAdded={select} />
      <PlanDialog editor={editor} open={planning()} onClose={() => setPlanning(false)} />
    </div>
  )
}
