import type { Plan } from '@saola/kernel'
import { withCentre } from '../command/centre-api.ts'
import { type Command, text } from '../command/command.ts'
import { printPlan } from '../command/module-words.ts'

export const pluginPlan: Command = {
  name: 'plugin plan',
  summary: 'Says what switching a module on or off would do. Changes nothing.',
  usage: '<id> [--off] [--version VERSION]',
  options: {
    off: { type: 'boolean', about: 'for switching it off' },
    version: { type: 'string', about: 'version to switch on; default the newest' },
  },
  positionals: [1, 1],
  run: async (terminal, args) => {
    const [id = ''] = args.positionals
    const plan = await withCentre(terminal, (api) =>
      api.get<Plan>(planPath(id, args.values.off ? 'off' : 'on', text(args, 'version'))),
    )
    terminal.out(printPlan(plan))
    return 0
  },
}

export function planPath(id: string, to: 'on' | 'off', version?: string): string {
  const query = new URLSearchParams({ to, ...(version === undefined ? {} : { version }) })
  return `/api/modules/${encodeURIComponent(id)}/plan?${query}`
}
