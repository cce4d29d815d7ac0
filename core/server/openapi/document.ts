import type { Kernel } from '@saola/kernel'
import type { Access, Records } from '@saola/records'
import type { Actor, CodeRef, Lang, ModelPermission, Route } from '@saola/sdk'
import { corePaths } from './core-paths.ts'
import { recordPaths } from './record-paths.ts'
import { routePaths } from './route-paths.ts'
import { BY_NAME, COMMENT, COUNTS, FILE_REF, POINT, POINTS, PROBLEM, SYSTEM_FIELDS } from './schemas.ts'

export interface OpenApiSources {
  kernel: Kernel
  access: Access
  records: Records
}

const PERMISSIONS: ModelPermission[] = ['read', 'create', 'update', 'delete']

const REVISIONS = {
  type: 'object',
  required: ['items'],
  properties: {
    items: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          version: { type: 'integer' },
          actor: { type: 'string' },
          at: { type: 'string', format: 'date-time' },
          kind: { type: 'string', enum: ['create', 'update', 'undo', 'delete'] },
          byName: BY_NAME,
          data: { type: ['object', 'null'] },
        },
      },
    },
  },
}

/** The OpenAPI 3.1 document as an actor may use the API now. */
export function openApiDocument(
  { kernel, access, records }: OpenApiSources,
  actor: Actor,
  lang: Lang,
): object {
  const may = (permission: string) => access.can(actor, permission)
  const paths: Record<string, unknown> = corePaths(lang)
  const schemas: Record<string, unknown> = {
    Problem: PROBLEM,
    Point: POINT,
    FileRef: FILE_REF,
    Counts: COUNTS,
    Points: POINTS,
    Comment: COMMENT,
    SystemFields: SYSTEM_FIELDS,
    Revisions: REVISIONS,
  }
  for (const { id, def } of records.models()) {
    const can = PERMISSIONS.filter((permission) => may(`${id}:${permission}`))
    if (!can.includes('read')) continue
    const model = recordPaths({ id, def, can, hidden: records.hidden(id, actor) }, lang)
    Object.assign(paths, model.paths)
    Object.assign(schemas, model.schemas)
  }
  Object.assign(paths, routePaths(kernel.contributions<Route<CodeRef>>('routes').values(), may, lang))
  return {
    openapi: '3.1.0',
    info: {
      title: 'Saola',
      version: String(kernel.revision),
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    security: [{ token: [] }, { session: [] }],
    paths,
    components: {
      schemas,
      responses: {
        Problem: {
          description: 'RFC 9457',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'saola.session_token' },
      },
    },
  }
}
