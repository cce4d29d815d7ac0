import { parseArgs } from 'node:util'
import { BuildError } from '../build/problem.ts'
import { commands } from '../commands/index.ts'
import { type Command, CommandError, type Terminal, UsageError } from './command.ts'
import { closest, helpOf, overview } from './help.ts'

/** Runs one command line and gives its exit code: 0 done, 1 failed, 2 used wrongly. */
export async function runCommandLine(words: string[], terminal = ofThisProcess()): Promise<number> {
  const flags = words.filter((word) => word === '--help' || word === '-h')
  const [first = ''] = words
  if (first === '' || first === 'help' || first.startsWith('-')) {
    const about = words.slice(1).join(' ')
    const named = first === 'help' ? commands.find(({ name }) => name === about) : undefined
    terminal.out(named ? helpOf(named) : overview(commands))
    return first === '' ? 2 : 0
  }
  const command = find(words)
  if (!command) {
    const said = words.slice(0, 2).filter((word) => !word.startsWith('-'))
    const meant = closest(said.join(' '), commands) ?? closest(first, commands)
    terminal.note(`There is no command ${said.join(' ')}.${meant ? ` Did you mean saola ${meant}?` : ''}`)
    terminal.note('saola --help lists all commands.')
    return 2
  }
  if (flags.length > 0) {
    terminal.out(helpOf(command))
    return 0
  }
  try {
    const args = words.slice(command.name.split(' ').length)
    const options = Object.fromEntries(
      Object.entries(command.options).map(([name, { about: _, ...option }]) => [name, option]),
    )
    const { values, positionals } = parse(args, options)
    const [least, most] = command.positionals
    if (positionals.length < least) throw new UsageError(`Something is missing after saola ${command.name}.`)
    if (positionals.length > most)
      throw new UsageError(`Too much after saola ${command.name}: ${positionals[most]}`)
    return await command.run(terminal, { values, positionals })
  } catch (error) {
    return explain(error, command, terminal)
  }
}

function parse(args: string[], options: NonNullable<Parameters<typeof parseArgs>[0]>['options']) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

/** The longest name that the words begin with. */
function find(words: string[]): Command | undefined {
  return [2, 1]
    .map((length) => words.slice(0, length).join(' '))
    .map((name) => commands.find((command) => command.name === name))
    .find((command) => command !== undefined)
}

function explain(error: unknown, command: Command, terminal: Terminal): number {
  if (error instanceof UsageError) {
    terminal.note(error.message)
    terminal.note(`Usage: saola ${command.name} ${command.usage}`.trimEnd())
    return 2
  }
  if (error instanceof BuildError) {
    const count = error.problems.length
    terminal.note(`${error.message}\n\n${count} ${count === 1 ? 'problem' : 'problems'}; nothing was built.`)
    return 1
  }
  if (error instanceof CommandError || isMeantForPeople(error)) {
    terminal.note(error.message)
    return 1
  }
  terminal.note(error instanceof Error ? (error.stack ?? error.message) : String(error))
  return 1
}

/** Problems and wrong environments already say what to do; a stack would only hide it. */
function isMeantForPeople(error: unknown): error is Error {
  return error instanceof Error && ['Problem', 'EnvironmentError', 'BackupError'].includes(error.name)
}

function ofThisProcess(): Terminal {
  let stop: AbortController | undefined
  return {
    env: process.env,
    cwd: process.cwd(),
    out: (line) => process.stdout.write(`${line}\n`),
    note: (line) => process.stderr.write(`${line}\n`),
    // Only who asks for it stops in good order; any other command ends at once, as usual.
    get signal() {
      if (!stop) {
        const controller = new AbortController()
        for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => controller.abort(name))
        stop = controller
      }
      return stop.signal
    },
  }
}
