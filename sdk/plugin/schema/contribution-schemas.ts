import { type TProperties, Type } from 'typebox'
import { CodeRefSchema, JsonObjectSchema, JsonSchemaSchema, LOOSE_NAME, NAME, TextSchema } from './names.ts'
import { UnitSetSchema } from './units-schema.ts'

const closed = { additionalProperties: false } as const
const object = <P extends TProperties>(properties: P) => Type.Object(properties, closed)
const named = <S extends Parameters<typeof Type.Record>[1]>(pattern: string, value: S) =>
  Type.Record(Type.String({ pattern }), value, { additionalProperties: false, maxProperties: 1000 })

const Order = Type.Optional(Type.Number())
const PermissionIdSchema = Type.String({ minLength: 3, maxLength: 200 })

const fieldBase = {
  label: TextSchema,
  help: Type.Optional(TextSchema),
  required: Type.Optional(Type.Boolean()),
  order: Order,
  personal: Type.Optional(Type.Boolean()),
}
const Tone = Type.Union((['crit', 'high', 'warn', 'ok', 'hold', 'off'] as const).map((t) => Type.Literal(t)))
const SelectOption = object({
  label: TextSchema,
  order: Order,
  tone: Type.Optional(Tone),
})

/** One field of a model, by type. */
export const fieldSchemas = {
  text: object({
    type: Type.Literal('text'),
    ...fieldBase,
    maxLength: Type.Optional(Type.Integer({ minimum: 1, maximum: 20_000 })),
    default: Type.Optional(Type.String()),
  }),
  number: object({
    type: Type.Literal('number'),
    ...fieldBase,
    minimum: Type.Optional(Type.Number()),
    maximum: Type.Optional(Type.Number()),
    measure: Type.Optional(Type.String({ maxLength: 40 })),
    default: Type.Optional(Type.Number()),
  }),
  integer: object({
    type: Type.Literal('integer'),
    ...fieldBase,
    minimum: Type.Optional(Type.Integer()),
    maximum: Type.Optional(Type.Integer()),
    measure: Type.Optional(Type.String({ maxLength: 40 })),
    default: Type.Optional(Type.Integer()),
  }),
  boolean: object({ type: Type.Literal('boolean'), ...fieldBase, default: Type.Optional(Type.Boolean()) }),
  datetime: object({ type: Type.Literal('datetime'), ...fieldBase }),
  select: object({
    type: Type.Literal('select'),
    ...fieldBase,
    options: Type.Record(Type.String({ pattern: '^[A-Za-z0-9][\\w-]{0,62}$' }), SelectOption, {
      additionalProperties: false,
      minProperties: 1,
      maxProperties: 500,
    }),
    default: Type.Optional(Type.String()),
  }),
  point: object({ type: Type.Literal('point'), ...fieldBase }),
  richText: object({
    type: Type.Literal('richText'),
    ...fieldBase,
    maxLength: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })),
  }),
  phone: object({ type: Type.Literal('phone'), ...fieldBase }),
  email: object({ type: Type.Literal('email'), ...fieldBase }),
  code: object({
    type: Type.Literal('code'),
    ...fieldBase,
    pattern: Type.String({ pattern: '^[^{}]*(\\{year\\})?[^{}]*\\{number:[1-9]\\}[^{}]*$', maxLength: 60 }),
  }),
  status: object({
    type: Type.Literal('status'),
    ...fieldBase,
    initial: Type.String({ pattern: LOOSE_NAME }),
    states: named(
      LOOSE_NAME,
      object({
        label: TextSchema,
        order: Order,
        tone: Type.Optional(Tone),
        final: Type.Optional(Type.Boolean()),
        pauses: Type.Optional(Type.Boolean()),
      }),
    ),
    transitions: named(
      LOOSE_NAME,
      object({
        label: TextSchema,
        from: Type.Array(Type.String({ pattern: LOOSE_NAME }), { minItems: 1, maxItems: 100 }),
        to: Type.String({ pattern: LOOSE_NAME }),
        order: Order,
        roles: Type.Optional(Type.Array(Type.String({ pattern: LOOSE_NAME }), { maxItems: 100 })),
        needs: Type.Optional(Type.Array(Type.String({ pattern: NAME }), { maxItems: 50 })),
        fills: Type.Optional(named(NAME, Type.String({ pattern: NAME }))),
        undo: Type.Optional(Type.Boolean()),
      }),
    ),
    since: Type.Optional(Type.String({ pattern: NAME })),
  }),
  relation: object({ type: Type.Literal('relation'), ...fieldBase, model: Type.String({ maxLength: 130 }) }),
  user: object({ type: Type.Literal('user'), ...fieldBase }),
  unit: object({ type: Type.Literal('unit'), ...fieldBase }),
  file: object({
    type: Type.Literal('file'),
    ...fieldBase,
    most: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
  }),
  image: object({
    type: Type.Literal('image'),
    ...fieldBase,
    public: Type.Optional(Type.Union([Type.Literal(true), JsonObjectSchema])),
    most: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
  }),
  json: object({ type: Type.Literal('json'), ...fieldBase, schema: JsonSchemaSchema }),
}

/** Any field. */
export const FieldSchema = Type.Union(Object.values(fieldSchemas))

const RoleName = Type.String({ pattern: LOOSE_NAME })
const Roles = Type.Array(RoleName, { maxItems: 100 })
const Where = Type.Optional(Type.Union([Type.Boolean(), JsonObjectSchema]))
const Hide = Type.Optional(Type.Array(Type.String({ pattern: NAME }), { maxItems: 200 }))
const Reading = Type.Array(Type.Union([RoleName, object({ role: RoleName, where: Where, hide: Hide })]), {
  maxItems: 100,
})
const Writing = Type.Array(Type.Union([RoleName, object({ role: RoleName, where: Where })]), {
  maxItems: 100,
})

export const ModelSchema = object({
  label: TextSchema,
  fields: named(NAME, FieldSchema),
  title: Type.Optional(Type.String({ pattern: NAME })),
  icon: Type.Optional(Type.String({ maxLength: 60 })),
  search: Type.Optional(Type.Array(Type.String({ pattern: NAME }), { maxItems: 20 })),
  comments: Type.Optional(Type.Boolean()),
  personal: Type.Optional(Roles),
  assign: Type.Optional(Roles),
  rights: Type.Optional(
    object({
      read: Type.Optional(Reading),
      create: Type.Optional(Writing),
      update: Type.Optional(Writing),
      delete: Type.Optional(Writing),
    }),
  ),
  indexes: Type.Optional(
    named(
      NAME,
      object({
        fields: Type.Array(Type.String({ pattern: NAME }), { minItems: 1, maxItems: 8 }),
        unique: Type.Optional(Type.Boolean()),
      }),
    ),
  ),
})

const timeout = Type.Optional(Type.Integer({ minimum: 1, maximum: 600_000 }))
const configured = { use: Type.String({ maxLength: 120 }), options: Type.Optional(JsonObjectSchema) }

const widgetHead = {
  label: TextSchema,
  description: Type.Optional(TextSchema),
  size: object({
    w: Type.Integer({ minimum: 1, maximum: 24 }),
    h: Type.Integer({ minimum: 1, maximum: 48 }),
  }),
  permission: Type.Optional(PermissionIdSchema),
  settings: Type.Optional(JsonSchemaSchema),
}
const pageHead = {
  label: TextSchema,
  icon: Type.Optional(Type.String({ maxLength: 60 })),
  face: Type.Union([Type.Literal('operate'), Type.Literal('studio')]),
  path: Type.String({ pattern: '^/[a-z0-9/-]*$', maxLength: 120 }),
  order: Order,
  permission: Type.Optional(PermissionIdSchema),
}

/** Schema of one contribution, by point. Points of core features and the manifest both use these. */
export const contributionSchemas = {
  models: ModelSchema,
  permissions: object({ label: TextSchema, roles: Type.Optional(Roles) }),
  roles: object({
    label: TextSchema,
    grants: Type.Array(
      Type.Union([
        Type.String({ maxLength: 200 }),
        object({ permission: Type.String({ maxLength: 200 }), where: Where, hide: Hide }),
      ]),
      { maxItems: 2000 },
    ),
  }),
  widgets: Type.Union([
    object({ ...widgetHead, ui: CodeRefSchema }),
    object({ ...widgetHead, ...configured }),
  ]),
  pages: Type.Union([object({ ...pageHead, ui: CodeRefSchema }), object({ ...pageHead, ...configured })]),
  portalPages: object({
    label: TextSchema,
    description: Type.Optional(TextSchema),
    icon: Type.Optional(Type.String({ maxLength: 60 })),
    path: Type.String({ pattern: '^/(:?[A-Za-z0-9-]+(/:?[A-Za-z0-9-]+)*)?$', maxLength: 120 }),
    public: Type.Literal(true),
    hydrate: Type.Optional(Type.Boolean()),
    bare: Type.Optional(Type.Boolean()),
    listed: Type.Optional(Type.Boolean()),
    order: Order,
    timeout: Type.Optional(Type.Integer({ minimum: 1, maximum: 60_000 })),
    load: CodeRefSchema,
    view: CodeRefSchema,
  }),
  mapLayers: object({
    label: TextSchema,
    icon: Type.Optional(Type.String({ maxLength: 60 })),
    model: Type.String({ maxLength: 130 }),
    geometry: Type.String({ pattern: NAME }),
    style: Type.Optional(
      object({
        field: Type.String({ pattern: NAME }),
        stops: Type.Optional(
          Type.Array(
            object({
              upTo: Type.Optional(Type.Number()),
              tone: Type.String({ maxLength: 20 }),
              label: TextSchema,
            }),
            { maxItems: 20 },
          ),
        ),
      }),
    ),
    picture: Type.Optional(
      object({
        field: Type.String({ pattern: NAME }),
        icons: Type.Optional(named(LOOSE_NAME, Type.String({ maxLength: 60 }))),
        from: Type.Optional(Type.String({ pattern: NAME })),
      }),
    ),
    popup: Type.Optional(Type.Array(Type.String({ pattern: NAME }), { maxItems: 30 })),
    order: Order,
  }),
  dashboards: object({
    label: TextSchema,
    order: Order,
    tiles: named(
      LOOSE_NAME,
      object({
        widget: Type.String({ maxLength: 130 }),
        x: Type.Integer({ minimum: 0, maximum: 23 }),
        y: Type.Integer({ minimum: 0, maximum: 1000 }),
        w: Type.Integer({ minimum: 1, maximum: 24 }),
        h: Type.Integer({ minimum: 1, maximum: 48 }),
        options: Type.Optional(JsonObjectSchema),
        title: Type.Optional(TextSchema),
      }),
    ),
  }),
  units: UnitSetSchema,
  locales: Type.Record(Type.String({ maxLength: 120 }), Type.String({ maxLength: 2000 })),
  seeds: object({
    kind: Type.Union([Type.Literal('required'), Type.Literal('demo')]),
    records: named(
      NAME,
      object({
        key: Type.String({ pattern: NAME }),
        values: Type.Array(JsonObjectSchema, { maxItems: 10_000 }),
      }),
    ),
  }),
  routes: object({
    method: Type.Union((['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const).map((m) => Type.Literal(m))),
    path: Type.String({ pattern: '^/', maxLength: 200 }),
    summary: TextSchema,
    permission: PermissionIdSchema,
    guard: Type.Optional(Type.Literal('public-form')),
    query: Type.Optional(JsonSchemaSchema),
    body: Type.Optional(JsonSchemaSchema),
    response: Type.Optional(JsonSchemaSchema),
    rate: Type.Optional(
      object({
        burst: Type.Integer({ minimum: 1, maximum: 10_000 }),
        perMinute: Type.Number({ exclusiveMinimum: 0, maximum: 100_000 }),
      }),
    ),
    timeout,
    run: CodeRefSchema,
  }),
  jobs: object({
    label: TextSchema,
    cron: Type.Optional(Type.String({ maxLength: 100 })),
    every: Type.Optional(Type.Integer({ minimum: 1, maximum: 86_400 })),
    demo: Type.Optional(Type.Boolean()),
    timeout,
    run: CodeRefSchema,
  }),
  on: object({ event: Type.String({ minLength: 3, maxLength: 200 }), timeout, run: CodeRefSchema }),
  provides: object({
    service: Type.String({ maxLength: 130 }),
    version: Type.Integer({ minimum: 1 }),
    create: CodeRefSchema,
  }),
  points: object({ schema: JsonSchemaSchema, changed: Type.Optional(CodeRefSchema) }),
  migrations: object({
    order: Type.Number(),
    phase: Type.Union([Type.Literal('expand'), Type.Literal('contract')]),
    run: CodeRefSchema,
  }),
}
