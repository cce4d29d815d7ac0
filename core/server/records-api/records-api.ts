import type { Filter } from '@saola/cql2'
import { Problem } from '@saola/kernel'
import type { CoreRepository, Records } from '@saola/records'
import type { Actor, Comment, Lang } from '@saola/sdk'
import type { Context } from 'hono'
import { etag, ifMatch } from '../configuration/etag.ts'
import { readObject } from '../http/body.ts'
import type { HttpEnv } from '../http/refs.ts'
import { type SubApp, subApp } from '../http/sub-app.ts'
import { exportCsv, exportQuery } from './export/index.ts'
import { countsQuery, listQuery, pointsQuery } from './list-query.ts'
import { pointsReply } from './points-reply.ts'

const MERGE_PATCH = ['application/merge-patch+json']
const JSON_TYPE = 'application/json; charset=utf-8'

/** What actors are called in a language, by their ids; those that nobody knows are left out. */
export type NamesOf = (actors: readonly string[], lang: Lang) => Promise<Map<string, string>>

export interface RecordsApiOptions {
  records: Records
  namesOf: NamesOf
  /** What a unit is called; undefined for one that nobody brings. */
  unitName?: (id: string, lang: Lang) => string | undefined
  clock?: () => number
}

/** `/api/records/{model}`: the records of every model, by the rights of whoever asks. */
export function recordsApi({
  records,
  namesOf,
  unitName = () => undefined,
  clock = Date.now,
}: RecordsApiOptions): SubApp {
  const app = subApp()
  const named = async <T>(c: Context<HttpEnv>, items: readonly T[], by: (item: T) => string) => {
    const names = await namesOf(items.map(by), c.env.lang)
    return items.map((item) => ({ ...item, byName: names.get(by(item)) ?? null }))
  }
  const repository = (c: Context<HttpEnv>): CoreRepository =>
    records.repository(c.req.param('model') ?? '', c.env.actor)

  app.get('/:model', async (c) => {
    const repo = repository(c)
    return json(await repo.list(listQuery(c.req.query())), 200)
  })

  app.post('/:model', async (c) => {
    const repo = repository(c)
    const record = await repo.create(await readObject(c.req.raw))
    return new Response(JSON.stringify(record), {
      status: 201,
      headers: {
        'content-type': JSON_TYPE,
        etag: etag(record.version),
        location: `/api/records/${c.req.param('model')}/${record.id}`,
      },
    })
  })

  // Before the path of one record: no id is called so, nor points.
  app.get('/:model/counts', async (c) => {
    const repo = repository(c)
    return json(await repo.counts(countsQuery(c.req.query())), 200)
  })

  app.get('/:model/points', async (c) => {
    const repo = repository(c)
    return pointsReply(await repo.points(pointsQuery(c.req.query())), c.req.raw)
  })

  app.get('/:model/export.csv', async (c) => {
    const repo = repository(c)
    const query = exportQuery(c.req.query(), c.env.lang)
    const model = records.model(c.req.param('model'))
    if (!model) throw new Problem('model-unknown', 404, 'There is no such model.')
    const sources = { repository: repo, model, unitName, actorNames: namesOf, now: clock }
    const recordNames = (other: string, ids: readonly string[]) => titlesOf(records, other, ids, c.env.actor)
    return exportCsv({ ...sources, recordNames }, query)
  })

  app.get('/:model/:id', async (c) => {
    const id = c.req.param('id')
    const record = await repository(c).get(id)
    if (!record) throw missing(id)
    const tag = etag(record.version)
    if (c.req.raw.headers.get('if-none-match') === tag)
      return new Response(null, { status: 304, headers: { etag: tag } })
    return new Response(JSON.stringify(record), { headers: { 'content-type': JSON_TYPE, etag: tag } })
  })

  app.patch('/:model/:id', async (c) => {
    const repo = repository(c)
    const ifVersion = ifMatch(c.req.header('if-match'))
    const values = await readObject(c.req.raw, MERGE_PATCH)
    const record = await repo.update(c.req.param('id'), values, { ifVersion })
    return json(record, 200, etag(record.version))
  })

  app.delete('/:model/:id', async (c) => {
    await repository(c).delete(c.req.param('id'), { ifVersion: ifMatch(c.req.header('if-match')) })
    return new Response(null, { status: 204 })
  })

  app.post('/:model/:id/undo', async (c) => {
    const ifVersion = ifMatch(c.req.header('if-match'))
    const record = await repository(c).undo(c.req.param('id'), { ifVersion })
    return json(record, 200, etag(record.version))
  })

  app.get('/:model/:id/revisions', async (c) => {
    const id = c.req.param('id')
    const after = number(c, 'after')
    const limit = number(c, 'limit')
    const items = await repository(c).revisions(id, { after, limit })
    if (items.length === 0 && after === undefined) throw missing(id)
    return json({ items: await named(c, items, ({ actor }) => actor) }, 200)
  })

  app.get('/:model/:id/comments', async (c) => {
    const id = c.req.param('id')
    const repo = repository(c)
    const items = await repo.comments(id, { visibility: c.req.query('visibility') as Comment['visibility'] })
    if (items.length === 0 && !(await repo.get(id))) throw missing(id)
    return json({ items: await named(c, items, ({ by }) => by) }, 200)
  })

  app.post('/:model/:id/comments', async (c) => {
    const repo = repository(c)
    const given = (await readObject(c.req.raw)) as unknown as NewComment
    const [comment] = await named(c, [await repo.comment(c.req.param('id'), given)], ({ by }) => by)
    return json(comment, 201)
  })
  return app
}

/** What records are called, as far as the actor may read them. */
async function titlesOf(
  records: Records,
  id: string,
  ids: readonly string[],
  actor: Actor,
): Promise<Map<string, string>> {
  const fields = records.model(id)?.def.fields ?? {}
  const first = Object.keys(fields).find((name) => fields[name]?.type === 'text')
  const title = records.model(id)?.def.title ?? first
  if (title === undefined) return new Map()
  try {
    const filter = { op: 'in', args: [{ property: 'id' }, [...ids]] } as Filter
    const { items } = await records.repository(id, actor).list({ filter, fields: [title], limit: ids.length })
    return new Map(items.flatMap((item) => (item[title] ? [[item.id, String(item[title])] as const] : [])))
  } catch (error) {
    // Related records that the reader may not see, or whose module is off, stay ids.
    if (error instanceof Problem && error.status < 500) return new Map()
    throw error
  }
}

type NewComment = Parameters<CoreRepository['comment']>[1]

function json(body: unknown, status: number, tag?: string): Response {
  const headers: Record<string, string> = { 'content-type': JSON_TYPE }
  if (tag !== undefined) headers.etag = tag
  return new Response(JSON.stringify(body), { status, headers })
}

function number(c: Context<HttpEnv>, name: string): number | undefined {
  const value = c.req.query(name)
  if (value === undefined) return undefined
  if (!/^\d{1,9}$/.test(value))
    throw new Problem('query-invalid', 400, `${name} must be a whole number`, { culprit: name })
  return Number(value)
}

function missing(id: string): Problem {
  return new Problem('record-missing', 404, `There is no record ${id.slice(0, 60)}`, { culprit: 'id' })
}
