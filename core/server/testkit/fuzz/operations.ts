import { resolve, type Schema } from './schema-arbitrary.ts'

export interface Parameter {
  name: string
  in: 'path' | 'query' | 'header' | 'cookie'
  required?: boolean
  schema?: Schema
}

interface Answer {
  content?: Record<string, { schema?: Schema }>
}

/** One operation of an OpenAPI document, with what stands at its path. */
export interface Operation {
  method: string
  path: string
  parameters: Parameter[]
  /** Media type → schema. */
  bodies: [media: string, schema: Schema][]
  /** `200` or `default` → its JSON schema, or null where it is something else. */
  answers: Map<string, Schema | null>
}

const METHODS = ['get', 'put', 'post', 'patch', 'delete']

/** The operations of a document, in its order. */
export function operationsOf(document: unknown): Operation[] {
  const { paths } = document as { paths: Record<string, Record<string, unknown>> }
  return Object.entries(paths).flatMap(([path, item]) =>
    METHODS.filter((method) => method in item).map((method): Operation => {
      const given = item[method] as {
        parameters?: Parameter[]
        requestBody?: { content?: Record<string, { schema?: Schema }> }
        responses: Record<string, Answer & { $ref?: string }>
      }
      const shared = (item.parameters ?? []) as Parameter[]
      return {
        method: method.toUpperCase(),
        path,
        parameters: [...shared, ...(given.parameters ?? [])],
        bodies: Object.entries(given.requestBody?.content ?? {}).map(([media, { schema = true }]) => [
          media,
          schema,
        ]),
        answers: new Map(
          Object.entries(given.responses).map(([status, answer]) => {
            const { content } = answer.$ref ? (resolve(answer.$ref, document) as Answer) : answer
            return [status, jsonOf(content)]
          }),
        ),
      }
    }),
  )
}

function jsonOf(content: Answer['content']): Schema | null {
  const [, found] = Object.entries(content ?? {}).find(([media]) => media.includes('json')) ?? []
  return found?.schema ?? null
}
