import { Type } from 'typebox'
import {
  CodeRefSchema,
  JsonObjectSchema,
  JsonSchemaSchema,
  LOOSE_NAME,
  PLUGIN_ID,
  TextSchema,
} from './names.ts'

const ranges = Type.Record(Type.String({ pattern: PLUGIN_ID }), Type.String({ maxLength: 60 }), {
  additionalProperties: false,
  maxProperties: 100,
})
const strings = (pattern: string, maxItems = 200) =>
  Type.Array(Type.String({ pattern, maxLength: 200 }), { maxItems, uniqueItems: true })

const MOUNT = '^/[a-z0-9][a-z0-9/._-]*$'

const RefusalFormSchema = Type.Object(
  {
    suffix: Type.Optional(Type.String({ minLength: 1, maxLength: 20 })),
    contentType: Type.String({ pattern: '^[a-z]+/[a-z0-9.+-]+(; charset=utf-8)?$', maxLength: 100 }),
    body: Type.String({ minLength: 1, maxLength: 2000 }),
    escape: Type.Union([Type.Literal('json'), Type.Literal('xml')]),
    statuses: Type.Optional(
      Type.Record(
        Type.String({ pattern: '^([45]\\d\\d|[a-z][a-z0-9-]*)$' }),
        Type.Integer({ minimum: 400, maximum: 599 }),
        { additionalProperties: false, maxProperties: 50 },
      ),
    ),
    details: Type.Optional(
      Type.Record(Type.String({ pattern: '^[a-z][a-z0-9-]*$' }), TextSchema, {
        additionalProperties: false,
        maxProperties: 50,
      }),
    ),
  },
  { additionalProperties: false },
)

/** `net:host[:port]` · `records:own|read:…|write:…` · `emit:…` · `on:…` · `use:…` · `files:own` · `notify` */
export const CAPABILITY =
  '^(records:own|records:(read|write):[a-z0-9-]+\\.[A-Za-z0-9_-]+|net:(\\*\\.)?[A-Za-z0-9.:\\[\\]-]+|(emit|on|use):[a-z0-9-]+\\.[A-Za-z0-9_.-]+|files:own|notify)$'

/**
 * The envelope of `dist/manifest.json`. Each contribution is checked by the schema of its point, so that a plugin
 * may contribute to points that this file has never heard of.
 */
export const ManifestSchema = Type.Object(
  {
    manifest: Type.Literal(1),
    id: Type.String({ pattern: PLUGIN_ID, minLength: 2, maxLength: 64 }),
    version: Type.String({ pattern: '^\\d+\\.\\d+\\.\\d+(-[0-9A-Za-z.-]+)?$', maxLength: 60 }),
    engine: Type.String({ maxLength: 60 }),
    name: TextSchema,
    description: Type.Optional(TextSchema),
    icon: Type.Optional(Type.String({ maxLength: 60 })),
    vendor: Type.Optional(Type.String({ maxLength: 200 })),
    license: Type.Optional(Type.String({ maxLength: 60 })),
    requires: Type.Optional(ranges),
    optional: Type.Optional(ranges),
    capabilities: Type.Optional(strings(CAPABILITY)),
    mounts: Type.Optional(strings(MOUNT, 20)),
    refusals: Type.Optional(
      Type.Record(
        Type.String({ pattern: MOUNT }),
        Type.Array(RefusalFormSchema, { minItems: 1, maxItems: 10 }),
        {
          additionalProperties: false,
          maxProperties: 20,
        },
      ),
    ),
    native: Type.Optional(
      Type.Array(Type.Union([Type.Literal('udp'), Type.Literal('process'), Type.Literal('disk')]), {
        uniqueItems: true,
      }),
    ),
    settings: Type.Optional(JsonSchemaSchema),
    contributes: Type.Record(
      Type.String({ maxLength: 130 }),
      Type.Record(Type.String({ pattern: LOOSE_NAME }), JsonObjectSchema),
    ),
    start: Type.Optional(CodeRefSchema),
    health: Type.Optional(CodeRefSchema),
    styles: Type.Optional(strings('^\\./[A-Za-z0-9_./-]+\\.css$', 20)),
    files: Type.Record(
      Type.String({ pattern: '^[A-Za-z0-9_@][A-Za-z0-9_@./-]*$', maxLength: 200 }),
      Type.String({ pattern: '^[0-9a-f]{64}$' }),
    ),
  },
  { additionalProperties: false },
)
