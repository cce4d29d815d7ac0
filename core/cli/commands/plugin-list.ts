import { withCentre } from '../command/centre-api.ts'
import type { Command } from '../command/command.ts'
import { type Module, printModules } from '../command/module-words.ts'

export const pluginList: Command = {
  name: 'plugin list',
  summary: 'Lists the modules that the centre knows, with their state.',
  usage: '[--json]',
  options: { json: { type: 'boolean', about: 'as JSON, for scripts' } },
  positionals: [0, 0],
  run: async (terminal, { values }) => {
    const { items } = await withCentre(terminal, (api) => api.get<{ items: Module[] }>('/api/modules'))
    terminal.out(values.json ? JSON.stringify(items, null, 2) : printModules(items))
    return 0
  },
}
