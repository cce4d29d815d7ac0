import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { Problem } from '@saola/kernel'
import { contentPolicy, pageHeaders } from '../http/headers.ts'
import { type SubApp, subApp } from '../http/sub-app.ts'
import { StaticFiles } from '../ui/static-files.ts'

const FILES = new Set(['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'])
const START = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#docs', deepLinking: true, tryItOutEnabled: true, validatorUrl: null })\n`
const PAGE = `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>API · Saola</title><link rel="icon" href="/api/docs/favicon-32x32.png"><link rel="stylesheet" href="/api/docs/swagger-ui.css"></head>
<body><div id="docs"></div><script src="/api/docs/swagger-ui-bundle.js"></script><script src="/api/docs/start.js"></script></body></html>
`

/** `/api/docs`: the API to browse and to try, with everything it needs from here. */
export function apiBrowser(): SubApp {
  const root = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
  const files = new StaticFiles(root)
  // The viewer sets style attributes; scripts stay limited to our own files.
  const headers = pageHeaders(contentPolicy({ inlineStyles: true }))
  const app = subApp()
  app.get('/', () => new Response(PAGE, { headers }))
  app.get(
    '/start.js',
    () => new Response(START, { headers: { 'content-type': 'text/javascript; charset=utf-8' } }),
  )
  app.get('/:file', async (c) => {
    const file = c.req.param('file')
    const found = FILES.has(file) ? await files.respond(file, c.req.raw, 'public, max-age=3600') : undefined
    if (!found) throw new Problem('not-found', 404, `There is no file ${file.slice(0, 60)}`)
    return found
  })
  return app
}
