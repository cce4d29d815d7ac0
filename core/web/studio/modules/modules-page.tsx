import { EmptyState, ErrorState, PageHead, Skeleton, Split } from '@saola/sdk-web'
import { useNavigate, useParams } from '@solidjs/router'
import { createMemo, For, Match, Show, Switch } from 'solid-js'
import { useWords } from '../../host/console.tsx'
import { iconNamed } from '../../icons/named.tsx'
import { problemWords } from '../../widgets/number.tsx'
import { ModuleCard } from './module-card.tsx'
import { ModuleDrawer } from './module-drawer.tsx'
import { useModules } from './modules-data.ts'
import { PackageUpload } from './package-upload.tsx'

/** All modules of the centre, and beside them the one being looked at. */
export default function ModulesPage() {
  const words = useWords()
  const navigate = useNavigate()
  const params = useParams<{ id?: string }>()
  const { state, error, refresh } = useModules()
  const shown = createMemo(() => state.items.find((module) => module.id === params.id))
  const groups = () =>
    [
      { title: words().modules.troubleGroup, states: ['failed', 'blocked'] },
      { title: words().modules.onGroup, states: ['on'] },
      { title: words().modules.offGroup, states: ['off'] },
    ].map(({ title, states }) => ({
      title,
      items: state.items.filter((module) => states.includes(module.state)),
    }))
  return (
    <Split
      aside={
        <Show when={shown()}>
          {(module) => (
            <ModuleDrawer module={module()} onClose={() => navigate('/studio/modules')} onChanged={refresh} />
          )}
        </Show>
      }
    >
      <div class="screen">
        <PageHead
          title={words().modules.title}
          note={words().modules.note}
          actions={
            <Show when={error()?.status !== 403}>
              <PackageUpload
                onInstalled={(id) => {
                  void refresh()
                  navigate(`/studio/modules/${id}`)
                }}
              />
            </Show>
          }
        />
        <Switch>
          <Match when={error()?.status === 403}>
            <EmptyState icon={iconNamed('shield-check')} title={words().modules.forbidden}>
              {words().modules.forbiddenNote}
            </EmptyState>
          </Match>
          <Match when={!state.loaded && error()}>
            {(problem) => (
              <ErrorState
                stillWorks={problemWords(problem().code, words().problem)}
                onRetry={() => void refresh()}
              />
            )}
          </Match>
          <Match when={!state.loaded}>
            <Skeleton lines={6} height="56px" />
          </Match>
          <Match when={state.items.length === 0}>
            <EmptyState icon={iconNamed('blocks')} title={words().modules.none}>
              {words().modules.noneNote}
            </EmptyState>
          </Match>
          <Match when={true}>
            <For each={groups()}>
              {(group) => (
                <Show when={group.items.length > 0}>
                  <section class="mod-group" aria-label={group.title}>
                    <div class="line">
                      <h2>{group.title}</h2>
                      <span class="count">{group.items.length}</span>
                    </div>
                    <div class="mods">
                      <For each={group.items}>
                        {(module) => <ModuleCard module={module} current={module.id === params.id} />}
                      </For>
                    </div>
                  </section>
                </Show>
              )}
            </For>
          </Match>
        </Switch>
      </div>
    </Split>
  )
}
