import { OperateShell, useActor, useHost, useText } from '@saola/sdk-web'
import { Navigate, type RouteSectionProps, useLocation } from '@solidjs/router'
import { Show, Suspense } from 'solid-js'
import { useWords } from '../host/console.tsx'
import { mayShape } from '../host/rights.ts'
import { iconNamed } from '../icons/named.tsx'
import { PersonMenu } from '../shell/person-menu.tsx'
import { stablePlaces } from '../shell/places.ts'
import { useTitle } from '../shell/title.ts'
import { ConnectionTruth } from '../shell/truth.tsx'
import { operatePlaces } from './navigation.ts'

/** The face for the people on shift. */
export default function OperateFace(props: RouteSectionProps) {
  const host = useHost()
  const words = useWords()
  const text = useText()
  const actor = useActor()
  const location = useLocation()
  const items = stablePlaces(() => operatePlaces(host.ui, words(), text, location.pathname))
  const endItems = stablePlaces(() =>
    mayShape(actor) ? [{ href: '/studio', label: words().face.studio, icon: iconNamed('pencil-ruler') }] : [],
  )
  useTitle(() => items.findLast((item) => item.current)?.label ?? words().face.operate)
  return (
    <Show
      when={host.ui.user}
      fallback={
        <Navigate href={`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`} />
      }
    >
      <OperateShell
        brand={{ name: text(host.ui.centre), href: '/operate' }}
        label={words().face.operate}
        items={items}
        endItems={endItems}
        end={
          <>
            <ConnectionTruth />
            <PersonMenu face="operate" />
          </>
        }
      >
        <Suspense>{props.children}</Suspense>
      </OperateShell>
    </Show>
  )
}
