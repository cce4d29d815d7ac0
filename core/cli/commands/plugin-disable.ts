import type { Plan } from '@saola/kernel'
import { withCentre } from '../command/centre-api.ts'
import type { Command } from '../command/command.ts'
import { type Module, printPlan } from '../command/module-words.ts'
import { planPath } from './plugin-plan.ts'

export const pluginDisable: Command = {
  name: 'plugin disable',
  summary: 'Switches a module off; its data stays.',
  usage: '<id>',
  options: {},
  positionals: [1, 1],
  run: async (terminal, { positionals: [id = ''] }) =>
    withCentre(terminal, async (api) => {
      terminal.note(printPlan(await api.get<Plan>(planPath(id, 'off'))))
      const module = await api.send<Module>('POST', `/api/modules/${id}/disable`, {})
      terminal.out(`${id} is ${module.state}`)
      return 0
    }),
}
