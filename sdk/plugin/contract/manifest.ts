import type {
  Contributions,
  Health,
  Job,
  Listener,
  Migration,
  PluginPoint,
  PortalPage,
  Provider,
  Route,
} from './contributions.ts'
import type { Ctx } from './ctx.ts'
import type { CodeRef, JsonSchema, Text } from './text.ts'

/**
 * What a plugin asks for and a person grants:
 * `records:own`, `records:read:<model>`, `records:write:<model>`, `net:<host>[:<port>]` (host may start with `*.`),
 * `emit:<event>`, `on:<event>`, `use:<service>`, `files:own`, `notify`.
 */
export type Capability = string

/** Things that only trusted native code needs; approved by name. */
export type Native = 'udp' | 'process' | 'disk'

/**
 * How a refusal reads where a standard asks for a form of its own. Data, so that the platform writes it without running
 * the plugin: also when the module is off, a body is too large, or nothing is at the address.
 */
export interface RefusalForm {
  /** Only for addresses that end so, for example `.json`. */
  suffix?: string
  /** `application/json; charset=utf-8` */
  contentType: string
  /** `{status}`, `{code}`, `{title}` and `{detail}` of the problem are put in, escaped: `{"code":{status}}`. */
  body: string
  escape: 'json' | 'xml'
  /** HTTP status by code of the problem (`module-off`) or by its status (`422`). Default: as it is. */
  statuses?: Record<string, number>
  /** What `{detail}` says, by code of the problem. */
  details?: Record<string, Text>
}

interface PluginHead {
  /** kebab-case, 2–64 characters; prefix of everything that the plugin brings. */
  id: string
  /** Semantic version. */
  version: string
  /** Range of Saola versions that it works with, for example `^1.0.0`. */
  engine: string
  name: Text
  description?: Text
  /** lucide icon name, kebab-case. */
  icon?: string
  vendor?: string
  license?: string
  /** Plugins that must be on: id → version range. */
  requires?: Record<string, string>
  /** Plugins that are used when they are on: id → version range. */
  optional?: Record<string, string>
  capabilities?: Capability[]
  /** Public paths outside `/api/x/<plugin>`, for example `/open311/v2`; approved like a capability. */
  mounts?: string[]
  /** Mount → forms of refusals below it; the first whose suffix fits. Default: problem documents (RFC 9457). */
  refusals?: Record<string, RefusalForm[]>
  native?: Native[]
  /** Becomes a form in the Studio; the values reach the code by `ctx.settings()`. */
  settings?: JsonSchema
}

export type Disposer = () => void | Promise<void>
export type StartHandler = (ctx: Ctx) => Promise<Disposer | undefined> | Promise<void>
export type HealthHandler = (ctx: Ctx) => Promise<Health>

type CodePoints = 'portalPages' | 'routes' | 'jobs' | 'on' | 'provides' | 'points' | 'migrations'

/** What `definePlugin` takes: the manifest with functions in place, and UI files by path (`./ui/gauge.tsx`). */
export interface PluginDefinition extends PluginHead, Omit<Contributions<never, string>, CodePoints> {
  portalPages?: Record<string, PortalPage>
  routes?: Record<string, Route>
  jobs?: Record<string, Job>
  on?: Record<string, Listener>
  provides?: Record<string, Provider>
  points?: Record<string, PluginPoint>
  migrations?: Record<string, Migration>
  health?: HealthHandler
  /** Runs after the plugin's models exist and before anything of it is served. Gives back what undoes it. */
  start?: StartHandler
}

/**
 * `dist/manifest.json`: describes a plugin completely without running its code. Written by `saola plugin build`;
 * the kernel reads only this until a person has approved.
 */
export interface Manifest extends PluginHead {
  /** Version of this format. */
  manifest: 1
  contributes: Contributions
  start?: CodeRef
  health?: CodeRef
  /** Stylesheets of the UI, paths inside the package. */
  styles?: string[]
  /** Every other file of the package: path → SHA-256, hex. */
  files: Record<string, string>
}
