import type { Approval, ModuleStatus, Plan } from '@saola/kernel'
import type { Text } from '@saola/sdk'

export type Module = ModuleStatus & { plan: Plan | null }

const SIGN = { adds: '+', changes: '~', removes: '-', warns: '!', refuses: '✗' } as const

/** What a plan would do, line by line: nothing of it has happened yet. */
export function printPlan(plan: Plan): string {
  const to = plan.to.state === 'on' ? `on, version ${plan.to.version ?? '?'}` : 'off'
  const lines = [`${plan.id} would be ${to}:`]
  for (const { point, id, change, label } of plan.contributions) {
    const name = label ? `   ${english(label)}` : ''
    lines.push(`  ${SIGN[change]} ${point.padEnd(12)} ${id}${name}`)
  }
  if (plan.contributions.length === 0) lines.push('  nothing that people see changes')
  for (const effect of plan.effects)
    lines.push(`  ${SIGN[effect.kind]} ${effect.subject}: ${english(effect.text)}`)
  const asked = printApproval(plan.missing)
  if (asked.length > 0) lines.push('Nobody has approved yet:', ...asked.map((line) => `  ${line}`))
  for (const { text } of plan.blockedBy) lines.push(`Cannot be done now: ${english(text)}`)
  return lines.join('\n')
}

export function printApproval({ capabilities, mounts, native, unsigned }: Approval): string[] {
  return [
    ...capabilities.map((one) => `capability ${one}`),
    ...mounts.map((one) => `public path ${one}`),
    ...native.map((one) => `native ${one}`),
    ...(unsigned ? ['a package that no trusted key has signed'] : []),
  ]
}

/** One line for each module. */
export function printModules(modules: readonly Module[]): string {
  if (modules.length === 0) return 'No modules.'
  const width = (pick: (module: Module) => string) =>
    Math.max(...modules.map((module) => pick(module).length))
  const id = width((module) => module.id)
  const version = width((module) => module.version)
  return modules
    .map((module) => {
      const { reason, origin, signature } = module
      const from = origin === 'installed' ? `installed, ${signature}` : origin
      const why = reason ? `   ${english(reason.text)}` : ''
      return `${module.id.padEnd(id)}  ${module.version.padEnd(version)}  ${module.state.padEnd(7)}  ${from}${why}`
    })
    .join('\n')
}

export function english(text: Text): string {
  return text.en ?? text.vi
}
