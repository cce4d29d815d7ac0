import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Problem } from '@saola/kernel'
import type { Context } from 'hono'
import { contentPolicy, inlineScriptsOf, pageHeaders } from '../http/headers.ts'
import type { HttpEnv } from '../http/refs.ts'
import { type SubApp, subApp } from '../http/sub-app.ts'
import { StaticFiles } from './static-files.ts'

export interface WebHostOptions {
  /** Folder of the built console. */
  webDir: string
  tileHosts: () => string[]
}

const FOR_EVER = 'public, max-age=31536000, immutable'
const WORKER_POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; frame-ancestors 'none'"
const HASHED = /-[A-Za-z0-9_-]{8,}\.[a-z0-9]+$/

/** The console for everything below `/operate`, `/studio` and `/sign-in`, and its files. */
export function webHost(options: WebHostOptions): SubApp {
  const { webDir } = options
  const files = new StaticFiles(webDir)
  const page = existsSync(join(webDir, 'index.html'))
    ? readFileSync(join(webDir, 'index.html'), 'utf8')
    : undefined
  const inlineScripts = inlineScriptsOf(page ?? '')
  const policy = () => contentPolicy({ inlineScripts, imageHosts: options.tileHosts() })
  const app = subApp()

  const consolePage = (): Response => {
    if (page === undefined) throw new Problem('not-found', 404, 'The console is not built: run npm run build')
    return new Response(page, { headers: pageHeaders(policy()) })
  }
  const asset = async (c: Context<HttpEnv>): Promise<Response> => {
    const { path } = c.env
    const found = await files.respond(path, c.req.raw, HASHED.test(path) ? FOR_EVER : 'no-cache')
    if (!found) throw new Problem('not-found', 404, `There is nothing at ${path.slice(0, 200)}`)
    // A shared worker lives under the policy of its own file, not under that of the page.
    found.headers.set('content-security-policy', WORKER_POLICY)
    return found
  }
  app.get('/', (c) => c.redirect('/operate'))
  for (const face of ['/operate', '/studio', '/sign-in']) {
    app.get(face, consolePage)
    app.get(`${face}/*`, consolePage)
  }
  for (const folder of ['/assets/*', '/vendor/*']) app.get(folder, asset)
  app.get('/favicon.ico', (c) => c.redirect('/assets/icon.svg'))
  return app
}
