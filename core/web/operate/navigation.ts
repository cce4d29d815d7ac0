import type { Text } from '@saola/sdk'
import type { NavItem, UiDocument, UiPage } from '@saola/sdk-web'
import { iconNamed } from '../icons/named.tsx'
import type { Words } from '../locales/vi.ts'
import { pageHref } from '../records/address.ts'

/** Pages of a face in the order in which the navigation shows them. */
export function pagesOf(ui: UiDocument, face: UiPage['face']): UiPage[] {
  return Object.entries(ui.pages)
    .filter(([, page]) => page.face === face)
    .sort(([idA, a], [idB, b]) => (a.order ?? 0) - (b.order ?? 0) || idA.localeCompare(idB))
    .map(([, page]) => page)
}

/** Whether an address is that place or lies inside it. */
export function isInside(path: string, href: string): boolean {
  return path === href || path.startsWith(`${href}/`)
}

/** The places of the operate face: built-in ones, then those of modules. */
export function operatePlaces(
  ui: UiDocument,
  words: Words,
  text: (text: Text | undefined) => string,
  path: string,
): NavItem[] {
  const places: NavItem[] = [
    { href: '/operate', label: words.face.home, icon: iconNamed('house'), current: path === '/operate' },
    {
      href: '/operate/map',
      label: words.face.map,
      icon: iconNamed('map'),
      current: isInside(path, '/operate/map'),
    },
  ]
  if (Object.keys(ui.dashboards).length > 1) {
    places.push({
      href: '/operate/dashboards',
      label: words.face.dashboards,
      icon: iconNamed('layout-dashboard'),
      current: isInside(path, '/operate/dashboards'),
    })
  }
  for (const page of pagesOf(ui, 'operate')) {
    const href = pageHref(page)
    places.push({ href, label: text(page.label), icon: iconNamed(page.icon), current: isInside(path, href) })
  }
  return places
}
