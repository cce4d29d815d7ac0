import { type Command, text } from '../command/command.ts'
import { type Deployment, readDeployment } from '../command/deployment.ts'

export const start: Command = {
  name: 'start',
  summary: 'Starts a centre. Its settings come from SAOLA_… names of the environment.',
  usage: '[--example NAME]',
  options: {
    example: { type: 'string', about: 'example to load where SAOLA_EXAMPLE is not set' },
  },
  positionals: [0, 0],
  run: async (terminal, args) => {
    const began = performance.now()
    const { createLog, startCentre } = await import('@saola/server')
    const deployment = await readDeployment(terminal, text(args, 'example'))
    const { signal } = terminal
    const centre = await startCentre(deployment.environment, {
      ...deployment,
      // Who sits in front of a terminal reads sentences; who collects logs gets every line of them.
      log: createLog({ level: process.stdout.isTTY ? 'warn' : 'info' }),
    })
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    terminal.out(greeting(centre, deployment, seconds))
    if (!signal.aborted)
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
    terminal.note('Stopping: what runs is finished first.')
    await centre.stop()
    return 0
  },
}

interface Greeted {
  url: string
  accounts: { email: string; password: string; role: string }[]
}

/** What a person wants to know when the centre is up. */
export function greeting(
  { url, accounts }: Greeted,
  { webDir, environment }: Deployment,
  seconds: string,
): string {
  const lines = [`Saola is running at ${environment.publicUrl ?? url} (started in ${seconds} s)`]
  if (accounts.length > 0) {
    const role = Math.max(...accounts.map((account) => account.role.length))
    const email = Math.max(...accounts.map((account) => account.email.length))
    lines.push('', 'Sign in as')
    for (const account of accounts) {
      lines.push(`  ${account.role.padEnd(role)}   ${account.email.padEnd(email)}   ${account.password}`)
    }
  }
  if (webDir === undefined)
    lines.push('', 'The console is not built; only the API answers. Build it by: npm run build')
  lines.push('', 'Stop with Ctrl+C.')
  return lines.join('\n')
}
