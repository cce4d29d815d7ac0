#!/usr/bin/env node
/** The oldest Node that the SQLite driver loads on; an older one dies without a word. */
const OLDEST: readonly [major: number, minor: number] = [22, 18]

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
  console.error(
    `saola needs Node ${OLDEST.join('.')} or newer; this is ${process.versions.node}.\n` +
      'Inside the repository `npm start` and `npm run saola -- …` fetch it by themselves.\n' +
      'Elsewhere install Node 24, for example by: npx node@24 $(which saola) …',
  )
  process.exit(1)
}
// Loaded only now: it reaches native modules.
const { runCommandLine } = await import('./command/run.ts')
process.exitCode = await runCommandLine(process.argv.slice(2))
