#!/usr/bin/env node
import { refuseNode } from './command/node-version.ts'

const refusal = refuseNode(process.versions.node)
if (refusal !== undefined) {
  console.error(refusal)
  process.exit(1)
}
// Loaded only now: it reaches native modules.
const { runCommandLine } = await import('./command/run.ts')
process.exitCode = await runCommandLine(process.argv.slice(2))
