import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setup } from './setup/setup.mjs'
import { projectNode } from './setup/tools.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * Sets up, then runs a TypeScript file of this folder on the project's own Node with the remaining
 * arguments. The launcher itself may be too old for either. False when the setup failed.
 */
export async function launch(script, { quiet = true, args = [] } = {}) {
  try {
    await setup(root, { quiet })
  } catch (error) {
    console.error(`\nSetup stopped: ${error.message}`)
    process.exitCode = 1
    return false
  }
  const child = spawn(projectNode(root), [join(root, 'scripts', script), ...args, ...process.argv.slice(2)], {
    cwd: root,
    env: { ...process.env, PATH: `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH}` },
    stdio: 'inherit',
  })
  // A terminal sends Ctrl+C to both, and a second one means "at once" to most programs.
  const forward = (signal) => {
    if (signal === 'SIGTERM' || !process.stdin.isTTY) child.kill(signal)
  }
  process.on('SIGINT', forward)
  process.on('SIGTERM', forward)
  child.once('close', (code, signal) => {
    process.exitCode = code ?? (signal ? 1 : 0)
    process.off('SIGINT', forward)
    process.off('SIGTERM', forward)
  })
  return true
}
