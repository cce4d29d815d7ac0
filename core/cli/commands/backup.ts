import { resolve } from 'node:path'
import type { Command } from '../command/command.ts'

export const backup: Command = {
  name: 'backup',
  summary: 'Copies the whole centre into a new folder, also while it runs.',
  usage: 'FOLDER',
  options: {},
  positionals: [1, 1],
  run: async (terminal, args) => {
    const { backUp, ENGINE, readEnvironment } = await import('@saola/server')
    const place = readEnvironment(terminal.env, terminal.cwd)
    const to = resolve(terminal.cwd, args.positionals[0] ?? '')
    const { at, database, files } = await backUp(place, to, { engine: ENGINE, signal: terminal.signal })
    terminal.note(
      `${database} and ${files} files as of ${at}. It holds passwords' hashes and the secret: keep it safe.`,
    )
    terminal.out(to)
    return 0
  },
}
