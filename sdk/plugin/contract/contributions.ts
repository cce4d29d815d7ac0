import type { Actor, Ctx } from './ctx.ts'
import type { ModelDef, RowCondition } from './model.ts'
import type { CodeRef, Json, JsonSchema, Text } from './text.ts'
import type { UnitSet } from './units.ts'

/** `public` means: no sign-in. Anything else is a permission id, `<plugin>.<name>`. */
export type PermissionId = string

/** What a route handler receives. */
export interface RouteRequest {
  /** Values of `:name` parts of the path. */
  params: Record<string, string>
  /** Query values after validation against `query`. A name that comes several times is a list of its values. */
  query: Record<string, Json>
  /**
   * Body after validation against `body`; undefined without one. JSON, or a form (`application/x-www-form-urlencoded`)
   * as an object of texts; a field that comes several times is a list.
   */
  body?: Json
  actor: Actor
  lang: 'vi' | 'en'
  /** Where the centre is reached, as the caller sees it: `https://dieu-hanh.example`, without a slash at the end. */
  origin: string
  /**
   * The `Idempotency-Key` of a request that changes something. The platform answers a repeated request by itself; kept in a
   * unique field, the key also covers a process that dies between the write and the answer.
   */
  idempotencyKey?: string
}

/** What a route handler gives back. `status` defaults to 200, or 204 when there is no body. */
export interface RouteReply {
  status?: number
  headers?: Record<string, string>
  body?: Json
}

export type RouteHandler = (ctx: Ctx, request: RouteRequest) => Promise<RouteReply>

/** A route under `/api/x/<plugin>`; it appears in `/openapi.json`. */
export interface Route<Code = RouteHandler> {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Hono path below `/api/x/<plugin>`, starting with `/`. */
  path: string
  summary: Text
  permission: PermissionId | 'public'
  /**
   * For a public route behind a form of the portal: the body carries `_form` (a token from `/api/forms/token` and a
   * field that people do not see), which is checked and taken out before `body` is. Refuses with
   * `form-token-invalid`, `form-too-fast` or `form-refused`.
   */
  guard?: 'public-form'
  query?: JsonSchema
  body?: JsonSchema
  response?: JsonSchema
  /**
   * How often one caller may come, by account, and without one by address: `burst` at once, then `perMinute` evenly.
   * Refused with `rate-limited`. Each process counts for itself.
   */
  rate?: { burst: number; perMinute: number }
  /** Longest run in milliseconds. Default 10,000. */
  timeout?: number
  run: Code
}

export type JobHandler = (ctx: Ctx, run: { scheduledAt: string }) => Promise<void>

/** Work on a schedule. Each due run happens once, whichever process takes it. */
export interface Job<Code = JobHandler> {
  label: Text
  /** Five-field cron in UTC. Exactly one of `cron` and `every`. */
  cron?: string
  /** Seconds between runs, at least 1. */
  every?: number
  /** Runs only in a centre of demonstration that is alive (`live` in its `centre.json`). Default false. */
  demo?: boolean
  /** Longest run in milliseconds; then `ctx.signal` aborts and the run counts as failed. Default 30,000. */
  timeout?: number
  run: Code
}

export type EventHandler = (ctx: Ctx, event: CloudEvent) => Promise<void>

/** CloudEvents 1.0, JSON. `type` is an event id such as `air-quality.station.updated`. */
export interface CloudEvent {
  specversion: '1.0'
  id: string
  /** `/records/<model>` or `/plugins/<id>`. */
  source: string
  type: string
  time: string
  subject?: string
  data: Json
}

/** Listens to events: `<model>.created|updated|deleted`, or one that a plugin emits. At least once, in order per record. */
export interface Listener<Code = EventHandler> {
  event: string
  /** Milliseconds. Default 30,000. */
  timeout?: number
  run: Code
}

/** Code that offers a service to other plugins under a typed ref; made at the first use. Methods are async. */
export interface Provider<Code = (ctx: Ctx) => Promise<object>> {
  /** `<plugin>.<service>` of the ref it implements. */
  service: string
  version: number
  create: Code
}

/** A contribution point of a plugin's own. `changed` sees all current contributions after each change. */
export interface PluginPoint<Code = (ctx: Ctx, all: Record<string, Json>) => Promise<void>> {
  schema: JsonSchema
  changed?: Code
}

/** A one-time change of data, remembered in the plugin's own ledger. Must be safe to run again after a crash. */
export interface Migration<Code = (ctx: Ctx) => Promise<void>> {
  /** Position among the migrations of the plugin. */
  order: number
  /** `expand` runs before `start`, `contract` after. */
  phase: 'expand' | 'contract'
  run: Code
}

/**
 * Records that a model starts with. `demo` ones only where demo data is wanted. `key` makes seeding repeatable. A time
 * may be given as minutes from the moment of planting, `now-90m`, and a relation by what the record holds,
 * `{ $record: 'category', code: 'road' }`; models are planted in the order of seeds and of models in them. Pictures are
 * files of the package (JPEG), `[{ $file: 'assets/pothole.jpg' }]`: each is kept once, whatever number of records shows it.
 *
 * A record may bring its past: `$history`, its changes from the first on, each with `at`, `by` and the `values` that it
 * set, and `$comments`, each with `at`, `by`, `text` and `visibility`. They become revisions and comments; values given
 * beside them never changed. `by` is a person without an account, `name:Nguyễn Thị Hằng`, or `anonymous`.
 */
export interface Seed {
  kind: 'required' | 'demo'
  /** Model name → records. `key` is a field whose value identifies the record. */
  records: Record<string, { key: string; values: Record<string, Json>[] }>
}

export interface Permission {
  label: Text
  /** Roles that get it when the module is switched on. Administrators have every permission. */
  roles?: string[]
}

/** A permission on some records of a model only. */
export interface Grant {
  /** `<model>:read`, `<model>:create`, `<model>:update` or `<model>:delete`. */
  permission: string
  /** Default: all records. */
  where?: RowCondition
  /** Only of `read`: fields of the model that come as null. */
  hide?: string[]
}

/** A set of permissions. Grants are permission ids, or `<model>:<permission>`, or `*`, or one of these under a condition. */
export interface Role {
  label: Text
  grants: (string | Grant)[]
}

/** What can be looked at by a configured widget or page: a built-in type (`core.number`, `core.list`, …) with options. */
export interface Configured {
  /** Id of a widget or page type. */
  use: string
  options?: Record<string, Json>
}

/**
 * A tile for dashboards: own code (`ui`, a module whose default export is `defineWidget(…)`) or a configured one (`use`).
 * Sizes are in cells of the 24-column grid.
 */
export type Widget<Code = string> = {
  label: Text
  description?: Text
  size: { w: number; h: number }
  /** Needed to see it. Default: everybody who is signed in. */
  permission?: PermissionId
  /** Values that a person may set on a tile; becomes a form. Only with `ui`. */
  settings?: JsonSchema
} & ({ ui: Code } | Configured)

/** A screen in the navigation: own code (`ui`, a module whose default export is `definePage(…)`) or a configured one (`use`). */
export type Page<Code = string> = {
  label: Text
  /** lucide icon name, kebab-case. */
  icon?: string
  face: 'operate' | 'studio'
  /** Below `/<face>/<plugin>`, starting with `/`. */
  path: string
  order?: number
  permission?: PermissionId
} & ({ ui: Code } | Configured)

/** What a portal page is asked for. */
export interface PortalRequest {
  /** Values of `:name` parts of the path. */
  params: Record<string, string>
  query: Record<string, string>
  lang: 'vi' | 'en'
}

/** What a portal page shows. */
export interface PortalReply {
  /** Handed to the view, on the server and in the browser: nothing that the public may not read. */
  data: Json
  /** Default 200; 404 keeps the page's own view. */
  status?: number
  /** Of the browser's tab. Default: the label of the page. */
  title?: string
  description?: string
}

export type PortalLoad = (ctx: Ctx, request: PortalRequest) => Promise<PortalReply>

/**
 * A page of the public portal below `/portal/<plugin>`, rendered on the server and readable without script. `view` is
 * a file below `./portal/` whose default export is a component that takes `PortalViewProps` of `@saola/sdk-web/portal`.
 */
export interface PortalPage<Code = PortalLoad, View = string> {
  label: Text
  description?: Text
  /** lucide icon name, kebab-case. */
  icon?: string
  /** Below `/portal/<plugin>`, starting with `/`; `:name` takes one part of the path. */
  path: string
  /** Said aloud, because anybody may read it without signing in. */
  public: true
  /** Render the view again in the browser, with script: for forms. Default false: no script of the plugin is loaded. */
  hydrate?: boolean
  /** Without the portal's head and foot, for a form that takes the whole screen of a phone. Default false. */
  bare?: boolean
  /** In the menu and on the first page of the portal. Default: when the path takes no parameter. */
  listed?: boolean
  order?: number
  /** Milliseconds that `load` may take. Default 5,000. */
  timeout?: number
  load: Code
  view: View
}

/** Records with a position, drawn on the map. Needs no code. */
export interface MapLayer {
  label: Text
  icon?: string
  /** Model id, `<plugin>.<name>`, or a model name of the same plugin. */
  model: string
  /** The point field. */
  geometry: string
  /** Colour by a number field: the first stop whose `upTo` is not exceeded; by a select field: its tones. */
  style?: { field: string; stops?: { upTo?: number; tone: string; label: Text }[] }
  /**
   * Picture of a marker by a field: the icon of each value of a select or status field, or, of a relation, the field
   * `from` of the related record, which names one. Default: the icon of the layer.
   */
  picture?: { field: string; icons?: Record<string, string>; from?: string }
  /** Fields shown when a record is opened on the map, in order. */
  popup?: string[]
  order?: number
}

/** A grid of widgets, 24 columns wide. */
export interface Dashboard {
  label: Text
  order?: number
  /** Tile name → widget id with its place. */
  tiles: Record<
    string,
    {
      widget: string
      x: number
      y: number
      w: number
      h: number
      options?: Record<string, Json>
      title?: Text
    }
  >
}

/** Messages of `ctx.t` and of the plugin's UI, by key. `{name}` is replaced by a parameter. */
export type Locale = Record<string, string>

/** What a plugin says of its own state. */
export interface Health {
  ok: boolean
  detail?: Text
}

/** All contributions of a plugin by point. Keys are names; the full id of one is `<plugin>.<name>`. */
export interface Contributions<Server = CodeRef, Ui = CodeRef> {
  models?: Record<string, ModelDef>
  permissions?: Record<string, Permission>
  roles?: Record<string, Role>
  widgets?: Record<string, Widget<Ui>>
  pages?: Record<string, Page<Ui>>
  portalPages?: Record<string, PortalPage<Server, Ui>>
  mapLayers?: Record<string, MapLayer>
  dashboards?: Record<string, Dashboard>
  units?: Record<string, UnitSet>
  locales?: Record<string, Locale>
  seeds?: Record<string, Seed>
  routes?: Record<string, Route<Server>>
  jobs?: Record<string, Job<Server>>
  on?: Record<string, Listener<Server>>
  provides?: Record<string, Provider<Server>>
  points?: Record<string, PluginPoint<Server>>
  migrations?: Record<string, Migration<Server>>
  /** Contributions to points of other plugins: `<plugin>.<point>` → name → data. */
  extends?: Record<string, Record<string, Json>>
}
