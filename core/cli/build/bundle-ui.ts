import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'vite'
import solid, { type Options } from 'vite-plugin-solid'
import { readable } from './bundle-server.ts'
import { BuildError, type BuildProblem } from './problem.ts'

/** Modules that the host's page provides by its import map; a plugin never carries its own copy. */
export const FROM_HOST = [/^solid-js($|\/web$|\/store$)/, /^@saola\/sdk-web(\/portal)?$/]

/** No style attribute may come out of a template string. The compiler knows the option, its types do not. */
export const STRICT_CONTENT_POLICY = { inlineStyles: false } as Options['solid']

/**
 * Builds the UI files of a plugin to `dist/ui/<name>.js` with one stylesheet. Gives back the stylesheets.
 */
export async function bundleUi(dir: string, files: readonly string[], outDir: string): Promise<string[]> {
  if (files.length === 0) return []
  const problems: BuildProblem[] = []
  const entries: Record<string, string> = {}
  for (const file of files) {
    if (!/^\.\/ui\/[\w./-]+\.[jt]sx?$/.test(file) || file.includes('..')) {
      problems.push({
        where: file,
        message: 'is not a UI file',
        hint: "Name it by a path such as './ui/gauge.tsx'.",
      })
    } else if (!(await exists(join(dir, file)))) {
      problems.push({ where: file, message: 'does not exist' })
    } else {
      entries[file.replace(/^\.\/ui\//, '').replace(/\.[jt]sx?$/, '')] = join(dir, file)
    }
  }
  if (problems.length > 0) throw new BuildError(problems)
  await build({
    configFile: false,
    root: dir,
    logLevel: 'silent',
    plugins: [solid({ solid: STRICT_CONTENT_POLICY })],
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir: join(outDir, 'ui'),
      emptyOutDir: true,
      copyPublicDir: false,
      target: 'es2022',
      cssCodeSplit: false,
      assetsInlineLimit: 0,
      lib: { entry: entries, formats: ['es'], cssFileName: 'style' },
      rolldownOptions: {
        external: FROM_HOST,
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  }).catch((error: unknown) => {
    throw new BuildError([{ where: 'ui', message: readable(error) }])
  })
  const styles = (await readdir(join(outDir, 'ui'))).filter((name) => name.endsWith('.css')).sort()
  return styles.map((name) => `./ui/${name}`)
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    (info) => info.isFile(),
    () => false,
  )
