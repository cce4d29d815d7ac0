import { isAbsolute, relative } from 'node:path'
import type { Native } from '@saola/sdk'
import { checkCode } from '@saola/sdk-testing/code-rules'
import { build, type Plugin, type Rolldown } from 'vite'
import { fromSource } from './evaluate.ts'
import { BuildError, type BuildProblem } from './problem.ts'

export interface ServerBundle {
  file: 'server.js'
  /** Checks the code against what the plugin declares; reads only what really went into the bundle. */
  check: (native: readonly Native[]) => BuildProblem[]
}

/** Bundles `plugin.ts` and everything that it imports into one module, `dist/server.js`. */
export async function bundleServer(dir: string, entry: string, outDir: string): Promise<ServerBundle> {
  const sources = new Map<string, string>()
  const remember: Plugin = {
    name: 'saola:remember-sources',
    enforce: 'pre',
    transform: {
      order: 'pre',
      handler(code, id) {
        // Data does nothing, and is no code to be read.
        if (isOwn(dir, id) && !id.endsWith('.json')) sources.set(id, code)
      },
    },
  }
  const output = await build({
    configFile: false,
    root: dir,
    logLevel: 'silent',
    plugins: [remember],
    resolve: fromSource ? { conditions: ['saola-source', 'node', 'import', 'module', 'default'] } : {},
    ssr: {
      noExternal: true,
      target: 'node',
      ...(fromSource
        ? { resolve: { conditions: ['saola-source', 'node', 'import', 'module', 'default'] } }
        : {}),
    },
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      ssr: entry,
      outDir,
      emptyOutDir: true,
      copyPublicDir: false,
      target: 'node22',
      minify: false,
      rolldownOptions: {
        // Its notes of where a module came from would make the bytes depend on the machine.
        experimental: { attachDebugInfo: 'none' },
        output: { format: 'es', entryFileNames: 'server.js', codeSplitting: false },
      },
    },
  }).catch((error: unknown) => {
    throw new BuildError([{ where: relative(dir, entry), message: readable(error) }])
  })
  const chunk = chunksOf(output)[0]
  if (!chunk) throw new BuildError([{ where: relative(dir, entry), message: 'gave no code' }])

  return {
    file: 'server.js',
    check: (native) => {
      const used = Object.entries(chunk.modules).filter(([, module]) => (module.renderedLength ?? 0) > 0)
      const own = used.flatMap(([id]) => {
        const code = sources.get(id)
        return code === undefined ? [] : checkCode(relative(dir, id), code, native)
      })
      if (own.length > 0) return own
      // What dependencies do, and imports for their effect only, show in the bundle.
      return checkCode('dist/server.js', chunk.code, native)
    },
  }
}

export function chunksOf(output: Awaited<ReturnType<typeof build>>): Rolldown.OutputChunk[] {
  const outputs = Array.isArray(output) ? output : [output]
  return outputs.flatMap((one) =>
    'output' in one ? one.output.filter((part): part is Rolldown.OutputChunk => part.type === 'chunk') : [],
  )
}

export function readable(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the bundler colours its messages
  return message.replace(/\u001b\[[0-9;]*m/g, '').trim()
}

function isOwn(dir: string, id: string): boolean {
  const path = relative(dir, id)
  return !path.startsWith('..') && !isAbsolute(path) && !path.includes('node_modules')
}
