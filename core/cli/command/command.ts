import type { ParseArgsConfig } from 'node:util'

type Options = NonNullable<ParseArgsConfig['options']>

/** What a command works with; tests give their own. */
export interface Terminal {
  env: Record<string, string | undefined>
  cwd: string
  /** The result, on stdout: what a script reads. */
  out: (text: string) => void
  /** Progress and explanations, on stderr: what a person reads. */
  note: (text: string) => void
  /** Aborts when the person wants to stop. */
  signal: AbortSignal
}

export interface Command {
  /** Words after `saola`, for example `plugin build`. */
  name: string
  /** One line for the list of commands. */
  summary: string
  /** What stands after the name in the usage line. */
  usage: string
  /** Explained one by one in the help. */
  options: Record<string, Options[string] & { about: string }>
  /** How many words may follow. */
  positionals: readonly [least: number, most: number]
  /** Gives the exit code. */
  run: (terminal: Terminal, args: Args) => Promise<number>
}

export interface Args {
  values: Record<string, string | boolean | (string | boolean)[] | undefined>
  positionals: string[]
}

/** The person used the command wrongly: exit code 2 with a hint. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UsageError'
  }
}

/** The command cannot do what was asked: exit code 1, without a stack. */
export class CommandError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'CommandError'
  }
}

export function text(args: Args, name: string): string | undefined {
  const value = args.values[name]
  return typeof value === 'string' ? value : undefined
}

export function required(args: Args, name: string): string {
  const value = text(args, name)
  if (value === undefined || value === '') throw new UsageError(`--${name} is missing`)
  return value
}
