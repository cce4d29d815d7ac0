import { existsSync, readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Environment, Example } from '@saola/server'
import { CommandError, type Terminal } from './command.ts'

/** What a centre is started with besides its environment. */
export interface Deployment {
  environment: Environment
  /** Folders whose children may be built plugins. */
  workspace: string[]
  /** The built console, when it is there. */
  webDir?: string
  example?: Example
}

/** The repository around this command, or undefined where it was installed as a package. */
export function findRepository(from = dirname(fileURLToPath(import.meta.url))): string | undefined {
  for (let at = from; dirname(at) !== at; at = dirname(at)) {
    if (existsSync(join(at, 'pnpm-workspace.yaml')) && existsSync(join(at, 'core/cli'))) return at
    if (at.endsWith('node_modules')) return undefined
  }
  return undefined
}

/** Reads the environment; `example` is used where SAOLA_EXAMPLE is not set. */
export async function readDeployment(
  terminal: Pick<Terminal, 'env' | 'cwd' | 'note'>,
  example?: string,
): Promise<Deployment> {
  // Loaded here, because building a plugin must not pull the server in.
  const { readEnvironment, unknownNames } = await import('@saola/server')
  const { webDir } = await import('@saola/web')
  const env = { ...terminal.env, SAOLA_EXAMPLE: terminal.env.SAOLA_EXAMPLE?.trim() || example }
  for (const { name, meant } of unknownNames(terminal.env)) {
    terminal.note(`${name} is not a name that Saola knows. Did you mean ${meant}?`)
  }
  const environment = readEnvironment(env, terminal.cwd)
  const repository = findRepository()
  const workspace = repository ? [join(repository, 'plugins'), join(repository, 'examples')] : []
  return {
    environment,
    workspace,
    ...(existsSync(join(webDir, 'index.html')) ? { webDir } : {}),
    ...(environment.example === 'none'
      ? {}
      : { example: await readExample(repository, environment.example) }),
  }
}

async function readExample(repository: string | undefined, name: string): Promise<Example> {
  const folder = join(repository ?? '.', 'examples')
  const file = join(folder, name, 'centre.json')
  const text = await readFile(file, 'utf8').catch(() => {
    const known = existsSync(folder)
      ? readdirSync(folder).filter((one) => existsSync(join(folder, one, 'centre.json')))
      : []
    const list = [...known, 'none'].join(', ')
    throw new CommandError(`SAOLA_EXAMPLE: there is no example ${name}. Possible here: ${list}`)
  })
  return JSON.parse(text) as Example
}
