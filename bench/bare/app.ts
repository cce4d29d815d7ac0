import { Hono } from 'hono'
import { type Item, readInput } from './item.ts'
import type { Place, Store } from './store.ts'
import { Tokens } from './tokens.ts'
import { uuidv7 } from './uuid.ts'

interface Env {
  Variables: { actor: string }
}

/** The server that one would write by hand for one table: no models, no rights, no modules. */
export function bareApp(store: Store): Hono<Env> {
  const tokens = new Tokens(store)
  const app = new Hono<Env>()

  app.use('/api/*', async (c, next) => {
    const found = tokens.actor(c.req.header('authorization'))
    const actor = found instanceof Promise ? await found : found
    if (actor === undefined) return c.json({ status: 401, code: 'token-invalid' }, 401)
    c.set('actor', actor)
    await next()
  })

  app.get('/api/items/:id', async (c) => {
    const item = await store.get(c.req.param('id'))
    if (!item) return c.json({ status: 404, code: 'record-missing' }, 404)
    return c.json(item, 200, { etag: `"${item.version}"` })
  })

  app.get('/api/items', async (c) => {
    const limit = Number(c.req.query('limit') ?? 25)
    if (!Number.isInteger(limit) || limit < 1 || limit > 200) return c.json({ code: 'limit-invalid' }, 400)
    const cursor = c.req.query('cursor')
    const after = cursor === undefined ? undefined : readCursor(cursor)
    const items = await store.list(limit + 1, after)
    const more = items.length > limit
    if (more) items.pop()
    const next = more ? writeCursor(items.at(-1) as Item) : null
    if (c.req.query('count') !== 'exact') return c.json({ items, next })
    return c.json({ items, next, count: await store.count() })
  })

  app.post('/api/items', async (c) => {
    const input = readInput(await c.req.json())
    if (Array.isArray(input)) return c.json({ status: 422, code: 'validation-failed', errors: input }, 422)
    const now = Date.now()
    const at = new Date(now).toISOString()
    const by = c.get('actor')
    const id = uuidv7(now)
    const kept = { id, version: 1, createdAt: at, createdBy: by, updatedAt: at, updatedBy: by, unit: null }
    const item: Item = { ...kept, ...input }
    const json = JSON.stringify(item)
    await store.create(item, json)
    const headers = { 'content-type': 'application/json', etag: '"1"', location: `/api/items/${id}` }
    return c.body(json, 201, headers)
  })
  return app
}

function writeCursor({ createdAt, id }: Item): string {
  return Buffer.from(JSON.stringify([createdAt, id])).toString('base64url')
}

function readCursor(text: string): Place {
  const [createdAt, id] = JSON.parse(Buffer.from(text, 'base64url').toString()) as [string, string]
  return { createdAt, id }
}
