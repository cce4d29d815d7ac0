import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { startCentre } from './centre/centre.ts'
import { Api } from './harness/api.ts'
import type { Inventory } from './harness/inventory.ts'
import { answersWith, copyModule, disable, enable, MODULE } from './harness/module.ts'
import { readOptions } from './harness/options.ts'
import { findPostgres, makeDatabase } from './harness/postgres.ts'
import { median } from './harness/statistics.ts'
import { markdown, table } from './harness/table.ts'

/** How long a start takes, and how soon everybody sees a module that is switched on or off. */
const options = readOptions()
const root = join(import.meta.dirname, '..')
const SWITCHES = 10
const CYCLES = 50
const HEAD = ['measured', 'median', 'longest', 'limit']

const postgres = options.databases.includes('postgres') ? await findPostgres() : undefined
console.log(`Node ${process.versions.node}, ${cpus().length} cores.`)
try {
  report('saola start, example nghe-an, SQLite', HEAD, await starts())
  for (const database of options.databases) {
    if (database === 'postgres' && !postgres) continue
    await modules(database === 'postgres' ? postgres?.url : undefined)
  }
} finally {
  await postgres?.stop()
}

function report(title: string, head: string[], rows: string[][]): void {
  console.log(`\n${title}\n\n${table(head, rows)}`)
  if (options.markdown) console.log(`\n${markdown(head, rows)}`)
}

function row(name: string, times: number[], limit: string): string[] {
  const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`
  return [name, seconds(median(times)), seconds(Math.max(...times)), limit]
}

async function starts(): Promise<string[][]> {
  const command = join(root, 'core/cli/bin/saola.js')
  if (!existsSync(join(root, 'core/cli/dist/main.js'))) throw new Error('build first: npm run setup')
  const first: number[] = []
  const again: number[] = []
  const ends: number[] = []
  const memory: number[] = []
  for (let at = 0; at < 3; at++) {
    const dataDir = mkdtempSync(join(tmpdir(), 'saola-bench-'))
    try {
      for (const times of [first, again]) {
        const begun = performance.now()
        const { port, stop, pid } = await launch(command, dataDir)
        times.push(performance.now() - begun)
        if (times === again) {
          await delay(2000)
          memory.push(residentBytes(pid) / 2 ** 20)
        }
        await fetch(`http://127.0.0.1:${port}/healthz`)
        const ending = performance.now()
        await stop()
        ends.push(performance.now() - ending)
      }
    } finally {
      rmSync(dataDir, { recursive: true, force: true })
    }
  }
  const mebibytes = (value: number) => `${value.toFixed(0)} MiB`
  return [
    row('first start, empty data folder', first, '–'),
    row('second start', again, '5 s'),
    row('stop', ends, '–'),
    ['memory at rest (RSS)', mebibytes(median(memory)), mebibytes(Math.max(...memory)), '200 MiB'],
  ]
}

/** Starts the command as a person does, and waits until it says that it is ready. */
async function launch(command: string, dataDir: string) {
  const port = await freePort()
  const child = spawn(process.execPath, [command, 'start'], {
    cwd: root,
    env: {
      ...process.env,
      SAOLA_DATA: dataDir,
      SAOLA_PORT: String(port),
      SAOLA_EXAMPLE: 'nghe-an',
      NODE_OPTIONS: '',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let errors = ''
  child.stderr.on('data', (chunk) => {
    errors += chunk
  })
  const until = performance.now() + 60_000
  for (;;) {
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      (response) => response.ok,
      () => false,
    )
    if (ready) break
    if (child.exitCode !== null || performance.now() > until)
      throw new Error(`saola start failed:\n${errors}`)
    await delay(10)
  }
  const stop = async () => {
    const closed = once(child, 'close')
    child.kill('SIGTERM')
    await closed
  }
  return { port, pid: child.pid ?? 0, stop }
}

function residentBytes(pid: number): number {
  const kibibytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Number(kibibytes) * 1024
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address ? address.port : 0
}

async function modules(url: string | undefined): Promise<void> {
  const name = url ? 'PostgreSQL' : 'SQLite'
  const folder = mkdtempSync(join(tmpdir(), 'saola-bench-'))
  const database = url
    ? await makeDatabase(url, `bench_modules_${randomBytes(4).toString('hex')}`)
    : undefined
  const plugins = copyModule(join(folder, 'plugins'))
  // On SQLite two processes share the folder, on PostgreSQL only the database.
  const centre = (data: string) =>
    startCentre({
      dataDir: join(folder, database ? data : 'a'),
      databaseUrl: database?.url,
      plugins,
      flags: ['--expose-gc'],
    })
  const one = await centre('a')
  const other = await centre('b')
  try {
    const title = `${MODULE} switched ${SWITCHES} times, two processes, ${name}`
    report(title, HEAD, await switches(new Api(one), new Api(other)))
    await grow(name, new Api(one), () => one.child.ask<Inventory>('inventory'))
  } finally {
    await other.child.stop()
    await one.child.stop()
    await database?.drop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function switches(near: Api, far: Api): Promise<string[][]> {
  const streams = [await near.stream(), await far.stream()]
  const found = new Map<string, number[]>()
  for (let at = 0; at < SWITCHES; at++) {
    for (const { word, change, status } of [
      { word: 'on', change: enable, status: 200 },
      { word: 'off', change: disable, status: 404 },
    ]) {
      const begun = performance.now()
      const note = (what: string, done: Promise<number>) =>
        done.then((end) => {
          const key = `${word}: ${what}`
          found.set(key, [...(found.get(key) ?? []), end - begun])
        })
      const api = status === 200 ? 'its API answers' : 'its API is gone'
      await Promise.all([
        note(
          'the request is answered',
          change(near).then(() => performance.now()),
        ),
        note(api, answersWith(near, status)),
        note('open browsers are told', streams[0]?.first('ui', begun) as Promise<number>),
        note(`${api}, second process`, answersWith(far, status)),
        note('open browsers are told, second process', streams[1]?.first('ui', begun) as Promise<number>),
      ])
    }
  }
  for (const stream of streams) stream.close()
  return [...found].map(([what, times]) => row(what, times, what.includes('request') ? '–' : '2 s'))
}

/** What is left after many cycles; the first few fill caches and do not count. */
async function grow(name: string, api: Api, look: () => Promise<Inventory>): Promise<void> {
  const cycle = async () => {
    await enable(api)
    await answersWith(api, 200)
    await disable(api)
    await answersWith(api, 404)
  }
  for (let at = 0; at < 10; at++) await cycle()
  const before = await look()
  const begun = performance.now()
  for (let at = 0; at < CYCLES; at++) await cycle()
  const each = (performance.now() - begun) / CYCLES
  const after = await look()
  const sum = ({ resources }: Inventory) => Object.values(resources).reduce((all, count) => all + count, 0)
  const mebibytes = (bytes: number) => (bytes / 2 ** 20).toFixed(1)
  report(
    `${CYCLES} cycles on and off, ${each.toFixed(0)} ms each, ${name}`,
    ['held', 'before', 'after'],
    [
      ['heap after collection, MiB', mebibytes(before.heap), mebibytes(after.heap)],
      ['open files', `${before.files}`, `${after.files}`],
      ['timers, sockets, watchers', `${sum(before)}`, `${sum(after)}`],
      ['listeners of the process', `${before.listeners}`, `${after.listeners}`],
    ],
  )
}
