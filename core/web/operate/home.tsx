import { Button, EmptyState, useActor, useHost, useText } from '@saola/sdk-web'
import { useParams } from '@solidjs/router'
import { createMemo, Show } from 'solid-js'
import { Board } from '../dashboards/board.tsx'
import { firstDashboard } from '../dashboards/order.ts'
import { useWords } from '../host/console.tsx'
import { mayShape } from '../host/rights.ts'
import { iconNamed } from '../icons/named.tsx'

/** The first dashboard, or the one that the address names. */
export default function HomePage() {
  const host = useHost()
  const words = useWords()
  const text = useText()
  const actor = useActor()
  const params = useParams<{ id?: string }>()
  const id = createMemo(() => params.id ?? firstDashboard(host.ui.dashboards))
  const dashboard = () => {
    const wanted = id()
    return wanted === undefined ? undefined : host.ui.dashboards[wanted]
  }
  return (
    <Show
      when={dashboard()}
      fallback={
        <div class="screen-empty">
          <EmptyState
            icon={iconNamed('layout-dashboard')}
            title={params.id ? words().home.noSuch : words().home.emptyTitle}
            action={
              <Show when={!params.id && mayShape(actor)}>
                <Button kind="primary" href="/studio/modules">
                  {words().home.toModules}
                </Button>
              </Show>
            }
          >
            {params.id ? words().home.noSuchNote : words().home.emptyNote}
          </EmptyState>
        </div>
      }
    >
      {(shown) => (
        <>
          <h1 class="sr">{text(shown().label)}</h1>
          <Board dashboard={shown()} label={text(shown().label)} />
        </>
      )}
    </Show>
  )
}
