import type {
  Configured,
  Dashboard,
  Json,
  JsonSchema,
  MapLayer,
  ModelDef,
  ModelPermission,
  Text,
} from '@saola/sdk'

/** Where a browser finds a piece of a plugin's UI. */
export interface UiRef {
  url: string
  export: string
}

interface Owned {
  /** Id of the module that brought it. */
  plugin: string
  label: Text
}

/** A kind of tile: with code of its own (`ui`) or configured (`use`). */
export interface UiWidget extends Owned, Partial<Configured> {
  description?: Text
  size: { w: number; h: number }
  settings?: JsonSchema
  ui?: UiRef
}

/** A screen: with code of its own (`ui`) or configured (`use`). */
export interface UiPage extends Owned, Partial<Configured> {
  icon?: string
  face: 'operate' | 'studio' | 'portal'
  path: string
  order?: number
  ui?: UiRef
}

export type UiMapLayer = MapLayer & Owned
export type UiDashboard = Dashboard & Owned

/** A model with what the reader may do with its records. */
export type UiModel = ModelDef & { plugin?: string; can: (ModelPermission | 'assign')[] }

/** A module that is known to the centre, on or not. */
export interface UiModule {
  id: string
  version: string
  state: 'on' | 'off' | 'failed' | 'blocked'
  name: Text
  icon?: string
  /** Stylesheets of the version that is on. */
  styles?: string[]
  /** How often its code failed since it was switched on. */
  faults?: number
}

/** The person who is signed in. */
export interface UiUser {
  id: string
  name: string
  email: string
  roles: string[]
  units: string[]
  /** Permission ids; `*` is every one. */
  permissions: string[]
}

/** `GET /api/ui`: everything the interface is made of, already cut down to what the reader may see. */
export interface UiDocument {
  /** Grows with every change of modules or configuration. */
  revision: number
  centre: Text
  user: UiUser | null
  modules: UiModule[]
  widgets: Record<string, UiWidget>
  pages: Record<string, UiPage>
  mapLayers: Record<string, UiMapLayer>
  dashboards: Record<string, UiDashboard>
  /** Module → language → messages. */
  locales: Record<string, Partial<Record<'vi' | 'en', Record<string, string>>>>
  models: Record<string, UiModel>
}

/** What `event: record` of the stream carries. */
export interface RecordEvent {
  id: string
  type: string
  time: string
  subject?: string
  data: Json
}
