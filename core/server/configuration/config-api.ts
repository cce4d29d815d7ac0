import { type Effect, type Kernel, Problem } from '@saola/kernel'
import type { Actor, Json, Lang, ModelDef } from '@saola/sdk'
import type { Context } from 'hono'
import { readObject } from '../http/body.ts'
import type { HttpEnv } from '../http/refs.ts'
import { type SubApp, subApp } from '../http/sub-app.ts'
import type { Configuration } from './configuration.ts'
import { overrideKind, splitId } from './desired.ts'
import { etag, ifMatch } from './etag.ts'
import { baseOf, isStudioPoint, KINDS, type Prepared, prepare, refuse, storedKind } from './kinds.ts'
import { modelEffects } from './model-plan.ts'
import { modelShape } from './shape.ts'
import { type Change, conflict, type Document } from './store.ts'

export interface ConfigApiOptions {
  configuration: Configuration
  kernel: Kernel
  mayConfigure: (actor: Actor) => boolean
  /** What actors are called, by their ids; those that nobody knows are left out. */
  namesOf?: (actors: readonly string[], lang: Lang) => Promise<Map<string, string>>
  /** How many records a model has; null while it is not in use. */
  countOf?: (model: string) => Promise<number | null>
}

type Config = Context<HttpEnv>

/** `/api/config`: configuration documents with their revisions, plans and history. */
export function configApi(options: ConfigApiOptions): SubApp {
  const { configuration, kernel, mayConfigure } = options
  const { namesOf = async () => new Map<string, string>(), countOf = async () => null } = options
  const app = subApp()
  const kindOf = (c: Config): string => {
    const kind = c.req.param('kind') ?? ''
    if (!KINDS.includes(kind))
      throw new Problem('document-unknown', 404, `There is no kind ${kind}; there are ${KINDS.join(', ')}`)
    return kind
  }
  const storedOf = (kind: string, id: string) => storedKind(kernel, configuration.snapshot, kind, id)

  app.use(async (c, next) => {
    if (!mayConfigure(c.env.actor)) {
      throw new Problem('forbidden', 403, `${c.env.actor.name} may not configure`, {
        extra: { permission: 'core.configuration' },
      })
    }
    await next()
  })

  app.get('/', (c) => c.json({ revision: configuration.snapshot.revision, kinds: [...KINDS] }))

  app.get('/:kind', (c) => {
    const kind = kindOf(c)
    const kinds = isStudioPoint(kind) ? [kind, overrideKind(kind)] : [kind]
    const items = kinds.flatMap((one) =>
      configuration.snapshot.all(one).map((document) => describe(document, kind)),
    )
    return c.json({ items })
  })

  app.get('/:kind/:id', (c) => {
    const kind = kindOf(c)
    const id = c.req.param('id')
    const stored = storedOf(kind, id)
    const document = configuration.snapshot.get<Record<string, Json>>(stored, id)
    const base = isStudioPoint(kind) && stored !== kind ? baseOf(kernel, kind, id) : undefined
    if (!document && base === undefined && !emptyByNature(kind, id, kernel)) throw unknown(kind, id)
    const own = document?.data ?? (kind === 'models' ? { fields: {} } : {})
    const merged = c.req.query('effective') === 'true' && base !== undefined
    const body = merged ? kernel.registry.merged(kind, base, own) : own
    return c.json(body as Json, 200, { etag: etag(document?.revision ?? 0) })
  })

  app.get('/models/:id/shape', async (c) => {
    await configuration.catchUp()
    const { snapshot, store } = configuration
    const history = (kind: string, id: string) => store.history(kind, id)
    const id = c.req.param('id')
    const shape = await modelShape({ kernel, snapshot, history, namesOf, countOf }, id, c.env.lang)
    if (!shape) throw unknown('models', id)
    return c.json(shape as unknown as Json, 200, { etag: etag(shape.revision) })
  })

  app.post('/:kind/:id/plan', async (c) => {
    const { kind, id, prepared, revision } = await read(c)
    const effects = [...prepared.effects, ...around(kind, id, prepared)]
    return c.json({
      kind,
      id,
      revision,
      data: prepared.data,
      effects: effects as unknown as Json,
      refused: effects.some((effect) => effect.kind === 'refuses'),
    })
  })

  app.put('/:kind/:id', async (c) => {
    const { id, expected, prepared } = await read(c)
    refuse(prepared.effects)
    const before = configuration.snapshot.get(prepared.kind, id)
    await apply(c, { kind: prepared.kind, id, data: prepared.data, ifRevision: expected }, before)
    const document = configuration.snapshot.get(prepared.kind, id)
    return c.json(prepared.data, before ? 200 : 201, { etag: etag(document?.revision ?? 0) })
  })

  app.delete('/:kind/:id', async (c) => {
    const kind = kindOf(c)
    const id = c.req.param('id')
    await configuration.catchUp()
    const stored = storedOf(kind, id)
    const before = configuration.snapshot.get(stored, id)
    if (!before) throw unknown(kind, id)
    const expected = ifMatch(c.req.header('if-match'), undefined)
    await apply(c, { kind: stored, id, data: undefined, ifRevision: expected }, before)
    return c.body(null, 204)
  })

  app.get('/:kind/:id/history', async (c) => {
    const kind = kindOf(c)
    const id = c.req.param('id')
    const entries = await configuration.store.history(storedOf(kind, id), id)
    const names = await namesOf(
      entries.map(({ author }) => author),
      c.env.lang,
    )
    const items = entries.map((entry) => ({ ...entry, byName: names.get(entry.author) ?? null }))
    return c.json({ items: items as unknown as Json })
  })

  /** A body that is to become a document, checked against the newest configuration. */
  async function read(c: Config) {
    const kind = kindOf(c)
    const id = c.req.param('id') ?? ''
    const body = await readObject(c.req.raw)
    // Another process may have written since; what is checked should be what will be.
    await configuration.catchUp()
    const expected = ifMatch(c.req.header('if-match'), c.req.header('if-none-match'))
    const stored = storedOf(kind, id)
    const revision = configuration.snapshot.get(stored, id)?.revision ?? 0
    // What somebody else wrote meanwhile is told before what is wrong with a body made without knowing of it.
    if (expected !== undefined && expected !== revision) throw await whoWasFaster(c, stored, id, revision)
    const prepared = await prepare(kernel, configuration.snapshot, kind, id, body)
    return { kind, id, expected, prepared, revision }
  }

  /** What a change does to other contributions. */
  function around(kind: string, id: string, { kind: stored, data }: Prepared): Effect[] {
    if (kind !== 'models') return []
    const base = stored === 'models' ? undefined : (baseOf(kernel, 'models', id) as ModelDef)
    const known = configuration.snapshot.get<Json>(stored, id)?.data
    const merged = (own: Json | undefined) =>
      (base ? kernel.registry.merged('models', base, own ?? {}) : own) as ModelDef | undefined
    return modelEffects(kernel, id, merged(known), merged(data) as ModelDef, base)
  }

  /** Stores and follows; what the module then cannot run with is taken back, and the reason told. */
  async function apply(c: Config, change: Change, before: Document | undefined): Promise<void> {
    const author = { author: c.env.actor.id, reason: (c.req.header('x-saola-reason') ?? '').slice(0, 500) }
    const module = isStudioPoint(change.kind.replace(/-overrides$/, ''))
      ? splitId(change.id).module
      : undefined
    const trouble = () => JSON.stringify(module === undefined ? undefined : kernel.status(module)?.reason)
    const troubleBefore = trouble()
    try {
      await configuration.change([change], author)
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'version-conflict') throw error
      await configuration.catchUp()
      const revision = configuration.snapshot.get(change.kind, change.id)?.revision ?? 0
      throw await whoWasFaster(c, change.kind, change.id, revision)
    }
    const status = module === undefined ? undefined : kernel.status(module)
    if (!status?.reason || status.state === 'blocked' || trouble() === troubleBefore) return
    const now = configuration.snapshot.get(change.kind, change.id)?.revision
    const back: Change = { kind: change.kind, id: change.id, data: before?.data, ifRevision: now ?? 0 }
    const why = status.reason.text.en ?? status.reason.text.vi
    await configuration.change([back], { author: 'saola', reason: `could not be applied: ${why}` })
    throw new Problem('change-refused', 422, why, { culprit: change.id, extra: { reason: status.reason } })
  }

  /** The problem of a writer who has not seen the newest revision, with who wrote that and when. */
  async function whoWasFaster(c: Config, kind: string, id: string, revision: number): Promise<Problem> {
    const [newest] = await configuration.store.history(kind, id, 1)
    if (!newest) return conflict(kind, id, revision)
    const name = (await namesOf([newest.author], c.env.lang)).get(newest.author) ?? null
    const { author: by, at } = newest
    const detail = `${id} was changed by ${name ?? by} at ${at}; it is at revision ${revision} now`
    return new Problem('version-conflict', 412, detail, {
      culprit: id,
      extra: { version: revision, by, byName: name, at },
    })
  }

  return app
}

function describe(document: Document, kind: string) {
  const { id, revision, author, at, data } = document
  return { kind, id, revision, author, at, override: document.kind !== kind, data }
}

/** Documents that exist without having been written: settings with their defaults, an empty list of keys. */
function emptyByNature(kind: string, id: string, kernel: Kernel): boolean {
  if (kind === 'settings') return kernel.status(id)?.manifest?.settings !== undefined
  return (kind === 'trusted-keys' || kind === 'centre') && id === 'main'
}

function unknown(kind: string, id: string): Problem {
  return new Problem('document-unknown', 404, `There is no ${kind} ${id}`, { culprit: id })
}
