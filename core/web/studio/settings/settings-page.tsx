import type { Json, JsonSchema, Text } from '@saola/sdk'
import {
  Button,
  EmptyState,
  ErrorState,
  JsonForm,
  List,
  ListRow,
  Note,
  PageHead,
  type ProblemError,
  Skeleton,
  Tile,
  toaster,
  toProblem,
  useHost,
  useText,
} from '@saola/sdk-web'
import { useParams } from '@solidjs/router'
import { createEffect, createMemo, createSignal, For, Match, on, Show, Switch } from 'solid-js'
import { unwrap } from 'solid-js/store'
import { useWords } from '../../host/console.tsx'
import { iconNamed } from '../../icons/named.tsx'
import { problemWords } from '../../widgets/number.tsx'
import { ModuleState } from '../modules/module-card.tsx'
import { useModules } from '../modules/modules-data.ts'

/** Settings of modules, each as a form from its own schema. */
export default function SettingsPage() {
  const words = useWords()
  const text = useText()
  const params = useParams<{ plugin?: string }>()
  const { state } = useModules()
  const settable = () => state.items.filter((module) => module.manifest?.settings !== undefined)
  const shown = createMemo(() => state.items.find((module) => module.id === params.plugin))
  return (
    <div class="screen">
      <Switch>
        <Match when={!state.loaded}>
          <Skeleton lines={6} />
        </Match>
        <Match when={params.plugin !== undefined && shown()}>
          {(module) => (
            <>
              <PageHead
                title={words().settings.title(text(module().name))}
                note={words().settings.note}
                mark={<ModuleState state={module().state} />}
                actions={<Button href="/studio/settings">{words().settings.pick}</Button>}
              />
              <Show
                when={module().manifest?.settings}
                fallback={<EmptyState title={words().settings.none} />}
              >
                {(schema) => <SettingsForm plugin={module().id} schema={schema()} />}
              </Show>
            </>
          )}
        </Match>
        <Match when={true}>
          <PageHead title={words().settings.pick} note={words().settings.pickNote} />
          <Show when={settable().length > 0} fallback={<EmptyState title={words().settings.none} />}>
            <Tile title={words().face.modules} flush class="narrow-tile">
              <List>
                <For each={settable()}>
                  {(module) => (
                    <ListRow
                      icon={iconNamed(module.icon)}
                      title={text(module.name)}
                      detail={text(module.description)}
                      end={<ModuleState state={module.state} />}
                      href={`/studio/settings/${module.id}`}
                    />
                  )}
                </For>
              </List>
            </Tile>
          </Show>
        </Match>
      </Switch>
    </div>
  )
}

function SettingsForm(props: { plugin: string; schema: JsonSchema }) {
  const host = useHost()
  const words = useWords()
  const text = useText()
  const path = () => `/api/config/settings/${encodeURIComponent(props.plugin)}`
  const [loaded, setLoaded] = createSignal<{ value: Record<string, unknown>; etag: string }>()
  const [error, setError] = createSignal<ProblemError>()
  const [conflict, setConflict] = createSignal(false)
  const schema = createMemo(() => withOptionTitles({ ...structuredClone(unwrap(props.schema)) }))

  const load = async () => {
    try {
      const { body, headers } = await host.request<Record<string, unknown>>(path())
      setLoaded({ value: body ?? {}, etag: headers.get('etag') ?? '"0"' })
      setError(undefined)
    } catch (thrown) {
      setError(toProblem(thrown))
    }
  }
  createEffect(on(path, load))

  const save = async (value: Record<string, unknown>) => {
    setConflict(false)
    try {
      const { headers } = await host.request(path(), {
        method: 'PUT',
        body: value as { [name: string]: Json },
        headers: { 'if-match': loaded()?.etag ?? '"0"' },
      })
      // The form keeps what the person typed; only the next save needs the new revision.
      const now = loaded()
      if (now) now.etag = headers.get('etag') ?? now.etag
      toaster.show({ text: words().settings.saved })
    } catch (thrown) {
      const problem = toProblem(thrown)
      if (problem.status === 412) {
        await load()
        setConflict(true)
        return
      }
      throw {
        detail: `${words().settings.failed}: ${words().problem[problem.code] ?? problem.message}`,
        errors: problem.errors.map(({ pointer, detail }) => ({
          pointer,
          detail: typeof detail === 'string' ? detail : text(detail as Text),
        })),
      }
    }
  }

  return (
    <div class="tile narrow-tile settings-form">
      <Show when={conflict()}>
        <Note tone="warn" role="alert">
          {words().settings.conflict}
        </Note>
      </Show>
      <Switch>
        <Match when={error()}>
          {(problem) => (
            <ErrorState
              title={words().settings.loadFailed}
              stillWorks={problemWords(problem().code, words().problem)}
              onRetry={() => void load()}
            />
          )}
        </Match>
        <Match when={loaded()} keyed>
          {({ value }) => (
            <JsonForm schema={schema()} value={value} onSubmit={save} submitLabel={words().settings.save} />
          )}
        </Match>
        <Match when={true}>
          <Skeleton lines={4} />
        </Match>
      </Switch>
    </div>
  )
}

/** Titles of enum values (`x-enum-titles`) as the alternatives with titles that forms know. */
function withOptionTitles(schema: Record<string, unknown>): Record<string, unknown> {
  const { properties } = schema
  if (!isObject(properties)) return schema
  const titled = Object.entries(properties).map(([name, property]) => {
    if (!isObject(property) || !Array.isArray(property.enum)) return [name, property] as const
    const titles = property['x-enum-titles']
    if (!isObject(titles)) return [name, property] as const
    const { enum: values, ...rest } = property
    return [
      name,
      {
        ...rest,
        oneOf: (values as unknown[]).map((value) => ({ const: value, 'x-title': titles[String(value)] })),
      },
    ] as const
  })
  return { ...schema, properties: Object.fromEntries(titled) }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
