import type { NavItem } from '@saola/sdk-web'
import { createComputed } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'

/** Places that keep their element, and with it the focus, when the address or the language changes. */
export function stablePlaces(places: () => NavItem[]): readonly NavItem[] {
  const [items, setItems] = createStore<NavItem[]>([])
  createComputed(() => setItems(reconcile(places(), { key: 'href' })))
  return items
}
