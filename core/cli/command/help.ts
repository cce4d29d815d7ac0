import type { Command } from './command.ts'

/** The list of all commands. */
export function overview(commands: readonly Command[]): string {
  const width = Math.max(...commands.map((command) => command.name.length))
  const lines = commands.map((command) => `  ${command.name.padEnd(width)}   ${command.summary}`)
  return `saola runs and serves a centre, and builds its plugins.

Usage: saola <command> [options]

${lines.join('\n')}

saola <command> --help explains one of them.`
}

/** The help of one command. */
export function helpOf(command: Command): string {
  const options = Object.entries(command.options).map(([name, option]) => {
    const long = `--${name}${option.type === 'string' ? ` ${name.toUpperCase()}` : ''}`
    return [option.short ? `-${option.short}, ${long}` : long, option.about] as const
  })
  const width = Math.max(0, ...options.map(([name]) => name.length))
  const list = options.map(([name, about]) => `  ${name.padEnd(width)}   ${about}`)
  const usage = `Usage: saola ${command.name} ${command.usage}`.trimEnd()
  return [command.summary, '', usage, ...(list.length > 0 ? ['', ...list] : [])].join('\n')
}

/** The known command that was probably meant: the one that takes the fewest changed letters. */
export function closest(words: string, commands: readonly Command[]): string | undefined {
  const ranked = commands
    .map(({ name }) => ({ name, distance: distance(words, name) }))
    .sort((a, b) => a.distance - b.distance)
  const best = ranked[0]
  return best && best.distance <= Math.max(2, best.name.length / 3) ? best.name : undefined
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
