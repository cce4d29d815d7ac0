import type { Json, Lang, Text } from '@saola/sdk'
import type { UiDocument } from '@saola/sdk-web'

/** A page of a module in the menu and on the first page. */
export interface ListedPage {
  id: string
  plugin: string
  module: Text
  label: Text
  description?: Text
  icon?: string
  href: string
}

/** A page of a module, rendered by its own renderer. */
export interface FramedPage {
  html: string
  title: string
  description?: string
  styles: string[]
  /** Module that renders the view again in the browser, with what it is given. */
  script?: { src: string; data: Json }
  /** Without head and foot: a form that takes the whole screen of a phone. */
  bare?: boolean
}

export interface PortalRequest {
  /** Path of the address, `/portal` or below. */
  path: string
  lang: Lang
  /** `GET /api/ui` as a visitor sees it. */
  ui: UiDocument
  pages?: ListedPage[]
  /** Of the answer, where it is not the usual one. */
  status?: number
  page?: FramedPage
  /** Why there is no page. */
  trouble?: { kind: 'off'; module: Text } | { kind: 'failed' | 'busy' | 'refused'; detail?: string }
}
