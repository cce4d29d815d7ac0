import { fileURLToPath } from 'node:url'
import { setup } from './setup/setup.mjs'

try {
  await setup(fileURLToPath(new URL('..', import.meta.url)), { quiet: process.argv.includes('--quiet') })
} catch (error) {
  console.error(`\nSetup stopped: ${error.message}`)
  process.exitCode = 1
}
