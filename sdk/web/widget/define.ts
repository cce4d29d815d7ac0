import type { Json } from '@saola/sdk'
import type { Component } from 'solid-js'

/** What a tile gives to the widget in it. */
export interface WidgetProps<Options extends object = Record<string, Json>> {
  /** Values of the widget's `settings` as a person set them on this tile; missing ones are undefined. */
  options: Partial<Options>
  /** The name of the tile in the reader's language; changes with it. */
  title: string
  /** Cells of the 24-column grid. On a phone a tile is as wide as the screen whatever `w` says. */
  size: { w: number; h: number }
}

/** A module's default export that the host can put on a dashboard. */
export interface WidgetModule<Options extends object = Record<string, Json>> {
  kind: 'widget'
  component: Component<WidgetProps<Options>>
}

/**
 * Declares a widget with code of its own: the default export of a file that `widgets.<name>.ui` names. It is
 * rendered inside the host's page and shares its Solid, so signals and contexts work across the border.
 *
 * @example
 * export default defineWidget({
 *   component: (props) => <Tile title={props.title}>…</Tile>,
 * })
 */
export function defineWidget<Options extends object = Record<string, Json>>(widget: {
  component: Component<WidgetProps<Options>>
}): WidgetModule<Options> {
  return { kind: 'widget', component: widget.component }
}

/** What the host gives to a page. */
export interface PageProps {
  /** The name of the page in the reader's language. */
  title: string
  /** What follows the page's own `path` in the address, starting with `/`, or empty. */
  rest: string
}

/** A module's default export that the host can show as a screen. */
export interface PageModule {
  kind: 'page'
  component: Component<PageProps>
}

/** Declares a screen with code of its own: the default export of a file that `pages.<name>.ui` names. */
export function definePage(page: { component: Component<PageProps> }): PageModule {
  return { kind: 'page', component: page.component }
}
