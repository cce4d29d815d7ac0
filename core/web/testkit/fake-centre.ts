import { existsSync, readFileSync, statSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, normalize } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { UiDocument } from '@saola/sdk-web'
import { type ExampleModule, seedRecords } from './example-modules.ts'
import { notFound, policyOf, send, TYPES } from './fake-files.ts'
import { describeModule, type FakeModule, planOf, statusOf } from './fake-module.ts'
import { FakeRecords } from './fake-records.ts'

export interface FakeCentreOptions {
  /** Built console. */
  webDir: string
  modules: readonly (Partial<FakeModule> & ExampleModule)[]
  /** Signed in from the start; else a person signs in with any mail and the password `dung`. */
  signedIn?: boolean
  permissions?: string[]
  now?: () => Date
  port?: number
}

/** A centre in memory that answers what the console asks; for tests and for work on screens. */
export class FakeCentre {
  readonly modules = new Map<string, FakeModule>()
  readonly records: FakeRecords
  readonly faults: { module: string; what: string; message: string }[] = []
  readonly settings = new Map<string, { revision: number; value: object }>()
  /** Replaces an answer: path → status and problem. */
  readonly broken = new Map<string, { status: number; body: object }>()
  url = ''
  signedIn: boolean
  revision = 1
  readonly #options: FakeCentreOptions
  readonly #server = createServer((request, response) => void this.#answer(request, response))
  readonly #streams = new Set<{ models: string[]; response: ServerResponse }>()
  #event = 0
  #held = false

  constructor(options: FakeCentreOptions) {
    this.#options = options
    this.signedIn = options.signedIn ?? true
    this.records = new FakeRecords(options.now ?? (() => new Date()))
    for (const module of options.modules) {
      this.modules.set(module.manifest.id, {
        state: 'off',
        approved: { capabilities: [], mounts: [], native: [] },
        versions: [module.manifest.version],
        signature: 'workspace',
        faults: [],
        ...module,
      })
      for (const [model, records] of seedRecords(module, (options.now ?? (() => new Date()))())) {
        this.records.put(model, records)
      }
    }
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(this.#options.port ?? 0, '127.0.0.1', resolve))
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
    return this
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  /** Switches a module and tells the open browsers. */
  set(id: string, change: Partial<FakeModule>): void {
    const module = this.modules.get(id)
    if (!module) throw new Error(`no module ${id}`)
    Object.assign(module, change)
    this.revision += 1
    this.#tell('ui', { revision: this.revision })
  }

  write(model: string, id: string, values: Record<string, unknown>): void {
    const known = this.records.get(model, id) !== undefined
    const record = this.records.write(model, id, values)
    this.#tellRecord(model, known ? 'updated' : 'created', record)
  }

  remove(model: string, id: string): void {
    const record = this.records.remove(model, id)
    if (record) this.#tellRecord(model, 'deleted', record)
  }

  /** How many event streams are open now. */
  get openStreams(): number {
    return this.#streams.size
  }

  /** New streams are refused until told otherwise. */
  holdStreams(held: boolean): void {
    this.#held = held
  }

  cutStreams(): void {
    for (const { response } of this.#streams) response.destroy()
  }

  #tellRecord(model: string, what: string, record: object): void {
    const event = {
      specversion: '1.0',
      id: String(this.#event),
      source: `/records/${model}`,
      type: `${model}.${what}`,
    }
    this.#tell('record', { ...event, time: new Date().toISOString(), data: record }, model)
  }

  #tell(event: string, data: object, model?: string): void {
    this.#event += 1
    for (const stream of this.#streams) {
      if (model !== undefined && !stream.models.includes(model)) continue
      stream.response.write(`event: ${event}\nid: ${this.#event}\ndata: ${JSON.stringify(data)}\n\n`)
    }
  }

  ui(): UiDocument {
    const document: UiDocument = {
      revision: this.revision,
      centre: { vi: 'Trung tâm Điều hành thông minh Nghệ An', en: 'Nghệ An Intelligent Operations Centre' },
      user: this.signedIn
        ? {
            id: 'user:1',
            name: 'Nguyễn Thị Hằng',
            email: 'trucban@nghean.example',
            roles: ['operator'],
            units: [],
            permissions: this.#options.permissions ?? ['*'],
          }
        : null,
      modules: [],
      widgets: {},
      pages: {},
      mapLayers: {},
      dashboards: {},
      locales: {},
      models: {},
    }
    for (const module of this.modules.values()) describeModule(module, document)
    return document
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://host')
    const path = decodeURIComponent(url.pathname)
    const broken = this.broken.get(path)
    if (path === '/portal' || path.startsWith('/portal/')) {
      await this.#portal(path, url.searchParams.get('lang') === 'en' ? 'en' : 'vi', response)
    } else if (!broken && path === '/api/stream' && this.signedIn) {
      if (this.#held) response.destroy()
      else this.#openStream(url.searchParams, response)
    } else if (broken || path.startsWith('/api/')) {
      const asked = {
        method: request.method ?? 'GET',
        params: url.searchParams,
        body: await readJson(request),
        headers: request.headers,
      }
      const reply = broken ? json(broken.status, broken.body) : this.#api(path, asked)
      response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers })
      response.end(reply.body === undefined ? '' : JSON.stringify(reply.body))
    } else {
      this.#file(path, response)
    }
  }

  #unitsApi(id: string, search: string | null): Reply {
    const all = [...this.modules.values()]
      .filter(({ state }) => state === 'on')
      .flatMap(({ manifest }) => Object.values(manifest.contributes.units ?? {}))
      .flatMap(({ units, source = null, license = null }) =>
        Object.entries(units).map(([key, { formerly = [], area = null, ...unit }]) => ({
          info: { parent: null, from: null, to: null, example: false, ...unit, id: key },
          more: { formerly, area, source, license },
        })),
      )
    const one = all.find(({ info }) => info.id === id)
    if (id !== '') return one ? json(200, { ...one.info, ...one.more }) : problem(404, 'unit-missing')
    const found = all.filter(
      ({ info, more }) =>
        search === null || [info.label.vi, ...more.formerly.map(({ name }) => name)].join().includes(search),
    )
    return json(200, { items: found.map(({ info }) => info) })
  }

  #api(path: string, asked: Asked): Reply {
    const { method, body } = asked
    if (path === '/api/ui') return json(200, this.ui())
    if (path === '/api/auth/sign-in') {
      if (body.password !== 'dung') return problem(401, 'sign-in-failed')
      this.signedIn = true
      return json(200, { user: {} })
    }
    if (path === '/api/auth/sign-out') {
      this.signedIn = false
      return json(200, { user: null })
    }
    if (!this.signedIn) return problem(401, 'sign-in-required')
    const [, , area, id = '', part] = path.split('/')
    if (area === 'units') return this.#unitsApi(id, asked.params.get('search'))
    if (area === 'records') return this.#recordsApi(id, part, asked)
    if (area === 'modules') return this.#modulesApi(id, part, asked)
    if (area === 'config' && id === 'models' && part !== undefined) return this.#shapeOf(part)
    if (area === 'config' && id === 'settings' && part !== undefined) {
      const known = this.settings.get(part) ?? { revision: 0, value: {} }
      if (method === 'PUT') {
        if (asked.headers['if-match'] !== `"${known.revision}"`) return problem(412, 'version-conflict')
        this.settings.set(part, { revision: known.revision + 1, value: body })
        return json(200, body, { etag: `"${known.revision + 1}"` })
      }
      return json(200, known.value, { etag: `"${known.revision}"` })
    }
    return problem(404, 'not-found')
  }

  /** A model as the Studio reads it, without a change of anybody. */
  #shapeOf(model: string): Reply {
    const { plugin = '', can: _can, ...base } = this.ui().models[model] ?? { plugin: '', can: [], fields: {} }
    const module = this.modules.get(plugin)
    if (!module) return problem(404, 'document-unknown')
    return json(200, {
      id: model,
      revision: 0,
      override: true,
      module: { id: plugin, name: module.manifest.name, state: module.state },
      document: { fields: {} },
      base,
      model: base,
      archived: {},
      records: 0,
      uses: [],
      by: null,
      byName: null,
      at: null,
    })
  }

  #openStream(params: URLSearchParams, response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    response.write(': hello\n\n')
    const stream = { models: (params.get('models') ?? '').split(','), response }
    this.#streams.add(stream)
    response.on('close', () => this.#streams.delete(stream))
  }

  #recordsApi(model: string, id: string | undefined, { method, params, body, headers }: Asked): Reply {
    if (this.modules.get(model.split('.')[0] ?? '')?.state !== 'on') return problem(404, 'module-off')
    if (id === undefined) {
      if (method === 'GET') return json(200, this.records.list(model, params))
      const fresh = `new-${this.#event + 1}`
      this.write(model, fresh, body)
      return json(201, this.records.get(model, fresh), { etag: '"1"' })
    }
    if (id === 'counts') return json(200, this.records.counts(model, params))
    if (id === 'points') return json(200, this.records.points(model, params))
    const known = this.records.get(model, id)
    if (!known) return problem(404, 'record-missing')
    if (method === 'GET') return json(200, known, { etag: `"${known.version}"` })
    const expected = headers['if-match']
    if (expected !== undefined && expected !== `"${known.version}"`) return problem(412, 'version-conflict')
    if (method === 'DELETE') {
      this.remove(model, id)
      return json(204)
    }
    this.write(model, id, body)
    return json(200, this.records.get(model, id))
  }

  #modulesApi(id: string, part: string | undefined, { method, params, body }: Asked): Reply {
    if (id === '') return json(200, { items: [...this.modules.values()].map((module) => statusOf(module)) })
    const module = this.modules.get(id)
    if (!module) return problem(404, 'module-unknown')
    if (part === undefined) return json(200, statusOf(module))
    if (part === 'plan') return json(200, planOf(module, params.get('to') === 'on' ? 'on' : 'off'))
    if (part === 'fault' && method === 'POST') {
      const fault = { what: String(body.what), message: String(body.message) }
      this.faults.push({ module: id, ...fault })
      module.faults.push({ at: new Date().toISOString(), ...fault })
      return json(204)
    }
    if (part === 'enable') {
      const approve = (body.approve ?? {}) as Partial<FakeModule['approved']>
      module.approved = {
        capabilities: [...new Set([...module.approved.capabilities, ...(approve.capabilities ?? [])])],
        mounts: [...new Set([...module.approved.mounts, ...(approve.mounts ?? [])])],
        native: [...new Set([...module.approved.native, ...(approve.native ?? [])])],
        unsigned: module.approved.unsigned || approve.unsigned,
      }
      const { missing } = planOf(module, 'on')
      if (missing.capabilities.length + missing.mounts.length + missing.native.length > 0) {
        return problem(409, 'approval-required', { missing })
      }
      this.set(id, { state: 'on', reason: undefined })
      return json(200, statusOf(module))
    }
    if (part === 'disable') {
      this.set(id, { state: 'off' })
      return json(200, statusOf(module))
    }
    return problem(404, 'not-found')
  }

  async #portal(path: string, lang: 'vi' | 'en', response: ServerResponse): Promise<void> {
    const module = pathToFileURL(join(this.#options.webDir, 'portal/server.js')).href
    const { renderPortal } = (await import(module)) as {
      renderPortal: (request: object) => Promise<{ status: number; html: string }>
    }
    const { status, html } = await renderPortal({ path, lang, ui: { ...this.ui(), user: null } })
    response.writeHead(status, { 'content-type': TYPES['.html'], 'content-security-policy': policyOf(html) })
    response.end(html)
  }

  #file(path: string, response: ServerResponse): void {
    const [, area, id = '', version = '', ...rest] = path.split('/')
    if (area === 'ui') {
      const module = this.modules.get(id)
      if (!module || module.manifest.version !== version) notFound(response)
      else send(join(module.dir, normalize(`/${rest.join('/')}`)), response)
      return
    }
    const file = join(this.#options.webDir, normalize(path))
    if (path !== '/' && existsSync(file) && statSync(file).isFile()) {
      send(file, response)
      return
    }
    if (/^\/(assets|vendor)\//.test(path)) {
      notFound(response)
      return
    }
    const html = readFileSync(join(this.#options.webDir, 'index.html'), 'utf8')
    response.writeHead(200, { 'content-type': TYPES['.html'], 'content-security-policy': policyOf(html) })
    response.end(html)
  }
}

interface Reply {
  status: number
  body?: unknown
  headers?: Record<string, string>
}

interface Asked {
  method: string
  params: URLSearchParams
  body: Record<string, unknown>
  headers: IncomingMessage['headers']
}

function json(status: number, body?: unknown, headers?: Record<string, string>): Reply {
  return { status, body, headers }
}

function problem(status: number, code: string, more: object = {}): Reply {
  return json(status, { type: `/errors#${code}`, title: code, status, code, detail: code, ...more })
}

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = ''
  for await (const part of request) text += String(part)
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
}
