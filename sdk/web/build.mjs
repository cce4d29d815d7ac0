// Builds the package: declarations and JSX (the host compiles it, for browser and server), one stylesheet, the fonts.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const dist = join(here, 'dist')

/** The sheet with everything it imports in its place, and the addresses of fonts as seen from `dist`. */
function bundle(path) {
  return readFileSync(path, 'utf8')
    .replace(/@import "(.+?)";/g, (_, next) => bundle(resolve(dirname(path), next)))
    .replaceAll('url("../fonts/', 'url("./fonts/')
}

rmSync(dist, { recursive: true, force: true })
const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc')
execFileSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], { cwd: here, stdio: 'inherit' })
mkdirSync(dist, { recursive: true })
writeFileSync(join(dist, 'styles.css'), bundle(join(here, 'ui/styles.css')))
writeFileSync(join(dist, 'tokens.css'), bundle(join(here, 'tokens/tokens.css')))
cpSync(join(here, 'fonts'), join(dist, 'fonts'), { recursive: true })
cpSync(join(here, 'icons/LICENSE.txt'), join(dist, 'icons/LICENSE.txt'))
