import { expect, test } from 'vitest'
import type { Terminal } from './command.ts'
import { runCommandLine } from './run.ts'

const run = async (line: string) => {
  const out: string[] = []
  const notes: string[] = []
  const terminal: Terminal = {
    env: {},
    cwd: process.cwd(),
    out: (text) => out.push(text),
    note: (text) => notes.push(text),
    signal: new AbortController().signal,
  }
  const code = await runCommandLine(line === '' ? [] : line.split(' '), terminal)
  return { code, out: out.join('\n'), notes: notes.join('\n') }
}

test('the help lists every command, and explains each', async () => {
  const { code, out } = await run('--help')
  expect(code).toBe(0)
  expect(out).toContain('plugin build')
  expect((await run('plugin build --help')).out).toContain('Usage: saola plugin build [folder]')
  expect((await run('help plugin sign')).out).toContain('--new-key')
})

test('without a command the list is shown and the code says that something was missing', async () => {
  expect(await run('')).toMatchObject({ code: 2, out: expect.stringContaining('Usage: saola <command>') })
})

test.each([
  ['plugin biuld', 'Did you mean saola plugin build?'],
  ['plugins', 'saola --help lists all commands.'],
  ['strat', 'There is no command strat.'],
])('%s is answered with a hint and code 2', async (line, hint) => {
  expect(await run(line)).toMatchObject({ code: 2, out: '', notes: expect.stringContaining(hint) })
})

test.each(['plugin build a b', 'plugin build --fast', 'plugin sign'])(
  '%s is used wrongly: code 2 and the usage',
  async (line) => {
    expect(await run(line)).toMatchObject({ code: 2, notes: expect.stringContaining('Usage: saola plugin') })
  },
)
