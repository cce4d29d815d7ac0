import type { Approval, Plan } from '@saola/kernel'
import { ApiProblem, withCentre } from '../command/centre-api.ts'
import { type Command, CommandError, text } from '../command/command.ts'
import { type Module, printApproval, printPlan } from '../command/module-words.ts'
import { planPath } from './plugin-plan.ts'

export const pluginEnable: Command = {
  name: 'plugin enable',
  summary: 'Switches a module on, or to another version; running processes follow.',
  usage: '<id> [--approve-all | --approve WHAT …] [--version VERSION]',
  options: {
    'approve-all': { type: 'boolean', about: 'approves everything that it asks for' },
    approve: {
      type: 'string',
      multiple: true,
      about: 'approves one thing by its name: a capability, a public path, a native access, or unsigned',
    },
    version: { type: 'string', about: 'version to switch on; default the newest' },
  },
  positionals: [1, 1],
  run: async (terminal, args) => {
    const [id = ''] = args.positionals
    const version = text(args, 'version')
    return withCentre(terminal, async (api) => {
      const plan = await api.get<Plan>(planPath(id, 'on', version))
      terminal.note(printPlan(plan))
      const approve = args.values['approve-all'] ? plan.missing : chosen(plan.missing, args.values.approve)
      try {
        const body = { approve: { ...approve }, ...(version === undefined ? {} : { version }) }
        const module = await api.send<Module>('POST', `/api/modules/${id}/enable`, body)
        terminal.out(`${id} ${module.version} is ${module.state}`)
        return 0
      } catch (error) {
        if (!(error instanceof ApiProblem) || error.code !== 'approval-required') throw error
        const missing = printApproval(error.body.missing as Approval)
        throw new CommandError(
          `${error.message}:\n${missing.map((line) => `  ${line}`).join('\n')}\nApprove by --approve-all, or one by one by --approve.`,
        )
      }
    })
  },
}

/** What the person named, sorted into where it belongs; a name that nothing asks for is a mistake. */
function chosen(missing: Approval, named: unknown): Approval {
  const names = Array.isArray(named) ? named.map(String) : []
  const of = (list: readonly string[]) => names.filter((name) => list.includes(name))
  const approval: Approval = {
    capabilities: of(missing.capabilities),
    mounts: of(missing.mounts),
    native: of(missing.native),
    ...(missing.unsigned && names.includes('unsigned') ? { unsigned: true } : {}),
  }
  const known = new Set([...approval.capabilities, ...approval.mounts, ...approval.native, 'unsigned'])
  const stray = names.find((name) => !known.has(name))
  if (stray !== undefined)
    throw new CommandError(`--approve ${stray}: it does not ask for that, or it is approved already`)
  return approval
}
