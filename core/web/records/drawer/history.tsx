import type { AnyRecord } from '@saola/sdk'
import {
  Badge,
  EmptyState,
  ErrorState,
  type IconComponent,
  recordsPath,
  Skeleton,
  Timeline,
  toProblem,
  type UiModel,
  useFormat,
  useHost,
  useText,
  useUnitName,
} from '@saola/sdk-web'
import { MessageSquare, Pause, Pencil, Plus, Split as SplitIcon, Undo2, UserCheck } from 'lucide-solid'
import { createEffect, createSignal, For, type JSX, Match, on, onCleanup, Show, Switch } from 'solid-js'
import { FieldValue } from '../field-value.tsx'
import { useRecordWords } from '../words/words.ts'
import type { InboxOptions } from '../work/options.ts'
import type { Work } from '../work/work.ts'
import { CommentBox } from './comment-box.tsx'
import { type Deed, type Entry, type NamedComment, type NamedRevision, storyOf } from './story.ts'

export interface HistoryProps {
  id: string
  model: UiModel | undefined
  record: AnyRecord
  options: InboxOptions
  work: Work
  /** Tells how many lines there are, once they came. */
  onCount?: (count: number) => void
  /** Gives the box for a note, for the key that goes there. */
  onBox?: (focus: () => void) => void
}

/** What became of a record and what was said about it, in one line of time. */
export function History(props: HistoryProps) {
  const host = useHost()
  const words = useRecordWords()
  const [entries, setEntries] = createSignal<Entry[]>()
  const [failed, setFailed] = createSignal<string>()
  let turn = 0
  const fetch = async () => {
    const mine = ++turn
    const path = recordsPath(props.id, props.record.id)
    try {
      const [revisions, comments] = await Promise.all([
        allRevisions(path),
        props.model?.comments
          ? host.request<{ items: NamedComment[] }>(`${path}/comments`).then(({ body }) => body.items)
          : [],
      ])
      if (mine !== turn) return
      const story = storyOf(props.model, revisions, comments, props.options.hidden)
      setEntries(story)
      setFailed(undefined)
      props.onCount?.(story.length)
    } catch (thrown) {
      if (mine === turn) setFailed(props.work.explain(toProblem(thrown)))
    }
  }
  const allRevisions = async (path: string) => {
    const all: NamedRevision[] = []
    for (;;) {
      const after = all.at(-1)?.version
      const { body } = await host.request<{ items: NamedRevision[] }>(`${path}/revisions`, {
        query: { limit: 500, after },
      })
      all.push(...body.items)
      if (body.items.length < 500) return all
    }
  }
  createEffect(
    on([() => props.record.id, () => props.record.version], ([id], before) => {
      if (before && before[0] !== id) setEntries(undefined)
      void fetch()
    }),
  )
  createEffect(
    on([() => props.id, () => props.record.id], ([model, id]) => {
      const stream = host.stream.follow({
        models: [model],
        hear: () => {},
        comment: (event) => {
          const data = event.data
          if (typeof data === 'object' && data !== null && 'record' in data && data.record === id)
            void fetch()
        },
        lost: () => void fetch(),
      })
      onCleanup(stream.stop)
    }),
  )
  return (
    <>
      <Show when={props.model?.comments && props.model.can.includes('update')}>
        <CommentBox
          record={props.record.id}
          work={props.work}
          onSent={() => void fetch()}
          onBox={(focus) => props.onBox?.(focus)}
        />
      </Show>
      <Switch>
        <Match when={failed() !== undefined && entries() === undefined}>
          <ErrorState
            title={words().history.failed}
            stillWorks={failed() ?? ''}
            onRetry={() => void fetch()}
          />
        </Match>
        <Match when={entries() === undefined}>
          <Skeleton lines={5} />
        </Match>
        <Match when={entries()?.length === 0}>
          <EmptyState title={words().history.none} />
        </Match>
        <Match when={entries()}>{(shown) => <Lines entries={shown()} plugin={props.model?.plugin} />}</Match>
      </Switch>
    </>
  )
}

function Lines(props: { entries: readonly Entry[]; plugin: string | undefined }) {
  const host = useHost()
  const words = useRecordWords()
  const format = useFormat()
  const text = useText()
  const who = (entry: Entry) => {
    const module = host.ui.modules.find(({ id }) => entry.by === `plugin:${id}`)
    if (entry.byName !== null) return entry.byName
    if (module) return text(module.name)
    return /^(user|token):/.test(entry.by) ? words().history.unknown : words().history.system
  }
  // The day where it is another than today: `T2 16:52` needs no year.
  const when = (at: string) => {
    const day = (moment: string | number) => format.dateTime(moment, 'date')
    if (day(at) === day(host.now())) return format.dateTime(at, 'time')
    const old = Math.abs(host.now() - Date.parse(at)) > 300 * 86_400_000
    return old ? day(at) : `${day(at).replace(/[/ ]\d{4}$/, '')} ${format.dateTime(at, 'time')}`
  }
  return (
    <Timeline
      label={words().history.label}
      entries={props.entries.map((entry) => ({
        at: entry.at,
        when: when(entry.at),
        icon: iconOf(entry),
        tone: entry.kind === 'comment' ? 'accent' : entry.tone,
        text: (
          <Show
            when={entry.kind === 'comment' && entry}
            fallback={
              <>
                <b>{who(entry)}</b>{' '}
                <For each={entry.kind === 'change' ? entry.deeds : []}>
                  {(deed, at) => (
                    <>
                      {at() === 0 ? '' : givenBy(entry, at()) ? ' ' : ', '}
                      <DeedWords deed={deed} plugin={props.plugin} after={givenBy(entry, at())} />
                    </>
                  )}
                </For>
              </>
            }
          >
            {(comment) => (
              <>
                <b>{who(entry)}</b>: <span class="comment-text">{comment().text}</span>
              </>
            )}
          </Show>
        ),
        detail:
          entry.kind === 'comment' ? (
            <Show when={entry.visibility === 'public'} fallback={<Badge>{words().history.internal}</Badge>}>
              <Badge tone="accent">{words().history.public}</Badge> {words().history.publicNote}
            </Show>
          ) : undefined,
      }))}
    />
  )
}

function iconOf(entry: Entry): IconComponent {
  if (entry.kind === 'comment') return MessageSquare
  const kinds = entry.deeds.map(({ kind }) => kind)
  if (kinds.includes('undid')) return Undo2
  if (entry.paused) return Pause
  if (kinds.includes('made')) return Plus
  if (kinds.includes('unit')) return UserCheck
  if (kinds.includes('step') || kinds.includes('state')) return SplitIcon
  return Pencil
}

/** A unit that stands right after the step that gave it the record: `giao việc cho …`. */
function givenBy(entry: Entry, at: number): boolean {
  if (entry.kind !== 'change' || at === 0) return false
  const [step, deed] = [entry.deeds[at - 1], entry.deeds[at]]
  return step?.kind === 'step' && deed?.kind === 'unit' && deed.unit !== null
}

function DeedWords(props: { deed: Deed; plugin: string | undefined; after: boolean }): JSX.Element {
  const words = useRecordWords()
  const text = useText()
  const format = useFormat()
  const unitName = useUnitName()
  // Labels of steps are titles; in a sentence they begin small.
  const small = (label: string) => label.charAt(0).toLocaleLowerCase() + label.slice(1)
  const { deed } = props
  switch (deed.kind) {
    case 'made':
      return <>{words().history.made}</>
    case 'removed':
      return <>{words().history.removed}</>
    case 'undid':
      return <>{words().history.undid}</>
    case 'step':
      return <>{small(text(deed.label))}</>
    case 'state':
      return <>{words().history.status(small(text(deed.label)))}</>
    case 'unit': {
      if (deed.unit === null) return <>{words().history.unassigned}</>
      const name = unitName(deed.unit)
      return <>{props.after ? words().history.toUnit(name) : words().history.assigned(name)}</>
    }
    case 'files':
      return <>{words().history.photos(format.number(deed.count), small(text(deed.field.label)))}</>
    case 'field': {
      const label = small(text(deed.field.label))
      if (deed.field.personal || (typeof deed.value === 'object' && deed.value !== null))
        return <>{words().history.changed(label)}</>
      if (deed.value === null || deed.value === '') return <>{words().history.emptied(label)}</>
      if (deed.field.type === 'datetime')
        return <>{words().history.set(label, format.dateTime(String(deed.value), 'weekday'))}</>
      return (
        <>
          {words().history.set(label, '')}
          <FieldValue value={deed.value} field={deed.field} plugin={props.plugin} />
        </>
      )
    }
  }
}
