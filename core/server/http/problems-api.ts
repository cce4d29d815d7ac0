import { Problem } from '@saola/kernel'
import { describe } from './problem.ts'
import { type SubApp, subApp } from './sub-app.ts'

/** `/api/problems/<code>`: what the `type` of a problem document leads to. */
export function problemsApi(): SubApp {
  const app = subApp()
  app.get('/:code', (c) => {
    const code = c.req.param('code')
    const known = describe(code)
    if (!known) throw new Problem('not-found', 404, `There is no problem code ${code.slice(0, 60)}`)
    return c.json({ code, ...known }, 200, { 'cache-control': 'public, max-age=3600' })
  })
  return app
}
