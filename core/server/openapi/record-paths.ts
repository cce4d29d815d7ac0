import type { Lang, ModelDef, ModelPermission } from '@saola/sdk'
import { inLanguage, valuesSchema } from './schemas.ts'

type Tree = Record<string, unknown>

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })
const json = (schema: unknown) => ({ 'application/json': { schema } })
const query = (name: string, schema: Tree, description: string) => ({
  name,
  in: 'query',
  schema,
  description,
})
const ETAG = { ETag: { schema: { type: 'string' }, description: 'The version of the record' } }
const ID = { name: 'id', in: 'path', required: true, schema: { type: 'string' } }
const IF_MATCH = {
  name: 'If-Match',
  in: 'header',
  schema: { type: 'string' },
  description: 'ETag that was read; answers 412 when somebody was faster',
}
const WORDS = {
  list: { vi: 'Danh sách', en: 'List' },
  create: { vi: 'Tạo', en: 'Create' },
  read: { vi: 'Xem', en: 'Read' },
  update: { vi: 'Sửa', en: 'Change' },
  delete: { vi: 'Xóa', en: 'Delete' },
  undo: { vi: 'Hoàn tác', en: 'Undo' },
  history: { vi: 'Lịch sử', en: 'History' },
  counts: { vi: 'Đếm theo nhóm', en: 'Counts' },
  points: { vi: 'Các điểm trên bản đồ', en: 'Points of a map' },
  export: { vi: 'Xuất CSV', en: 'Export as CSV' },
  comments: { vi: 'Bình luận', en: 'Comments' },
  comment: { vi: 'Viết bình luận', en: 'Comment' },
}

export interface VisibleModel {
  id: string
  def: ModelDef
  can: ModelPermission[]
  /** Fields that the reader does not get; they may still be given to a new record. */
  hidden: ReadonlySet<string>
}

/** Paths and schemas of a model, as far as the reader may use them. */
export function recordPaths(
  { id, def: whole, can, hidden }: VisibleModel,
  lang: Lang,
): { paths: Tree; schemas: Tree } {
  const shown = Object.entries(whole.fields).filter(([name]) => !hidden.has(name))
  const def = {
    ...whole,
    fields: Object.fromEntries(shown),
    search: whole.search?.filter((name) => !hidden.has(name)),
  }
  const schemas = {
    [id]: {
      allOf: [
        ref('SystemFields'),
        { ...valuesSchema(def, lang, true, { read: true }), additionalProperties: true },
      ],
    },
    [`${id}.values`]: valuesSchema(whole, lang, false, { hidden }),
    [`${id}.patch`]: valuesSchema(def, lang, true),
  }
  const label = inLanguage(def.label, lang)
  const operation = (verb: keyof typeof WORDS, more: Tree) => ({
    tags: [id],
    operationId: `${verb}:${id}`,
    summary: `${inLanguage(WORDS[verb], lang)}: ${label}`,
    ...more,
  })
  const one = { description: label, headers: ETAG, content: json(ref(id)) }
  const problem = { default: { $ref: '#/components/responses/Problem' } }
  const page = {
    type: 'object',
    required: ['items', 'next'],
    properties: {
      items: { type: 'array', items: ref(id) },
      next: { type: ['string', 'null'] },
      count: { type: 'integer', minimum: 0 },
    },
  }
  const selection = [
    query('filter', { type: 'string' }, 'CQL2 JSON'),
    query('filter-lang', { type: 'string', enum: ['cql2-json', 'cql2-text'] }, 'cql2-json is understood'),
    query('near', { type: 'string' }, 'Within a distance: longitude,latitude,metres'),
    ...(def.search?.length
      ? [
          query(
            'search',
            { type: 'string', maxLength: 200 },
            'Words that must all occur; accents do not matter',
          ),
        ]
      : []),
  ]
  const parameters = [
    ...selection,
    query(
      'sort',
      { type: 'string' },
      'Fields separated by commas; - in front means descending; near with near',
    ),
    query('limit', { type: 'integer', minimum: 1, maximum: 500, default: 25 }, 'Records per page'),
    query('cursor', { type: 'string' }, 'next of the page before'),
    query('count', { type: 'string', enum: ['exact'] }, 'Count all records that match'),
    query('fields', { type: 'string' }, 'Only these fields, separated by commas'),
  ]
  const all: Tree = {
    get: operation('list', {
      parameters,
      responses: { 200: { description: label, content: json(page) }, ...problem },
    }),
  }
  if (can.includes('create')) {
    const body = { required: true, content: json(ref(`${id}.values`)) }
    all.post = operation('create', { requestBody: body, responses: { 201: one, ...problem } })
  }
  const single: Tree = { parameters: [ID], get: operation('read', { responses: { 200: one, ...problem } }) }
  if (can.includes('update')) {
    const schema = ref(`${id}.patch`)
    const content = { ...json(schema), 'application/merge-patch+json': { schema } }
    const requestBody = { required: true, content }
    single.patch = operation('update', {
      parameters: [IF_MATCH],
      requestBody,
      responses: { 200: one, ...problem },
    })
  }
  if (can.includes('delete')) {
    const responses = { 204: { description: inLanguage(WORDS.delete, lang) }, ...problem }
    single.delete = operation('delete', { parameters: [IF_MATCH], responses })
  }
  const revisions = {
    parameters: [ID],
    get: operation('history', {
      responses: { 200: { description: label, content: json(ref('Revisions')) }, ...problem },
    }),
  }
  const by = query('by', { type: 'string' }, 'A field, or hour, day, week or month of one: day(createdAt)')
  const counts = operation('counts', {
    parameters: [{ ...by, required: true }, ...selection],
    responses: { 200: { description: label, content: json(ref('Counts')) }, ...problem },
  })
  const csv = operation('export', {
    description: 'All records that match, as a stream; times are those of Vietnam',
    parameters: [
      ...selection,
      query('sort', { type: 'string' }, 'Fields separated by commas; - in front means descending'),
      query('fields', { type: 'string' }, 'Only these columns, separated by commas'),
      query('lang', { type: 'string', enum: ['vi', 'en'] }, 'Language of heads and of options'),
      query('separator', { type: 'string', enum: ['comma', 'semicolon', 'tab'] }, 'Default comma'),
      query('bom', { type: 'string', enum: ['true', 'false'] }, 'Byte order mark in front; default true'),
    ],
    responses: {
      200: { description: label, content: { 'text/csv': { schema: { type: 'string' } } } },
      ...problem,
    },
  })
  const base = `/api/records/${id}`
  const paths: Tree = {
    [base]: all,
    [`${base}/counts`]: { get: counts },
    [`${base}/export.csv`]: { get: csv },
    [`${base}/{id}`]: single,
    [`${base}/{id}/revisions`]: revisions,
  }
  if (can.includes('update')) {
    paths[`${base}/{id}/undo`] = {
      parameters: [ID],
      post: operation('undo', {
        description:
          "Gives the fields of one's own last change, of the last ten minutes, what they held before",
        parameters: [IF_MATCH],
        responses: { 200: one, ...problem },
      }),
    }
  }
  const places = Object.keys(def.fields).filter((name) => def.fields[name]?.type === 'point')
  if (places.length > 0) paths[`${base}/points`] = { get: points(places) }
  if (def.comments) paths[`${base}/{id}/comments`] = comments()
  return { schemas, paths }

  function points(fields: string[]): Tree {
    const schema = ref('Points')
    const bytes = { schema: { type: 'string', format: 'binary' } }
    const content = { ...json(schema), 'application/vnd.saola.points': bytes }
    return operation('points', {
      parameters: [
        query('field', { type: 'string', enum: fields }, 'The positions; default the first'),
        query('group', { type: 'string' }, 'Fields whose values come with each point, at most three'),
        ...selection,
        {
          name: 'If-None-Match',
          in: 'header',
          schema: { type: 'string' },
          description: 'ETag that was read; answers 304 when nothing changed',
        },
      ],
      responses: {
        200: { description: label, headers: ETAG, content },
        304: { description: label },
        ...problem,
      },
    })
  }

  function comments(): Tree {
    const list = { type: 'object', properties: { items: { type: 'array', items: ref('Comment') } } }
    const visibility = query('visibility', { type: 'string', enum: ['internal', 'public'] }, 'Only these')
    const tree: Tree = {
      parameters: [ID],
      get: operation('comments', {
        parameters: [visibility],
        responses: { 200: { description: label, content: json(list) }, ...problem },
      }),
    }
    if (can.includes('update')) {
      tree.post = operation('comment', {
        requestBody: { required: true, content: json(ref('Comment')) },
        responses: { 201: { description: label, content: json(ref('Comment')) }, ...problem },
      })
    }
    return tree
  }
}
