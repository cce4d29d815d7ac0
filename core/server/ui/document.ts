import type { Entry, Kernel, ModuleStatus, Owner } from '@saola/kernel'
import type { Access, Records } from '@saola/records'
import {
  type Actor,
  allowedTransitions,
  type CodeRef,
  type Dashboard,
  type FieldDef,
  type Json,
  type Locale,
  type MapLayer,
  type ModelDef,
  type ModelPermission,
  type Page,
  type Text,
  type Widget,
} from '@saola/sdk'

export interface UiSources {
  kernel: Kernel
  access: Access
  records: Records
  centre: () => Text
  emailOf: (actor: Actor) => string | undefined
}

type Plain = Record<string, unknown>
const PERMISSIONS: ModelPermission[] = ['read', 'create', 'update', 'delete']

/** `GET /api/ui`: what the interface is made of, cut down to what the actor may see. */
export function uiDocument(sources: UiSources, actor: Actor): Json {
  const { kernel, access, records, centre, emailOf } = sources
  const signedIn = actor.kind !== 'anonymous'
  const head = { revision: kernel.revision, centre: centre() }
  if (!signedIn) {
    const none = {
      modules: [],
      widgets: {},
      pages: {},
      mapLayers: {},
      dashboards: {},
      locales: {},
      models: {},
    }
    return { ...head, user: null, ...none } as unknown as Json
  }
  const permissions = access.permissions(actor)
  const { id, name, roles, units } = actor
  const administers = access.can(actor, '*')
  const may = (permission: string | undefined) => permission === undefined || access.can(actor, permission)
  const models: Record<string, Plain> = {}
  for (const model of records.models()) {
    const can = PERMISSIONS.filter((permission) => access.can(actor, `${model.id}:${permission}`))
    if (!can.includes('read')) continue
    const assign = access.can(actor, `${model.id}:assign`) ? ['assign'] : []
    const hidden = records.hidden(model.id, actor)
    const def = shownTo(model.def, hidden)
    const fields = fieldsFor(
      def.fields,
      hidden,
      administers ? [...roles, 'administrator'] : roles,
      model.plugin,
    )
    const within = can.filter((permission) => records.reach(model.id, actor, permission)?.where !== true)
    models[model.id] = { ...def, fields, plugin: model.plugin, can: [...can, ...assign], within }
  }
  const seen = <T extends object>(point: string, show: (entry: Entry<T>) => Plain | undefined) => {
    const result: Record<string, Plain> = {}
    for (const [full, entry] of kernel.contributions<T>(point)) {
      const shown = show(entry)
      if (shown) result[full] = { plugin: entry.owner.id, ...shown }
    }
    return result
  }
  return {
    ...head,
    user: { id, name, email: emailOf(actor) ?? '', roles, units, permissions },
    modules: kernel.modules().map((module) => moduleOf(module, administers)),
    widgets: seen<Widget<CodeRef>>('widgets', ({ owner, data }) =>
      may(data.permission) ? withUi(owner, data) : undefined,
    ),
    pages: seen<Page<CodeRef>>('pages', ({ owner, data }) =>
      may(data.permission) ? withUi(owner, data) : undefined,
    ),
    mapLayers: seen<MapLayer>('mapLayers', ({ owner, data }) => {
      const model = data.model.includes('.') ? data.model : `${owner.id}.${data.model}`
      return models[model] && layerFor({ ...data, model }, records.hidden(model, actor))
    }),
    dashboards: seen<Dashboard>('dashboards', ({ data }) => ({ ...data })),
    locales: localesOf(kernel),
    models,
  } as unknown as Json
}

/** A definition without its rights, which asks for nothing by fields that a reader does not get. */
function shownTo(
  { rights: _rights, ...def }: ModelDef,
  hidden: ReadonlySet<string>,
): Omit<ModelDef, 'rights'> {
  if (hidden.size === 0) return def
  const { title, search, ...rest } = def
  const found = search?.filter((name) => !hidden.has(name)) ?? []
  return {
    ...rest,
    ...(title && !hidden.has(title) ? { title } : {}),
    ...(found.length > 0 ? { search: found } : {}),
  }
}

/** Undefined where the positions themselves are kept from a reader. */
function layerFor(layer: MapLayer, hidden: ReadonlySet<string>): Plain | undefined {
  if (hidden.has(layer.geometry)) return undefined
  const { style, popup, ...rest } = layer
  return {
    ...rest,
    ...(style && !hidden.has(style.field) ? { style } : {}),
    ...(popup ? { popup: popup.filter((name) => !hidden.has(name)) } : {}),
  }
}

/**
 * Steps of a status say whether this reader may take them; the others still have a name in histories. A field that
 * they do not get is `hidden`: the interface says so instead of showing an empty one.
 */
function fieldsFor(
  fields: Record<string, FieldDef>,
  hidden: ReadonlySet<string>,
  roles: readonly string[],
  plugin: string,
): Record<string, Plain> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => {
      if (hidden.has(name)) return [name, { ...field, hidden: true }]
      if (field.type !== 'status') return [name, { ...field }]
      const transitions = Object.fromEntries(
        Object.entries(field.transitions).map(([step, data]) => {
          const may = allowedTransitions(
            { transitions: { [step]: data } },
            data.from[0] ?? null,
            roles,
            plugin,
          )
          return [step, { ...data, may: may.length > 0 }]
        }),
      )
      return [name, { ...field, transitions }]
    }),
  )
}

function moduleOf(module: ModuleStatus, administers: boolean): Plain {
  const { id, version, state, name, icon, manifest, faults } = module
  const styles = state === 'on' ? (manifest?.styles ?? []).map((path) => assetUrl(id, version, path)) : []
  return { id, version, state, name, icon, styles, ...(administers ? { faults: faults.length } : {}) }
}

/** References to UI code become addresses; a configured one keeps its type with its model's full name. */
function withUi(owner: Owner, data: Widget<CodeRef> | Page<CodeRef>): Plain {
  const { permission: _permission, ...shown } = data as Plain
  const { ui, options } = data as { ui?: CodeRef; options?: Record<string, Json> }
  if (ui) return { ...shown, ui: { url: assetUrl(owner.id, owner.version, ui.module), export: ui.export } }
  const model = options?.model
  if (typeof model !== 'string' || model.includes('.')) return shown
  return { ...shown, options: { ...options, model: `${owner.id}.${model}` } }
}

function localesOf(kernel: Kernel): Record<string, Record<string, Locale>> {
  const result: Record<string, Record<string, Locale>> = {}
  for (const { owner, name, data } of kernel.contributions<Locale>('locales').values()) {
    result[owner.id] = { ...result[owner.id], [name]: data }
  }
  return result
}

/** Address of a file of a plugin's UI; the version in it lets browsers keep it for ever. */
export function assetUrl(plugin: string, version: string, path: string): string {
  return `/ui/${plugin}/${version}/${path.replace(/^\.\//, '')}`
}
