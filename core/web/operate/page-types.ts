import type { Json } from '@saola/sdk'
import { type Component, lazy } from 'solid-js'

/** What a built-in type of page gets. */
export interface ConfiguredPageProps {
  plugin: string
  title: string
  options: Readonly<Record<string, Json>>
}

/** The types of page that need no code from a module. */
export const pageTypes: Readonly<Record<string, Component<ConfiguredPageProps>>> = {
  'core.inbox': lazy(() => import('../records/inbox/inbox-page.tsx')),
  'core.list': lazy(() => import('../records/list-page.tsx')),
  'core.map': lazy(() => import('../map/map-page.tsx')),
}
