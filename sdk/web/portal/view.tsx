import type { Component } from 'solid-js'
import { createComponent, render, renderToString } from 'solid-js/web'
import { KitProvider } from '../ui/locale/kit.tsx'
import { openWorker } from './worker.ts'

/** What the view of a portal page gets. */
export interface PortalViewProps<Data = unknown> {
  /** What `load` gave. */
  data: Data
  lang: 'vi' | 'en'
  /** Values of `:name` parts of the path. */
  params: Record<string, string>
  query: Record<string, string>
  /** Path of the address, below the site: `/portal/field-reports/new`. */
  path: string
  /** True in the browser, where script runs; false in the HTML of the server. */
  live: boolean
}

type View = Component<PortalViewProps<never>>
type Given = Omit<PortalViewProps<never>, 'live'>

/** HTML of a view, on the server. Called by the renderer that `saola plugin build` makes of each view. */
export function renderView(view: View, props: Given): string {
  return renderToString(() => page(view, { ...props, live: false }))
}

/** Renders the view again in the place of the server's HTML, with everything that answers to a person. */
export function mountView(view: View): void {
  const place = document.getElementById('portal-page')
  const data = document.getElementById('portal-data')?.textContent
  if (!place || !data) return
  const props = JSON.parse(data) as Given
  const focused = place.contains(document.activeElement) ? document.activeElement?.id : undefined
  place.textContent = ''
  render(() => page(view, { ...props, live: true }), place)
  place.dataset.live = ''
  if (focused) document.getElementById(focused)?.focus()
  openWorker()
}

function page(view: View, props: PortalViewProps<never>) {
  return createComponent(KitProvider, {
    lang: props.lang,
    get children() {
      return createComponent(view, props)
    },
  })
}
