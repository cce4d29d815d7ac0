import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { build, defaultClientConditions, defaultServerConditions, type InlineConfig, type Plugin } from 'vite'
import solid from 'vite-plugin-solid'
import { readable } from './bundle-server.ts'
import { FROM_HOST, STRICT_CONTENT_POLICY } from './bundle-ui.ts'
import { fromSource } from './evaluate.ts'
import { BuildError, type BuildProblem } from './problem.ts'

const ENTRY = 'virtual:saola-portal/'

/**
 * Builds the views of portal pages twice: `dist/portal/<name>.server.js` renders a page to HTML and carries all that
 * it needs; `dist/portal/<name>.js` renders it again in the browser, with the modules of the host's page.
 */
export async function bundlePortal(dir: string, files: readonly string[], outDir: string): Promise<void> {
  if (files.length === 0) return
  const views = await viewsOf(dir, files)
  const source = fromSource ? ['saola-source'] : []
  const shared: InlineConfig = {
    configFile: false,
    root: dir,
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"' },
  }
  const out = {
    outDir: join(outDir, 'portal'),
    emptyOutDir: false,
    copyPublicDir: false,
    target: 'es2022',
    assetsInlineLimit: 0,
  } as const
  try {
    await build({
      ...shared,
      plugins: [
        entries(views, 'renderView'),
        solid({ ssr: true, solid: { ...STRICT_CONTENT_POLICY, generate: 'ssr', hydratable: false } }),
      ],
      resolve: { conditions: [...source, ...defaultServerConditions] },
      ssr: {
        noExternal: true,
        target: 'node',
        resolve: { conditions: [...source, ...defaultServerConditions] },
      },
      build: {
        ...out,
        ssr: true,
        minify: false,
        rolldownOptions: {
          input: inputs(views),
          experimental: { attachDebugInfo: 'none' },
          output: {
            format: 'es',
            entryFileNames: '[name].server.js',
            chunkFileNames: 'chunks/[name]-[hash].server.js',
          },
        },
      },
    })
    await build({
      ...shared,
      plugins: [entries(views, 'mountView'), solid({ solid: STRICT_CONTENT_POLICY })],
      resolve: { conditions: [...source, ...defaultClientConditions] },
      build: {
        ...out,
        cssCodeSplit: false,
        modulePreload: { polyfill: false },
        rolldownOptions: {
          input: inputs(views),
          external: FROM_HOST,
          output: {
            format: 'es',
            entryFileNames: '[name].js',
            chunkFileNames: 'chunks/[name]-[hash].js',
            assetFileNames: '[name][extname]',
          },
        },
      },
    })
  } catch (error) {
    throw new BuildError([{ where: 'portal', message: readable(error) }])
  }
}

async function viewsOf(dir: string, files: readonly string[]): Promise<Map<string, string>> {
  const problems: BuildProblem[] = []
  const views = new Map<string, string>()
  for (const file of files) {
    if (!/^\.\/portal\/[\w./-]+\.[jt]sx?$/.test(file) || file.includes('..')) {
      const hint = "Name it by a path such as './portal/new.tsx'."
      problems.push({ where: file, message: 'is not a file of a portal page', hint })
    } else if (!(await isFile(join(dir, file)))) {
      problems.push({ where: file, message: 'does not exist' })
    } else views.set(file.replace(/^\.\/portal\//, '').replace(/\.[jt]sx?$/, ''), join(dir, file))
  }
  if (problems.length > 0) throw new BuildError(problems)
  return views
}

function inputs(views: ReadonlyMap<string, string>): Record<string, string> {
  return Object.fromEntries([...views.keys()].map((name) => [name, `${ENTRY}${name}`]))
}

/** A module around each view, so that a view is nothing but a component. */
function entries(views: ReadonlyMap<string, string>, use: 'renderView' | 'mountView'): Plugin {
  return {
    name: 'saola:portal-entries',
    resolveId: (id) => (id.startsWith(ENTRY) ? `\0${id}` : undefined),
    load: (id) => {
      if (!id.startsWith(`\0${ENTRY}`)) return undefined
      const view = JSON.stringify(views.get(id.slice(ENTRY.length + 1)))
      const head = `import View from ${view}\nimport { ${use} } from '@saola/sdk-web/portal'\n`
      return use === 'renderView'
        ? `${head}export default (_ctx, props) => renderView(View, props)\n`
        : `${head}mountView(View)\n`
    },
  }
}

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (info) => info.isFile(),
    () => false,
  )
