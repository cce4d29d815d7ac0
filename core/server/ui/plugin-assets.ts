import { type Kernel, Problem } from '@saola/kernel'
import { type SubApp, subApp } from '../http/sub-app.ts'
import { StaticFiles } from './static-files.ts'

const FOR_EVER = 'public, max-age=31536000, immutable'

/** `/ui/<plugin>/<version>/<path>`: files below `ui/` and `portal/` that the manifest of a found package names, nothing else. */
export function pluginAssets(kernel: Kernel): SubApp {
  const folders = new Map<string, StaticFiles>()
  const app = subApp()
  app.get('/:plugin/:version/:path{.+}', async (c) => {
    const { plugin, version, path } = c.req.param()
    const pack = kernel.packages.find((one) => one.id === plugin && one.version === version && !one.error)
    if (pack && isPublic(path) && Object.hasOwn(pack.manifest?.files ?? {}, path)) {
      const files = folders.get(pack.dir) ?? new StaticFiles(pack.dir)
      folders.set(pack.dir, files)
      // The source of a workspace plugin changes under its version; an installed package never does.
      const caching = pack.origin === 'installed' ? FOR_EVER : 'no-cache'
      const found = await files.respond(path, c.req.raw, caching)
      if (found) return found
    }
    throw new Problem('not-found', 404, `There is no file ${path.slice(0, 100)} of ${plugin} ${version}`)
  })
  return app
}

/** What browsers load; renderers of portal pages stay on the server. */
function isPublic(path: string): boolean {
  return path.startsWith('ui/') || (path.startsWith('portal/') && !path.endsWith('.server.js'))
}
