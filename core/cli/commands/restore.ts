import { resolve } from 'node:path'
import type { Command } from '../command/command.ts'

export const restoreCommand: Command = {
  name: 'restore',
  summary: 'Checks a backup and puts it into an empty data folder and, with PostgreSQL, an empty database.',
  usage: 'FOLDER',
  options: {},
  positionals: [1, 1],
  run: async (terminal, args) => {
    const { readEnvironment, restore } = await import('@saola/server')
    const place = readEnvironment(terminal.env, terminal.cwd)
    const from = resolve(terminal.cwd, args.positionals[0] ?? '')
    const { at, files } = await restore(from, place, { signal: terminal.signal })
    terminal.note(`The centre as of ${at}, with ${files} files. Start it with: saola start`)
    terminal.out(place.dataDir)
    return 0
  },
}
