import { Type } from 'typebox'

/** Plugin ids: kebab-case, 2–64 characters. */
export const PLUGIN_ID = '^[a-z][a-z0-9]*(-[a-z0-9]+)*$'
/** Names of contributions and of fields. */
export const NAME = '^[a-z][A-Za-z0-9_]{0,62}$'
/** Names that may hold dashes: roles, seeds, dashboards. */
export const LOOSE_NAME = '^[a-z][A-Za-z0-9_-]{0,62}$'
/** `<plugin>.<name>` */
export const QUALIFIED = '^[a-z][a-z0-9]*(-[a-z0-9]+)*\\.[a-z][A-Za-z0-9_-]{0,62}$'

export const TextSchema = Type.Object(
  {
    vi: Type.String({ minLength: 1, maxLength: 500 }),
    en: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
  },
  { additionalProperties: false },
)

export const CodeRefSchema = Type.Object(
  {
    module: Type.String({ pattern: '^\\./[A-Za-z0-9_./-]+$', maxLength: 200 }),
    export: Type.String({ pattern: '^[A-Za-z_$][\\w$-]*(\\.[\\w$-]+)*$', maxLength: 200 }),
  },
  { additionalProperties: false },
)

export const JsonSchemaSchema = Type.Unsafe<{ [keyword: string]: unknown }>({ type: 'object' })
export const JsonObjectSchema = Type.Unsafe<Record<string, import('../contract/text.ts').Json>>({
  type: 'object',
})
