import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Evaluated } from './evaluate-child.ts'
import { BuildError } from './problem.ts'

const LONGEST_EVALUATION = 20_000

/** Whether this command runs from its TypeScript sources, inside the workspace. */
export const fromSource = import.meta.url.endsWith('.ts')

/**
 * Loads the bundled definition in a process of its own, which may read files and nothing else, and gives back the
 * manifest as data with the UI files that it names.
 */
export async function evaluate(
  bundle: string,
  server: string,
): Promise<{ manifest: Record<string, unknown>; ui: string[]; portal: string[] }> {
  const script = fileURLToPath(new URL(`./evaluate-child.${fromSource ? 'ts' : 'js'}`, import.meta.url))
  const child = fork(script, [bundle, server], {
    execArgv: [
      ...(fromSource ? ['--conditions=saola-source'] : []),
      '--permission',
      '--allow-fs-read=*',
      '--disable-warning=SecurityWarning',
      '--disable-warning=ExperimentalWarning',
    ],
    env: { PATH: process.env.PATH },
    // What a plugin prints while it loads must not mix with what the command prints.
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    signal: AbortSignal.timeout(LONGEST_EVALUATION),
  })
  let errors = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-4000)
  })
  const result = await new Promise<Evaluated>((resolve) => {
    child.once('message', (message) => resolve(message as Evaluated))
    child.once('error', (error) =>
      resolve({
        ok: false,
        message:
          error.name === 'AbortError'
            ? `did not finish loading within ${LONGEST_EVALUATION / 1000} s`
            : error.message,
      }),
    )
    child.once('exit', (code) => resolve({ ok: false, message: `ended with code ${code}. ${errors}`.trim() }))
  })
  if (!result.ok) {
    throw new BuildError([
      {
        where: 'plugin.ts',
        message: `could not be loaded: ${result.message}`,
        hint: 'Loading must only build the definition; what has an effect belongs into start, routes or jobs.',
      },
    ])
  }
  return result
}
