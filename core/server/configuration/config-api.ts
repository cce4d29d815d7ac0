import { type Kernel, mergePatch, Problem } from '@saola/kernel'
import type { Actor, Json } from '@saola/sdk'
import type { Context } from 'hono'
import { readObject } from '../http/body.ts'
import type { HttpEnv } from '../http/refs.ts'
import { type SubApp, subApp } from '../http/sub-app.ts'
import type { Configuration } from './configuration.ts'
import { overrideKind, splitId } from './desired.ts'
import { etag, ifMatch } from './etag.ts'
import { baseOf, isStudioPoint, KINDS, prepare, storedKind } from './kinds.ts'
import type { Change, Document } from './store.ts'

export interface ConfigApiOptions {
  configuration: Configuration
  kernel: Kernel
  mayConfigure: (actor: Actor) => boolean
}

/** `/api/config`: configuration documents with their revisions and history. */
export function configApi({ configuration, kernel, mayConfigure }: ConfigApiOptions): SubApp {
  const app = subApp()
  const kindOf = (c: Context<HttpEnv>): string => {
    const kind = c.req.param('kind') ?? ''
    if (!KINDS.includes(kind))
      throw new Problem('document-unknown', 404, `There is no kind ${kind}; there are ${KINDS.join(', ')}`)
    return kind
  }

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
    const { snapshot } = configuration
    const stored = storedKind(kernel, snapshot, kind, id)
    const document = snapshot.get<Record<string, Json>>(stored, id)
    const base = isStudioPoint(kind) && stored !== kind ? baseOf(kernel, kind, id) : undefined
    if (!document && base === undefined && !emptyByNature(kind, id, kernel)) throw unknown(kind, id)
    const own = document?.data ?? (kind === 'models' ? { fields: {} } : {})
    const body = c.req.query('effective') === 'true' && base !== undefined ? mergePatch(base, own) : own
    return c.json(body as Json, 200, { etag: etag(document?.revision ?? 0) })
  })

  app.put('/:kind/:id', async (c) => {
    const kind = kindOf(c)
    const id = c.req.param('id')
    const body = await readObject(c.req.raw)
    // Another process may have written since; what is checked should be what will be.
    await configuration.catchUp()
    const expected = ifMatch(c.req.header('if-match'), c.req.header('if-none-match'))
    const prepared = await prepare(kernel, configuration.snapshot, kind, id, body)
    const before = configuration.snapshot.get(prepared.kind, id)
    const change: Change = { kind: prepared.kind, id, data: prepared.data, ifRevision: expected }
    await apply(c, [change], before)
    const document = configuration.snapshot.get(prepared.kind, id)
    return c.json(prepared.data, before ? 200 : 201, { etag: etag(document?.revision ?? 0) })
  })

  app.delete('/:kind/:id', async (c) => {
    const kind = kindOf(c)
    const id = c.req.param('id')
    await configuration.catchUp()
    const stored = storedKind(kernel, configuration.snapshot, kind, id)
    const before = configuration.snapshot.get(stored, id)
    if (!before) throw unknown(kind, id)
    const expected = ifMatch(c.req.header('if-match'), undefined)
    await apply(c, [{ kind: stored, id, data: undefined, ifRevision: expected }], before)
    return c.body(null, 204)
  })

  app.get('/:kind/:id/history', async (c) => {
    const kind = kindOf(c)
    const id = c.req.param('id')
    const stored = storedKind(kernel, configuration.snapshot, kind, id)
    const items = await configuration.store.history(stored, id)
    return c.json({ items: items as unknown as Json })
  })

  /** Stores and follows; what the module then cannot run with is taken back, and the reason told. */
  async function apply(c: Context<HttpEnv>, changes: Change[], before: Document | undefined): Promise<void> {
    const author = { author: c.env.actor.id, reason: (c.req.header('x-saola-reason') ?? '').slice(0, 500) }
    const [change] = changes
    const module =
      change && isStudioPoint(change.kind.replace(/-overrides$/, '')) ? splitId(change.id).module : undefined
    const trouble = () => JSON.stringify(module === undefined ? undefined : kernel.status(module)?.reason)
    const troubleBefore = trouble()
    await configuration.change(changes, author)
    const status = module === undefined ? undefined : kernel.status(module)
    if (!change || !status?.reason || status.state === 'blocked' || trouble() === troubleBefore) return
    const now = configuration.snapshot.get(change.kind, change.id)?.revision
    const back: Change = { kind: change.kind, id: change.id, data: before?.data, ifRevision: now ?? 0 }
    const why = status.reason.text.en ?? status.reason.text.vi
    await configuration.change([back], { author: 'saola', reason: `could not be applied: ${why}` })
    throw new Problem('change-refused', 422, why, { culprit: change.id, extra: { reason: status.reason } })
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
