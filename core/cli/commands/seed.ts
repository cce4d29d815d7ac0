import type { Command } from '../command/command.ts'
import { readDeployment } from '../command/deployment.ts'

export const seed: Command = {
  name: 'seed',
  summary: 'Puts the demo records of the modules that are on into the centre.',
  usage: '',
  options: {},
  positionals: [0, 0],
  run: async (terminal) => {
    const [{ createLog, startCentre }, { seedsRef }] = await Promise.all([
      import('@saola/server'),
      import('@saola/records'),
    ])
    const { env, cwd, note } = terminal
    const { environment, workspace } = await readDeployment({
      env: { ...env, SAOLA_EXAMPLE: 'none' },
      cwd,
      note,
    })
    // An equal process for a moment, with a door of its own: those that run already are not disturbed.
    const centre = await startCentre(
      { ...environment, host: '127.0.0.1', port: 0 },
      { workspace, makeAccounts: false, log: createLog({ level: 'silent' }) },
    )
    try {
      const made = await centre.kernel.services.get(seedsRef).plant({ demo: true })
      terminal.out(`${made} records`)
    } finally {
      await centre.stop()
    }
    return 0
  },
}
