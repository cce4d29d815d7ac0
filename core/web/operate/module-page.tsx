import { Button, EmptyState, ErrorState, type PageProps, Skeleton, useHost, useText } from '@saola/sdk-web'
import { useLocation } from '@solidjs/router'
import { type Component, createMemo, Match, Show, Switch } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { useKnownModule, useWords } from '../host/console.tsx'
import { draw, Remote } from '../host/remote.tsx'
import { pageHref } from '../records/address.ts'
import { isInside } from './navigation.ts'
import { pageTypes } from './page-types.ts'
import { TombstoneScreen } from './tombstone-screen.tsx'

/** A screen that a module brought. It appears, changes and goes while people look at it. */
export default function ModulePage(props: { face: 'operate' | 'studio' }) {
  const host = useHost()
  const words = useWords()
  const text = useText()
  const location = useLocation()
  const knownModule = useKnownModule()
  const moduleId = () => location.pathname.split('/')[2] ?? ''
  const module = () => knownModule(moduleId())
  const moduleName = () => text(module()?.name) || moduleId()
  // The longest path wins, so that a page may stand below another one.
  const pageId = createMemo(
    () =>
      Object.entries(host.ui.pages)
        .filter(([, page]) => page.face === props.face && isInside(location.pathname, pageHref(page)))
        .sort(([, a], [, b]) => b.path.length - a.path.length)[0]?.[0],
  )
  const page = () => {
    const id = pageId()
    return id === undefined ? undefined : host.ui.pages[id]
  }
  const rest = () => {
    const shown = page()
    return shown === undefined ? '' : location.pathname.slice(pageHref(shown).length)
  }

  return (
    <Switch
      fallback={
        <div class="screen-empty">
          <EmptyState
            title={words().page.unknown}
            action={<Button href={`/${props.face}`}>{words().tomb.toHome}</Button>}
          >
            {words().page.unknownNote}
          </EmptyState>
        </div>
      }
    >
      <Match when={page()?.ui}>
        {(code) => (
          <Remote
            plugin={page()?.plugin ?? ''}
            code={code()}
            what={`page ${pageId()}`}
            waiting={
              <div class="screen">
                <Skeleton lines={8} />
              </div>
            }
            failed={(_, retry) => (
              <div class="screen">
                <ErrorState
                  title={words().page.failed(moduleName())}
                  stillWorks={words().page.failedNote}
                  onRetry={retry}
                />
              </div>
            )}
          >
            {(component) =>
              draw<PageProps>(component as Component<PageProps>, {
                get title() {
                  return text(page()?.label)
                },
                get rest() {
                  return rest()
                },
              })
            }
          </Remote>
        )}
      </Match>
      <Match when={page()?.use}>
        {(type) => (
          <Show
            when={pageTypes[type()]}
            fallback={
              <div class="screen-empty">
                <EmptyState title={words().home.unknownType(type())} />
              </div>
            }
          >
            {(configured) => (
              <Dynamic
                component={configured()}
                plugin={page()?.plugin ?? ''}
                title={text(page()?.label)}
                options={page()?.options ?? {}}
              />
            )}
          </Show>
        )}
      </Match>
      <Match when={module() && module()?.state !== 'on' && module()}>
        {(off) => <TombstoneScreen module={off()} />}
      </Match>
    </Switch>
  )
}
