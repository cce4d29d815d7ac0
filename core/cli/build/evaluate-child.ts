import { pathToFileURL } from 'node:url'
import { type ModulePaths, toManifest } from '@saola/kernel'
import type { PluginDefinition } from '@saola/sdk'

/** What the child sends to its parent. */
export type Evaluated =
  | { ok: true; manifest: Record<string, unknown>; ui: string[]; portal: string[] }
  | { ok: false; message: string; stack?: string }

const [bundle, server] = process.argv.slice(2)

async function evaluate(): Promise<Evaluated> {
  if (!bundle || !server) throw new Error('evaluate-child: bundle and server path are missing')
  const module = (await import(pathToFileURL(bundle).href)) as { default?: PluginDefinition }
  const definition = module.default
  if (definition === null || typeof definition !== 'object') {
    return { ok: false, message: 'plugin.ts has no default export: export default definePlugin({ … })' }
  }
  const ui = new Set<string>()
  const portal = new Set<string>()
  const paths: ModulePaths = {
    server,
    ui: (source) => {
      ui.add(source)
      return source.replace(/\.[jt]sx?$/, '.js')
    },
    portal: (source) => {
      portal.add(source)
      return source.replace(/\.[jt]sx?$/, '.server.js')
    },
  }
  const manifest = toManifest(definition, paths)
  const plain = JSON.parse(JSON.stringify(manifest)) as Record<string, unknown>
  return { ok: true, manifest: plain, ui: [...ui], portal: [...portal] }
}

const result = await evaluate().catch((error: unknown): Evaluated => {
  const { message, stack } = error instanceof Error ? error : new Error(String(error))
  return { ok: false, message, ...(stack === undefined ? {} : { stack }) }
})
// A timer that the plugin started while loading must not keep this process alive.
process.send?.(result, () => process.exit(0))
