import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { findBinaries } from '../postgres/binaries.ts'
import { type Cluster, startCluster } from '../postgres/cluster.ts'

/**
 * Runs every `bench/*.<kind>.ts` by itself, one after the other, so that none disturbs the numbers of
 * another. Further arguments choose files by a part of their name.
 */
const [kind = 'bench', ...chosen] = process.argv.slice(2)
const root = join(import.meta.dirname, '../..')
const files = globSync(`bench/*.${kind}.ts`, { cwd: root })
  .filter((file) => chosen.length === 0 || chosen.some((part) => file.includes(part)))
  .sort()
if (files.length === 0)
  console.log(`No bench/*.${kind}.ts${chosen.length > 0 ? ` matches ${chosen.join(', ')}` : ''}.`)

const cluster = files.length > 0 ? await providePostgres() : undefined
const failed: string[] = []
for (const file of files) {
  if (!(await runFile(file))) failed.push(file)
}
await cluster?.stop()
if (failed.length > 0) {
  console.error(`\nFailed: ${failed.join(', ')}`)
  process.exitCode = 1
}

async function providePostgres(): Promise<Cluster | undefined> {
  if (process.env.TEST_PG_URL) return undefined
  if (!findBinaries()) {
    console.warn('PostgreSQL is not installed and TEST_PG_URL is not set: only SQLite is measured.')
    return undefined
  }
  const started = await startCluster()
  process.env.TEST_PG_URL = started.url
  return started
}

async function runFile(file: string): Promise<boolean> {
  console.log(`\n${file}`)
  const started = performance.now()
  const child = spawn(process.execPath, ['--expose-gc', '--conditions=saola-source', file], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const [status] = await once(child, 'close')
  console.log(
    `${file}: ${((performance.now() - started) / 1000).toFixed(1)} s${status === 0 ? '' : ', failed'}`,
  )
  return status === 0
}
