import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { packPublished } from '../testkit/outside.ts'
import { type Block, blocksOf } from './blocks.ts'

const run = promisify(execFile)
const workspace = fileURLToPath(new URL('../../..', import.meta.url))
const page = await readFile(join(workspace, 'docs/tutorials/first-plugin.md'), 'utf8')

let base = ''
let server: ChildProcess | undefined
afterAll(async () => {
  if (server?.pid && server.exitCode === null) {
    // The group: between this shell and the centre stands npx.
    process.kill(-server.pid, 'SIGTERM')
    await once(server, 'exit')
    server.stdout?.destroy()
  }
  if (base) await rm(base, { recursive: true, force: true })
})

test('a page gives its blocks with what stands behind the language', () => {
  expect(blocksOf('a\n```ts file=x.ts\nlet a\n```\n```sh\nls\n```\n')).toEqual([
    { language: 'ts', marks: ['file=x.ts'], text: 'let a\n', line: 3 },
    { language: 'sh', marks: [], text: 'ls\n', line: 6 },
  ])
})

test('a newcomer who follows the tutorial word by word gets there', { timeout: 400_000 }, async () => {
  base = await mkdtemp(join(tmpdir(), 'saola-tutorial-'))
  const port = await freePort()
  const packs = await packInto(join(base, 'packs'))
  // What the page says, with this machine's free port and today's packages in place of the published ones.
  const adapt = (text: string) =>
    text
      .replace(
        /^npm create saola-plugin (\S+) -- /m,
        `node ${join(workspace, 'sdk/create/bin/create-saola-plugin.js')} $1 `,
      )
      .replaceAll('127.0.0.1:8080', `127.0.0.1:${port}`)
  let cwd = base
  let answer = ''
  const env: NodeJS.ProcessEnv = { ...process.env, SAOLA_PORT: String(port) }
  for (const block of blocksOf(page)) {
    const file = block.marks.find((mark) => mark.startsWith('file='))?.slice(5)
    if (file) {
      await mkdir(dirname(join(cwd, file)), { recursive: true })
      await writeFile(join(cwd, file), block.text)
    } else if (block.language === 'sh' && block.marks.includes('background')) {
      server = spawn('sh', ['-ec', `exec ${adapt(block.text)}`], {
        cwd,
        env,
        stdio: ['ignore', 'pipe', 'ignore'],
        detached: true,
      })
      await firstLine(server)
    } else if (block.language === 'sh') {
      if (/npm install/.test(block.text)) await usePacks(join(cwd, 'rain-gauges'), packs)
      const done = await shell(block, adapt(block.text), cwd, env)
      cwd = done.cwd
      answer = done.output
      for (const [, name = '', value = ''] of block.text.matchAll(/^export (\w+)=(.*)$/gm)) env[name] = value
      if (/TOKEN=/.test(block.text))
        env.TOKEN = (await readFile(join(cwd, 'token.txt'), 'utf8')).trim().split('\n').at(-1)
    } else if (block.marks.includes('answer')) {
      expect(JSON.parse(answer)).toEqual(JSON.parse(block.text))
    }
  }
  expect(basename(cwd)).toBe('rain-gauges')
  // The last words of the page: a running centre follows, and says which module is off.
  await expect
    .poll(
      async () => {
        const response = await fetch(`http://127.0.0.1:${port}/api/x/rain-gauges/wettest`, {
          headers: { authorization: `Bearer ${env.TOKEN}` },
        })
        return (await response.json()) as object
      },
      { timeout: 20_000 },
    )
    .toMatchObject({ code: 'module-off', status: 404 })
})

/** Runs a block as one shell would, and tells where it ended up. */
async function shell(block: Block, text: string, cwd: string, env: NodeJS.ProcessEnv) {
  const script = `${text}\nprintf '\\n%s' "$PWD" >&9\n`
  const where = join(base, 'cwd.txt')
  try {
    const { stdout } = await run('sh', ['-ec', `exec 9> ${where}\n${script}`], { cwd, env })
    return { output: stdout, cwd: (await readFile(where, 'utf8')).trim() }
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string }
    throw new Error(
      `line ${block.line} of the tutorial failed:\n${text}\n${stdout ?? ''}\n${stderr ?? String(error)}`,
    )
  }
}

async function packInto(folder: string): Promise<Map<string, string>> {
  await mkdir(folder, { recursive: true })
  return packPublished(folder)
}

/** The registry does not have today's packages: the tarballs take their place. */
async function usePacks(dir: string, packs: ReadonlyMap<string, string>): Promise<void> {
  const file = join(dir, 'package.json')
  const own = JSON.parse(await readFile(file, 'utf8')) as Record<string, Record<string, string>>
  for (const group of ['dependencies', 'devDependencies']) {
    for (const name of Object.keys(own[group] ?? {})) {
      const tarball = packs.get(name)
      if (tarball && own[group]) own[group][name] = `file:${tarball}`
    }
  }
  const named = { ...own.dependencies, ...own.devDependencies }
  for (const [name, tarball] of packs) {
    if (!named[name]) own.devDependencies = { ...own.devDependencies, [name]: `file:${tarball}` }
  }
  await writeFile(file, JSON.stringify(own, null, 2))
}

async function firstLine(child: ChildProcess): Promise<void> {
  let seen = ''
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      seen = (seen + String(chunk)).slice(-4000)
      if (seen.includes('Saola is running')) resolve()
    })
    child.once('exit', () => reject(new Error(`the centre did not start: ${seen}`)))
  })
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  return address !== null && typeof address === 'object' ? address.port : 0
}
