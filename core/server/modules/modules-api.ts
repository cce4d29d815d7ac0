import { type Kernel, Problem } from '@saola/kernel'
import type { Actor, Json } from '@saola/sdk'
import type { Context } from 'hono'
import type { Configuration } from '../configuration/configuration.ts'
import { readBytes, readJson } from '../http/body.ts'
import { lazySchema } from '../http/json-schema.ts'
import type { HttpEnv } from '../http/refs.ts'
import { type SubApp, subApp } from '../http/sub-app.ts'
import type { PluginHealth } from '../observe/index.ts'
import { lightManifest } from './light.ts'
import type { Approve, Modules } from './modules.ts'
import { LARGEST_PACKAGE } from './package-file.ts'
import type { PackageStore } from './package-store.ts'

const names = { type: 'array', maxItems: 500, items: { type: 'string', maxLength: 300 } }
const checkEnable = lazySchema({
  type: 'object',
  properties: {
    version: { type: 'string', maxLength: 60 },
    approve: {
      type: 'object',
      properties: { capabilities: names, mounts: names, native: names, unsigned: { type: 'boolean' } },
      additionalProperties: false,
    },
    reason: { type: 'string', maxLength: 500 },
  },
  additionalProperties: false,
})
const checkReason = lazySchema({
  type: 'object',
  properties: { reason: { type: 'string', maxLength: 500 } },
  additionalProperties: false,
})
const checkFault = lazySchema({
  type: 'object',
  properties: { what: { type: 'string', maxLength: 200 }, message: { type: 'string', maxLength: 2000 } },
  required: ['what', 'message'],
  additionalProperties: false,
})

export interface ModulesApiOptions {
  kernel: Kernel
  configuration: Configuration
  modules: Modules
  packages: PackageStore
  health: PluginHealth
  mayManage: (actor: Actor) => boolean
  /** Throws `rate-limited` when one client reports faults without end. */
  limitFaults: (address: string, module: string) => void
}

/** `/api/modules`: what there is, what switching would do, and the switches. */
export function modulesApi(options: ModulesApiOptions): SubApp {
  const { kernel, configuration, modules, packages, health, mayManage } = options
  const app = subApp()
  const manager = (c: Context<HttpEnv>): void => {
    if (mayManage(c.env.actor)) return
    throw new Problem('forbidden', 403, `${c.env.actor.name} may not manage modules`, {
      extra: { permission: 'core.modules' },
    })
  }

  app.get('/', async (c) => {
    manager(c)
    const items = (await modules.list()).map((item) => ({ ...item, manifest: lightManifest(item.manifest) }))
    return c.json({ revision: kernel.revision, items: items as unknown as Json[] })
  })

  app.post('/', async (c) => {
    manager(c)
    const { bytes, signature } = await readUpload(c)
    const installed = await packages.install(configuration, bytes, {
      signature,
      author: c.env.actor.id,
      reason: 'installed',
      isTaken: (id) => kernel.status(id)?.origin === 'studio',
    })
    return c.json(installed, 201, { location: `/api/modules/${installed.id}` })
  })

  app.get('/:id', async (c) => {
    manager(c)
    const id = c.req.param('id')
    return c.json({ ...(await modules.get(id)), health: await health.of(id) } as unknown as Json)
  })

  app.get('/:id/plan', async (c) => {
    manager(c)
    const to = c.req.query('to') ?? 'on'
    if (to !== 'on' && to !== 'off')
      throw new Problem('query-invalid', 400, 'to must be on or off', { culprit: 'to' })
    return c.json((await modules.plan(c.req.param('id'), to, c.req.query('version'))) as unknown as Json)
  })

  app.post('/:id/enable', async (c) => {
    manager(c)
    const body = await bodyOf<{ version?: string; approve?: Approve; reason?: string }>(c, checkEnable)
    const status = await modules.enable(c.req.param('id'), { ...body, author: c.env.actor.id })
    return c.json(status as unknown as Json)
  })

  app.post('/:id/disable', async (c) => {
    manager(c)
    const { reason } = await bodyOf<{ reason?: string }>(c, checkReason)
    return c.json(
      (await modules.disable(c.req.param('id'), { reason, author: c.env.actor.id })) as unknown as Json,
    )
  })

  app.post('/:id/fault', async (c) => {
    const id = c.req.param('id')
    options.limitFaults(c.env.address, id)
    const { what, message } = await bodyOf<{ what: string; message: string }>(c, checkFault)
    const owner = kernel.owner(id)
    if (!owner)
      throw new Problem('module-unknown', 404, `There is no module ${id} that is on`, { culprit: id })
    owner.fault(`browser: ${what}`, new Error(message))
    return c.body(null, 204)
  })
  return app
}

async function bodyOf<T>(c: Context<HttpEnv>, check: ReturnType<typeof lazySchema>): Promise<T> {
  const body = (await readJson(c.req.raw)) ?? {}
  const errors = check(body)
  if (errors.length > 0)
    throw new Problem('body-invalid', 422, 'The body does not fit', { extra: { errors } })
  return body as T
}

/** A package as the body itself (signature in `saola-signature`), or a form with `package` and `signature`. */
async function readUpload(c: Context<HttpEnv>): Promise<{ bytes: Uint8Array; signature?: string }> {
  const type = c.req.header('content-type') ?? ''
  if (type.startsWith('multipart/form-data')) {
    const raw = await readBytes(c.req.raw, LARGEST_PACKAGE + 64 * 1024)
    const form = await new Response(new Uint8Array(raw), { headers: { 'content-type': type } })
      .formData()
      .catch(() => {
        throw new Problem('body-invalid', 422, 'The form cannot be read')
      })
    const [file, signature] = [form.get('package'), form.get('signature')]
    if (!(file instanceof Blob)) throw new Problem('body-invalid', 422, 'The form has no file named package')
    const text = signature instanceof Blob ? await signature.text() : (signature ?? undefined)
    return { bytes: new Uint8Array(await file.arrayBuffer()), signature: text === '' ? undefined : text }
  }
  if (!/^application\/(gzip|x-gzip|octet-stream|x-tar\+gzip|x-compressed-tar)/.test(type)) {
    throw new Problem('media-type-unsupported', 415, 'A package is sent as application/gzip, or in a form', {
      extra: { supported: ['application/gzip', 'multipart/form-data'] },
    })
  }
  const header = c.req.header('saola-signature')
  // A header cannot hold line breaks, so the signature travels in base64.
  const signature = header === undefined ? undefined : Buffer.from(header, 'base64').toString('utf8')
  return { bytes: await readBytes(c.req.raw, LARGEST_PACKAGE), signature }
}
