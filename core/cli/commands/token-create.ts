import { type Command, CommandError, required, text } from '../command/command.ts'
import { withDatabase } from '../command/database.ts'

const UNITS: Record<string, number> = { h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 }

export const tokenCreate: Command = {
  name: 'token create',
  summary: 'Makes an API token and prints it alone on the last line; it is shown only once.',
  usage: '--role ROLE --name NAME [--expires 90d]',
  options: {
    role: { type: 'string', multiple: true, about: 'role that the token has; may be given several times' },
    name: { type: 'string', about: 'what it is for, as administrators will see it' },
    unit: { type: 'string', multiple: true, about: 'unit that it belongs to; may be given several times' },
    expires: { type: 'string', about: 'when it ends: 12h, 90d, 8w or an instant; default never' },
  },
  positionals: [0, 0],
  run: async (terminal, args) => {
    const name = required(args, 'name')
    const roles = listOf(args.values.role)
    if (roles.length === 0) throw new CommandError('--role is missing, for example: --role operator')
    const expiresAt = readExpiry(text(args, 'expires'), Date.now())
    const { createToken } = await import('@saola/server')
    const { token } = await withDatabase(terminal, (db) =>
      createToken(db, { name, roles, units: listOf(args.values.unit), ...(expiresAt ? { expiresAt } : {}) }),
    )
    terminal.note(
      `Token "${name}" with ${roles.join(', ')}, ${expiresAt ? `until ${expiresAt}` : 'without an end'}.`,
    )
    terminal.out(token)
    return 0
  },
}

/** `12h`, `90d`, `8w` from now, or an instant in the future. */
export function readExpiry(value: string | undefined, now: number): string | undefined {
  if (value === undefined) return undefined
  const [, count, unit] = /^(\d{1,5})([hdw])$/.exec(value) ?? []
  const end = unit ? now + Number(count) * (UNITS[unit] ?? 0) : Date.parse(value)
  if (Number.isNaN(end))
    throw new CommandError(`--expires ${value} is neither a duration such as 90d nor an instant`)
  if (end <= now) throw new CommandError(`--expires ${value} lies in the past`)
  return new Date(end).toISOString()
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}
