import type { Disposer } from '@saola/sdk'
import { followExport } from '../manifest/to-manifest.ts'
import type { Runtime } from '../owner/runtime.ts'

/** Runs the plugin's `start`. What it gives back is undone with the plugin, even when it comes after the time limit. */
export async function start(
  runtime: Runtime,
  load: (module: string) => Promise<unknown>,
  timeout: number,
): Promise<void> {
  const code = runtime.manifest.start
  if (!code) {
    // A package whose code cannot be imported should fail now, not at its first request.
    const modules = new Set(collectModules(runtime.manifest.contributes))
    if (modules.size > 0)
      await runtime.guard({ what: 'import', timeout }, () => Promise.all([...modules].map(load)))
    return
  }
  await runtime.guard({ what: 'start', timeout }, async (ctx) => {
    const run = followExport(await load(code.module), code.export)
    if (typeof run !== 'function') throw new Error(`${code.module} has no function ${code.export}`)
    const disposer = (await runtime.enter(() => run(ctx))) as Disposer | undefined
    if (typeof disposer !== 'function') return
    // One that throws or never ends is noted; it keeps nobody from being switched off.
    const stop = () => runtime.guard({ what: 'stop', timeout }, () => disposer()).catch(() => {})
    if (runtime.scope.disposed) await stop()
    else runtime.scope.add(stop)
  })
}

/** Server modules that a manifest refers to; UI modules are for the browser. */
function collectModules(value: unknown): string[] {
  if (value === null || typeof value !== 'object') return []
  const { module, export: name } = value as { module?: unknown; export?: unknown }
  if (typeof module === 'string' && typeof name === 'string') return [module]
  return Object.entries(value).flatMap(([key, inner]) => (key === 'ui' ? [] : collectModules(inner)))
}
