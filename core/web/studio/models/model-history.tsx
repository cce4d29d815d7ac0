import type { FieldDef, ModelDef } from '@saola/sdk'
import { EmptyState, ErrorState, Skeleton, toProblem, useFormat, useHost, useText } from '@saola/sdk-web'
import { createMemo, createResource, For, Match, Show, Switch } from 'solid-js'
import { iconNamed } from '../../icons/named.tsx'
import { useModelWords } from './words/words.ts'

interface Entry {
  revision: number
  data: Partial<ModelDef> | null
  author: string
  byName: string | null
  reason: string
  at: string
}

/** Who published what, the newest first. */
export function ModelHistory(props: { id: string; revision: number }) {
  const host = useHost()
  const words = useModelWords()
  const format = useFormat()
  const [entries] = createResource(
    () => ({ id: props.id, revision: props.revision }),
    async ({ id }) => {
      const path = `/api/config/models/${encodeURIComponent(id)}/history`
      return (await host.request<{ items: Entry[] }>(path)).body.items
    },
  )
  const rows = createMemo(() => {
    const items = entries.error ? [] : (entries() ?? [])
    return items.map((entry, at) => ({ entry, before: items[at + 1]?.data ?? null }))
  })
  return (
    <section class="model-history" aria-label={words().historyTab}>
      <Switch>
        <Match when={entries.error}>
          <ErrorState title={words().loadFailed} stillWorks={toProblem(entries.error).message} />
        </Match>
        <Match when={entries.loading}>
          <Skeleton lines={5} />
        </Match>
        <Match when={rows().length === 0}>
          <EmptyState icon={iconNamed('history')} title={words().history.none}>
            {words().history.noneNote}
          </EmptyState>
        </Match>
        <Match when={true}>
          <ol class="tile model-past">
            <For each={rows()}>
              {({ entry, before }) => (
                <li>
                  <b>{entry.byName ?? entry.author}</b>
                  <time class="meta" datetime={entry.at} title={format.dateTime(entry.at, 'exact')}>
                    {format.relative(entry.at)}
                  </time>
                  <Difference before={before} after={entry.data} />
                  <Show when={entry.reason}>
                    <span class="meta">{entry.reason}</span>
                  </Show>
                </li>
              )}
            </For>
          </ol>
        </Match>
      </Switch>
    </section>
  )
}

function Difference(props: { before: Partial<ModelDef> | null; after: Partial<ModelDef> | null }) {
  const words = useModelWords()
  const text = useText()
  const lines = () => {
    if (props.after === null) return [words().history.removed]
    const [was, is] = [props.before?.fields ?? {}, props.after.fields ?? {}]
    const said = (field: Partial<FieldDef> | undefined, name: string) => text(field?.label) || name
    const names = (list: string[], from: Record<string, FieldDef>) =>
      list.map((name) => said(from[name], name)).join(', ')
    const added = Object.keys(is).filter((name) => !Object.hasOwn(was, name))
    const gone = Object.keys(was).filter((name) => !Object.hasOwn(is, name))
    const changed = Object.keys(is).filter(
      (name) => Object.hasOwn(was, name) && JSON.stringify(was[name]) !== JSON.stringify(is[name]),
    )
    const parts = [
      added.length > 0 ? `${words().history.added} ${names(added, is)}` : '',
      changed.length > 0 ? `${words().history.changed} ${names(changed, is)}` : '',
      gone.length > 0 ? `${words().history.gone} ${names(gone, was)}` : '',
    ].filter(Boolean)
    return parts.length > 0 ? parts : [words().history.same]
  }
  return <span class="past-what">{lines().join('; ')}</span>
}
