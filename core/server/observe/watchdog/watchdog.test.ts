import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { StallEnded } from './watchdog-worker.ts'

const dir = mkdtempSync(join(tmpdir(), 'saola-watchdog-'))
afterAll(() => rmSync(dir, { recursive: true }))

const plugin = join(dir, 'greedy', '1.0.0')
mkdirSync(join(plugin, 'lib'), { recursive: true })
writeFileSync(join(plugin, 'manifest.json'), JSON.stringify({ manifest: 1, id: 'greedy' }))
writeFileSync(
  join(plugin, 'server.js'),
  `import { helper } from './lib/helper.js'
  export function loop() { const end = performance.now() + 1200; while (performance.now() < end) spin() }
  function spin() { let x = 0; for (let i = 0; i < 1000; i++) x += i; return x }
  export function forever() { for (;;) spin() }
  export function regex() { /^(a+)+$/.test('a'.repeat(24) + 'b') }
  export const deep = helper`,
)
writeFileSync(
  join(plugin, 'lib', 'helper.js'),
  `export const helper = () => { const end = performance.now() + 1200; while (performance.now() < end) JSON.parse('[1]') }`,
)
writeFileSync(
  join(dir, 'plain.js'),
  `import { scryptSync } from 'node:crypto'
  export function native() { const end = performance.now() + 800; while (performance.now() < end) scryptSync('a', 'b', 64, { N: 2 ** 19, maxmem: 2 ** 30 }) }
  export function loop() { const end = performance.now() + 1200; while (performance.now() < end); }`,
)

function start(file: string, name: string, enter?: string): ChildProcess {
  const args = [join(dir, file), name, ...(enter ? [enter] : [])]
  return fork(new URL('../testkit/stall.ts', import.meta.url), args, {
    execArgv: ['--conditions=saola-source'],
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  })
}

async function stall(file: string, name: string, enter?: string) {
  const child = start(file, name, enter)
  let written = ''
  let writtenBefore = ''
  child.stderr?.on('data', (chunk) => {
    written += chunk
  })
  const [ended] = (await once(child, 'message')) as [StallEnded]
  writtenBefore = written
  const [code] = (await once(child, 'exit')) as [number]
  return { ended, line: JSON.parse(writtenBefore) as Record<string, unknown>, code }
}

test.each(['loop', 'regex', 'deep'])(
  'a plugin that holds the event loop is named by its stack: %s',
  async (name) => {
    const { ended, line, code } = await stall('greedy/1.0.0/server.js', name)
    expect(line).toMatchObject({
      level: 50,
      msg: 'greedy holds the event loop',
      plugin: 'greedy',
      by: 'stack',
    })
    expect(line.stack).toEqual(expect.arrayContaining([expect.stringContaining('greedy/1.0.0')]))
    expect(ended).toMatchObject({ plugin: 'greedy', by: 'stack' })
    expect(ended.ms).toBeGreaterThan(line.ms as number)
    expect(code).toBe(0)
  },
)

test('a plugin that never gives way is named while it holds the event loop', async () => {
  const child = start('greedy/1.0.0/server.js', 'forever')
  const [line] = (await once(child.stderr as NodeJS.ReadableStream, 'data')) as [Buffer]
  expect(JSON.parse(line.toString())).toMatchObject({ plugin: 'greedy', by: 'stack' })
  child.kill('SIGKILL')
  await once(child, 'exit')
})

test('inside native code the plugin that was entered is named', async () => {
  const { line } = await stall('plain.js', 'native', 'greedy')
  expect(line).toMatchObject({ plugin: 'greedy', by: 'slot', stack: [] })
})

test('code that belongs to no plugin is told as such, with its stack', async () => {
  const { line, ended } = await stall('plain.js', 'loop')
  expect(line).toMatchObject({ msg: 'the event loop stands still', by: 'nothing' })
  expect(line).not.toHaveProperty('plugin')
  // The thread may be caught inside what the loop calls.
  expect(ended.stack).toContainEqual(
    expect.objectContaining({ function: 'loop', url: expect.stringContaining('plain.js') }),
  )
})
