import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Entry, type Kernel, Problem } from '@saola/kernel'
import type { Actor, Json, Lang, PortalReply, Text } from '@saola/sdk'
import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import { contentPolicy, inlineScriptsOf, pageHeaders } from '../http/headers.ts'
import { PROBLEM_CODES } from '../http/problem-codes.ts'
import type { HttpEnv } from '../http/refs.ts'
import { type SubApp, subApp } from '../http/sub-app.ts'
import type { Door } from '../limits/index.ts'
import { assetUrl } from '../ui/document.ts'
import { fixedParts, matchPath } from './match.ts'
import type { DeclaredPage } from './point.ts'

/** Milliseconds that `load` and the view of a page may take. */
const LOAD = 5_000
const VIEW = 5_000
/** Most characters of what a page is made from: its data also goes to the browser. */
const MOST_DATA = 1_000_000

/** A page in the menu and on the first page of the portal. */
export interface ListedPage {
  id: string
  plugin: string
  module: Text
  label: Text
  description?: Text
  icon?: string
  href: string
  order: number
}

/** A page of a plugin as the frame shows it. */
export interface FramedPage {
  html: string
  title: string
  description?: string
  styles: string[]
  /** Module that renders the view again, with what it is given. */
  script?: { src: string; data: Json }
  bare?: boolean
}

export interface FrameRequest {
  path: string
  lang: Lang
  ui: Json
  pages: ListedPage[]
  status?: number
  page?: FramedPage
  /** Why there is no page. */
  trouble?: { kind: 'off'; module: Text } | { kind: 'failed' | 'busy' | 'refused'; detail?: string }
}

/** What `portal/server.js` of the console exports. */
interface Renderer {
  renderPortal(request: FrameRequest): Promise<{ status: number; html: string }>
}

export interface PortalOptions {
  kernel: Kernel
  webDir: string
  ui: (actor: Actor) => Json
  anonymous: Actor
  tileHosts: () => string[]
  /** Limits who asks for pages that run a plugin's code. */
  door: Door
}

/** `/portal`: the first page, the pages of modules that are on, and the worker of pages that live in the browser. */
export function portalApp(options: PortalOptions): SubApp {
  const { kernel, webDir } = options
  let renderer: Promise<Renderer> | undefined
  const app = subApp()

  const show = async (c: Context<HttpEnv>, request: Omit<FrameRequest, 'path' | 'lang' | 'ui' | 'pages'>) => {
    renderer ??= import(pathToFileURL(join(webDir, 'portal/server.js')).href) as Promise<Renderer>
    const lang = langOf(c)
    const { status, html } = await (await renderer).renderPortal({
      ...request,
      path: c.env.fullPath,
      lang,
      ui: options.ui(options.anonymous),
      pages: listedPages(kernel),
    })
    const policy = contentPolicy({ inlineScripts: inlineScriptsOf(html), imageHosts: options.tileHosts() })
    const headers: Record<string, string> = {
      ...pageHeaders(policy),
      'content-language': lang,
      vary: 'accept-language, cookie',
      ...remembered(c),
      ...(request.page?.script ? { 'x-portal-page': 'live' } : {}),
    }
    return new Response(html, { status, headers })
  }

  app.get('/', (c) => show(c, {}))
  app.get('/sw.js', () => worker(webDir))
  app.get('/:plugin/:rest{.*}', pluginPage)
  app.get('/:plugin', pluginPage)
  app.get('/*', (c) => show(c, { status: 404 }))
  return app

  async function pluginPage(c: Context<HttpEnv>): Promise<Response> {
    const plugin = c.req.param('plugin') ?? ''
    const found = findPage(kernel, plugin, c.env.path.slice(plugin.length + 1))
    if (!found) {
      const module = kernel.status(plugin)
      const off = module && module.state !== 'on' && (module.manifest?.contributes.portalPages ?? undefined)
      return show(c, { status: 404, ...(off ? { trouble: { kind: 'off', module: module.name } } : {}) })
    }
    try {
      options.door(c.env.address, 'portal')
      return show(c, await framed(found, c))
    } catch (error) {
      return show(c, troubleOf(error, langOf(c)))
    }
  }

  async function framed(
    { entry, params }: FoundPage,
    c: Context<HttpEnv>,
  ): Promise<Pick<FrameRequest, 'status' | 'page'>> {
    const { owner, name, data: declared } = entry
    const lang = langOf(c)
    const query = c.req.query()
    const { signal } = c.req.raw
    const request = { params, query, lang }
    const what = `portal page ${name}`
    const timeout = declared.timeout ?? LOAD
    const reply = await owner.invoke<PortalReply>(declared.load, [request], { what, timeout, signal })
    const { data, status = 200, title, description } = reply ?? {}
    const props = { data: data ?? null, lang, params, query, path: c.env.fullPath }
    if (JSON.stringify(props).length > MOST_DATA) {
      const error = new Error(`the data of the page is longer than ${MOST_DATA} characters`)
      owner.fault(what, error)
      throw error
    }
    const html = await owner.invoke<string>(declared.view, [props], {
      what: `${what}: view`,
      timeout: VIEW,
      signal,
    })
    const label = declared.label[lang] ?? declared.label.vi
    const url = (path: string) => assetUrl(owner.id, owner.version, path)
    const styles = Object.keys(owner.manifest.files).filter((path) => /^portal\/[^/]+\.css$/.test(path))
    return {
      status: Number.isInteger(status) && status >= 200 && status < 600 ? status : 200,
      page: {
        html: String(html),
        title: title ?? label,
        description: description ?? declared.description?.[lang] ?? declared.description?.vi,
        styles: styles.map(url),
        bare: declared.bare,
        ...(declared.hydrate
          ? {
              script: { src: url(declared.view.module.replace(/\.server\.js$/, '.js')), data: props as Json },
            }
          : {}),
      },
    }
  }
}

interface FoundPage {
  entry: Entry<DeclaredPage>
  params: Record<string, string>
}

function findPage(kernel: Kernel, plugin: string, path: string): FoundPage | undefined {
  const own = [...kernel.contributions<DeclaredPage>('portalPages').values()]
    .filter(({ owner }) => owner.id === plugin)
    .sort((a, b) => fixedParts(b.data.path) - fixedParts(a.data.path))
  for (const entry of own) {
    const params = matchPath(entry.data.path, path)
    if (params) return { entry, params }
  }
  return undefined
}

function listedPages(kernel: Kernel): ListedPage[] {
  const pages: ListedPage[] = []
  for (const [id, { owner, data }] of kernel.contributions<DeclaredPage>('portalPages')) {
    const { label, description, icon, path, order = 0, listed = !path.includes(':') } = data
    // A path with a parameter leads nowhere by itself.
    if (!listed || path.includes(':')) continue
    const href = `/portal/${owner.id}${path === '/' ? '' : path}`
    pages.push({ id, plugin: owner.id, module: owner.manifest.name, label, description, icon, href, order })
  }
  return pages.sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1))
}

/** What a visitor is told when a module fails; the reason is among the faults of the module. */
function troubleOf(error: unknown, lang: Lang): Pick<FrameRequest, 'status' | 'trouble'> {
  if (!(error instanceof Problem) || error.status >= 500) return { status: 502, trouble: { kind: 'failed' } }
  const { code, status } = error
  if (status === 404) return { status }
  if (status === 429) return { status, trouble: { kind: 'busy' } }
  const known = Object.hasOwn(PROBLEM_CODES, code)
    ? PROBLEM_CODES[code as keyof typeof PROBLEM_CODES]
    : undefined
  return { status, trouble: { kind: 'refused', detail: known?.title[lang] ?? known?.title.vi } }
}

function worker(webDir: string): Response {
  const file = join(webDir, 'portal/sw.js')
  if (!existsSync(file)) throw new Problem('not-found', 404, 'The portal is not built: run npm run build')
  const headers = {
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'no-cache',
    'content-security-policy': contentPolicy(),
  }
  return new Response(readFileSync(file, 'utf8'), { headers })
}

/** `?lang=`, then what the person chose before, then what the browser asks for. */
function langOf(c: Context<HttpEnv>): Lang {
  const asked = c.req.query('lang') ?? getCookie(c, 'saola_lang')
  return asked === 'vi' || asked === 'en' ? asked : c.env.lang
}

/** A language that was asked for in the address stays chosen. */
function remembered(c: Context<HttpEnv>): Record<string, string> {
  const asked = c.req.query('lang')
  if (asked !== 'vi' && asked !== 'en') return {}
  return { 'set-cookie': `saola_lang=${asked}; Path=/; Max-Age=31536000; SameSite=Lax` }
}
