// Builds the console: shared modules with stable names, the host, its page, and the portal for the server.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build, defaultClientConditions, defaultServerConditions } from 'vite'
import solid from 'vite-plugin-solid'

const here = dirname(fileURLToPath(import.meta.url))
/** Everything is built aside and takes its place at once, so that a running centre never serves half of it. */
const dist = join(here, `.cache/dist-${process.pid}`)
const place = join(here, 'dist')
const SOURCE = 'saola-source'

/** What a first look at operate may cost, compressed. */
const BUDGET = 250_000

/** Specifiers that plugins may import: public API, resolved by the page's import map. */
const imports = {
  'solid-js': '/vendor/solid.js',
  'solid-js/web': '/vendor/solid-web.js',
  'solid-js/store': '/vendor/solid-store.js',
  '@saola/sdk-web': '/vendor/sdk-web.js',
  '@saola/sdk-web/portal': '/vendor/sdk-web-portal.js',
}

/** Icons as lucide compiled them: compiling 1,800 sources anew takes longer than everything else. */
const compiledIcons = [
  { find: /^lucide-solid$/, replacement: join(here, 'node_modules/lucide-solid/dist/esm/lucide-solid.mjs') },
]

/** @param {import('vite').InlineConfig} config */
async function run(config, options = {}) {
  const result = await build({
    configFile: false,
    root: here,
    logLevel: 'warn',
    // A style attribute in a template is refused by the content policy; set through the DOM it is not.
    plugins: [solid({ solid: { inlineStyles: false, ...options.solid }, ssr: options.ssr })],
    resolve: { conditions: [SOURCE, ...defaultClientConditions], alias: compiledIcons },
    ...config,
    build: {
      target: 'es2022',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      cssCodeSplit: false,
      outDir: dist,
      emptyOutDir: false,
      copyPublicDir: false,
      ...config.build,
    },
  })
  return (Array.isArray(result) ? result[0] : result).output
}

mkdirSync(dist, { recursive: true })
process.on('exit', () => rmSync(dist, { recursive: true, force: true }))
const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc')
execFileSync(process.execPath, [compiler, '-p', 'tsconfig.build.json', '--outDir', dist], {
  cwd: here,
  stdio: 'inherit',
})

const vendor = await run({
  build: {
    rolldownOptions: {
      preserveEntrySignatures: 'strict',
      input: Object.fromEntries(
        Object.values(imports).map((path) => [
          basename(path, '.js'),
          join(here, 'vendor', `${basename(path, '.js')}.ts`),
        ]),
      ),
      output: {
        format: 'es',
        entryFileNames: 'vendor/[name].js',
        chunkFileNames: 'vendor/shared/[name]-[hash].js',
      },
    },
  },
})

const host = await run({
  worker: { format: 'es' },
  build: {
    rolldownOptions: {
      input: { main: join(here, 'start/main.tsx') },
      external: [/^solid-js($|\/)/, '@saola/sdk-web'],
      output: {
        format: 'es',
        entryFileNames: 'assets/[name]-[hash].js',
        chunkFileNames: 'assets/[name]-[hash].js',
        assetFileNames: 'assets/[name]-[hash][extname]',
      },
    },
  },
})

const appearance = await run({
  build: {
    rolldownOptions: {
      input: { appearance: join(here, 'start/appearance.ts') },
      output: { format: 'iife', entryFileNames: 'assets/[name]-[hash].js' },
    },
  },
})

const entry = host.find((file) => file.type === 'chunk' && file.isEntry)
const style = host.find((file) => file.fileName.endsWith('.css'))
const early = appearance.find((file) => file.type === 'chunk')
const icon = 'assets/icon.svg'
writeFileSync(join(dist, icon), readFileSync(join(here, 'start/icon.svg')))

/** Files that a browser fetches for an entry, itself first, by static imports only. */
function reach(output, file, seen = new Set()) {
  if (seen.has(file) || !output.some((one) => one.fileName === file)) return seen
  seen.add(file)
  for (const next of output.find((one) => one.fileName === file).imports ?? []) reach(output, next, seen)
  return seen
}
function chunkOf(output, path) {
  return output.find((file) => file.type === 'chunk' && file.facadeModuleId?.endsWith(path))?.fileName ?? ''
}

const shared = new Set(Object.values(imports).flatMap((path) => [...reach(vendor, path.slice(1))]))
const own = reach(host, entry.fileName)

writeFileSync(
  join(dist, 'index.html'),
  Object.entries({
    importmap: JSON.stringify({ imports }),
    icon: `/${icon}`,
    appearance: `/${early.fileName}`,
    entry: `/${entry.fileName}`,
    head: [
      `<link rel="stylesheet" href="/${style.fileName}">`,
      ...[...shared, ...own].map((file) => `<link rel="modulepreload" href="/${file}">`),
    ].join('\n'),
  }).reduce(
    (page, [name, value]) =>
      page.replace(name === 'importmap' ? '"{{importmap}}"' : `{{${name}}}`, () => value),
    readFileSync(join(here, 'start/page.html'), 'utf8'),
  ),
)

await run(
  {
    resolve: { conditions: [SOURCE, ...defaultServerConditions] },
    define: {
      __STYLESHEET__: JSON.stringify(`/${style.fileName}`),
      __ICON__: JSON.stringify(`/${icon}`),
      __APPEARANCE__: JSON.stringify(`/${early.fileName}`),
      __IMPORTS__: JSON.stringify(JSON.stringify({ imports })),
    },
    ssr: {
      noExternal: true,
      target: 'node',
      resolve: { conditions: [SOURCE, ...defaultServerConditions] },
    },
    build: {
      ssr: join(here, 'portal/server.tsx'),
      outDir: join(dist, 'portal'),
      rolldownOptions: { output: { format: 'es', entryFileNames: 'server.js' } },
    },
  },
  { ssr: true, solid: { generate: 'ssr', hydratable: false } },
)

await run({
  build: {
    outDir: join(dist, 'portal'),
    rolldownOptions: {
      input: { sw: join(here, 'portal/sw.ts') },
      output: { format: 'iife', entryFileNames: 'sw.js' },
    },
  },
})

const first = [
  ...[...shared].map((file) => [vendor, file]),
  ...[
    ...reach(host, chunkOf(host, 'operate/home.tsx'), reach(host, chunkOf(host, 'operate/face.tsx'), own)),
  ].map((file) => [host, file]),
]
const bytes = first.reduce(
  (sum, [output, file]) =>
    sum + gzipSync(output.find((one) => one.fileName === file).code, { level: 9 }).length,
  0,
)
writeFileSync(
  join(dist, 'sizes.json'),
  `${JSON.stringify({ firstScreen: bytes, budget: BUDGET, files: first.map(([, file]) => file) }, null, 2)}\n`,
)
console.log(`first screen of operate: ${(bytes / 1000).toFixed(1)} kB of ${BUDGET / 1000} kB compressed`)
if (bytes > BUDGET) {
  console.error('The first screen of operate is over its budget; load the newcomer lazily.')
  process.exit(1)
}
rmSync(place, { recursive: true, force: true })
renameSync(dist, place)
