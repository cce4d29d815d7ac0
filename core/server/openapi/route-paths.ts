import type { Entry } from '@saola/kernel'
import type { CodeRef, JsonSchema, Lang, Route } from '@saola/sdk'
import { inLanguage } from './schemas.ts'

type Tree = Record<string, unknown>

/** Paths of plugins' routes that the reader may call. */
export function routePaths(
  routes: Iterable<Entry<Route<CodeRef>>>,
  may: (permission: string) => boolean,
  lang: Lang,
): Tree {
  const paths: Record<string, Tree> = {}
  for (const { owner, name, data: route } of routes) {
    if (route.permission !== 'public' && !may(route.permission)) continue
    const path = `/api/x/${owner.id}${route.path}`.replace(/:(\w+)(\{[^}]*\})?/g, '{$1}').replace(/\/$/, '')
    const parameters = [
      ...[...path.matchAll(/\{(\w+)\}/g)].map(([, param]) => ({
        name: param,
        in: 'path',
        required: true,
        schema: { type: 'string' },
      })),
      ...queryParameters(route.query),
    ]
    paths[path] = {
      ...paths[path],
      [route.method.toLowerCase()]: {
        tags: [owner.id],
        operationId: `${owner.id}.${name}`,
        summary: inLanguage(route.summary, lang),
        ...(route.permission === 'public' ? { security: [] } : {}),
        ...(parameters.length > 0 ? { parameters } : {}),
        ...(route.body || route.guard
          ? { requestBody: { required: true, content: { 'application/json': { schema: bodyOf(route) } } } }
          : {}),
        responses: {
          200: {
            description: inLanguage(route.summary, lang),
            ...(route.response ? { content: { 'application/json': { schema: route.response } } } : {}),
          },
          default: { $ref: '#/components/responses/Problem' },
        },
      },
    }
  }
  return paths
}

/** The body as it is sent: a guarded one with the member that the guard takes out again. */
function bodyOf({ body = { type: 'object' }, guard }: Route<CodeRef>): JsonSchema {
  if (guard === undefined) return body
  const { properties = {}, required = [] } = body as { properties?: Tree; required?: string[] }
  const form = {
    type: 'object',
    required: ['token'],
    properties: { token: { type: 'string' }, trap: { type: 'string', maxLength: 0 } },
  }
  return {
    ...body,
    properties: { ...properties, _form: form },
    required: [...required, '_form'],
  } as JsonSchema
}

function queryParameters(schema: JsonSchema | undefined): Tree[] {
  const { properties = {}, required = [] } = (schema ?? {}) as { properties?: Tree; required?: string[] }
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema: property,
  }))
}
