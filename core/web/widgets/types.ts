import type { Json } from '@saola/sdk'
import type { Component } from 'solid-js'

/** What a built-in type of widget gets. */
export interface ConfiguredProps {
  /** Module that configured it. */
  plugin: string
  title: string
  /** Options of the widget, overridden by those of the tile. */
  options: Readonly<Record<string, Json>>
  size: { w: number; h: number }
}

export type ConfiguredWidget = Component<ConfiguredProps>
