import { type NavGroup, type NavItem, StudioShell, useActor, useHost, useText } from '@saola/sdk-web'
import { Navigate, type RouteSectionProps, useLocation } from '@solidjs/router'
import { createMemo, Show, Suspense } from 'solid-js'
import { useWords } from '../host/console.tsx'
import { mayShape } from '../host/rights.ts'
import { iconNamed } from '../icons/named.tsx'
import { isInside, pagesOf } from '../operate/navigation.ts'
import { pageHref } from '../records/address.ts'
import { PersonMenu } from '../shell/person-menu.tsx'
import { stablePlaces } from '../shell/places.ts'
import { useTitle } from '../shell/title.ts'
import { ConnectionTruth } from '../shell/truth.tsx'

/** The face for those who shape the centre. */
export default function StudioFace(props: RouteSectionProps) {
  const host = useHost()
  const words = useWords()
  const text = useText()
  const actor = useActor()
  const location = useLocation()
  const place = (href: string, label: string, icon: string, exact = false): NavItem => ({
    href,
    label,
    icon: iconNamed(icon),
    current: exact ? location.pathname === href : isInside(location.pathname, href),
  })
  const first = stablePlaces(() => [
    place('/studio', words().face.studioHome, 'house', true),
    place('/studio/modules', words().face.modules, 'blocks'),
  ])
  const data = stablePlaces(() => [place('/studio/models', words().face.models, 'database')])
  const centre = stablePlaces(() => [
    place('/studio/units', words().face.units, 'landmark'),
    place('/studio/settings', words().face.settings, 'sliders-horizontal'),
  ])
  const brought = stablePlaces(() =>
    pagesOf(host.ui, 'studio').map((page) => place(pageHref(page), text(page.label), page.icon ?? 'blocks')),
  )
  const hasBrought = createMemo(() => brought.length > 0)
  const groups = createMemo((): NavGroup[] => [
    { items: first },
    { title: words().face.shapeData, items: data },
    { title: words().face.centre, items: centre },
    ...(hasBrought() ? [{ title: words().face.ofModules, items: brought }] : []),
  ])
  const here = () =>
    [...first, ...data, ...centre, ...brought].findLast((item) => item.current)?.label ??
    words().face.studioHome
  const crumbs = () => {
    const [, id] = /^\/studio\/models\/([^/]+)/.exec(location.pathname) ?? []
    const model = id === undefined ? undefined : host.ui.models[decodeURIComponent(id)]
    if (!model) return [{ label: here() }]
    return [{ label: here(), href: '/studio/models' }, { label: text(model.label) }]
  }
  useTitle(() => `${here()} · ${words().face.studio}`)
  return (
    <Show
      when={host.ui.user}
      fallback={
        <Navigate href={`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`} />
      }
    >
      <Show when={mayShape(actor)} fallback={<Navigate href="/operate" />}>
        <StudioShell
          brand={{ name: words().face.studio, href: '/studio' }}
          label={words().face.studio}
          crumbs={{ label: words().face.here, items: crumbs() }}
          groups={groups()}
          end={
            <>
              {/* Where the page at hand puts its acts: publish, discard. */}
              <span class="line" id="studio-acts" data-wide />
              <ConnectionTruth />
              <PersonMenu face="studio" />
            </>
          }
        >
          <Suspense>{props.children}</Suspense>
        </StudioShell>
      </Show>
    </Show>
  )
}
