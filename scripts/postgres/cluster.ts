import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findBinaries } from './binaries.ts'

export interface Cluster {
  /** A superuser's connection string; a suite makes its own database with it. */
  readonly url: string
  /** The server process. */
  readonly pid: number
  /** Ends the server and removes its files. Safe to call twice. */
  stop(): Promise<void>
}

interface Account {
  uid: number
  gid: number
}

const USER = 'saola'
const READY = 'database system is ready to accept connections'
const START_TIMEOUT_MS = 60_000
const STOP_TIMEOUT_MS = 20_000

/**
 * A private PostgreSQL in a temporary folder, on a free loopback port, with a random password.
 * fsync stays on: suites that kill processes must see what a real server would have kept.
 */
export async function startCluster(binaries = findBinaries()): Promise<Cluster> {
  if (!binaries)
    throw new Error('PostgreSQL is not installed: neither /usr/lib/postgresql nor PATH has initdb')
  const account = process.getuid?.() === 0 ? unprivilegedAccount() : undefined
  const folder = mkdtempSync(join(tmpdir(), 'saola-pg-'))
  const password = randomBytes(16).toString('hex')
  try {
    await initialise(binaries, folder, password, account)
    const port = await freePort()
    const server = spawn(join(binaries, 'postgres'), serverArguments(folder, port), {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
      ...account,
    })
    await untilReady(server)
    return running(server, folder, `postgres://${USER}:${password}@127.0.0.1:${port}/postgres`)
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

/** PostgreSQL refuses to run as root, so root hands over to Debian's own account, else to nobody. */
function unprivilegedAccount(): Account {
  const entries = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const name of ['postgres', 'nobody']) {
    const fields = entries.find((line) => line.startsWith(`${name}:`))?.split(':')
    if (fields) return { uid: Number(fields[2]), gid: Number(fields[3]) }
  }
  throw new Error('PostgreSQL cannot run as root and neither the account postgres nor nobody exists')
}

async function initialise(
  binaries: string,
  folder: string,
  password: string,
  account?: Account,
): Promise<void> {
  const passwordFile = join(folder, 'password')
  writeFileSync(passwordFile, password, { mode: 0o600 })
  mkdirSync(join(folder, 'data'), { mode: 0o700 })
  if (account) {
    for (const path of [folder, passwordFile, join(folder, 'data')]) chownSync(path, account.uid, account.gid)
  }
  const child = spawn(
    join(binaries, 'initdb'),
    [
      `--pgdata=${join(folder, 'data')}`,
      `--username=${USER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C.UTF-8',
      '--no-instructions',
    ],
    { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], ...account },
  )
  const errors = collect(child)
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`initdb failed (${code}):\n${errors.text}`)
}

function serverArguments(folder: string, port: number): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: folder,
    max_connections: '200',
    fsync: 'on',
    timezone: 'UTC',
  }
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  return ['-D', join(folder, 'data'), ...options]
}

async function untilReady(server: ChildProcess): Promise<void> {
  const errors = collect(server)
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const timer = setTimeout(() => {
    server.kill('SIGQUIT')
    reject(new Error(`PostgreSQL was not ready after ${START_TIMEOUT_MS / 1000} s:\n${errors.text}`))
  }, START_TIMEOUT_MS)
  server.stderr?.on('data', () => {
    if (errors.text.includes(READY)) resolve()
  })
  server.once('error', reject)
  server.once('close', (code) => reject(new Error(`PostgreSQL ended at start (${code}):\n${errors.text}`)))
  try {
    await promise
  } finally {
    clearTimeout(timer)
    errors.stop()
    // The pipe must keep flowing, or a talkative server blocks on it.
    server.stderr?.resume()
  }
}

function running(server: ChildProcess, folder: string, url: string): Cluster {
  const closed = once(server, 'close')
  const abandon = () => server.kill('SIGQUIT')
  process.once('exit', abandon)
  let stopping: Promise<void> | undefined
  const stop = async () => {
    process.off('exit', abandon)
    if (server.exitCode === null && server.signalCode === null) {
      server.kill('SIGINT')
      const timer = setTimeout(abandon, STOP_TIMEOUT_MS)
      await closed
      clearTimeout(timer)
    }
    rmSync(folder, { recursive: true, force: true })
  }
  return {
    url,
    pid: server.pid ?? 0,
    stop: () => {
      stopping ??= stop()
      return stopping
    },
  }
}

function collect(child: ChildProcess): { readonly text: string; stop(): void } {
  let text = ''
  const take = (chunk: Buffer) => {
    text += chunk
  }
  child.stderr?.on('data', take)
  return {
    get text() {
      return text
    },
    stop: () => child.stderr?.off('data', take),
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (address === null || typeof address === 'string') throw new Error('no free loopback port')
  return address.port
}
